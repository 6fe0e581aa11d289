"""Lists read a page of tasks in order from an index, whoever they are for."""

from django.db import migrations, models

OPEN = models.Q(("state", "open"))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_role_and_escalation")]
    operations = [
        migrations.RemoveIndex("task", "task_open_due"),
        migrations.AddIndex(
            "task", models.Index(condition=OPEN, fields=["area", "organisation", "due_at", "id"], name="task_open_due")
        ),
        migrations.AddIndex(
            "task", models.Index(condition=OPEN, fields=["area", "due_at", "id"], name="task_open_all")
        ),
    ]
