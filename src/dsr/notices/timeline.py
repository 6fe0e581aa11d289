"""Notices in the history of a person."""

from __future__ import annotations

from collections.abc import Iterable

from dsr.notices import queries
from dsr.notices.presenters import sentence
from dsr.people.models import Person
from dsr.people.timeline import TimelineItem


def events(person: Person) -> Iterable[TimelineItem]:
    """Each notice, and who put it away."""
    for notice in queries.of_person(person):
        who = notice.made_by.name if notice.made_by else ""
        yield TimelineItem(notice.made_at, f"Notice: {notice.get_kind_display().lower()}", who, sentence(notice))
        for done in notice.dismissals.all():
            yield TimelineItem(done.made_at, f"Notice put away: {notice.get_kind_display().lower()}", done.made_by.name)
