"""Sheets that leave from here: the blank template, and the sheet with what has to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dsr.core.sheets import Column, Sheet
from dsr.imports.columns import COLUMNS, OWN_HEADINGS
from dsr.imports.models import Import, ImportRow
from dsr.imports.presenters import Row
from dsr.policy.document import Policy

INSTEAD = {"full_name", "diagnosis"}
"""Kinds a template needs no column for: each has others that say it in parts."""
CONDITION = ("Yes", "No", "Awaiting assessment", "Suspected")


def blank(policy: Policy) -> Sheet:
    """The headings, and lists to choose from where only some words are understood."""
    choices = {
        "rating": tuple(rating.name for rating in policy.ratings),
        "learning_disability": CONDITION,
        "autism": CONDITION,
    }
    columns = [Column(c.heading, 22, choices.get(c.code, ())) for c in COLUMNS if c.code not in INSTEAD]
    return Sheet("Register", columns)


def corrected(importing: Import, shown: Iterable[Row], rows: Iterable[ImportRow], made: str) -> Sheet:
    """The rows with their outcome first; uploaded again, those first columns are left out by themselves."""
    headings = [*OWN_HEADINGS, *importing.headings]
    lines: list[Sequence[str | int]] = [
        (row.number, said.outcome, "\n".join(said.told), *row.texts()) for said, row in zip(shown, rows, strict=True)
    ]
    widths = [8, 22, 50, *[22] * len(importing.headings)]
    columns = [Column(heading, width) for heading, width in zip(headings, widths, strict=True)]
    return Sheet(importing.sheet_name[:31] or "Register", columns, lines, made)
