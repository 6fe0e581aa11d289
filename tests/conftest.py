"""What every test may use."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from hypothesis import settings as hypothesis_settings

from dsr.accounts import queries as account_queries
from dsr.accounts.actor import Actor
from dsr.core import scope
from dsr.policy import queries as policy_queries
from tests.factories.accounts import make_actor
from tests.support import database, strictness
from tests.support.clients import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from dsr.policy.models import Area

strictness.install()

# The browser's driver keeps an event loop in the thread of the tests for as long as it runs, and Django takes that for
# asynchronous code. Nothing here or in the product is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A shared machine may be slow at any moment: how long one example takes proves nothing.
hypothesis_settings.register_profile("dsr", deadline=None)
hypothesis_settings.load_profile("dsr")


def pytest_collection_finish() -> None:
    """What was read and collected stays to the end: it is not searched for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def database_name() -> str:
    """This process's own database."""
    return f"dsr_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(database_name: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Each process works on its own copy of the migrated template, as the application role."""
    database.fresh(database_name)
    settings.DATABASES["default"]["NAME"] = database_name
    connections["default"].settings_dict["NAME"] = database_name
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
    with database.admin() as server:
        database.drop(server, database_name)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker, database_name: str) -> Iterator[None]:
    """What the test writes is really committed; afterwards the database is made anew, so it is empty before."""
    with django_db_blocker.unblock():
        connections.close_all()
        yield
        connections.close_all()
        database.fresh(database_name)


def _forget() -> None:
    policy_queries.forget()
    account_queries.forget()


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    _forget()
    yield
    _forget()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the process; each test opens its own contexts."""
    from tests.support.browser import browser

    with browser() as launched:
        yield launched


@pytest.fixture
def area(db: None):
    """Coventry and Warwickshire."""
    return policy_queries.public_area()


@pytest.fixture(scope="module")
def kept_area(django_db_setup: None, django_db_blocker) -> Iterator[Area]:
    """Coventry and Warwickshire, where what fixtures of the module make stays until its last test.

    Its tests take back what they do themselves and must not ask for `db`, which ends the transaction.
    """
    with django_db_blocker.unblock(), database.taken_back():
        _forget()
        yield policy_queries.public_area()


@pytest.fixture
def example_area(db: None):
    """The second area, with other rules."""
    from dsr.policy.models import Area

    return Area.objects.get(code="example-vale")


@pytest.fixture
def in_area(area) -> Iterator[scope.Scope]:
    """The test's own scope: a job that sees the whole area. Pages set their own."""
    with scope.job(name="test", area_id=area.pk) as current:
        yield current
    assert connection.in_atomic_block


@pytest.fixture
def coordinator(area):
    """A coordinator of the register team."""
    return make_actor(area, "register_team", "coordinator")


@pytest.fixture
def lead(area):
    """The lead of the register team."""
    return make_actor(area, "register_team", "lead")


@pytest.fixture
def clinician(area):
    """A clinician who works for the register team."""
    return make_actor(area, "register_team", "clinician")


@pytest.fixture
def partner(area):
    """A practitioner of the trust."""
    return make_actor(area, "trust", "partner")


@pytest.fixture
def browser_as() -> Callable[[Actor], Client]:
    """A test client signed in as the actor, past the second factor."""
    return signed_in
