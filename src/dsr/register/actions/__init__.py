"""The only writers of the register."""

from dsr.register.actions.assessments import abandon_assessment, save_section, start_assessment
from dsr.register.actions.entries import close_entry, leave, open_entry
from dsr.register.actions.ratings import decide_rating
from dsr.register.actions.tools import load_tool, load_tools

__all__ = [
    "abandon_assessment",
    "close_entry",
    "decide_rating",
    "leave",
    "load_tool",
    "load_tools",
    "open_entry",
    "save_section",
    "start_assessment",
]
