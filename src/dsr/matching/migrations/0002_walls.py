"""The wall around matching, the search for pairs, and the one narrow way past "kept as it was written".

A merge changes rows that nobody may change otherwise: whose record they belong to, and which of two that both held
holds on. Three functions do it, each only for a merge that a second worker has agreed to in this very transaction, and
each writes down every row before and after. The refusing triggers let them through, column by column, and nobody else:
the application's role cannot become the owner as whom they run.
"""

from django.db import migrations

from dsr.core.sql import TEAM, AppendOnly, GuardedMoves, NeverDeleted, RowSecurity, WrittenOnce, by_kind
from dsr.matching.blocking import FUNCTIONS

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION dsr.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    merging text[] := string_to_array(nullif(current_setting('dsr.merging', true), ''), ',');
BEGIN
    IF TG_OP = 'UPDATE' AND merging IS NOT NULL THEN
        IF current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID)
           AND to_jsonb(NEW) - merging = to_jsonb(OLD) - merging THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'This part of % is kept as it was written: add a correction instead.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
REFUSE_CHANGE_BEFORE = """
CREATE OR REPLACE FUNCTION dsr.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This part of % is kept as it was written: add a correction instead.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""

SAFE = "SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp SET timezone = 'UTC'"
MERGING = f"""
CREATE FUNCTION dsr.merge_agreed(merge bigint, wanted text) RETURNS matching_merge
LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    m matching_merge;
BEGIN
    SELECT * INTO m FROM matching_merge WHERE id = merge FOR UPDATE;
    IF m.id IS NULL OR s.kind IS DISTINCT FROM 'staff' OR m.area_id <> s.area OR m.state <> wanted
       OR NOT dsr.scope_is_team() OR NOT (dsr.scope_has_role('lead') OR dsr.scope_has_role('coordinator')) THEN
        RAISE EXCEPTION 'No merge agreed by a second worker is being carried out.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN m;
END $$;
REVOKE ALL ON FUNCTION dsr.merge_agreed(bigint, text) FROM PUBLIC;

CREATE FUNCTION dsr.merge_write(target regclass, row_id bigint, changes jsonb) RETURNS void
LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    names text := (SELECT string_agg(quote_ident(k), ', ' ORDER BY k) FROM jsonb_object_keys(changes) k);
    plain text := (SELECT string_agg(k, ',' ORDER BY k) FROM jsonb_object_keys(changes) k);
BEGIN
    PERFORM set_config('dsr.merging', plain, true);
    EXECUTE format(
        'UPDATE %s SET (%s) = ROW(%s) WHERE id = $1',
        target, names,
        (SELECT string_agg(format('(jsonb_populate_record(NULL::%s, $2)).%I', target, k), ', ' ORDER BY k)
         FROM jsonb_object_keys(changes) k)
    ) USING row_id, changes;
    PERFORM set_config('dsr.merging', '', true);
END $$;
REVOKE ALL ON FUNCTION dsr.merge_write(regclass, bigint, jsonb) FROM PUBLIC;

CREATE FUNCTION dsr.merge_only(whole jsonb, part jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
    AS $$ SELECT jsonb_object_agg(k, whole -> k) FROM jsonb_object_keys(part) k $$;

CREATE FUNCTION dsr.merge_move(merge bigint, target regclass, link name, but bigint[]) RETURNS bigint
LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    m matching_merge := dsr.merge_agreed(merge, 'agreed');
    moved bigint;
    found bigint;
BEGIN
    IF target::text IN ('people_identity', 'matching_merge', 'matching_possibleduplicate') OR NOT EXISTS (
        SELECT 1 FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.conrelid = target AND c.confrelid = 'people_person'::regclass AND a.attname = link
    ) THEN
        RAISE EXCEPTION '% has no % that a merge moves.', target, link USING ERRCODE = 'insufficient_privilege';
    END IF;
    moved := 0;
    FOR found IN EXECUTE format(
        'SELECT id FROM %s WHERE %I = $1 AND NOT (id = ANY ($2)) ORDER BY id FOR UPDATE', target, link
    ) USING m.gone_id, but LOOP
        INSERT INTO matching_mergedrow (area_id, merge_id, table_name, row_id, was, became)
        VALUES (m.area_id, m.id, target::text, found,
                jsonb_build_object(link, m.gone_id), jsonb_build_object(link, m.kept_id));
        PERFORM dsr.merge_write(target, found, jsonb_build_object(link, m.kept_id));
        moved := moved + 1;
    END LOOP;
    RETURN moved;
END $$;

CREATE FUNCTION dsr.merge_change(merge bigint, target regclass, row_id bigint, changes jsonb) RETURNS void
LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    m matching_merge := dsr.merge_agreed(merge, 'agreed');
    of_person boolean := target = 'people_person'::regclass;
    allowed text[] := CASE WHEN of_person
        THEN ARRAY['joined_at', 'died_on', 'address_is_sensitive', 'known_to_key_worker', 'nhs_number', 'council_id',
                   'residence_basis', 'residence_confirmed_at', 'residence_confirmed_by_id']
        ELSE ARRAY['superseded_at', 'ended_at', 'ended_reason', 'ended_by_id'] END;
    was jsonb;
BEGIN
    IF NOT allowed @> ARRAY(SELECT jsonb_object_keys(changes)) THEN
        RAISE EXCEPTION 'A merge does not change that.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE id = $1 AND %I IN ($2, $3) FOR UPDATE',
                   target, CASE WHEN of_person THEN 'id' ELSE 'person_id' END)
        INTO was USING row_id, m.kept_id, m.gone_id;
    IF was IS NULL THEN
        RAISE EXCEPTION 'That row is of neither record.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM dsr.merge_write(target, row_id, changes);
    INSERT INTO matching_mergedrow (area_id, merge_id, table_name, row_id, was, became)
    SELECT m.area_id, m.id, target::text, row_id, dsr.merge_only(was, changes), dsr.merge_only(now_.row, changes)
    FROM (SELECT dsr.merge_read(target, row_id) AS row) now_;
