"""Background work: each job runs once for each area, in a transaction, inside that area's job scope.

Write jobs in an app's ``jobs.py``; they are found at start. A job that fails for one area is tried again and
does not keep the others from running.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from procrastinate.contrib.django import app

from dsr.core import scope

logger = logging.getLogger(__name__)
Work = Callable[[int], object]


@dataclass(frozen=True)
class Job:
    """A named job, when it runs (cron, UTC) and what it does for one area id."""

    name: str
    every: str
    work: Work


JOBS: dict[str, Job] = {}


def area_ids() -> Iterable[int]:
    """Every area of this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM policy_area ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def job(name: str, *, every: str) -> Callable[[Work], Work]:
    """Register a function of one area id to run at the given cron times."""

    def register(work: Work) -> Work:
        JOBS[name] = Job(name, every, work)

        @app.periodic(cron=every)
        @app.task(name=name, queueing_lock=name, retry=3)
        def tick(timestamp: int) -> None:
            run(name)

        return work

    return register


def run(name: str) -> None:
    """Run the job for every area. Raises RuntimeError naming the areas where it failed, after trying all."""
    failed = [area_id for area_id in area_ids() if not _succeeds(JOBS[name], area_id)]
    if failed:
        raise RuntimeError(f"{name} failed for {len(failed)} area(s): {failed}")


def _succeeds(job: Job, area_id: int) -> bool:
    try:
        with transaction.atomic(), scope.job(name=job.name, area_id=area_id):
            job.work(area_id)
    except Exception:
        logger.exception("Job %s failed for area %s", job.name, area_id)
        return False
    return True
