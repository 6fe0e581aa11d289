"""The only writers of matching."""

from dsr.matching.actions.finding import look_for, look_through, say_not_same
from dsr.matching.actions.merges import (
    agree_merge,
    agree_unmerge,
    keep_merge,
    propose_merge,
    propose_unmerge,
    refuse_merge,
    take_back_merge,
)

__all__ = [
    "agree_merge",
    "agree_unmerge",
    "keep_merge",
    "look_for",
    "look_through",
    "propose_merge",
    "propose_unmerge",
    "refuse_merge",
    "say_not_same",
    "take_back_merge",
]
