"""Messages as the register team sees them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.messages import to_staff
from dsr.messages.models import Channel, Message
from dsr.messages.states import MessageState
from dsr.people.models import Person

#: Not gone yet: what stops when the person withdraws.
PENDING = (MessageState.DRAFT, MessageState.QUEUED, MessageState.FAILED)


def visible_to(actor: Actor) -> QuerySet[Message]:
    """The register team's; nobody else's. The database repeats the same rule."""
    if not actor.is_team:
        return Message.objects.none()
    return Message.objects.filter(area_id=actor.area_id).order_by("-created_at", "-pk")


def get_visible(actor: Actor, public_id: str) -> Message:
    """One message. Raises Http404."""
    related = ("person", "created_by", "approved_by", "sent_by", "cancelled_by")
    found = visible_to(actor).select_related(*related).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def listed(actor: Actor, state: str = "") -> QuerySet[Message]:
    """The outbox, newest first; with ``state`` "pending" what has not left yet.

    What the service tells staff by itself is left out, unless it could not be sent.
    """
    chosen = visible_to(actor).select_related("person", "approved_by").defer("body")
    chosen = chosen.exclude(~Q(state=MessageState.FAILED), kind__in=to_staff.KINDS)
    if state == "pending":
        return chosen.filter(state__in=PENDING)
    return chosen.filter(state=state) if state else chosen


def for_referral(referral_id: int) -> QuerySet[Message]:
    """What was written about a referral, newest first."""
    return Message.objects.filter(referral_id=referral_id).defer("body").order_by("-created_at", "-pk")


def pending(person: Person) -> QuerySet[Message]:
    """What has not left yet to this person."""
    return Message.objects.filter(person=person, state__in=PENDING).order_by("pk")


def due(area_id: int, at: datetime) -> QuerySet[Message]:
    """Queued, to be delivered by a machine, and not waiting for a later try."""
    queued = Message.objects.filter(area_id=area_id, state=MessageState.QUEUED, next_try_at__lte=at)
    return queued.exclude(channel=Channel.LETTER).order_by("next_try_at", "pk")
