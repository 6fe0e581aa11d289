"""What has to be shown for a task to be done: the words the worker is asked with. Data only."""

from __future__ import annotations

CONTACT_PROMISE = "contact_promise"
"""The kind of the promise to speak to somebody after a referral."""

DECISION_RECORDED = "decision_recorded"
DECISION_REFUSED = "decision_refused"
RATED_AGAIN = "rated_again"

ENTRY_SETTLED = "entry_settled"

EVIDENCE: dict[str, str] = {
    "partners_named": "Name the people and organisations a C(E)TR would need",
    "meeting_or_cetr_held": "Say when the meeting or C(E)TR was held, who came and what was agreed",
    "cetr_held": "Say when the C(E)TR was held, who chaired it and where its report is kept",
    "referral_made": "Say when the referral was made, to whom, and what the service answered",
    "visit_recorded": "Say who visited, when, and what they found",
    "review_written": "Say when the review was written and where it is kept",
}
ANY_EVIDENCE = "Say what was done, and when"

NOT_BY_HAND: dict[str, str] = {
    CONTACT_PROMISE: (
        "Only speaking with the person, or whoever speaks for them, keeps this promise. "
        "Record the contact on the referral."
    ),
    DECISION_RECORDED: "This closes by itself when you record what the person decided.",
    RATED_AGAIN: "This closes by itself when a clinician rates the risk again.",
    ENTRY_SETTLED: (
        "This closes by itself when the person joins the register, or when you record that they do not. "
        "Both are on the person’s page, under what they need to join."
    ),
    DECISION_REFUSED: (
        "The person has refused this, so it cannot be marked as done. It stays here as a duty until they decide "
        "otherwise or somebody ends it with a reason."
    ),
}


def evidence_wanted(closes_with: str) -> str:
    """The question asked before a task is done."""
    return EVIDENCE.get(closes_with, ANY_EVIDENCE)


def not_by_hand(kind: str, closes_with: str) -> str:
    """Why nobody can mark this task as done on its own page; empty when they can."""
    return NOT_BY_HAND.get(kind) or NOT_BY_HAND.get(closes_with, "")
