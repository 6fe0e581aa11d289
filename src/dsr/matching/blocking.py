"""Which records are worth comparing: SQL that pairs those that share something rare. One text for the register's own
people and for the sets it is measured on, so that what is measured is what runs.
"""

from __future__ import annotations

#: The columns a table of records needs, besides ``id``.
COLUMNS = ("given_name", "family_name", "preferred_name", "born_on", "nhs_number", "postcode", "phone", "email")

SOUND = "public.dmetaphone(dsr.plain({side}.{column}))"
SWAPPED = (
    "a.born_on <> b.born_on AND extract(day FROM a.born_on) <= 12"
    " AND b.born_on = make_date(extract(year FROM a.born_on)::int, extract(day FROM a.born_on)::int,"
    " extract(month FROM a.born_on)::int)"
)
#: Days of birth that may be one day written twice: not known, a year apart at most, or the same day of another year.
NEAR = (
    "(a.born_on IS NULL OR b.born_on IS NULL"
    " OR abs(extract(year FROM a.born_on) - extract(year FROM b.born_on)) <= 1"
    " OR to_char(a.born_on, 'MMDD') = to_char(b.born_on, 'MMDD'))"
)
TIGHT = "upper(replace({side}.postcode, ' ', ''))"
DIGITS = r"right(regexp_replace({side}.phone, '\D', '', 'g'), 9)"


def _same(text: str, column: str = "", other: str = "") -> str:
    one = text.format(side="a", column=column)
    two = text.format(side="b", column=other or column)
    return f"{one} = {two} AND {one} <> ''"


GIVEN, FAMILY = _same(SOUND, "given_name"), _same(SOUND, "family_name")
#: Any one of these is reason enough to compare two records.
REASONS = (
    "a.nhs_number = b.nhs_number AND a.nhs_number <> ''",
    f"a.born_on = b.born_on AND {FAMILY}",
    f"a.born_on = b.born_on AND {GIVEN}",
    f"a.born_on = b.born_on AND {_same(TIGHT)}",
    f"{GIVEN} AND {FAMILY} AND {NEAR}",
    f"{_same(SOUND, 'given_name', 'family_name')} AND {_same(SOUND, 'family_name', 'given_name')} AND {NEAR}",
    f"{SWAPPED} AND ({GIVEN} OR {FAMILY})",
    f"{_same(TIGHT)} AND a.postcode <> '' AND b.postcode <> '' AND ({GIVEN} OR {FAMILY})",
    f"{_same(DIGITS)} AND a.phone <> '' AND b.phone <> '' AND ({GIVEN} OR {FAMILY})",
    "lower(a.email) = lower(b.email) AND a.email <> '' AND b.email <> ''",
)


def pairs(table: str, where: str = "true") -> str:
    """A statement for ``(one, other)`` ids, the smaller first. ``where`` narrows ``a`` and ``b``, rows of ``table``."""
    parts = (
        f"SELECT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other FROM {table} a JOIN {table} b"  # noqa: S608
        f" ON a.id <> b.id AND {reason} WHERE {where}"
        for reason in REASONS
    )
    return " UNION ".join(parts)


SEARCHED = "WHERE NOT dsr.has_gone(p.one) AND NOT dsr.has_gone(p.other)"
EVERYBODY = "a.area_id = s.area AND b.area_id = s.area AND a.id < b.id"
ONE = "a.area_id = s.area AND b.area_id = s.area AND a.id = only_one"
WALL = "NOT (s.kind = 'job' OR (s.kind = 'staff' AND dsr.scope_is_team()))"
HEAD = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp SET timezone = 'UTC'"
#: One person is looked up by the indexes, whatever the planner knows of the table.
BY_INDEX = "SET enable_nestloop = on SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
#: The functions the register is searched by. After a change of the reasons a migration has to make them again.
FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION dsr.possible_pairs_of(only_one bigint) RETURNS TABLE (one bigint, other bigint)
{HEAD} {BY_INDEX} AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF {WALL} THEN RETURN; END IF;
    RETURN QUERY SELECT p.one, p.other FROM ({pairs("people_person", ONE)}) p {SEARCHED};
END $$;

CREATE OR REPLACE FUNCTION dsr.possible_pairs(only_one bigint) RETURNS TABLE (one bigint, other bigint)
{HEAD} SET enable_nestloop = off AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF {WALL} THEN RETURN; END IF;
    IF only_one IS NULL THEN
        RETURN QUERY SELECT p.one, p.other FROM ({pairs("people_person", EVERYBODY)}) p {SEARCHED};
    ELSE
        RETURN QUERY SELECT p.one, p.other FROM dsr.possible_pairs_of(only_one) p;
    END IF;
END $$;
"""  # noqa: S608 - the words are this file's own
INDEXES = f"""
CREATE INDEX person_tight_postcode ON people_person (area_id, ({TIGHT.format(side="people_person")}))
    WHERE postcode <> '';
CREATE INDEX person_phone_digits ON people_person (area_id, ({DIGITS.format(side="people_person")})) WHERE phone <> '';
CREATE INDEX person_plain_email ON people_person (area_id, (lower(people_person.email))) WHERE email <> '';
"""
NO_INDEXES = "DROP INDEX person_tight_postcode; DROP INDEX person_phone_digits; DROP INDEX person_plain_email;"
