"""Whom a task is meant for, and when the next step of the ladder sees it."""

from django.db import migrations, models

FIXED = """
CREATE TRIGGER tasks_task_escalate_at_fixed BEFORE UPDATE OF escalate_at ON tasks_task FOR EACH ROW
    WHEN (OLD.escalate_at IS DISTINCT FROM NEW.escalate_at) EXECUTE FUNCTION dsr.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_walls")]
    operations = [
        migrations.AddField("task", "role", models.CharField(blank=True, max_length=20)),
        migrations.AddField("task", "escalate_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(FIXED, "DROP TRIGGER tasks_task_escalate_at_fixed ON tasks_task;"),
    ]
