"""Mail about accounts that must not make its sender wait."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import int_to_base36
from procrastinate.contrib.django import app

from dsr.accounts.models import Worker


@app.task(name="accounts.send_password_reset", retry=3)
def send_password_reset(worker: str) -> None:
    """Email the link to the worker with this public id; for an address nobody has there is nothing to do.

    Sent from here so that the page that asks does the same work in the same time for everybody.
    """
    person = Worker.objects.filter(public_id=worker, is_active=True).first() if worker else None
    if person is None:
        return
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": int_to_base36(person.pk), "key": key})
    context = {"link": settings.PUBLIC_URL + path, "name": person.name}
    send_mail("Choose a new password", render_to_string("accounts/email/password.jinja", context), None, [person.email])
