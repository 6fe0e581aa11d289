"""Keeping searches and exports under an opaque id, so that no name is in an address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock
from dsr.people.models import Search
from dsr.people.queries import get_visible
from dsr.reporting.models import Export


@transaction.atomic
def keep_search(*, page: str, terms: dict[str, Any], by: Actor) -> Search:
    """Only the worker who searched can open it again."""
    return Search.objects.create(
        area_id=by.area_id,
        worker=by.worker,
        organisation=by.organisation,
        page=page,
        terms=terms,
        made_at=clock.now(),
    )


#: How long the worker who asked may download it.
EXPORT_KEPT = timedelta(days=1)


@transaction.atomic
def make_export(*, what: str, form: str, terms: dict[str, Any], why: str, by: Actor) -> Export:
    """Let the worker download the file for a day; nothing is read yet. On record with why.

    Raises Http404 for one person whom the worker's organisation does not see.
    """
    named = [get_visible(by, terms["pid"]).public_id] if what == Export.What.PERSON else []
    now = clock.now()
    made = Export.objects.create(
        area_id=by.area_id,
        worker=by.worker,
        organisation=by.organisation,
        what=what,
        form=form,
        terms=terms,
        why=why,
        made_at=now,
        expires_at=now + EXPORT_KEPT,
    )
    audit.record(
        "export_made", by=by, people=named, targets=[f"export:{made.public_id}"], why=why, what=what, form=form
    )
    return made


@transaction.atomic
def clear_exports(*, area_id: int) -> int:
    """Delete what nobody can download any more; the audit log keeps that it was made. Returns how many."""
    count, _ = Export.objects.filter(area_id=area_id, expires_at__lte=clock.now()).delete()
    return count
