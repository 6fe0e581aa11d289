"""The only writers of imports."""

from dsr.imports.actions.checking import check, check_row, choose, correct
from dsr.imports.actions.running import bring_row, bring_rows, finish
from dsr.imports.actions.sheets import (
    beat,
    choose_sheet,
    clear,
    drop,
    save_mapping,
    start_checking,
    start_running,
    stop,
    upload,
)
from dsr.imports.actions.undoing import undo

__all__ = [
    "beat",
    "bring_row",
    "bring_rows",
    "check",
    "check_row",
    "choose",
    "choose_sheet",
    "clear",
    "correct",
    "drop",
    "finish",
    "save_mapping",
    "start_checking",
    "start_running",
    "stop",
    "undo",
    "upload",
]
