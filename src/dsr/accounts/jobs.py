"""Mail about accounts that must not make its sender wait."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36
from procrastinate.contrib.django import app

from dsr.accounts import queries
from dsr.accounts.sessions import SessionStore
from dsr.core.jobs import job

NOTICES = {
    "second_factor_removed": "Your authenticator app was taken off your account, because it was reported lost. "
    "You will be asked to set up a new one when you next sign in.",
    "second_factor_changed": "Your account now uses a new authenticator app.",
    "password_changed": "The password of your account was changed.",
}


@job("accounts.clear_sessions", every="40 2 * * *")
def clear_sessions(area_id: int) -> None:
    """Drop the sessions that are over. They belong to no area: the second area finds nothing left to do."""
    SessionStore.clear_expired()


@app.task(name="accounts.send_password_reset", retry=3)
def send_password_reset(worker: str) -> None:
    """Email the link to the worker with this public id; for an address nobody has there is nothing to do.

    Sent from here so that the page that asks does the same work in the same time for everybody.
    """
    person = queries.active_worker(worker)
    if person is None:
        return
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": int_to_base36(person.pk), "key": key})
    context = {"link": settings.PUBLIC_URL + path, "name": person.name}
    send_mail("Choose a new password", render_to_string("accounts/email/password.jinja", context), None, [person.email])


@app.task(name="accounts.send_notice", retry=3)
def send_notice(worker: str, notice: str) -> None:
    """Tell the worker that something about their sign-in changed, in case it was not they who did it."""
    person = queries.active_worker(worker)
    if person is not None:
        context = {"name": person.name, "sentence": NOTICES[notice]}
        send_mail("Your account", render_to_string("accounts/email/notice.jinja", context), None, [person.email])
