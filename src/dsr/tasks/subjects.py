"""What a task is about when it is not a person: a referral, of which this floor knows only the number.

The referrals app puts its own function into ``providers``; it is asked once for a whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """What to call it, and where its page is."""

    words: str
    href: str = ""


Provider = Callable[[Collection[int]], Mapping[int, Subject]]
providers: list[Provider] = []

UNNAMED = Subject("A referral")


def of(referral_ids: Collection[int]) -> dict[int, Subject]:
    """What to call each referral; those nobody names are "A referral"."""
    named = {pk: found for provide in providers for pk, found in provide(referral_ids).items()}
    return {pk: named.get(pk, UNNAMED) for pk in referral_ids}
