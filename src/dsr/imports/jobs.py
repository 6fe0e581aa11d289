"""What the background worker does for imports: long sheets, what a killed process left, and clearing up."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock, scope
from dsr.core.jobs import job
from dsr.imports import actions, queries, rules
from dsr.imports.models import Import, ImportState
from dsr.policy import queries as policies

WORK = "imports.work"
#: Work that has not moved on for so long belonged to a process that is gone.
SILENT = timedelta(minutes=2)


@app.task(name=WORK, queue="imports")
def work(area_id: int, importing_id: int) -> None:
    """Check or bring in, as the worker who asked for it, with what they may do now."""
    with transaction.atomic(), scope.job(name=WORK, area_id=area_id):
        importing = queries.at_work(area_id, importing_id)
        by = asker(importing) if importing else None
        if importing is not None and by is None:
            actions.stop(importing=importing)
    if importing is not None and by is not None:
        go_on(importing, by)


def go_on(importing: Import, by: Actor) -> Import:
    """What its state asks for."""
    if importing.state == ImportState.CHECKING:
        return actions.check(importing=importing, by=by)
    return actions.bring_rows(importing=importing, by=by)


def asker(importing: Import) -> Actor | None:
    """Who began it, acting for the register team; nobody when they may not any more."""
    worker = importing.started_by
    if worker is None or not worker.is_active:
        return None
    actor, _ = accounts.acting(worker, accounts.register_team(importing.area_id).public_id)
    return actor if actor is not None and rules.may_import(actor) else None


@job("imports.resume", every="* * * * *")
def resume(area_id: int) -> int:
    """Go on with what stopped in the middle: whole rows are there, the others are brought in now."""
    stopped = list(queries.stalled(area_id, clock.now() - SILENT))
    for importing in stopped:
        actions.beat(importing=importing)
        work.defer(area_id=area_id, importing_id=importing.pk)
    return len(stopped)


@job("imports.clear", every="10 3 * * *")
def clear(area_id: int) -> int:
    """The sheets of imports that ended a while ago go in the night; until then there may be questions about them."""
    kept = timedelta(days=policies.current(area_id).earlier_register.sheet_kept_days)
    ended = list(queries.to_clear(area_id, clock.now() - kept))
    for importing in ended:
        actions.clear(importing=importing)
    return len(ended)
