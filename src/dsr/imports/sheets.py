"""A sheet as rows of text: what is kept of one, and what each sort of cell says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dsr.core.errors import Refused

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 5_000

Rows = list[list[str]]
#: for each row, the columns whose words are those of a wide merged cell that begins further left
Spread = dict[int, dict[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows as text from the top of the sheet on, and how far each row's words run on to the right."""

    name: str
    rows: Rows
    spread: Spread


def written(value: Any) -> str:
    """One cell as text: "9434765919" for 9434765919.0, "1990-03-14" for a date, "yes" for a tick."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    text = str(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return text.strip()[:LONGEST_CELL]


def trimmed(rows: Rows) -> Rows:
    """Without empty rows at the end. Raises Refused for more rows than a register has."""
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise Refused(f"The sheet has more than {MOST_ROWS:,} rows. Split it into smaller files.")
    return rows
