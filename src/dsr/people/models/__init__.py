"""The person: identity, contacts, needs, diagnosis, decisions, involvement."""

from dsr.people.models.access import AccessKey, KeyHolder, KeyVisit, OwnRequest
from dsr.people.models.capacity import BestInterestsDecision, CapacityAssessment, Finding
from dsr.people.models.contact import Authority, Contact
from dsr.people.models.decision import Answer, Basis, Decision, DecisionKind, ExpressedView, ViewHolder
from dsr.people.models.diagnosis import Condition, Diagnosis, DiagnosisStatus
from dsr.people.models.information import InformationGiven
from dsr.people.models.involvement import Involvement, InvolvementBasis, Level
from dsr.people.models.needs import CommunicationProfile
from dsr.people.models.override import SharingOverride
from dsr.people.models.person import Identity, Person
from dsr.people.models.search import Search

__all__ = [
    "AccessKey",
    "Answer",
    "Authority",
    "Basis",
    "BestInterestsDecision",
    "CapacityAssessment",
    "CommunicationProfile",
    "Condition",
    "Contact",
    "Decision",
    "DecisionKind",
    "Diagnosis",
    "DiagnosisStatus",
    "ExpressedView",
    "Finding",
    "Identity",
    "InformationGiven",
    "Involvement",
    "InvolvementBasis",
    "KeyHolder",
    "KeyVisit",
    "Level",
    "OwnRequest",
    "Person",
    "Search",
    "SharingOverride",
    "ViewHolder",
]
