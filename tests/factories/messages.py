"""Messages for tests."""

from __future__ import annotations

from typing import Any

from dsr.accounts.actor import Actor
from dsr.messages import actions
from dsr.messages.models import Message


def make_message(by: Actor, **fields: Any) -> Message:
    """An email nobody has sent. Needs the actor's scope, and a person or referral only where the test does."""
    given = {
        "kind": "not_accepted",
        "channel": "email",
        "recipient_name": "Robin Ashdown",
        "recipient_address": "robin@example.org",
        "subject": "About your request",
        "body": "Dear Robin,\n\nThank you for asking.",
    } | fields
    return actions.draft_message(area_id=by.area_id, by=by, **given)
