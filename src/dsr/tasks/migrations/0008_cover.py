"""Counting what the lists show: set aside is left out, and who covers for somebody has their tasks too."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

BEFORE = import_module("dsr.tasks.migrations.0006_count").COUNT
DROP_BEFORE = "DROP FUNCTION dsr.count_own_tasks(timestamptz, integer);"
DROP = "DROP FUNCTION dsr.count_own_tasks(timestamptz, date, integer, bigint[]);"
COUNT = """
CREATE FUNCTION dsr.count_own_tasks(ends timestamptz, today date, most integer, covered bigint[])
RETURNS TABLE (
    mine integer, covering integer, team integer, unowned integer, due_today integer, overdue integer,
    since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    is_team boolean := dsr.scope_is_team();
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        WITH own AS NOT MATERIALIZED (
            SELECT t.worker_id, t.due_at,
                   t.set_aside_until IS NULL OR t.set_aside_until <= today OR t.due_at <= s.at AS here
            FROM tasks_task t
            WHERE t.area_id = s.area AND t.organisation_id = s.organisation AND t.state = 'open'
              AND ((is_team AND t.referral_id IS NOT NULL)
                   OR EXISTS (
                       SELECT FROM people_involvement i
                       WHERE i.person_id = t.person_id AND i.organisation_id = s.organisation
                         AND i.level IN ('summary', 'plan', 'full')
                         AND i.ended_at IS NULL AND i.began_at <= s.at AND (i.ends_at IS NULL OR i.ends_at > s.at)))
        )
        SELECT
            (SELECT count(*)::integer FROM (
                SELECT FROM own WHERE here AND worker_id = ANY (covered || s.worker::bigint) LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE here AND worker_id = ANY (covered) LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE here LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE here AND worker_id IS NULL LIMIT most) one),
            (SELECT count(*)::integer FROM (
                SELECT FROM own WHERE here AND due_at > s.at AND due_at < ends LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE due_at <= s.at LIMIT most) one),
            (SELECT min(one.due_at) FROM (SELECT own.due_at FROM own WHERE own.due_at <= s.at
                                          ORDER BY own.due_at LIMIT 1) one);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0007_own_walls")]

    operations = [
        migrations.RunSQL(DROP_BEFORE, BEFORE),
        migrations.RunSQL(COUNT, DROP),
    ]
