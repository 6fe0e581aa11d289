"""Signing in as a person does: password, then the code of the second factor."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from tests.factories.accounts import PASSWORD, TOTP_SECRET


def totp_code(at: float | None = None) -> str:
    """The code an authenticator app shows for the test secret."""
    counter = int((time.time() if at is None else at) // 30)
    return format_hotp_value(hotp_value(TOTP_SECRET, counter))


def sign_in(page: Page, email: str) -> None:
    """From any page that asks to sign in."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("code", exact=False).first.fill(totp_code())
    page.get_by_role("button", name="Continue").click()
