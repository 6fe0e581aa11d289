"""The emails about work: what each is, who may have it, who gets it without having chosen. Data only."""

from __future__ import annotations

from dsr.accounts.permissions import PERMISSIONS, TEAM

SAME_DAY, NEW, DIGEST = "same_day", "new_referrals", "digest"

WORDS: dict[str, tuple[str, str]] = {
    SAME_DAY: (
        "A referral has signs of danger",
        "At once. It gives the reference and a link, nothing about the person.",
    ),
    NEW: ("A new referral has come", "Within a minute or two. It gives the reference and a link."),
    DIGEST: (
        "How much waits for you",
        "On the team’s working days, in the morning. Numbers and a link; none when nothing waits.",
    ),
}
#: Roles an email is for: alerts are the register team's.
FOR: dict[str, frozenset[str]] = {SAME_DAY: TEAM, NEW: TEAM, DIGEST: PERMISSIONS["task_view"]}
#: What somebody gets who has not chosen.
BY_ITSELF = frozenset({SAME_DAY, DIGEST})
