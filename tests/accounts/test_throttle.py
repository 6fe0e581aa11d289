"""Wrong tries are counted in the database, so that every process of the service counts together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.core import ratelimit
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from tests.accounts.conftest import enter_password
from tests.factories.accounts import make_worker

pytestmark = pytest.mark.django_db


def one_try(key: str) -> bool:
    """One wrong try, counted in a connection of its own as another process has it; True while it is allowed."""
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="192.0.2.77")
    request.user = AnonymousUser()
    try:
        return bool(ratelimit.consume(request, action="login_failed", key=key))
    finally:
        connection.close()


def test_tries_in_other_connections_count(area):
    assert "DatabaseCache" in type(cache._connections["default"]).__name__  # type: ignore[attr-defined]
    key = "127.0.0.1:elsewhere@example.org"
    with ThreadPoolExecutor(5) as others:
        try:
            assert all(others.map(one_try, [key] * 5))
            assert not others.submit(one_try, key).result()
            assert not one_try_here(key)
        finally:
            others.submit(_forget).result()


def one_try_here(key: str) -> bool:
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR="192.0.2.78")
    request.user = AnonymousUser()
    return bool(ratelimit.consume(request, action="login_failed", key=key))


def _forget() -> None:
    cache.clear()
    connection.close()


def test_too_many_requests_from_one_place_get_a_page_of_their_own(client, area, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    enter_password(client, "a@example.org", "x")
    response = enter_password(client, "a@example.org", "x")
    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


def test_the_same_work_is_done_for_an_unknown_address(client, area, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    plain = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, password, salt: hashed.append(1) or plain(self, password, salt)
    )
    worker = make_worker()
    hashed.clear()
    enter_password(client, worker.email, "wrong wrong wrong wrong")
    known = len(hashed)
    hashed.clear()
    enter_password(client, "nobody@example.org", "wrong wrong wrong wrong")
    assert known == len(hashed) == 1


def test_a_forgotten_password_is_asked_for_a_few_times_only(client, area):
    answers = [client.post(reverse("account_reset_password"), {"email": "a@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
