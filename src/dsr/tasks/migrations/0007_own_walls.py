"""Of the team's work a key reads the help that was promised; the person's own changes what leaving changes.

That somebody sees the person without their agreement, and perhaps without their knowledge, stays the team's own work.
"""

from django.db import migrations

from dsr.core.sql import OwnRows

BEFORE = OwnRows("tasks_task", writes=("INSERT", "UPDATE"))
PROMISED = r"source ~ '^(rating|need|review):' OR source = 'own_page'"
SEEN = rf"source NOT LIKE 'override:%' AND ((SELECT dsr.scope_has_role('decides')) OR {PROMISED})"
ASKS = """
CREATE POLICY tasks_task_own_insert ON tasks_task FOR INSERT WITH CHECK (
    person_id = (SELECT dsr.scope_person()) AND (source = 'own_page' OR (SELECT dsr.scope_has_role('decides'))));
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0006_count"), ("people", "0010_own_walls")]
    operations = [
        migrations.RunSQL(BEFORE.reverse_sql, BEFORE.sql),
        OwnRows("tasks_task", only=SEEN, writes=("UPDATE",), write_power="decides"),
        migrations.RunSQL(ASKS, "DROP POLICY tasks_task_own_insert ON tasks_task;"),
    ]
