"""The wall around tasks, and clocks that cannot be moved, paused or removed."""

from django.db import migrations

from dsr.core.sql import (
    TEAM,
    AppendOnly,
    GuardedMoves,
    NeverDeleted,
    RowSecurity,
    WrittenOnce,
    by_kind,
    sees_person,
)

FORWARD = """
CREATE FUNCTION dsr.scope_referral() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind IS DISTINCT FROM 'public' OR s.token IS NULL THEN RETURN NULL; END IF;
    RETURN (SELECT r.id FROM public.referrals_referral r WHERE r.token_hash = s.token AND r.area_id = s.area);
END $$;
"""

OWN = "organisation_id = (SELECT dsr.scope_organisation())"
TASK = by_kind(
    staff=(
        f"(referral_id IS NOT NULL AND {TEAM}) OR (person_id IS NOT NULL AND {sees_person(('full',))})"
        f" OR (person_id IS NOT NULL AND {OWN} AND {sees_person(('summary', 'plan'))})"
    ),
    public="referral_id = (SELECT dsr.scope_referral())",
)
EVENT = "EXISTS (SELECT 1 FROM tasks_task t WHERE t.id = task_id)"


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial"), ("people", "0002_walls")]
    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION dsr.scope_referral();"),
        RowSecurity("tasks_task", read=TASK),
        RowSecurity("tasks_taskevent", read=EVENT),
        AppendOnly("tasks_taskevent"),
        NeverDeleted("tasks_task", fixed=("area_id", "kind", "starts_at", "due_at", "policy_version_id")),
        WrittenOnce("tasks_task", "done_at", "cancelled_at"),
        GuardedMoves("tasks_task", "open>cancelled,open>done"),
    ]
