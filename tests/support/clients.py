"""Test clients signed in as somebody."""

from __future__ import annotations

from django.test import Client

from dsr.accounts import session
from dsr.accounts.actor import Actor
from dsr.core import clock


def signed_in(actor: Actor) -> Client:
    """A test client signed in as the actor, past the second factor."""
    client = Client(headers={"accept": "text/html"})
    client.force_login(actor.worker)
    kept, now = client.session, clock.now().timestamp()
    kept[session.ORGANISATION] = actor.organisation.public_id
    for mark in (session.STARTED, session.SEEN, session.SECOND_FACTOR):
        kept[mark] = now
    kept.save()
    return client
