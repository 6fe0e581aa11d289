"""The register: entries, the support tool, ratings and what they start."""

from dsr.register.models.assessment import Assessment, AssessmentSection, ToolDefinition
from dsr.register.models.entry import Entry, EntryMove, EntryState
from dsr.register.models.rating import Rating, SupportNeed

__all__ = [
    "Assessment",
    "AssessmentSection",
    "Entry",
    "EntryMove",
    "EntryState",
    "Rating",
    "SupportNeed",
    "ToolDefinition",
]
