"""Sending a draft: everything a referral starts, in one transaction or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.audit import actions as audit
from dsr.core import clock, ids
from dsr.core.errors import Refused
from dsr.core.partial_dates import PartialDate
from dsr.core.words import later as _
from dsr.referrals import states
from dsr.referrals.form import sent
from dsr.referrals.form.asked import journey_of
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.danger import same_day_reasons
from dsr.referrals.form.forms_start import received_at as keyed_receipt
from dsr.referrals.form.journey import Journey
from dsr.referrals.models import Draft, EqualityAnswers, Referral, ReferralMove, ReferralRoute, ReferralState
from dsr.tasks.actions import open_task

CONTACT_PROMISE = "contact_promise"
UNFINISHED = _("Some questions still need an answer.")
TRIES = 5


@transaction.atomic
def submit(*, draft: Draft, by: Actor | None = None, checks: tuple[str, ...] = ()) -> Referral:
    """The referral this draft makes; the same one however often it is sent.

    ``checks`` are signs that a machine filled in the form: kept with it for a person to look at, never a reason
    to drop it. Raises Refused, naming the pages, while a question lacks its answer.
    """
    Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    made = Referral.objects.filter(token_hash=draft.token_hash).first()
    if made is not None:
        return made
    draft.refresh_from_db()
    journey = journey_of(draft)
    if journey.unfinished():
        raise Refused(
            str(UNFINISHED), [journey.title(page) for screen in journey.unfinished() for page in screen.pages]
        )
    referral = _create(draft, journey, by, checks)
    _start_clock(referral, journey.asking, by)
    _close_draft(draft)
    audit.record(
        states.EVENT[ReferralState.RECEIVED],
        by=by,
        area_id=referral.area_id,
        targets=[f"referral:{referral.public_id}"],
        route=referral.route,
        same_day=referral.same_day,
    )
    return referral


@transaction.atomic
def answer_equality(*, referral: Referral, **answers: str) -> EqualityAnswers:
    """Keep an optional answer apart from the referral; a later one replaces it."""
    kept, _ = EqualityAnswers.objects.select_for_update(of=("self",)).get_or_create(
        referral=referral, defaults={"area_id": referral.area_id, "answered_at": clock.now()}
    )
    for field, answer in answers.items():
        setattr(kept, field, answer)
    kept.answered_at = clock.now()
    kept.save(update_fields=[*answers, "answered_at"])
    return kept


def _create(draft: Draft, journey: Journey, by: Actor | None, checks: tuple[str, ...]) -> Referral:
    asking = journey.asking
    received = receipt(asking) or clock.now()
    reasons = same_day_reasons(asking.answers)
    born = asking.answers.born_on
    referral = Referral(
        area_id=draft.area_id,
        token_hash=draft.token_hash,
        route=route_of(asking),
        who_about=asking.answers.who,
        form_version=sent.FORM_VERSION,
        language=asking.language,
        answers=sent.as_sent(journey, started_at=draft.started_at, checks=checks),
        subject_name=asking.answers.full_name[:210],
        subject_born_on=born.earliest if isinstance(born, PartialDate) and born.is_exact else None,
        same_day=bool(reasons),
        same_day_reasons=reasons,
        received_at=received,
        keyed_by=by.worker if by else None,
        contact_due_at=asking.policy.calendar().due_at(received, asking.policy.contact.working_days),
        state=ReferralState.RECEIVED,
        state_at=received,
        council=_council(draft.area_id, asking.council_code),
        policy_version_id=asking.version_id,
    )
    return _with_reference(referral, asking.policy.labels.reference_prefix)


def _with_reference(referral: Referral, prefix: str) -> Referral:
    """Saved under a reference nobody has; chance makes a clash about once in ten thousand million tries."""
    for _attempt in range(TRIES):
        referral.reference = ids.new_reference(prefix)
        try:
            with transaction.atomic():
                referral.save(force_insert=True)
            return referral
        except IntegrityError as error:
            if "reference" not in _broken_constraint(error):
                raise
    raise RuntimeError("No free reference was found.")


def _broken_constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def _start_clock(referral: Referral, asking: Asking, by: Actor | None) -> None:
    worker = by.worker if by else None
    ReferralMove(
        area_id=referral.area_id,
        referral=referral,
        event=states.EVENT[ReferralState.RECEIVED],
        to_state=ReferralState.RECEIVED,
        made_at=clock.now(),
        made_by=worker,
    ).save(force_insert=True)
    open_task(
        area_id=referral.area_id,
        kind=CONTACT_PROMISE,
        title="Make contact",
        description=f"Speak with the person, or whoever speaks for them, about referral {referral.reference}.",
        due_at=referral.contact_due_at,
        organisation=accounts.register_team(referral.area_id),
        policy_version_id=asking.version_id,
        referral_id=referral.pk,
        source="referral",
        closes_with="two_way_contact",
        starts_at=referral.received_at,
        by=by,
    )


def _close_draft(draft: Draft) -> None:
    """Its link now leads to the confirmation; the answers live on in the referral alone."""
    draft.submitted_at = clock.now()
    draft.answers = {}
    draft.save(update_fields=["submitted_at", "answers"])


def _council(area_id: int, code: str | None) -> Organisation | None:
    return accounts.organisations(area_id).filter(code=code).first() if code else None


def route_of(asking: Asking) -> str:
    """Keyed forms keep their route; a web form is a professional's when they say so."""
    if asking.is_keyed:
        return asking.route
    return ReferralRoute.PROFESSIONAL if asking.answers.who == "work_with" else ReferralRoute.WEB


def receipt(asking: Asking) -> datetime | None:
    """When a keyed call or paper form came; None for one that comes by itself."""
    if not asking.is_keyed:
        return None
    written: Any = asking.answers.of("received", "received_on")
    day = PartialDate.parse(written).earliest if written else None
    return keyed_receipt(day, str(asking.answers.of("received", "received_time")))
