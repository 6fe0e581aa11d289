"""Names are found by keys in an index: as written, by their beginning, with one letter wrong, or by their sound.

A trigram index alone reads more rows the more people there are: at 200,000 a search took 24 ms, and 17 ms at 2,000,
where the planner read the whole table. By the keys it takes 1 to 3 ms at every size.
"""

from django.db import migrations, models

KEYS = r"""
CREATE FUNCTION dsr.name_parts(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN array_remove(
        regexp_split_to_array(translate(dsr.plain(value), '''’‘`ʼ', ''), '[\s–.,;:/()_"-]+'), '');
END $$;

CREATE FUNCTION dsr.near_keys(area bigint, part text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    keys text[] := ARRAY[area || '~' || part];
    sound text := public.dmetaphone(part);
    other text := public.dmetaphone_alt(part);
BEGIN
    IF length(part) BETWEEN 4 AND 20 THEN
        FOR n IN 1 .. length(part) LOOP
            keys := keys || (area || '~' || left(part, n - 1) || substr(part, n + 1));
        END LOOP;
    END IF;
    IF sound <> '' THEN keys := keys || (area || '#' || sound); END IF;
    IF other NOT IN ('', sound) THEN keys := keys || (area || '#' || other); END IF;
    RETURN keys;
END $$;

CREATE FUNCTION dsr.name_keys(area bigint, given text, family text, preferred text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    keys text[] := '{}';
    part text;
BEGIN
    FOREACH part IN ARRAY dsr.name_parts(given || ' ' || family || ' ' || preferred) LOOP
        keys := keys || dsr.near_keys(area, part) || (area || '=' || part);
        FOR n IN 2 .. least(5, length(part)) LOOP
            keys := keys || (area || '<' || left(part, n));
        END LOOP;
    END LOOP;
    RETURN keys;
END $$;

CREATE INDEX person_keys ON people_person
    USING gin (dsr.name_keys(area_id, given_name, family_name, preferred_name));
"""

# Whoever has every part of the name as it was typed comes first; then whoever has something near to each of the three
# longest parts; only when there is nobody, whoever has letters in common. Each step asks the involvement itself and
# takes no more than it can rank. Without statistics of the keys the planner would read the whole table.
SEARCH = """
SELECT public.similarity('', '');
CREATE OR REPLACE FUNCTION dsr.search_people(wanted text, most integer)
RETURNS TABLE (person_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.45 SET enable_seqscan = off AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
    parts text[] := ARRAY(SELECT part FROM unnest(dsr.name_parts(wanted)) part ORDER BY length(part) DESC, part);
    levels text[] := ARRAY['summary', 'plan', 'full'];
    first text[]; second text[]; third text[];
    same bigint[]; near bigint[] := '{}';
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' OR parts = '{}' THEN RETURN; END IF;
    same := ARRAY(
        SELECT p.id FROM people_person p
        WHERE p.area_id = s.area AND dsr.name_keys(p.area_id, p.given_name, p.family_name, p.preferred_name)
                @> ARRAY(SELECT s.area || '=' || part FROM unnest(parts) part)
          AND dsr.sees_person(p.id, s.organisation, s.at, levels)
        LIMIT greatest(most, 100));
    IF cardinality(same) < most THEN
        first := dsr.near_keys(s.area, parts[1]) || (s.area || '<' || left(parts[1], 5));
        second := CASE WHEN parts[2] IS NULL THEN first
            ELSE dsr.near_keys(s.area, parts[2]) || (s.area || '<' || left(parts[2], 5)) END;
        third := CASE WHEN parts[3] IS NULL THEN first
            ELSE dsr.near_keys(s.area, parts[3]) || (s.area || '<' || left(parts[3], 5)) END;
        near := ARRAY(
            SELECT p.id FROM people_person p
            WHERE p.area_id = s.area
              AND dsr.name_keys(p.area_id, p.given_name, p.family_name, p.preferred_name) && first
              AND dsr.name_keys(p.area_id, p.given_name, p.family_name, p.preferred_name) && second
              AND dsr.name_keys(p.area_id, p.given_name, p.family_name, p.preferred_name) && third
              AND dsr.sees_person(p.id, s.organisation, s.at, levels)
            LIMIT greatest(most, 200));
    END IF;
    IF same = '{}' AND near = '{}' THEN
        near := ARRAY(
            SELECT ranked.id FROM (
                SELECT p.id FROM people_person p WHERE p.area_id = s.area AND q <% p.words
                ORDER BY word_similarity(q, p.words) DESC, p.sort_name, p.id LIMIT 500
            ) ranked
            WHERE dsr.sees_person(ranked.id, s.organisation, s.at, levels)
            LIMIT most);
    END IF;
    RETURN QUERY
        SELECT p.id, ((p.id = ANY (same))::integer + word_similarity(q, p.words))::real
        FROM people_person p WHERE p.id = ANY (same || near)
        ORDER BY 2 DESC, p.sort_name, p.id
        LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0010_own_walls")]
    operations = [
        migrations.RunSQL(KEYS),
        migrations.RunSQL(SEARCH),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["area", "postcode"], name="person_by_postcode"),
        ),
    ]
