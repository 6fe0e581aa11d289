"""What matching does when a record is made or corrected, within the sender's transaction."""

from __future__ import annotations

from typing import Any

from dsr.matching.actions.finding import look_for
from dsr.people import signals


def connect() -> None:
    """Called once, when the app is ready."""
    signals.identity_recorded.connect(_look, dispatch_uid="matching.look")


def _look(*, person: Any, **_: Any) -> None:
    look_for(person)
