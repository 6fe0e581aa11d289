"""Who has looked at a person counts the looks at every record that was made one with theirs.

The log names the record that was looked at and never changes. So both functions that read it (the privacy officer's,
and the person's own) ask for all records that are this person now; after undoing a merge each has its own again.
"""

from django.db import migrations

SAFE = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp"
RECORDS_OF = """
CREATE FUNCTION dsr.records_of(person varchar) RETURNS varchar[] LANGUAGE sql STABLE
SET search_path = public, pg_catalog, pg_temp AS $$
    WITH RECURSIVE mine (id) AS (
        SELECT p.id FROM people_person p WHERE p.public_id = person
        UNION
        SELECT m.gone_id FROM matching_merge m JOIN mine ON m.kept_id = mine.id
        WHERE m.state IN ('done', 'undo_proposed')
    )
    SELECT array_append(array_agg(p.public_id), person) FROM mine JOIN people_person p USING (id)
$$;
REVOKE ALL ON FUNCTION dsr.records_of(varchar) FROM PUBLIC;
"""


def events_about(which: str) -> str:
    """The events that name a person, for the privacy officer and for jobs."""
    return f"""
CREATE OR REPLACE FUNCTION dsr.events_about(
    person text, since timestamptz, until timestamptz, most integer, skipped integer
) RETURNS SETOF audit_event {SAFE} AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind = 'job' OR (s.kind = 'staff' AND dsr.scope_has_role('privacy_officer')) THEN
        RETURN QUERY
            SELECT e.* FROM audit_event e
            WHERE {which.format("person::varchar")} AND e.area_id = s.area AND e.at >= since AND e.at < until
            ORDER BY e.id DESC LIMIT most OFFSET skipped;
    END IF;
END $$;
"""  # noqa: S608  (both of our own words)


def looks_at_me(which: str) -> str:
    """Role, organisation and day of each look, for the person's own page."""
    return f"""
CREATE OR REPLACE FUNCTION dsr.looks_at_me(most integer)
RETURNS TABLE (looked_on date, role text, organisation text, times bigint) {SAFE} AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    me varchar := (SELECT p.public_id FROM people_person p WHERE p.id = dsr.scope_person());
BEGIN
    IF me IS NULL OR NOT dsr.scope_has_role('record') THEN RETURN; END IF;
    RETURN QUERY
        SELECT (e.at AT TIME ZONE 'Europe/London')::date, e.actor_role::text, e.organisation_id::text, count(*)
        FROM audit_event e
        WHERE {which.format("me")} AND e.area_id = s.area AND e.kind = 'read' AND e.organisation_id <> ''
          AND NOT EXISTS (
            SELECT 1 FROM people_involvement i
            JOIN people_sharingoverride o ON o.id = i.override_id
            JOIN accounts_organisation a ON a.id = i.organisation_id
            WHERE i.person_id = dsr.scope_person() AND NOT o.person_told AND a.public_id = e.organisation_id
              AND e.at >= i.began_at AND e.at <= coalesce(i.ended_at, i.ends_at, 'infinity')
          )
        GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3 LIMIT most;
END $$;
"""  # noqa: S608  (both of our own words)


ALL, ONE = "e.people && coalesce(dsr.records_of({0}), ARRAY[{0}])", "e.people @> ARRAY[{0}]"


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0004_near_days"),
        ("people", "0009_own_page"),
        ("reporting", "0001_privacy_officer"),
    ]

    operations = [
        migrations.RunSQL(
            RECORDS_OF + events_about(ALL) + looks_at_me(ALL),
            events_about(ONE) + looks_at_me(ONE) + "DROP FUNCTION dsr.records_of(varchar);",
        )
    ]
