"""The person's own page: what is held, what is done, who knows, who has looked; and changing it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsr.core import ids, scope
from dsr.core.access import public
from dsr.core.errors import Refused
from dsr.core.posting import sent
from dsr.following import actions, own, queries
from dsr.following.blocks import Block, language, reading_of
from dsr.following.changing import Switch, receipt, switch
from dsr.following.door import anybody
from dsr.following.forms import AskForm, ProofForm
from dsr.following.own_door import COOKIE, Own, keep_cookie, own_page
from dsr.following.views import MOST_FROM_ADDRESS, by_address
from dsr.people import actions as people
from dsr.people import key_rules, topics
from dsr.people import queries as people_queries
from dsr.people.models import DecisionKind, OwnRequest
from dsr.policy import queries as policies
from dsr.referrals.form.automation import address_of

Kind = OwnRequest.Kind


@anybody
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The secret link asks for the second proof. A wrong one, a locked key and a wrong link look the same."""
    form = ProofForm(sent(request))
    wrong = False
    if form.is_valid():
        if by_address.count(address_of(request)) > MOST_FROM_ADDRESS:
            return render(request, "following/too_many.jinja", status=429)
        if visit := _proved(token, form.cleaned_data["proof"]):
            return keep_cookie(redirect("follow_my_page"), visit)
        wrong = True
    return render(request, "following/own_proof.jinja", {"form": form, "wrong": wrong})


def _proved(token: str, proof: str) -> str | None:
    hashed = ids.hash_token(token)
    with scope.public(area_id=policies.public_area().pk, token=hashed):
        key = queries.key_of_link(hashed)
        if key is None or not key_rules.key_is_live(key):
            people.prove_nothing(proof)
            return None
        return people.begin_visit(key=key, proof=proof)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit now."""
    people.end_visit(area_id=policies.public_area().pk, token=request.COOKIES.get(COOKIE, ""))
    response = redirect("follow_my_left")
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    return response


@public
def left(request: HttpRequest) -> HttpResponse:
    """The visit has ended, because somebody asked for it."""
    return render(request, "following/own_left.jinja")


@own_page("own_page", record=False)
@require_safe
def page(request: HttpRequest, mine: Own) -> HttpResponse:
    """The ways on."""
    return _blocks(request, mine, _("My register page"), own.home(mine), is_home=True)


@own_page("own_record")
@require_safe
def record(request: HttpRequest, mine: Own) -> HttpResponse:
    """What is held."""
    return _blocks(request, mine, _("What is held"), own.held(mine))


@own_page("own_help", record=False)
@require_safe
def help_given(request: HttpRequest, mine: Own) -> HttpResponse:
    """What is being done, by whom, by when; and the rating in words."""
    return _blocks(request, mine, _("What is being done"), own.help_now_done(mine))


@own_page("own_looks")
@require_safe
def looks(request: HttpRequest, mine: Own) -> HttpResponse:
    """Who has looked."""
    return _blocks(request, mine, _("Who has looked"), own.looked(mine))


@own_page("own_sharing")
@require_safe
def sharing(request: HttpRequest, mine: Own) -> HttpResponse:
    """Who knows now, and each thing that can be switched."""
    context = {"own": mine, "knows": own.who_knows(mine), "choices": own.choices(mine), "back_href": _home()}
    return render(request, "following/own_sharing.jinja", context)


def _blocks(
    request: HttpRequest, mine: Own, heading: str, blocks: list[Block], *, is_home: bool = False
) -> HttpResponse:
    context = {"own": mine, "heading": heading, "blocks": blocks, "is_home": is_home}
    return render(request, "following/own.jinja", context | ({} if is_home else {"back_href": _home()}))


def _home() -> str:
    return reverse("follow_my_page")


@own_page("own_change")
def change(request: HttpRequest, mine: Own, topic: str) -> HttpResponse:
    """First what would change; then it is done at once, or the team is asked."""
    turned = switch(mine, topics.get(mine.person, topic))
    if turned.topic.kind == DecisionKind.DISCUSS:
        raise Http404
    form = AskForm("decision", sent(request))
    if request.method == "POST" and request.POST.get("wants") != turned.wants:
        return redirect("follow_my_sharing")  # it has changed since: show how it stands, turn nothing
    if form.is_valid():
        act = _decide if turned.may_now else _ask_to_decide
        try:
            return act(request, mine, turned, form.cleaned_data["words"])
        except Refused as refused:
            form.add_error(None, [refused.sentence, *refused.reasons])
    context = {"own": mine, "switch": turned, "form": form, "back_href": reverse("follow_my_sharing")}
    return render(request, "following/own_change.jinja", context)


def _decide(request: HttpRequest, mine: Own, turned: Switch, words: str) -> HttpResponse:
    changed = actions.change(
        person=mine.person,
        topic=turned.topic,
        agrees=turned.agrees,
        wording=turned.wording,
        language=language(),
        reading=reading_of(request),
        by=mine.holder,
    )
    if turned.topic.kind != DecisionKind.JOIN:
        return redirect("follow_my_receipt", decision=changed.public_id)
    response = render(request, "following/own_gone.jinja", {"own": mine, "says": receipt(mine, changed)})
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    return response


def _ask_to_decide(request: HttpRequest, mine: Own, turned: Switch, words: str) -> HttpResponse:
    actions.ask(
        person=mine.person,
        kind=Kind.DECISION,
        words=words,
        language=language(),
        reading=reading_of(request),
        by=mine.holder,
        topic=turned.topic,
        agrees=turned.agrees,
        with_interpreter=turned.needs_interpreter,
    )
    return redirect("follow_my_asked", what=Kind.DECISION)


@own_page("own_receipt")
@require_safe
def changed(request: HttpRequest, mine: Own, decision: str) -> HttpResponse:
    """The receipt of a change."""
    found = people_queries.get_decision(mine.person, decision)
    context = {"own": mine, "says": receipt(mine, found), "back_href": reverse("follow_my_sharing")}
    return render(request, "following/own_receipt.jinja", context)


def _known(what: str) -> str:
    if what not in (Kind.CORRECT, Kind.COPY, Kind.TALK):
        raise Http404
    return what


@own_page("own_ask", record=False)
def ask(request: HttpRequest, mine: Own, what: str) -> HttpResponse:
    """Correct something, have a copy, have a talk: each becomes work of the team with a clock."""
    form = AskForm(_known(what), sent(request))
    if form.is_valid():
        try:
            actions.ask(
                person=mine.person,
                kind=what,
                words=form.cleaned_data["words"],
                language=language(),
                reading=reading_of(request),
                by=mine.holder,
            )
            return redirect("follow_my_asked", what=what)
        except Refused as refused:
            form.add_error(None, [refused.sentence, *refused.reasons])
    return render(request, "following/own_ask.jinja", {"own": mine, "what": what, "form": form, "back_href": _home()})


@own_page("own_asked", record=False)
@require_safe
def asked(request: HttpRequest, mine: Own, what: str) -> HttpResponse:
    """The team has it now."""
    if what not in Kind.values:
        raise Http404
    return render(request, "following/own_asked.jinja", {"own": mine, "what": what, "back_href": _home()})
