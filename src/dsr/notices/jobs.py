"""Background work on notices."""

from __future__ import annotations

from dsr.core.jobs import job
from dsr.notices import actions


@job("notices.birthdays", every="20 5 * * *")
def birthdays(area_id: int) -> int:
    """Early each day: who will soon be 16, 18, or too old for a key worker."""
    return actions.tell_birthdays(area_id=area_id)
