"""What the tests of this app share."""

from __future__ import annotations

import pytest

from tests.factories.people import make_person

COVENTRY, WARWICKSHIRE, TRUST = "coventry-city-council", "warwickshire-county-council", "cwpt"


@pytest.fixture
def scoped(coordinator):
    """A coordinator at work: inside their scope."""
    with coordinator.scope():
        yield coordinator


@pytest.fixture
def person(scoped):
    """An adult whose council is confirmed."""
    return make_person(scoped, council=COVENTRY)


@pytest.fixture
def heard():
    """What was sent by a signal: ``heard(signals.join_withdrawn)`` gives the list that fills."""
    connected = []

    def listen(signal):
        got = []
        receiver = lambda **given: got.append(given)  # noqa: E731
        signal.connect(receiver, weak=False)
        connected.append((signal, receiver))
        return got

    yield listen
    for signal, receiver in connected:
        signal.disconnect(receiver)
