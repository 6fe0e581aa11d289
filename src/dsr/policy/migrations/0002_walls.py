"""A policy version is kept as it was loaded."""

from django.db import migrations

from dsr.core.sql import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial"), ("core", "0001_walls")]
    operations = [AppendOnly("policy_policyversion")]
