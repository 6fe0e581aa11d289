"""Delivery by the background worker: each message in a transaction of its own."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from dsr.core import scope
from dsr.core.jobs import job
from dsr.messages import actions

NAME = "messages.deliver"


@app.task(name=NAME, queue="messages")
def deliver_one(message_id: int, area_id: int) -> None:
    """One try. A failure is kept on the message itself, which is due again later."""
    with transaction.atomic(), scope.job(name=NAME, area_id=area_id):
        actions.deliver(message_id=message_id)


@job("messages.hand_over", every="* * * * *")
def hand_over(area_id: int) -> int:
    """Every minute: what waits for a later try, or was in the hands of a worker that died."""
    return actions.hand_over_due(area_id=area_id)
