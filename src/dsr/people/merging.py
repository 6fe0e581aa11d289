"""What becomes of each table that points at a person when two records turn out to be one person.

The record that goes is emptied into the one that stays, table by table, by the rules here; what cannot be joined
without a human's judgement stops the merge. Every relation to a person has a rule, whichever app it lives in (apps
above are named by label, never imported); a test finds the relation without one.
"""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """What the merge does with the rows of the record that goes."""

    MOVE = "move"  # all of them, to the record that stays
    KEEP_NEWEST_CURRENT = "keep_newest_current"  # move all; of two that both hold, the newer holds on
    UNION = "union"  # move what the other does not have in the same words; join what both have
    REVISE = "revise"  # stay as they were, under the record that goes; the one that stays gets a new version
    STAY = "stay"  # they tell of the two records as they were: who was compared, what was merged
    REFUSE_IF_BOTH = "refuse_if_both"  # one open on each side: a human must end one first


RULES: dict[str, Rule] = {
    "evidence.Evidence.person": Rule.MOVE,
    "notices.Notice.person": Rule.MOVE,
    "imports.ImportRow.person": Rule.MOVE,
    "matching.Merge.gone": Rule.STAY,
    "matching.Merge.kept": Rule.STAY,
    "matching.PossibleDuplicate.one": Rule.STAY,
    "matching.PossibleDuplicate.other": Rule.STAY,
    "outbox.Message.person": Rule.MOVE,
    "people.AccessKey.person": Rule.REFUSE_IF_BOTH,
    "people.BestInterestsDecision.person": Rule.MOVE,
    "people.CapacityAssessment.person": Rule.MOVE,
    "people.CommunicationProfile.person": Rule.KEEP_NEWEST_CURRENT,
    "people.Contact.person": Rule.UNION,
    "people.Decision.person": Rule.KEEP_NEWEST_CURRENT,
    "people.Diagnosis.person": Rule.KEEP_NEWEST_CURRENT,
    "people.ExpressedView.person": Rule.MOVE,
    "people.Identity.person": Rule.REVISE,
    "people.InformationGiven.person": Rule.MOVE,
    "people.Involvement.person": Rule.UNION,
    "people.KeyVisit.person": Rule.MOVE,
    "people.OwnRequest.person": Rule.MOVE,
    "people.SharingOverride.person": Rule.MOVE,
    "referrals.Referral.person": Rule.MOVE,
    "referrals.ReferralMatch.person": Rule.MOVE,
    "register.Assessment.person": Rule.REFUSE_IF_BOTH,
    "register.AssessmentSection.person": Rule.MOVE,
    "register.Entry.person": Rule.REFUSE_IF_BOTH,
    "register.EntryMove.person": Rule.MOVE,
    "register.Rating.person": Rule.MOVE,
    "register.SupportNeed.person": Rule.MOVE,
    "tasks.Task.person": Rule.MOVE,
}
