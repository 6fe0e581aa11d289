"""Test clients signed in as somebody."""

from __future__ import annotations

from django.test import Client

from dsr.accounts.actor import Actor
from dsr.core import clock


def signed_in(actor: Actor) -> Client:
    """A test client signed in as the actor, past the second factor."""
    client = Client(headers={"accept": "text/html"})
    client.force_login(actor.worker)
    session = client.session
    session["dsr_organisation"] = actor.organisation.public_id
    session["dsr_second_factor_at"] = clock.now().timestamp()
    session.save()
    return client
