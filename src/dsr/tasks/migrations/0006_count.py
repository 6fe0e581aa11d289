"""Counting an organisation's own tasks: the involvement is asked once for each, not through two walls."""

from __future__ import annotations

from django.db import migrations

COUNT = """
CREATE FUNCTION dsr.count_own_tasks(ends timestamptz, most integer)
RETURNS TABLE (mine integer, unowned integer, due_today integer, overdue integer, since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    team boolean := dsr.scope_is_team();
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        WITH own AS NOT MATERIALIZED (
            SELECT t.worker_id, t.due_at FROM tasks_task t
            WHERE t.area_id = s.area AND t.organisation_id = s.organisation AND t.state = 'open'
              AND ((team AND t.referral_id IS NOT NULL)
                   OR EXISTS (
                       SELECT FROM people_involvement i
                       WHERE i.person_id = t.person_id AND i.organisation_id = s.organisation
                         AND i.level IN ('summary', 'plan', 'full')
                         AND i.ended_at IS NULL AND i.began_at <= s.at AND (i.ends_at IS NULL OR i.ends_at > s.at)))
        )
        SELECT
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE worker_id = s.worker LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE worker_id IS NULL LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE due_at > s.at AND due_at < ends LIMIT most) one),
            (SELECT count(*)::integer FROM (SELECT FROM own WHERE due_at <= s.at LIMIT most) one),
            (SELECT min(one.due_at) FROM (SELECT own.due_at FROM own WHERE own.due_at <= s.at
                                          ORDER BY own.due_at LIMIT 1) one);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_own_page")]

    operations = [
        migrations.RunSQL(COUNT, reverse_sql="DROP FUNCTION dsr.count_own_tasks(timestamptz, integer);"),
    ]
