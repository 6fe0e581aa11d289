"""What may be done with a notice, in pairs."""

from __future__ import annotations

from dsr.accounts.actor import Actor
from dsr.core.errors import Refused
from dsr.core.presenters import short_moment
from dsr.notices import queries
from dsr.notices.models import Notice


def check_can_dismiss(notice: Notice, by: Actor) -> None:
    """Once for each organisation. Raises Refused, naming who was first."""
    if done := queries.dismissal(notice, by):
        raise Refused(f"{done.made_by.name} put this away on {short_moment(done.made_at)}.")


def can_dismiss(notice: Notice, by: Actor) -> bool:
    try:
        check_can_dismiss(notice, by)
    except Refused:
        return False
    return True
