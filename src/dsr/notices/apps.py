"""The app's name, and what it hears from and gives to the floor below."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What everybody who works with somebody should notice: a death, a move, a birthday that changes the rules."""

    name = "dsr.notices"

    def ready(self) -> None:
        from dsr.notices import timeline
        from dsr.people import timeline as people_timeline
        from dsr.people.signals import noteworthy

        people_timeline.providers.append(timeline.events)
        noteworthy.connect(_raise, dispatch_uid="notices.noteworthy")


def _raise(*, person: Any, what: str, by: Any, **_: Any) -> None:
    from dsr.notices.actions import raise_notice

    raise_notice(person=person, kind=what, by=by)
