"""What may be done with an import, in pairs: a check and an answer for the button."""

from __future__ import annotations

from collections.abc import Sequence

from dsr.accounts.actor import Actor
from dsr.core.errors import Refused
from dsr.imports import columns
from dsr.imports.models import Import, ImportState
from dsr.imports.states import MOVES, SENTENCE


def check_may_import(by: Actor) -> None:
    """The register team's coordinators and lead. Raises Refused."""
    if not may_import(by):
        raise Refused("Only the register team brings in an earlier register.")


def may_import(by: Actor) -> bool:
    return by.is_team and by.has("import_manage")


def check_can_move(importing: Import, to: ImportState) -> None:
    """Raises Refused with how it stands."""
    state = ImportState(importing.state)
    if to not in MOVES[state]:
        raise Refused(f"This cannot be done now. {SENTENCE[state]}")


def can_move(importing: Import, to: ImportState) -> bool:
    return to in MOVES[ImportState(importing.state)]


def check_mapping(importing: Import, mapping: Sequence[str]) -> None:
    """Every column says what it holds, and a name is among them. Raises Refused."""
    if len(mapping) != len(importing.headings) or not set(mapping) <= set(columns.CODES):
        raise Refused("Say of each column what it holds.")
    if lacking := columns.missing(list(mapping)):
        raise Refused("The columns are not complete.", reasons=lacking)


def can_change_rows(importing: Import) -> bool:
    """Rows are mended while nothing is at work on them."""
    return importing.state in (ImportState.CHECKED, ImportState.DONE)


def check_can_change_rows(importing: Import) -> None:
    """Raises Refused."""
    if not can_change_rows(importing):
        raise Refused(f"Rows cannot be changed now. {SENTENCE[ImportState(importing.state)]}")
