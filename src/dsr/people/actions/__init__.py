"""The only writers of everything about a person."""

from dsr.people.actions.decisions import UNSEEN, record_decision, withdraw_decision
from dsr.people.actions.involvement import begin_sharing, end_discussion, end_sharing, open_discussion
from dsr.people.actions.persons import amend_identity, confirm_residence, create_person, set_address_sensitive

__all__ = [
    "UNSEEN",
    "amend_identity",
    "begin_sharing",
    "confirm_residence",
    "create_person",
    "end_discussion",
    "end_sharing",
    "open_discussion",
    "record_decision",
    "set_address_sensitive",
    "withdraw_decision",
]
