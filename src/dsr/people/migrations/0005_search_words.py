"""The words a name is searched by are kept with the person: reckoning them for each candidate was most of a search."""

from django.db import migrations

# Only a session that has used pg_trgm knows its settings well enough to let the owner name them in a function.
COLUMN = """
SELECT public.similarity('', '');
DROP INDEX person_words;
ALTER TABLE people_person ADD COLUMN words text
    GENERATED ALWAYS AS (dsr.person_words(given_name, family_name, preferred_name)) STORED;
CREATE INDEX person_words ON people_person USING gin (words gin_trgm_ops);
"""

# The likest are ranked first and the involvement asked about in that order, so that it is asked only as often as
# there are rows to show. OFFSET 0 keeps the planner from asking earlier.
SEARCH = """
CREATE OR REPLACE FUNCTION dsr.search_people(wanted text, most integer)
RETURNS TABLE (person_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.45 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        SELECT ranked.id, ranked.score FROM (
            SELECT p.id, word_similarity(q, p.words) AS score FROM people_person p
            WHERE p.area_id = s.area AND q <% p.words
            ORDER BY 2 DESC, p.sort_name, p.id
            OFFSET 0
        ) ranked
        WHERE dsr.sees_person(ranked.id, s.organisation, s.at, ARRAY['summary', 'plan', 'full'])
        LIMIT most;
END $$;
"""

MATCH = """
CREATE OR REPLACE FUNCTION dsr.match_people(wanted text, born date, number text, most integer)
RETURNS TABLE (person_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.6 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        SELECT ranked.id, ranked.score FROM (
            SELECT c.id, max(c.score)::real AS score FROM (
                SELECT p.id, 2.0 AS score FROM people_person p
                    WHERE p.area_id = s.area AND number <> '' AND p.nhs_number = number
                UNION ALL
                SELECT p.id, 1.0 + word_similarity(q, p.words) FROM people_person p
                    WHERE p.area_id = s.area AND p.born_on = born AND word_similarity(q, p.words) > 0.3
                UNION ALL
                SELECT p.id, word_similarity(q, p.words) FROM people_person p
                    WHERE p.area_id = s.area AND q <% p.words
            ) c
            GROUP BY c.id ORDER BY 2 DESC, 1 OFFSET 0
        ) ranked
        WHERE dsr.sees_person(ranked.id, s.organisation, s.at, ARRAY['full'])
        LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_view_in_error")]
    operations = [
        migrations.RunSQL(COLUMN),
        migrations.RunSQL(SEARCH + MATCH),
    ]
