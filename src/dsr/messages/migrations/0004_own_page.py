"""Withdrawing on their own page stops what has not left yet."""

from django.db import migrations

from dsr.core.sql import OwnRows


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_delivery"), ("people", "0009_own_page")]
    operations = [OwnRows("outbox_message", power="decides", writes=("UPDATE",))]
