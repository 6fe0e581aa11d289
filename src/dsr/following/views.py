"""Following a referral: ask for a code, see where it is, add to it, give other contact details, stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dsr.core import languages
from dsr.core.access import public
from dsr.core.errors import Refused
from dsr.core.forms import NO, Form
from dsr.core.posting import sent
from dsr.following import tracker
from dsr.following.blocks import language, reading_of
from dsr.following.door import Followed, anybody, follows, over
from dsr.following.forms import AddForm, AskForCodeForm, ContactForm, StopForm
from dsr.messages import channels
from dsr.policy import queries as policies
from dsr.referrals import rules
from dsr.referrals.actions import adding, codes
from dsr.referrals.following import is_professional
from dsr.referrals.form.automation import Counter, address_of
from dsr.referrals.models import Addition

Kind = Addition.Kind
#: Within ten minutes: from one address (a whole hospital may share it), and for one reference.
MOST_FROM_ADDRESS, MOST_FOR_REFERENCE = 60, 5
by_address, by_reference = Counter(), Counter()
#: What was just done, as the page says it; anything else in the address says nothing.
DONE = frozenset({"added", "contact", "asked", "stopped"})


@anybody
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a code. Whatever is typed, the answer is the same, and so is the work it makes."""
    form = AskForCodeForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        if _too_many(request, given["reference"]):
            return render(request, "following/too_many.jinja", status=429)
        codes.ask_for_code(
            area_id=policies.public_area().pk,
            reference=given["reference"],
            contact=given["contact"],
            language=languages.current().code,
            reading=reading_of(request),
        )
        return redirect("follow_asked")
    texts = not channels.why_off("text")
    return render(request, "following/start.jinja", {"form": form, "texts": texts})


def _too_many(request: HttpRequest, reference: str) -> bool:
    """Both are counted every time, so that trying many references from many places gains nothing."""
    here, of_this = by_address.count(address_of(request)), by_reference.count(reference)
    return here > MOST_FROM_ADDRESS or of_this > MOST_FOR_REFERENCE


@public
def asked(request: HttpRequest) -> HttpResponse:
    """If what was typed is right, a message is on its way."""
    return render(request, "following/asked.jinja", {"texts": not channels.why_off("text")})


@anybody
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, code: str) -> HttpResponse:
    """A code is used by pressing the button, so that a program that opens every link in a mail uses up nothing."""
    if request.method != "POST":
        return render(request, "following/code.jinja")
    if by_address.count(address_of(request)) > MOST_FROM_ADDRESS:
        return render(request, "following/too_many.jinja", status=429)
    visit = codes.use_code(area_id=policies.public_area().pk, code=code)
    return redirect("follow_referral", token=visit) if visit else over(request)


@follows
def referral(request: HttpRequest, followed: Followed) -> HttpResponse:
    """Where it is, who has it, when contact is made, what comes next."""
    done = request.GET.get("done", "")
    found = followed.referral
    context = {
        "followed": followed,
        "referral": found,
        "blocks": tracker.blocks(found, followed.policy),
        "done": done if done in DONE else "",
        "may_add": rules.can_add(found),
        "stops": rules.can_stop_own(found) and languages.current().is_reviewed,
        "may_stop": rules.can_withdraw(found),
        "professional": is_professional(found),
    }
    return render(request, "following/referral.jinja", context)


@follows
def add(request: HttpRequest, followed: Followed) -> HttpResponse:
    """Tell us more: kept beside the referral."""
    form = AddForm(sent(request))
    return _answer(request, followed, form, "add", lambda given: _add(request, followed, Kind.INFORMATION, given))


@follows
def contact(request: HttpRequest, followed: Followed) -> HttpResponse:
    """Other contact details: a correction beside what was sent, flagged when it is about safety."""

    def keep(given: dict[str, Any]) -> str:
        details = {name: given[name] for name in ("phone", "email") if given[name]}
        _add(request, followed, Kind.CONTACT, given, details=details, changes_safety=given["safety"] != NO)
        return "contact"

    return _answer(request, followed, ContactForm(sent(request)), "contact", keep)


@follows
def stop(request: HttpRequest, followed: Followed) -> HttpResponse:
    """The person stops their own at once; anybody else, and a page nobody has reviewed, asks the team."""
    at_once = rules.can_stop_own(followed.referral) and languages.current().is_reviewed

    def end(given: dict[str, Any]) -> str:
        if at_once:
            adding.stop_own(referral=followed.referral, words=given["words"])
            return "stopped"
        _add(request, followed, Kind.STOP, given)
        return "asked"

    return _answer(request, followed, StopForm(sent(request)), "stop", end, at_once=at_once)


def _add(request: HttpRequest, followed: Followed, kind: str, given: dict[str, Any], **more: Any) -> str:
    adding.add(
        referral=followed.referral,
        kind=kind,
        words=given["words"],
        language=language(),
        reading=reading_of(request),
        **more,
    )
    return "added"


def _answer(
    request: HttpRequest,
    followed: Followed,
    form: Form,
    page: str,
    act: Callable[[dict[str, Any]], str],
    **context: Any,
) -> HttpResponse:
    """The form, or back to the referral with what was done; what a rule refuses is said on the form."""
    back = followed.url("follow_referral")
    if form.is_valid():
        try:
            return redirect(f"{back}?done={act(form.cleaned_data)}")
        except Refused as refused:
            form.add_error(None, [refused.sentence, *refused.reasons])
    given = {"followed": followed, "referral": followed.referral, "form": form, "back_href": back}
    return render(request, f"following/{page}.jinja", given | context)
