"""The person's own view: their own tasks, and the tasks their requests open."""

from django.db import migrations

from dsr.core.sql import OwnRows


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_list_in_order"), ("people", "0009_own_page")]
    operations = [OwnRows("tasks_task", writes=("INSERT", "UPDATE"))]
