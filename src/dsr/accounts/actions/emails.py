"""Which emails about work a worker gets."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from dsr.accounts import mailing, queries
from dsr.accounts.actor import Actor
from dsr.accounts.models import EmailChoice
from dsr.audit import actions as audit
from dsr.core import clock


@transaction.atomic
def choose_emails(*, chosen: Collection[str], by: Actor) -> EmailChoice:
    """Keep what the worker chose of the emails offered here; the others stay as they were."""
    offered, had = queries.offered(by), queries.emails_of(by.worker)
    wanted = {one: one in chosen if one in offered else one in had for one in mailing.WORDS}
    choice, _ = EmailChoice.objects.update_or_create(worker=by.worker, defaults=wanted | {"chosen_at": clock.now()})
    audit.record("emails_chosen", by=by, targets=[by.worker.public_id], emails=[one for one in wanted if wanted[one]])
    return choice
