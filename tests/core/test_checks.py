"""The product serves only as a role that cannot step over the wall, however and whenever it connects."""

from __future__ import annotations

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from dsr.config.env import database_from_url
from dsr.core import checks
from tests.support.database import named, superuser_url


@pytest.fixture
def connected(db):
    """Makes another connection to the test's database; closed afterwards."""
    made = []

    def connect(url: str):
        other = connection.copy()
        other.settings_dict |= database_from_url(named(url, connection.settings_dict["NAME"]))
        made.append(other)
        return other

    yield connect
    for other in made:
        other.close()


@pytest.fixture
def unguarded():
    yield
    connection_created.disconnect(dispatch_uid=checks.__name__)


def owner() -> str:
    return os.environ["DATABASE_OWNER_URL"]


def test_the_application_role_is_safe(db):
    checks.check_role()


@pytest.mark.parametrize("url", [owner, superuser_url])
def test_a_role_that_owns_or_may_do_all_is_not(connected, url):
    with pytest.raises(checks.UnsafeRole, match="row-level security"):
        checks.check_role(connected(url()))


def test_nobody_serves_with_the_settings_of_a_migration(settings, db):
    settings.DB_ROLE = "owner"
    with pytest.raises(checks.UnsafeRole, match="for migrations"):
        checks.guard_connections()


def test_every_connection_is_checked_and_an_unsafe_one_closed(connected, unguarded):
    checks.guard_connections()
    connected(os.environ["DATABASE_URL"]).ensure_connection()
    unsafe = connected(owner())
    for _ in range(2):
        with pytest.raises(ImproperlyConfigured, match="row-level security"):
            unsafe.ensure_connection()
        assert unsafe.connection is None


def test_a_database_that_is_away_at_start_is_checked_when_it_is_there(monkeypatch, connected, unguarded, caplog):
    def away(asked=None):
        raise OperationalError("the database system is starting up")

    with monkeypatch.context() as patched:
        patched.setattr(checks, "check_role", away)
        checks.guard_connections()
    assert "does not answer yet" in caplog.text
    with pytest.raises(ImproperlyConfigured, match="row-level security"):
        connected(owner()).ensure_connection()
