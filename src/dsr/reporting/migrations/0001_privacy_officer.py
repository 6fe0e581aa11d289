"""What a privacy officer may look up: who a person is, and who has looked at them. Nothing clinical."""

from django.db import migrations

# Only a session that has used pg_trgm knows its settings well enough to let the owner name them in a function.
FORWARD = """
SELECT public.similarity('', '');

CREATE FUNCTION dsr.people_for_privacy(wanted text, number text, most integer)
RETURNS TABLE (public_id varchar, full_name text, born_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.6 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' OR NOT dsr.scope_has_role('privacy_officer') THEN RETURN; END IF;
    RETURN QUERY
        SELECT p.public_id, p.given_name || ' ' || p.family_name, p.born_on
        FROM people_person p
        WHERE p.area_id = s.area
          AND CASE WHEN number <> '' THEN p.nhs_number = number
                   ELSE q <% dsr.person_words(p.given_name, p.family_name, p.preferred_name) END
        ORDER BY p.sort_name, p.id LIMIT most;
END $$;

CREATE FUNCTION dsr.events_about(person text, since timestamptz, until timestamptz, most integer, skipped integer)
RETURNS SETOF audit_event
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind = 'job' OR (s.kind = 'staff' AND dsr.scope_has_role('privacy_officer')) THEN
        RETURN QUERY
            SELECT e.* FROM audit_event e
            WHERE e.people @> ARRAY[person]::varchar[] AND e.area_id = s.area AND e.at >= since AND e.at < until
            ORDER BY e.id DESC LIMIT most OFFSET skipped;
    END IF;
END $$;
"""
BACKWARD = "DROP FUNCTION dsr.events_about; DROP FUNCTION dsr.people_for_privacy;"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0002_walls"), ("audit", "0002_walls")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
