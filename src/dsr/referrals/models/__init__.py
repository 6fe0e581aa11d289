"""Referrals: drafts, what was sent, contact, matching, outcome."""

from dsr.referrals.models.contact_attempt import ContactAttempt
from dsr.referrals.models.draft import Draft
from dsr.referrals.models.match import ReferralMatch
from dsr.referrals.models.referral import Referral, ReferralMove, ReferralRoute, ReferralState, WhoAbout

__all__ = [
    "ContactAttempt",
    "Draft",
    "Referral",
    "ReferralMatch",
    "ReferralMove",
    "ReferralRoute",
    "ReferralState",
    "WhoAbout",
]
