"""The states of a referral and the only moves between them; the database's guard is made from this table."""

from __future__ import annotations

from django.db.models import TextChoices


class ReferralState(TextChoices):
    """Where it is."""

    RECEIVED = "received", "New"
    IN_CONTACT = "in_contact", "Trying to make contact"
    CONTACTED = "contacted", "Contact made"
    UNABLE_TO_CONTACT = "unable_to_contact", "Could not be contacted"
    SET_ASIDE = "set_aside", "Set aside"
    ACCEPTED = "accepted", "Accepted"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = ReferralState

MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.IN_CONTACT, S.CONTACTED, S.SET_ASIDE, S.WITHDRAWN, S.NOT_ACCEPTED}),
    S.IN_CONTACT: frozenset({S.CONTACTED, S.UNABLE_TO_CONTACT, S.SET_ASIDE, S.WITHDRAWN, S.NOT_ACCEPTED}),
    S.CONTACTED: frozenset({S.SET_ASIDE, S.ACCEPTED, S.NOT_ACCEPTED, S.WITHDRAWN}),
    S.UNABLE_TO_CONTACT: frozenset({S.CONTACTED, S.NOT_ACCEPTED, S.WITHDRAWN}),
    S.SET_ASIDE: frozenset({S.RECEIVED, S.IN_CONTACT, S.CONTACTED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset(),
    S.NOT_ACCEPTED: frozenset(),
    S.WITHDRAWN: frozenset(),
}

OPEN = frozenset(state for state, targets in MOVES.items() if targets)

OWNER: dict[S, str] = {
    S.RECEIVED: "register_team",
    S.IN_CONTACT: "register_team",
    S.CONTACTED: "register_team",
    S.UNABLE_TO_CONTACT: "register_team",
    S.SET_ASIDE: "register_team",
    S.ACCEPTED: "nobody: the register entry carries on",
    S.NOT_ACCEPTED: "nobody: ended",
    S.WITHDRAWN: "nobody: ended",
}

EVENT: dict[S, str] = {
    S.RECEIVED: "referral_received",
    S.IN_CONTACT: "contact_attempted",
    S.CONTACTED: "contact_made",
    S.UNABLE_TO_CONTACT: "contact_given_up",
    S.SET_ASIDE: "referral_set_aside",
    S.ACCEPTED: "referral_accepted",
    S.NOT_ACCEPTED: "referral_not_accepted",
    S.WITHDRAWN: "referral_withdrawn",
}

SENTENCE: dict[S, str] = {
    S.RECEIVED: "We have the referral. Nobody has tried to make contact yet.",
    S.IN_CONTACT: "We have tried to make contact and have not spoken to each other yet.",
    S.CONTACTED: "We have been in contact. The decisions come next.",
    S.UNABLE_TO_CONTACT: "We tried the ways we were given and could not make contact.",
    S.SET_ASIDE: "The referral waits until a day that was chosen, for a reason that was given.",
    S.ACCEPTED: "The referral was accepted. The person is on the register.",
    S.NOT_ACCEPTED: "The referral was not accepted. The letter says why and who else can help.",
    S.WITHDRAWN: "The referral was stopped.",
}
