"""Append-only record of acts and of reads."""

from dsr.audit.models.event import Event, Kind
from dsr.audit.models.seal import Seal

__all__ = ["Event", "Kind", "Seal"]
