"""The local rules in force, versioned."""

from dsr.policy.models.area import Area
from dsr.policy.models.version import PolicyVersion

__all__ = ["Area", "PolicyVersion"]
