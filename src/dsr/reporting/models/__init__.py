"""What reporting keeps: which exports were asked for."""

from dsr.reporting.models.export import Export

__all__ = ["Export"]
