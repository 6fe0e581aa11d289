"""What each level of involvement shows: the one table every page, list, export and message reads."""

from __future__ import annotations

from collections.abc import Mapping

from dsr.people.models import Level

SUMMARY = (Level.SUMMARY, Level.PLAN, Level.FULL)
PLAN = (Level.PLAN, Level.FULL)
FULL = (Level.FULL,)

#: Section -> the levels that show it. The database's own policies say the same of the tables behind them.
FIELDS: Mapping[str, tuple[Level, ...]] = {
    "referral": (Level.REFERRAL, Level.FULL),
    # Who it is and how to talk to them
    "name": SUMMARY,
    "born_on": SUMMARY,
    "nhs_number": SUMMARY,
    "council": SUMMARY,
    "how_to_talk": SUMMARY,
    "safe_contact": SUMMARY,
    # What is happening
    "rating": SUMMARY,
    "own_tasks": SUMMARY,
    "meetings": SUMMARY,
    "own_sharing": SUMMARY,
    # What the plan needs
    "plan": PLAN,
    "contacts": PLAN,
    "diagnosis": PLAN,
    "support_needs": PLAN,
    "rating_reasons": PLAN,
    "all_tasks": PLAN,
    # The whole record
    "address": FULL,
    "equality": FULL,
    "identity_history": FULL,
    "decisions": FULL,
    "capacity": FULL,
    "views": FULL,
    "information": FULL,
    "sharing": FULL,
    "assessment": FULL,
    "timeline": FULL,
}

IN_WORDS: Mapping[str, str] = {
    Level.REFERRAL: "The referral as it was sent. Not the person's record.",
    Level.SUMMARY: "Who the person is, how to talk to them, their rating, meetings, and the organisation's own tasks.",
    Level.PLAN: "The summary, and the plan: what is hard, what helps, who is involved, diagnosis, all tasks.",
    Level.FULL: "Everything, with decisions, assessments and history.",
}


def shows(level: str | None, section: str) -> bool:
    """Whether a level shows a section. Raises KeyError for a section nobody has sorted."""
    return level in FIELDS[section]
