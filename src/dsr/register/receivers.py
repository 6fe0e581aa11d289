"""What the register does when something happens on the floors below. All within the sender's transaction."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save

from dsr.people import presenters as people_presenters
from dsr.people import signals as people
from dsr.people import timeline
from dsr.people.models import Person
from dsr.policy.signals import policy_loaded
from dsr.register import presenters
from dsr.register.actions import decisions, entries, linked, overrides, sight, tools
from dsr.tasks import signals as tasks


def connect() -> None:
    """Called once, when the app is ready: what to hear, and what to tell the floors below how to show."""
    for signal, receiver in (
        (policy_loaded, _load_tools),
        (people.decision_recorded, _recorded),
        (people.decision_withdrawn, _withdrawn),
        (people.decision_lapsed, _lapsed),
        (people.join_withdrawn, _withdraw),
        (people.sight_opened, _sight_opened),
        (people.sight_ended, _sight_ended),
        (people.objection_recorded, _objection),
        (people.retake_due, _retake),
        (tasks.task_done, _task_done),
    ):
        signal.connect(receiver, dispatch_uid=f"register.{receiver.__name__}")
    people_presenters.rating_of.append(presenters.rating_of)
    timeline.providers.append(presenters.timeline_items)
    post_save.connect(_follow_person, sender=Person, dispatch_uid="register.follow_person")


def _load_tools(*, version: Any, **_: Any) -> None:
    tools.load_tools(area=version.area, folder=settings.SUPPORT_TOOLS)


def _withdrawn(*, person: Any, decision: Any, by: Any, **_: Any) -> None:
    linked.settle(person=person, decision=decision.kind, by=by)


def _recorded(*, person: Any, decision: Any, by: Any, **_: Any) -> None:
    linked.settle(person=person, decision=decision.kind, by=by)
    decisions.made(decision=decision, by=by)


def _lapsed(*, person: Any, decision: Any, by: Any, **_: Any) -> None:
    linked.settle(person=person, decision=decision.kind, by=by)
    decisions.lapsed(decision=decision, by=by)


def _withdraw(*, person: Any, by: Any, **_: Any) -> None:
    entries.withdraw(person=person, by=by)
    overrides.review_after_withdrawal(person=person)


def _sight_opened(*, person: Any, organisation: Any, by: Any, **_: Any) -> None:
    sight.opened(person=person, organisation=organisation, by=by)


def _sight_ended(*, person: Any, organisation: Any, by: Any, **_: Any) -> None:
    sight.ended(person=person, organisation=organisation, by=by)


def _objection(*, decision: Any, by: Any, **_: Any) -> None:
    decisions.objected(decision=decision, by=by)


def _retake(*, decision: Any, on: Any, **_: Any) -> None:
    decisions.retake(decision=decision, on=on)


def _task_done(*, task: Any, by: Any, **_: Any) -> None:
    linked.repeat(task=task, by=by)


def _follow_person(*, instance: Any, created: bool, **_: Any) -> None:
    if not created:
        entries.follow_person(instance)
