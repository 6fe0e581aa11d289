"""The tables of imports."""

from dsr.imports.models.importing import ColumnMap, Import, ImportState
from dsr.imports.models.row import ImportRow, Outcome

__all__ = ["ColumnMap", "Import", "ImportRow", "ImportState", "Outcome"]
