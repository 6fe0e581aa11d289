"""Who is measured and as whom: made-up people on the register, and a coordinator who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction

from dsr.accounts import session
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.demo.accounts import make_accounts
from dsr.demo.bench import queries
from dsr.demo.bulk import Filler
from dsr.policy import queries as policies

SAMPLE = 500


@dataclass(frozen=True)
class Filled:
    """What the measurements need to know of a filled database."""

    people: int
    cookies: dict[str, str]
    public_ids: list[str]
    names: list[str]


def fill(count: int) -> Filled:
    """Put this many people on the register of the area served here, and sign a coordinator in."""
    area = policies.public_area()
    coordinator = make_accounts(area)["coordinator"]
    Filler(area, coordinator.worker).fill(count)
    with transaction.atomic(), coordinator.scope():
        chosen = queries.some_people(SAMPLE)
    return Filled(count, sign_in(coordinator), [one for one, _ in chosen], [name for _, name in chosen])


def sign_in(actor: Actor) -> dict[str, str]:
    """The cookies of a session past its second factor, as sign-in leaves it."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    now = clock.now().timestamp()
    store[SESSION_KEY] = str(actor.worker.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = actor.worker.get_session_auth_hash()
    for mark in (session.STARTED, session.SEEN, session.SECOND_FACTOR, session.PROVED):
        store[mark] = now
    store[session.ORGANISATION] = actor.organisation.public_id
    store.create()
    return {settings.SESSION_COOKIE_NAME: store.session_key}
