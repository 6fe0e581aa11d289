"""The person's own view of the words they sent themselves; what others wrote about them is not shown here."""

from django.db import migrations

from dsr.core.sql import OwnRows


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_following"), ("people", "0009_own_page")]
    operations = [OwnRows("referrals_referral", power="record", only="who_about = 'me'")]
