"""Cover for an absence."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from dsr.accounts import rules
from dsr.accounts.actor import Actor
from dsr.accounts.models import Cover, Worker
from dsr.audit import actions as audit
from dsr.core import clock


@transaction.atomic
def arrange_cover(*, worker: Worker, covered_by: Worker, starts_on: date, ends_on: date, by: Actor) -> Cover:
    """While the worker is away the other answers for their work. Raises Refused."""
    Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    rules.check_can_cover(worker=worker, covered_by=covered_by, starts_on=starts_on, ends_on=ends_on, by=by)
    cover = Cover.objects.create(
        worker=worker,
        covered_by=covered_by,
        organisation=by.organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        arranged_by=by.worker,
        arranged_at=clock.now(),
    )
    _record("cover_arranged", cover, by)
    return cover


@transaction.atomic
def end_cover(*, cover: Cover, by: Actor) -> None:
    """Back early: cover ends with yesterday; cover that has not begun is taken back. Raises Refused."""
    locked = Cover.objects.select_for_update(of=("self",)).select_related("worker", "covered_by").get(pk=cover.pk)
    rules.check_can_end_cover(cover=locked, by=by)
    _record("cover_ended", locked, by)
    yesterday = date.fromordinal(clock.today().toordinal() - 1)
    if locked.starts_on > yesterday:
        locked.delete()
        return
    locked.ends_on = yesterday
    locked.save(update_fields=["ends_on"])


def _record(action: str, cover: Cover, by: Actor) -> None:
    targets = [cover.worker.public_id, cover.covered_by.public_id]
    audit.record(action, by=by, targets=targets, starts_on=cover.starts_on, ends_on=cover.ends_on)
