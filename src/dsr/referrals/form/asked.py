"""How the form stands for one draft: reads the policy in force and today's date."""

from __future__ import annotations

from dsr.core import clock
from dsr.policy import queries as policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.journey import Journey
from dsr.referrals.models import Draft


def asking_of(draft: Draft) -> Asking:
    """What its pages need to know, under today's policy."""
    rules = policy.in_force(draft.area_id)
    return Asking(rules.policy, Answers(draft.answers), clock.today(), draft.route, rules.version_id)


def journey_of(draft: Draft) -> Journey:
    return Journey(asking_of(draft))
