"""The local rules as a validated document: read from `policies/*.yaml`, frozen, no database in sight."""

from dsr.policy.document.organisations import Organisation
from dsr.policy.document.place import Area, Labels, LocalAuthority, Team
from dsr.policy.document.policy import Policy
from dsr.policy.document.postcode_table import POLICIES, PostcodeTable
from dsr.policy.document.ratings import LinkedTask, Rating
from dsr.policy.document.reading import PolicyError
from dsr.policy.document.support import (
    CrisisContact,
    NotAcceptedReason,
    ReferralOutcome,
    Signpost,
    SupportNeed,
)
from dsr.policy.document.timing import ContactPromise, Due, EscalationStep

__all__ = [
    "POLICIES",
    "Area",
    "ContactPromise",
    "CrisisContact",
    "Due",
    "EscalationStep",
    "Labels",
    "LinkedTask",
    "LocalAuthority",
    "NotAcceptedReason",
    "Organisation",
    "Policy",
    "PolicyError",
    "PostcodeTable",
    "Rating",
    "ReferralOutcome",
    "Signpost",
    "SupportNeed",
    "Team",
]
