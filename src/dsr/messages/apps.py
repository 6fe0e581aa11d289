"""The app's name; the label keeps it apart from Django's own messages."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Messages out."""

    name = "dsr.messages"
    label = "outbox"

    def ready(self) -> None:
        from dsr.people.signals import join_withdrawn

        join_withdrawn.connect(_stop_pending, dispatch_uid="messages.join_withdrawn")


def _stop_pending(*, person: Any, by: Any, **_: Any) -> None:
    """Whoever does not want to be on the register gets nothing more that was written before."""
    from dsr.messages.actions import cancel_pending

    cancel_pending(person=person, reason="The person no longer wants to be on the register.", by=by)
