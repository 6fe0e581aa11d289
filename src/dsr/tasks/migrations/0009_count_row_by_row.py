"""Counting tasks without reading every involvement first: the planner took that for cheaper than asking a few hundred."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

BEFORE = import_module("dsr.tasks.migrations.0008_cover").COUNT.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
END = "(i.ends_at IS NULL OR i.ends_at > s.at)"
COUNT = BEFORE.replace(END, f"{END} OFFSET 0")


class Migration(migrations.Migration):
    dependencies = [("tasks", "0008_cover")]

    operations = [migrations.RunSQL(COUNT, BEFORE)]
