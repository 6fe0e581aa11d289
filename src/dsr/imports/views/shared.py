"""What the pages of one import have in common."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core.page_links import address
from dsr.imports import jobs, queries
from dsr.imports.models import Import, ImportRow

#: Sheets of so many rows are worked on while the worker waits; longer ones in the background.
AT_ONCE_CHECKED, AT_ONCE_BROUGHT = 500, 40


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def opened(request: HttpRequest, pid: str) -> tuple[Actor, Import]:
    """Raises Http404."""
    actor = actor_of(request)
    return actor, queries.get_import(actor, pid)


def link(name: str, importing: Import, **parts: object) -> str:
    return address(name, pid=importing.public_id, **parts)


def set_to_work(importing: Import, by: Actor, *, rows: int, at_once: int) -> None:
    """Do it now where it is quick; else leave it to the background worker, who begins when this page has answered."""
    if rows <= at_once:
        jobs.go_on(importing, by)
    else:
        jobs.work.defer(area_id=importing.area_id, importing_id=importing.pk)


def read(page: str, by: Actor, importing: Import, rows: Iterable[ImportRow]) -> None:
    """Who on record was shown: those a row has become, and those it may be about."""
    shown = list(rows)
    people = {row.person.public_id for row in shown if row.person}
    people |= {public_id for row in shown for public_id, _ in row.maybe}
    audit.record_read(page, by=by, people=sorted(people), targets=[f"import:{importing.public_id}"])
