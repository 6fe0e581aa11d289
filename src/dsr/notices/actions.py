"""The only writers of notices: raised by what happens, put away by name."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.notices import queries, rules
from dsr.notices.models import Dismissal, Notice, NoticeKind
from dsr.people.models import Person


@transaction.atomic
def raise_notice(
    *, person: Person, kind: str, by: Actor | None, falls_on: date | None = None, age: int | None = None
) -> Notice:
    """Tell everybody who sees the person; a job has no ``by``."""
    notice = Notice.objects.create(
        area_id=person.area_id,
        person=person,
        kind=NoticeKind(kind),
        falls_on=falls_on or (person.died_on if kind == NoticeKind.DIED else None),
        age=age,
        made_at=clock.now(),
        made_by=by.worker if by else None,
    )
    _tell("notice_raised", notice, by)
    return notice


@transaction.atomic
def dismiss(*, notice: Notice, by: Actor) -> Dismissal:
    """Seen, and nothing more to show to the organisation: it stays on record with the name. Raises Refused."""
    locked = Notice.objects.select_for_update(of=("self",)).select_related("person").get(pk=notice.pk)
    rules.check_can_dismiss(locked, by)
    done = Dismissal.objects.create(
        area_id=locked.area_id,
        notice=locked,
        organisation=by.organisation,
        made_at=clock.now(),
        made_by=by.worker,
    )
    _tell("notice_dismissed", locked, by)
    return done


@transaction.atomic
def tell_birthdays(*, area_id: int) -> int:
    """The daily job: who soon reaches an age that changes the rules. Running it twice tells nobody twice."""
    return sum(_tell_of(area_id, age) for age in queries.ages(area_id))


def _tell_of(area_id: int, age: int) -> int:
    found = list(queries.reaching(area_id, age))
    for person, day in found:
        raise_notice(person=person, kind=NoticeKind.BIRTHDAY, by=None, falls_on=day, age=age)
    return len(found)


def _tell(what: str, notice: Notice, by: Actor | None) -> None:
    audit.record(
        what,
        by=by,
        area_id=notice.area_id,
        people=[notice.person.public_id],
        targets=[f"notice:{notice.public_id}"],
        notice_kind=notice.kind,
    )
