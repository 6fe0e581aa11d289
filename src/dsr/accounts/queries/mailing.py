"""Who wants which email."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from dsr.accounts import mailing
from dsr.accounts.actor import Actor
from dsr.accounts.models import EmailChoice, Worker
from dsr.accounts.queries.working import colleagues


def emails_of(worker: Worker) -> set[str]:
    """The emails a worker gets, as far as their roles have them."""
    choice = EmailChoice.objects.filter(worker=worker).first()
    return set(mailing.BY_ITSELF) if choice is None else {one for one in mailing.WORDS if getattr(choice, one)}


def offered(actor: Actor) -> list[str]:
    """The emails the worker's roles here have."""
    return [one for one in mailing.WORDS if mailing.FOR[one] & actor.roles]


def wanting(email: str, organisation_id: int) -> QuerySet[Worker]:
    """The workers of an organisation, in roles that have the email, who want it."""
    wanted = Q(**{f"email_choice__{email}": True})
    if email in mailing.BY_ITSELF:
        wanted |= Q(email_choice__isnull=True)
    return colleagues(organisation_id, mailing.FOR[email]).filter(wanted)
