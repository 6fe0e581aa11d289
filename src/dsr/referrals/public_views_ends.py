"""Stopping, coming back, checking, sending, and what happens after."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from dsr.core import forms
from dsr.core.access import public
from dsr.core.errors import Refused
from dsr.core.words import later as _
from dsr.policy import queries as policy
from dsr.referrals.actions import drafts, submission
from dsr.referrals.form import automation
from dsr.referrals.form.door import Door
from dsr.referrals.form.showing import show as show_page
from dsr.referrals.presenters import answers as presenter
from dsr.referrals.presenters.confirmation import confirmation

log = logging.getLogger(__name__)
MOST_EMAILS = 3


class EmailLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        hint=_("Only you should be able to read it."),
        missing=_("Enter an email address, or write the link down"),
        autocomplete="email",
    )


def leave(request: HttpRequest, door: Door) -> HttpResponse:
    """Out of the form: what happens to the answers, and the ways on."""
    return show_page(request, "leave", {"door": door, "draft": door.open_draft})


def save(request: HttpRequest, door: Door) -> HttpResponse:
    """The secret link, in words and to copy; by email only if somebody asks."""
    posted = request.method == "POST" and not door.is_keyed  # staff find the form in their own list
    form = EmailLinkForm(request.POST if posted else None)
    emailed = False
    if posted and form.is_valid():
        emailed = _email_link(door, form)
    context = {
        "door": door,
        "draft": door.open_draft,
        "form": form,
        "link": door.link(),
        "emailed": form.cleaned_data["email"] if emailed else "",
        "back_href": door.url("resume"),
    }
    return show_page(request, "save", context)


def _email_link(door: Door, form: EmailLinkForm) -> bool:
    """Neutral words: nothing says what the form is, nor whose. Few times, so that nobody can be flooded by it."""
    sent = int(door.journey.asking.answers.about_form.get("emails", 0))
    if sent >= MOST_EMAILS:
        form.add_error("email", _("The link was sent several times already. Write it down instead"))
        return False
    try:
        send_mail(
            gettext("The link you asked for"),
            "\n".join(_email_lines(door.link())),
            None,
            [form.cleaned_data["email"]],
        )
    except (OSError, SMTPException):
        log.exception("The link could not be sent by email.")
        form.add_error("email", _("We could not send the email. Write the link down instead"))
        return False
    drafts.note_about_form(draft=door.open_draft, emails=sent + 1)
    return True


def _email_lines(link: str) -> tuple[str, ...]:
    return (
        gettext("You asked us to send you this link:"),
        "",
        link,
        "",
        gettext("Anybody who has the link can read what you typed. Do not pass it on."),
        gettext("If you did not ask for it, you can delete this email."),
        "",
    )


def delete(request: HttpRequest, door: Door) -> HttpResponse:
    """Delete everything typed, after asking once."""
    if request.method == "POST":
        drafts.delete_draft(draft=door.open_draft)
        return redirect("key_start" if door.is_keyed else "refer_deleted")
    return show_page(request, "delete", {"door": door, "back_href": door.url("resume")})


def check(request: HttpRequest, door: Door) -> HttpResponse:
    """All answers with a way to change each; sending makes the referral, once."""
    refused = None
    if request.method == "POST":
        try:
            return _send(request, door)
        except Refused as error:
            refused = error
    last = door.journey.screens[-1]
    context = {
        "door": door,
        "cards": presenter.check_cards(door),
        "unfinished": presenter.unfinished_links(door),
        "refused": refused,
        "back_href": door.screen_url(last),
        "honeypot": "" if door.is_keyed else automation.HONEYPOT,
    }
    return show_page(request, "check", context)


def _send(request: HttpRequest, door: Door) -> HttpResponse:
    draft = door.open_draft
    filled = bool(door.journey.asking.answers.about_form.get("hidden_filled"))
    checks = () if door.is_keyed else automation.signs(request, started_at=draft.started_at, hidden_filled=filled)
    submission.submit(draft=draft, by=door.by, checks=checks)
    asks_more = door.journey.asking.policy.equality_questions and not door.is_keyed
    return redirect(door.url("equality" if asks_more else "sent"))


def sent(request: HttpRequest, door: Door) -> HttpResponse:
    """What was sent, by when somebody makes contact, who calls, what happens next. Always the same for one link."""
    if door.referral is None:
        return redirect(door.url("resume"))
    rules = policy.of_version(door.referral.policy_version_id)
    context = {"door": door, "said": confirmation(door.referral, rules), "policy": rules}
    return show_page(request, "sent", context)


@public
def deleted(request: HttpRequest) -> HttpResponse:
    """The answers are gone."""
    return show_page(request, "deleted")
