"""What an export holds: read anew each time it is asked for, as the worker who asked stands at that moment.

Who may see whom, and how much, is decided where every page decides it: `people.queries`, `people.levels`, and the
database behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dsr.accounts.actor import Actor
from dsr.reporting.exporting import person, register, tasks
from dsr.reporting.exporting.content import Content
from dsr.reporting.models import Export

CONTENTS: Mapping[str, Callable[[Actor, Mapping[str, Any]], Content]] = {
    Export.What.REGISTER: register.content,
    Export.What.TASKS: tasks.content,
    Export.What.PERSON: person.content,
}


def build(export: Export, actor: Actor) -> Content:
    """What the export holds at this moment. Raises Http404 for a person the organisation sees no more."""
    return CONTENTS[export.what](actor, export.terms)
