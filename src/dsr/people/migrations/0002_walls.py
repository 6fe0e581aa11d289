"""The wall around people: who is involved sees, at their level; the name search repeats the check itself."""

from django.db import migrations

from dsr.core.sql import TEAM, AppendOnly, NeverDeleted, RowSecurity, WrittenOnce, by_kind, sees_person

FUNCTIONS = """
CREATE FUNCTION dsr.sees_person(person bigint, organisation bigint, at timestamptz, levels text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER BEGIN ATOMIC
    SELECT EXISTS (
        SELECT 1 FROM public.people_involvement i
        WHERE i.person_id = sees_person.person AND i.organisation_id = sees_person.organisation
          AND i.level = ANY (sees_person.levels) AND i.ended_at IS NULL
          AND i.began_at <= sees_person.at AND (i.ends_at IS NULL OR i.ends_at > sees_person.at)
    );
END;

CREATE FUNCTION dsr.sees_referral(referral bigint, organisation bigint, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER BEGIN ATOMIC
    SELECT EXISTS (
        SELECT 1 FROM public.people_involvement i
        WHERE i.referral_id = sees_referral.referral AND i.organisation_id = sees_referral.organisation
          AND i.level = 'referral' AND i.ended_at IS NULL
          AND i.began_at <= sees_referral.at AND (i.ends_at IS NULL OR i.ends_at > sees_referral.at)
    );
END;

CREATE FUNCTION dsr.person_words(given text, family text, preferred text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT dsr.plain(given || ' ' || family || ' ' || preferred) $$;

CREATE INDEX person_words ON people_person
    USING gin (dsr.person_words(given_name, family_name, preferred_name) gin_trgm_ops);

CREATE FUNCTION dsr.search_people(wanted text, most integer)
RETURNS TABLE (person_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.45 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        SELECT p.id, word_similarity(q, dsr.person_words(p.given_name, p.family_name, p.preferred_name))
        FROM people_person p
        WHERE p.area_id = s.area
          AND q <% dsr.person_words(p.given_name, p.family_name, p.preferred_name)
          AND dsr.sees_person(p.id, s.organisation, s.at, ARRAY['summary', 'plan', 'full'])
        ORDER BY 2 DESC, p.sort_name, p.id
        LIMIT most;
END $$;

CREATE FUNCTION dsr.match_people(wanted text, born date, number text, most integer)
RETURNS TABLE (person_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.6 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN; END IF;
    RETURN QUERY
        SELECT c.id, max(c.score)::real FROM (
            SELECT p.id, 2.0 AS score FROM people_person p
                WHERE p.area_id = s.area AND number <> '' AND p.nhs_number = number
            UNION ALL
            SELECT p.id, 1.0 + word_similarity(q, dsr.person_words(p.given_name, p.family_name, p.preferred_name))
                FROM people_person p
                WHERE p.area_id = s.area AND p.born_on = born
                  AND word_similarity(q, dsr.person_words(p.given_name, p.family_name, p.preferred_name)) > 0.3
            UNION ALL
            SELECT p.id, word_similarity(q, dsr.person_words(p.given_name, p.family_name, p.preferred_name))
                FROM people_person p
                WHERE p.area_id = s.area
                  AND q <% dsr.person_words(p.given_name, p.family_name, p.preferred_name)
        ) c
        WHERE dsr.sees_person(c.id, s.organisation, s.at, ARRAY['full'])
        GROUP BY c.id ORDER BY 2 DESC, 1 LIMIT most;
END $$;
"""

BACKWARD = """
DROP FUNCTION dsr.match_people; DROP FUNCTION dsr.search_people; DROP INDEX person_words;
DROP FUNCTION dsr.person_words; DROP FUNCTION dsr.sees_referral; DROP FUNCTION dsr.sees_person;
"""

SEES = ("summary", "plan", "full")
PLAN = ("plan", "full")
FULL = ("full",)
ORGANISATION = "organisation_id = (SELECT dsr.scope_organisation())"


def seen(levels, column="person_id"):
    return by_kind(staff=sees_person(levels, column))


OWN_OR_FULL = by_kind(staff=f"({ORGANISATION} AND {sees_person(SEES)}) OR ({sees_person(FULL)})")
INVOLVEMENT = by_kind(
    staff=f"({ORGANISATION} AND area_id = (SELECT dsr.scope_area())) OR ({sees_person(FULL)}) OR ({TEAM})"
)
SEARCH = by_kind(staff=f"worker_id = (SELECT dsr.scope_worker()) AND {ORGANISATION}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("accounts", "0002_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS, BACKWARD),
        RowSecurity("people_person", read=seen(SEES, "id"), write=seen(FULL, "id")),
        RowSecurity("people_identity", read=seen(FULL)),
        RowSecurity("people_contact", read=seen(PLAN), write=seen(FULL)),
        RowSecurity("people_communicationprofile", read=seen(SEES), write=seen(FULL)),
        RowSecurity("people_diagnosis", read=seen(PLAN), write=seen(FULL)),
        RowSecurity("people_capacityassessment", read=seen(FULL)),
        RowSecurity("people_bestinterestsdecision", read=seen(FULL)),
        RowSecurity("people_decision", read=OWN_OR_FULL, write=seen(FULL)),
        RowSecurity("people_expressedview", read=seen(FULL)),
        RowSecurity("people_informationgiven", read=seen(FULL)),
        RowSecurity("people_sharingoverride", read=seen(FULL)),
        RowSecurity("people_involvement", read=INVOLVEMENT, write=by_kind(staff=TEAM)),
        RowSecurity("people_search", read=SEARCH),
        AppendOnly("people_identity"),
        AppendOnly("people_expressedview"),
        AppendOnly("people_informationgiven"),
        NeverDeleted("people_person", fixed=("area_id", "public_id")),
        NeverDeleted("people_contact"),
        NeverDeleted("people_communicationprofile", fixed=("how_to_talk_to_me", "person_id")),
        NeverDeleted("people_diagnosis", fixed=("condition", "status", "person_id")),
        NeverDeleted("people_capacityassessment", fixed=("lacks_capacity", "person_id")),
        NeverDeleted("people_bestinterestsdecision", fixed=("in_best_interests", "person_id")),
        NeverDeleted("people_decision", fixed=("kind", "answer", "basis", "decided_at", "wording", "organisation_id")),
        WrittenOnce("people_decision", "withdrawn_at", "superseded_at"),
        NeverDeleted("people_involvement", fixed=("level", "basis", "organisation_id", "began_at")),
        WrittenOnce("people_involvement", "ended_at"),
        WrittenOnce("people_sharingoverride", "approved_at", "refused_at"),
        NeverDeleted("people_sharingoverride", fixed=("justification", "organisation_id", "level")),
    ]
