"""Who it is, where they belong, and a hidden address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts.access import requires
from dsr.core.errors import Conflict, Refused
from dsr.people import actions, presenters, queries
from dsr.people.forms.identity import IdentityForm, ResidenceForm, RevealForm, SensitiveForm
from dsr.people.models import Level, Person
from dsr.people.views.shared import actor_of, attempt, done, href, page, seen
from dsr.policy import queries as policies


@requires("person_edit")
def identity_edit(request: HttpRequest, pid: str) -> HttpResponse:
    """Correct who it is; colleagues who correct at the same time see both."""
    person = seen(request, pid, level=Level.FULL)
    form = IdentityForm(request.POST or None, initial=IdentityForm.initial_of(person))
    if person.address_is_sensitive:
        form.hide_address()
    differences = None
    if request.method != "POST":
        form.initial["replaces"] = str(person.revision)
    elif form.is_valid():
        try:
            return _amended(request, person, form)
        except Conflict:
            person = seen(request, pid, level=Level.FULL)
            differences = presenters.differences(form, IdentityForm.initial_of(person))
            form.data = form.data.copy()
            form.data["replaces"] = str(person.revision)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return page(
        request,
        "identity_edit",
        person,
        form=form,
        differences=differences,
        back_href=href("person_identity", person),
    )


def _amended(request: HttpRequest, person: Person, form: IdentityForm) -> HttpResponse:
    seen_revision = form.cleaned_data["replaces"]
    actions.amend_identity(
        person=person,
        changes=form.changes(),
        reason=form.cleaned_data["reason"],
        expected_revision=int(seen_revision) if seen_revision.isdecimal() else 0,
        by=actor_of(request),
    )
    done(request, "The details are saved. The earlier ones are kept.")
    return redirect(href("person_identity", person))


@requires("person_view")
def person_identity(request: HttpRequest, pid: str) -> HttpResponse:
    """Who it is, as far as the level shows it, with every earlier version for those who see everything."""
    person = seen(request, pid)
    return page(
        request,
        "person_identity",
        person,
        versions=presenters.versions(queries.identities(person)),
        back_href=presenters.person_href(person),
    )


@requires("person_edit")
def residence_confirm(request: HttpRequest, pid: str) -> HttpResponse:
    """A human confirms which council is responsible; the postcode only suggests one."""
    person = seen(request, pid, level=Level.FULL, team=True)
    suggestion = None
    if person.postcode and not person.address_is_sensitive:
        suggestion = policies.current(person.area_id).council_for_postcode(person.postcode)
    initial = {"council": person.council.public_id if person.council else "", "basis": person.residence_basis}
    form = ResidenceForm(person.area_id, request.POST or None, initial=initial)
    if form.is_valid():
        council = form.councils[form.cleaned_data["council"]]
        basis, by = form.cleaned_data["basis"], actor_of(request)
        if attempt(form, lambda: actions.confirm_residence(person=person, council=council, basis=basis, by=by)):
            done(request, f"{council.name} is confirmed as responsible.")
            return redirect(href("person_identity", person))
    return page(
        request,
        "residence_confirm",
        person,
        form=form,
        suggestion=suggestion,
        losing=queries.involvements(person).filter(organisation__kind="council", basis="sharing"),
        back_href=href("person_identity", person),
    )


@requires("person_view")
def address_reveal(request: HttpRequest, pid: str) -> HttpResponse:
    """A hidden address, once, with a reason that is kept."""
    person = seen(request, pid, level=Level.FULL)
    form = RevealForm(request.POST or None)
    revealed = form.is_valid()
    return page(
        request,
        "address_reveal",
        person,
        why=form.cleaned_data["reason"] if revealed else "",
        form=form,
        revealed=revealed,
        back_href=href("person_identity", person),
    )


@requires("person_edit")
def address_sensitive(request: HttpRequest, pid: str) -> HttpResponse:
    """Hide the address, or show it again."""
    person = seen(request, pid, level=Level.FULL)
    form = SensitiveForm(request.POST or None, initial={"sensitive": "yes" if person.address_is_sensitive else "no"})
    if form.is_valid():
        sensitive, reason = form.cleaned_data["sensitive"] == "yes", form.cleaned_data["reason"]
        actions.set_address_sensitive(person=person, sensitive=sensitive, reason=reason, by=actor_of(request))
        done(request, "The address is hidden." if sensitive else "The address is shown.")
        return redirect(href("person_identity", person))
    return page(request, "address_sensitive", person, form=form, back_href=href("person_identity", person))
