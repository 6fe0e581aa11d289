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
    f"{GIVEN} AND {FAMILY}",
    f"{_same(SOUND, 'given_name', 'family_name')} AND {_same(SOUND, 'family_name', 'given_name')}",
    f"{SWAPPED} AND ({GIVEN} OR {FAMILY})",
    f"{_same(TIGHT)} AND ({GIVEN} OR {FAMILY})",
    f"{_same(DIGITS)} AND ({GIVEN} OR {FAMILY})",
    "lower(a.email) = lower(b.email) AND a.email <> ''",
)


def pairs(table: str, where: str = "true") -> str:
    """A statement for ``(one, other)`` ids, the smaller first. ``where`` narrows ``a`` and ``b``, rows of ``table``."""
    parts = (
        f"SELECT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other FROM {table} a JOIN {table} b"  # noqa: S608
        f" ON a.id <> b.id AND {reason} WHERE {where}"
        for reason in REASONS
    )
    return " UNION ".join(parts)
