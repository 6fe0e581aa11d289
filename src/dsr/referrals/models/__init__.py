"""Referrals: drafts, what was sent, contact, matching, outcome."""

from dsr.referrals.models.contact_attempt import TWO_WAY, ContactAttempt, ContactOutcome, ContactRoute, NeedMet
from dsr.referrals.models.draft import Draft
from dsr.referrals.models.equality import EqualityAnswers
from dsr.referrals.models.following import Addition, CodeRequest, FollowCode
from dsr.referrals.models.match import ReferralMatch
from dsr.referrals.models.ownership import OwnerChange
from dsr.referrals.models.referral import Referral, ReferralMove, ReferralRoute, ReferralState, WhoAbout

__all__ = [
    "TWO_WAY",
    "Addition",
    "CodeRequest",
    "ContactAttempt",
    "ContactOutcome",
    "ContactRoute",
    "Draft",
    "EqualityAnswers",
    "FollowCode",
    "NeedMet",
    "OwnerChange",
    "Referral",
    "ReferralMatch",
    "ReferralMove",
    "ReferralRoute",
    "ReferralState",
    "WhoAbout",
]
