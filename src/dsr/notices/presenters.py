"""Notices in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsr.core.page_links import address
from dsr.core.presenters import day, short_moment
from dsr.notices.models import Notice, NoticeKind

SENTENCES: dict[str, str] = {
    NoticeKind.DIED: "Died on {day}. Nothing more is sent to them.",
    NoticeKind.MOVED_HOME: "Has a new address. Check who is responsible, and what has to move with them.",
    NoticeKind.MOVED_COUNCIL: "Another council is responsible now: {council}.",
    NoticeKind.MOVED_AREA: "Moved to another area, which takes over.",
    NoticeKind.SAFE_CONTACT: "How to contact them safely has changed. Read it before you call, write or visit.",
    NoticeKind.HIDDEN_ADDRESS: "Their address is now hidden, for their safety.",
    NoticeKind.BIRTHDAY: "Turns {age} on {day}. {meaning}",
}
MEANINGS: dict[int, str] = {
    16: "From then on they decide for themselves. Decisions a parent made have to be made again.",
    18: "They are an adult then. Plan now which services take over.",
}
NO_KEY_WORKER = "The key worker service ends at this age. Plan now who helps instead."


def sentence(notice: Notice) -> str:
    """What happened and what it asks for."""
    person = notice.person
    about = "about " if notice.kind == NoticeKind.BIRTHDAY and person.born_on_is_approximate else ""
    return SENTENCES[notice.kind].format(
        day=f"{about}{day(notice.falls_on)}",
        age=notice.age,
        meaning=MEANINGS.get(notice.age or 0, NO_KEY_WORKER),
        council=person.council.name if notice.kind == NoticeKind.MOVED_COUNCIL and person.council else "",
    )


@dataclass(frozen=True)
class Row:
    """A notice in a list."""

    notice: Notice
    sentence: str
    href: str
    put_away: str


def rows(notices: Iterable[Notice]) -> list[Row]:
    """Each with a link to the person's page."""
    return [
        Row(notice, sentence(notice), address("person", pid=notice.person.public_id), _put_away(notice))
        for notice in notices
    ]


def _put_away(notice: Notice) -> str:
    """ "Sam Lead, 3 Nov 2026 at 9am", where the list has read it along."""
    done = next(iter(getattr(notice, "_prefetched_objects_cache", {}).get("dismissals", [])), None)
    return f"{done.made_by.name}, {short_moment(done.made_at)}" if done else ""
