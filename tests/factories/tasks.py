"""Tasks for tests, through the same action that everything else uses."""

from __future__ import annotations

from datetime import timedelta

from dsr.accounts import queries as accounts
from dsr.core import clock, ids
from dsr.policy import queries as policies
from dsr.referrals.models import Referral
from dsr.tasks import actions
from dsr.tasks.models import Task


def make_task(area, *, due_in: timedelta = timedelta(days=2), **fields) -> Task:
    """A task of the register team, due in two days, unless said otherwise. Needs a scope that may write it."""
    given = {
        "area_id": area.pk,
        "kind": "ring_back",
        "title": "Ring back about transport",
        "due_at": clock.now() + due_in,
        "policy_version_id": policies.in_force(area.pk).version_id,
    } | fields
    if "organisation" not in given:
        given["organisation"] = accounts.register_team(area.pk)
    return actions.open_task(**given)


def bare_referral(area) -> Referral:
    """The least a referral can be: something for a task to be about. Needs a job scope."""
    now = clock.now()
    return Referral.objects.create(
        area=area,
        reference=ids.new_reference("CW"),
        token_hash=ids.hash_token(ids.new_token()),
        route="web",
        who_about="me",
        form_version="1",
        answers={},
        subject_name="Ada Test",
        received_at=now,
        contact_due_at=now + timedelta(days=7),
        state_at=now,
        policy_version_id=policies.in_force(area.pk).version_id,
    )
