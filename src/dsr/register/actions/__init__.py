"""The only writers of the register."""

from dsr.register.actions.assessments import abandon_assessment, save_section, start_assessment
from dsr.register.actions.brought import Carried, confirm_tasks
from dsr.register.actions.entries import bring_entry, close_entry, decline, leave, open_entry, take_back_entry
from dsr.register.actions.ratings import decide_rating
from dsr.register.actions.tools import load_tool, load_tools

__all__ = [
    "Carried",
    "abandon_assessment",
    "bring_entry",
    "close_entry",
    "confirm_tasks",
    "decide_rating",
    "decline",
    "leave",
    "load_tool",
    "load_tools",
    "open_entry",
    "save_section",
    "start_assessment",
    "take_back_entry",
]
