"""How the form stands for one draft: reads the policy in force and today's date."""

from __future__ import annotations

from dsr.core import clock, languages, reading
from dsr.policy import queries as policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.asking import ENGLISH, Asking
from dsr.referrals.form.journey import Journey
from dsr.referrals.models import Draft


def asking_of(draft: Draft) -> Asking:
    """What its pages need to know, under today's policy."""
    rules = policy.in_force(draft.area_id)
    language = languages.current()
    return Asking(
        rules.policy,
        Answers(draft.answers),
        clock.today(),
        draft.route,
        rules.version_id,
        language=ENGLISH if language.is_default else language.code,
        reading=reading.current(),
        words_checked=language.is_reviewed,
    )


def journey_of(draft: Draft) -> Journey:
    return Journey(asking_of(draft))
