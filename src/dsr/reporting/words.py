"""What each audited page and act is called, in words the person it is about could read.

Every name given to ``audit.record`` and ``audit.record_read`` in the product has a line here: a test walks them.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "audit.find_people": "Searched for a person, to see who had looked",
    "who_has_looked": "Looked at who had looked",
    "audit_worker": "Looked at what a worker had done",
    "follow_referral": "Followed a referral by its secret link",
    "follow_code_sent": "Sent a code for following a referral",
    "referral_stopped_by_maker": "Stopped their own referral",
    "policy.load": "Loaded a new version of the local rules",
}


def in_words(action: str) -> str:
    """The sentence for an action; a page's own name made readable when it was refused before it had one."""
    return WORDS.get(action) or action.replace("_", " ").replace(".", ": ").capitalize()
