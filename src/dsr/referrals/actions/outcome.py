"""How a referral ends: on the register, or not, with a letter. Everything that follows is one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.core.errors import Refused
from dsr.messages import actions as messages
from dsr.messages.models import Message
from dsr.people import actions as people
from dsr.referrals import rules
from dsr.referrals.actions.moving import end_contact_tasks, locked, move
from dsr.referrals.models import Referral
from dsr.referrals.models import ReferralState as S
from dsr.register import actions as register
from dsr.register.models import Entry

LETTER_KIND = "not_accepted"


@transaction.atomic
def accept(*, referral: Referral, by: Actor, seen: str | None = None) -> Entry:
    """The person joins the register; what the rating starts and whom the person agreed to tell begins now.

    Raises Refused with everything that is missing, Conflict.
    """
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_decide_outcome(referral, S.ACCEPTED)
    if missing := rules.missing_to_accept(referral):
        raise Refused("This referral cannot be accepted yet.", [sentence for _, sentence in missing])
    people.end_discussion(referral_id=referral.pk, reason="The referral was accepted", by=by)
    person = rules.matched_person(referral)
    entry = register.open_entry(person=person, referral_reference=referral.reference, by=by)
    move(referral, S.ACCEPTED, by=by)
    return entry


@dataclass(frozen=True)
class Letter:
    """The letter as staff left it: to whom, by which way, in what words."""

    channel: str
    recipient_name: str
    recipient_address: str
    body: str
    subject: str = ""


@transaction.atomic
def not_accept(
    *, referral: Referral, reason_code: str, letter: Letter, by: Actor, note: str = "", seen: str | None = None
) -> Message:
    """End the referral with a reason; the letter staff have read leaves with it or not at all.

    Raises Refused, Conflict.
    """
    referral = locked(referral, by=by, seen=seen)
    rules.check_can_decide_outcome(referral, S.NOT_ACCEPTED, reason_code)
    people.end_discussion(referral_id=referral.pk, reason="The referral was not accepted", by=by)
    end_contact_tasks(referral, reason="The referral was not accepted.", by=by)
    move(referral, S.NOT_ACCEPTED, by=by, reason=note, outcome_code=reason_code, outcome_note=note.strip())
    message = messages.draft_message(
        area_id=referral.area_id,
        kind=LETTER_KIND,
        channel=letter.channel,
        recipient_name=letter.recipient_name,
        recipient_address=letter.recipient_address,
        subject=letter.subject,
        body=letter.body,
        person=referral.person,
        referral_id=referral.pk,
        by=by,
    )
    return messages.approve(message=message, by=by)
