"""What the maker of a referral does afterwards: add to it, give other contact details, stop it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from dsr.accounts import queries as accounts
from dsr.audit import actions as audit
from dsr.core import clock, scope
from dsr.people.actions import end_discussion
from dsr.policy import queries as policies
from dsr.referrals import rules
from dsr.referrals.actions.moving import contact_tasks, locked_for_job, move
from dsr.referrals.form.danger import words_found
from dsr.referrals.models import Addition, Referral
from dsr.referrals.models import ReferralState as S
from dsr.tasks import actions as tasks
from dsr.tasks import queries as task_queries

Kind = Addition.Kind
#: In one day, for one referral: far more than anybody needs, and too few to bury the team.
MOST_A_DAY = 20
STOPPED = "The person stopped their referral themselves."
#: The kind of the team's task, its title, and what it asks for.
WORK: dict[str, tuple[str, str, str]] = {
    Kind.INFORMATION: (
        "added_information",
        "Read what was added to a referral",
        "The one who made the referral has told us more. Read it, and act on it where it changes something.",
    ),
    Kind.CONTACT: (
        "changed_contact",
        "Use the new contact details of a referral",
        "The one who made the referral has given other contact details. Check them before the next contact.",
    ),
    Kind.STOP: (
        "asked_to_stop",
        "Somebody asks to stop a referral",
        "The one who made the referral asks us to stop it. Ask the person what they want, then decide.",
    ),
}


@transaction.atomic
def add(
    *,
    referral: Referral,
    kind: str,
    words: str,
    language: str,
    reading: str,
    details: dict[str, Any] | None = None,
    changes_safety: bool = False,
) -> Addition:
    """Keep what its maker says now beside the referral, and give the team a task. Raises Refused."""
    rules.check_can_add(referral, _made_today(referral), MOST_A_DAY)
    addition = Addition(
        area_id=referral.area_id,
        referral=referral,
        kind=kind,
        words=words.strip(),
        details=details or {},
        changes_safety=changes_safety,
        language=language,
        reading=reading,
        made_at=clock.now(),
    )
    addition.save(force_insert=True)
    audit.record(f"referral_added_{kind}", by=audit.PUBLIC, targets=[f"referral:{referral.public_id}"])
    danger = [listed.sentence for listed in words_found(words)]
    _mark_same_day(referral, danger)
    _give_work(referral, kind, at_once=bool(danger) or changes_safety)
    return addition


def _made_today(referral: Referral) -> int:
    return Addition.objects.filter(referral=referral, made_at__gt=clock.now() - timedelta(days=1)).count()


def _mark_same_day(referral: Referral, reasons: list[str]) -> None:
    """Signs of danger put it on top of the team's page, as they would have in the form."""
    if reasons:
        told = [f"Added later. {reason}" for reason in reasons]
        Referral.objects.filter(pk=referral.pk).update(
            same_day=True, same_day_reasons=[*referral.same_day_reasons, *told], same_day_seen_at=None,
            same_day_seen_by=None,
        )  # fmt: skip


def _give_work(referral: Referral, kind: str, *, at_once: bool) -> None:
    """One open task of a kind is enough, unless this cannot wait until tomorrow."""
    work, title, description = WORK[kind]
    open_ones = task_queries.for_referral(referral.pk).filter(kind=work, state="open")
    if open_ones.exists() and not at_once:
        return
    in_force = policies.in_force(referral.area_id)
    tasks.open_task(
        area_id=referral.area_id,
        kind=work,
        title=title,
        description=f"{description} Referral {referral.reference}.",
        due_at=in_force.policy.calendar().due_at(clock.now(), 0 if at_once else 1),
        organisation=accounts.register_team(referral.area_id),
        policy_version_id=in_force.version_id,
        referral_id=referral.pk,
        source="referral",
    )


@transaction.atomic
def stop_own(*, referral: Referral, words: str) -> Referral:
    """The person stops the referral they made for themselves; nobody discusses it from this moment.

    Whoever discusses it is not theirs to see, so the work is done as the area's own, for this one referral, which
    the secret in their hand has shown. Raises Refused.
    """
    rules.check_can_stop_own(referral)
    with scope.job(name="referrals.stop_own", area_id=referral.area_id):
        row = locked_for_job(referral)
        rules.check_can_stop_own(row)
        move(row, S.WITHDRAWN, by=None, reason=f"{STOPPED} {words.strip()}".strip())
        for task in contact_tasks(row):
            tasks.cancel(task=task, reason=STOPPED, by=None)
        end_discussion(referral_id=row.pk, reason="The referral was stopped", by=None)
        audit.record("referral_stopped_by_maker", by=audit.PUBLIC, targets=[f"referral:{row.public_id}"])
    return row
