"""The local facts that stand inside sentences, from the policy in force, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from dsr.core import clock
from dsr.core.presenters import time_of_day
from dsr.people.actions.access import VISIT_IDLE
from dsr.policy.document import Policy
from dsr.policy.document.support import Retention


def facts(policy: Policy) -> dict[str, str]:
    """Every name of `content.names.FACTS` with what it stands for."""
    return {name: str(value) for name, value in {**_words(policy), **_numbers(policy)}.items()}


def _words(policy: Policy) -> Mapping[str, str]:
    trusts = policy.organisations_of_kind("trust")
    return {
        "area": gettext(policy.area.name),
        "closes": time_of_day(policy.team.closes),
        "contact_by": _contact_by(policy),
        "hours": gettext(policy.team.hours_in_words),
        "icb": policy.area.icb_name,
        "red": gettext(policy.rating("red").name),
        "register": gettext(policy.labels.in_a_sentence),
        "register_name": gettext(policy.labels.register_name),
        "team": gettext(policy.team.name),
        "trust": trusts[0].name if trusts else policy.team.name,
    }


def _numbers(policy: Policy) -> Mapping[str, int]:
    return {
        "attempts": policy.contact.minimum_attempts,
        "contact_days": policy.contact.working_days,
        "council_count": len(policy.organisations_of_kind("council")),
        "discussion_days": policy.discussion_view_max_days,
        "draft_days": policy.draft_days,
        "grace_days": policy.birthday_16_grace_days,
        "key_worker_from": policy.key_worker_ages.minimum,
        "key_worker_to": policy.key_worker_ages.maximum,
        "review_months": policy.decision_review_months,
        "routes": policy.contact.minimum_distinct_routes,
    }


def _contact_by(policy: Policy) -> str:
    """The last day of the promise for somebody who sends the form now, with its weekday."""
    due = policy.calendar().due_at(clock.now(), policy.contact.working_days)
    return date_format(clock.london_day(due), "l j F Y")


def retention_words(rule: Retention) -> str:
    """How long something is kept and from when: "20 years after the last contact"."""
    sentences = {
        "last_contact": gettext("%(time)s after the last contact"),
        "death": gettext("%(time)s after the person died"),
        "birth": gettext("%(time)s after the person was born"),
        "decision": gettext("%(time)s after the decision"),
        "last_saved": gettext("%(time)s after it was last saved"),
        "event": gettext("%(time)s after it happened"),
    }
    count = rule.years or rule.days or 0
    years = ngettext("%(count)d year", "%(count)d years", count)
    days = ngettext("%(count)d day", "%(count)d days", count)
    return sentences[rule.starts] % {"time": (years if rule.years else days) % {"count": count}}


def cookies() -> dict[str, dict[str, str | int]]:
    """The cookies there are, with the names and times that make them: one for the person's own page, two for staff."""
    return {
        "visit": {"name": settings.VISIT_COOKIE_NAME, "minutes": VISIT_IDLE // timedelta(minutes=1)},
        "session": {"name": settings.SESSION_COOKIE_NAME, "hours": settings.SESSION_COOKIE_AGE // 3600},
        "form": {"name": settings.CSRF_COOKIE_NAME, "days": settings.CSRF_COOKIE_AGE // 86400},
    }
