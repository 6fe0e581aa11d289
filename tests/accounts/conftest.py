"""Signing in as a worker does: the pages, the password, a real code."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import scope
from tests.factories.accounts import PASSWORD, TOTP_SECRET, make_actor
from tests.support.html import assert_valid_html, texts


def code_now(secret: str = TOTP_SECRET, *, ahead: int = 0) -> str:
    """What an authenticator app shows now, or `ahead` periods of 30 seconds from now."""
    left = 30 - time.time() % 30
    if left < 3:
        time.sleep(left)
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + ahead))


def enter_password(client: Client, email: str, password: str = PASSWORD, **extra: object):
    """Send the sign-in form."""
    address = reverse("account_login")
    return client.post(address, {"login": email, "password": password}, **extra)


def enter_code(client: Client, code: str | None = None):
    """Send the second step."""
    return client.post(reverse("mfa_authenticate"), {"code": code or code_now()})


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A new browser, signed in through the pages with password and code."""

    def through_the_pages(worker, **headers: str) -> Client:
        client = Client(headers={"accept": "text/html"}, **headers)
        assert enter_password(client, worker.email).url == reverse("mfa_authenticate")
        assert enter_code(client).status_code == 302
        return client

    return through_the_pages


@pytest.fixture
def administrator(area):
    """An administrator of Coventry and Warwickshire."""
    return make_actor(area, "register_team", "administrator")


@pytest.fixture
def elsewhere(example_area):
    """An administrator of the other area."""
    return make_actor(example_area, "register_team", "administrator")


@pytest.fixture
def office(administrator, browser_as):
    """The administrator's browser, just proved."""
    return proved(browser_as(administrator))


def proved(client: Client) -> Client:
    """Who they are was shown this minute."""
    session = client.session
    session["dsr_proved_at"] = time.time()
    session.save()
    return client


def events(area, kind: str = "sign_in") -> list[str]:
    """What the audit log holds of a kind, in order."""
    with scope.job(name="test", area_id=area.pk):
        return list(
            Event.objects.filter(kind=kind)
            .exclude(action__contains=".")
            .order_by("pk")
            .values_list("action", flat=True)
        )


def page(response):
    """The page, which must be valid HTML."""
    return assert_valid_html(response.content.decode())


def errors(response) -> list[str]:
    """The sentences of the error summary."""
    return texts(page(response), ".nhsuk-error-summary li")
