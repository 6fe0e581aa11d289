"""The person's own page, from the team's side: who has a key, what they asked for; give one, end one, open it again."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dsr.accounts.access import requires
from dsr.people import actions, key_rules, presenters, queries
from dsr.people.actions.access import MOST_TRIES
from dsr.people.forms.access import EMAIL, EndKeyForm, GrantKeyForm, UnlockKeyForm
from dsr.people.models import AccessKey, KeyHolder, Level
from dsr.people.views.shared import actor_of, attempt, done, href, page, seen

log = logging.getLogger(__name__)


@requires("access_grant")
def person_access(request: HttpRequest, pid: str) -> HttpResponse:
    """Who can see this person's own page, and what was asked through it."""
    person = seen(request, pid, level=Level.FULL, team=True)
    return page(
        request,
        "person_access",
        person,
        keys=[_row(key) for key in queries.keys(person)],
        asked=queries.own_requests(person),
        may_grant=key_rules.can_grant_key(person, actor_of(request)),
        back_href=presenters.person_href(person),
    )


def _row(key: AccessKey) -> dict[str, Any]:
    return {"key": key, "live": key_rules.key_is_live(key), "locked": key.failed_tries >= MOST_TRIES}


@requires("access_grant")
def access_grant(request: HttpRequest, pid: str) -> HttpResponse:
    """Give a key. Its link is shown once, here, and kept nowhere."""
    person = seen(request, pid, level=Level.FULL, team=True)
    form = GrantKeyForm(list(queries.contacts(person)), request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        contact = queries.get_contact(person, given["contact"]) if given["contact"] else None
        made = attempt(
            form,
            lambda: actions.grant_key(
                person=person,
                holder=given["holder"],
                contact=contact,
                agreed_note=given["agreed_note"],
                proof=given["proof"],
                by=actor_of(request),
            ),
        )
        if made:
            return _given(request, person, *made, email=given["email"] if given["send"] == EMAIL else "")
    return page(request, "access_grant", person, form=form, back_href=href("person_access", person))


def _given(request: HttpRequest, person: Any, key: AccessKey, token: str, *, email: str) -> HttpResponse:
    link = settings.PUBLIC_URL + reverse("follow_my_door", kwargs={"token": token})
    return page(
        request,
        "access_given",
        person,
        key=key,
        link=link,
        email=email,
        emailed=bool(email) and _send(link, email),
        is_own=key.holder == KeyHolder.PERSON,
        back_href=href("person_access", person),
    )


def _send(link: str, email: str) -> bool:
    """Neutral words: nothing says what the link is, nor whose."""
    words = (
        f"We talked about this link:\n\n{link}\n\n"
        "To open it you need the word or number we agreed. Do not pass the link on.\n"
    )
    try:
        send_mail("The link we talked about", words, None, [email])
    except (OSError, SMTPException):
        log.exception("The link to an own page could not be sent by email.")
        return False
    return True


@requires("access_grant")
def access_unlock(request: HttpRequest, pid: str, kid: str) -> HttpResponse:
    """A new word, agreed by phone, after too many wrong tries."""
    person = seen(request, pid, level=Level.FULL, team=True)
    key = queries.get_key(person, kid)
    form = UnlockKeyForm(request.POST or None)
    if form.is_valid():
        proof = form.cleaned_data["proof"]
        attempt(form, lambda: actions.unlock_key(key=key, proof=proof, by=actor_of(request)))
        if not form.errors:
            done(request, f"{key.holder_name} can use the new word or number now.")
            return redirect(href("person_access", person))
    return page(request, "access_unlock", person, form=form, key=key, back_href=href("person_access", person))


@requires("access_grant")
def access_end(request: HttpRequest, pid: str, kid: str) -> HttpResponse:
    """End a key: it opens nothing from the next page on."""
    person = seen(request, pid, level=Level.FULL, team=True)
    key = queries.get_key(person, kid)
    form = EndKeyForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(form, lambda: actions.revoke_key(key=key, reason=reason, by=actor_of(request)))
        if not form.errors:
            done(request, f"{key.holder_name} can no longer open the page.")
            return redirect(href("person_access", person))
    return page(request, "access_end", person, form=form, key=key, back_href=href("person_access", person))
