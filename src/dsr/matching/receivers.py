"""What matching does when a record is made or corrected, within the sender's transaction; what it adds to a search."""

from __future__ import annotations

from typing import Any

from dsr.matching.actions.finding import look_for
from dsr.matching.queries import named_before
from dsr.people import queries, signals


def connect() -> None:
    """Called once, when the app is ready: what to hear, and what to tell the floors below how to find."""
    queries.other_names.append(named_before)
    signals.identity_recorded.connect(_look, dispatch_uid="matching.look")


def _look(*, person: Any, **_: Any) -> None:
    look_for(person)