END $$;

CREATE FUNCTION dsr.merge_read(target regclass, row_id bigint) RETURNS jsonb LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    found jsonb;
BEGIN
    EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE id = $1', target) INTO found USING row_id;
    RETURN found;
END $$;
REVOKE ALL ON FUNCTION dsr.merge_read(regclass, bigint) FROM PUBLIC;

CREATE FUNCTION dsr.merge_restore(merge bigint) RETURNS TABLE (left_table text, left_row bigint)
LANGUAGE plpgsql {SAFE} AS $$
DECLARE
    m matching_merge := dsr.merge_agreed(merge, 'undo_agreed');
    r matching_mergedrow;
BEGIN
    FOR r IN SELECT * FROM matching_mergedrow WHERE merge_id = m.id ORDER BY id DESC LOOP
        IF dsr.merge_only(dsr.merge_read(r.table_name::regclass, r.row_id), r.became) IS DISTINCT FROM r.became THEN
            left_table := r.table_name; left_row := r.row_id; RETURN NEXT;
        ELSE
            BEGIN
                PERFORM dsr.merge_write(r.table_name::regclass, r.row_id, r.was);
            EXCEPTION WHEN unique_violation THEN
                left_table := r.table_name; left_row := r.row_id; RETURN NEXT;
            END;
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION dsr.leads_to(old text) RETURNS text LANGUAGE plpgsql STABLE {SAFE} AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN NULL; END IF;
    RETURN (
        WITH RECURSIVE way AS (
            SELECT m.kept_id FROM matching_merge m JOIN people_person p ON p.id = m.gone_id
            WHERE p.public_id = old AND m.area_id = s.area AND m.state IN ('done', 'undo_proposed')
            UNION
            SELECT m.kept_id FROM matching_merge m JOIN way w ON w.kept_id = m.gone_id
            WHERE m.state IN ('done', 'undo_proposed')
        )
        SELECT p.public_id FROM way w JOIN people_person p ON p.id = w.kept_id
        WHERE dsr.sees_person(p.id, s.organisation, s.at, ARRAY['summary', 'plan', 'full'])
        ORDER BY p.id LIMIT 1
    );
END $$;
"""  # noqa: S608 - the words are this file's own
NO_MERGING = """
DROP FUNCTION dsr.leads_to; DROP FUNCTION dsr.merge_restore; DROP FUNCTION dsr.merge_read; DROP FUNCTION dsr.merge_change;
DROP FUNCTION dsr.merge_move; DROP FUNCTION dsr.merge_only; DROP FUNCTION dsr.merge_write;
DROP FUNCTION dsr.merge_agreed;
"""

SOUNDS = """
CREATE INDEX person_sound_given ON people_person (area_id, public.dmetaphone(dsr.plain(given_name)));
CREATE INDEX person_sound_family ON people_person (area_id, public.dmetaphone(dsr.plain(family_name)));
"""
NO_SOUNDS = "DROP INDEX person_sound_family; DROP INDEX person_sound_given;"

GONE = """
CREATE FUNCTION dsr.has_gone(person bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER BEGIN ATOMIC
    SELECT EXISTS (
        SELECT 1 FROM public.matching_merge m WHERE m.gone_id = has_gone.person AND m.state IN ('done', 'undo_proposed')
    );
END;
"""
NO_PAIRS = "DROP FUNCTION dsr.possible_pairs; DROP FUNCTION dsr.possible_pairs_of; DROP FUNCTION dsr.has_gone;"

MOVES = (
    "agreed>done,done>undo_proposed,proposed>agreed,proposed>refused,proposed>taken_back,undo_agreed>undone,"
    "undo_proposed>done,undo_proposed>undo_agreed"
)
TEAMS = by_kind(staff=TEAM)


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("people", "0010_own_walls")]
    operations = [
        RowSecurity("matching_possibleduplicate", read=TEAMS),
        RowSecurity("matching_merge", read=TEAMS),
        RowSecurity("matching_mergedrow", read=TEAMS, write="false"),
        AppendOnly("matching_mergedrow"),
        NeverDeleted("matching_possibleduplicate", fixed=("one_id", "other_id")),
        NeverDeleted("matching_merge", fixed=("area_id", "kept_id", "gone_id", "reason", "proposed_by_id")),
        WrittenOnce("matching_merge", "undone_at"),
        GuardedMoves("matching_merge", MOVES),
        migrations.RunSQL(REFUSE_CHANGE, REFUSE_CHANGE_BEFORE),
        migrations.RunSQL(MERGING, NO_MERGING),
        migrations.RunSQL(SOUNDS, NO_SOUNDS),
        migrations.RunSQL(GONE + FUNCTIONS, NO_PAIRS),
    ]
