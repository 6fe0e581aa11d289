"""A search finds somebody also by the name of the record that was made one with theirs."""

from django.db import migrations

SEARCH = """
SELECT public.similarity('', '');
CREATE FUNCTION dsr.search_gone(wanted text, most integer) RETURNS TABLE (person_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.6 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        WITH RECURSIVE named AS (
            SELECT m.kept_id, word_similarity(dsr.plain(wanted), p.words) AS score
            FROM matching_merge m JOIN people_person p ON p.id = m.gone_id
            WHERE m.area_id = s.area AND m.state IN ('done', 'undo_proposed') AND dsr.plain(wanted) <% p.words
        ), way AS (
            SELECT n.kept_id, n.score FROM named n
            UNION
            SELECT m.kept_id, w.score FROM matching_merge m JOIN way w ON w.kept_id = m.gone_id
            WHERE m.state IN ('done', 'undo_proposed')
        )
        SELECT w.kept_id FROM way w
        WHERE dsr.sees_person(w.kept_id, s.organisation, s.at, ARRAY['summary', 'plan', 'full'])
        GROUP BY w.kept_id ORDER BY max(w.score) DESC, w.kept_id LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_walls"), ("people", "0011_find_names")]
    operations = [migrations.RunSQL(SEARCH, "DROP FUNCTION dsr.search_gone;")]
