"""What the tests of imports share."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsr.imports import actions

SHEETS = Path(__file__).parent / "sheets"


@pytest.fixture
def team(in_area, coordinator):
    """A coordinator, in the test's own scope."""
    return coordinator


@pytest.fixture
def checked(team):
    """`checked("tidy.xlsx")` or `checked(text)`: uploaded, its columns as guessed, and checked."""

    def of(source: str):
        content = (SHEETS / source).read_bytes() if source.endswith(".xlsx") else source.encode()
        uploaded = actions.upload(file_name=source[:20], content=content, by=team)
        begun = actions.save_mapping(importing=uploaded, mapping=uploaded.mapping, by=team)
        return actions.check(importing=begun, by=team)

    return of


@pytest.fixture
def brought(checked, team):
    """The same, and brought in."""

    def of(source: str):
        begun = actions.start_running(importing=checked(source), by=team)
        return actions.bring_rows(importing=begun, by=team)

    return of
