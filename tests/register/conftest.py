"""What the tests of the register share."""

from __future__ import annotations

import pytest

from tests.factories.people import make_person


@pytest.fixture
def person(in_area, coordinator):
    """An adult the team has just come to know."""
    return make_person(coordinator)


@pytest.fixture
def team(in_area, coordinator):
    """A coordinator, in the test's own scope."""
    return coordinator
