"""How to talk to somebody, who is around them, diagnosis and information given."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from dsr.accounts.access import requires
from dsr.core import clock
from dsr.people import actions, attachments, presenters, queries
from dsr.people.forms import VersionedForm
from dsr.people.forms.needs import ContactForm, DiagnosisForm, EndContactForm, InformationForm, ProfileForm
from dsr.people.models import Condition, Level
from dsr.people.views.shared import actor_of, attempt, done, href, page, seen
from dsr.policy import queries as policies


def conflicting(form: VersionedForm, current: Any) -> bool:
    """Whether a valid form was written over a version its writer has not seen; from now on they have."""
    if not form.is_valid() or form.seen(current):
        return False
    form.saw(current)
    return True


@requires("person_edit")
def profile_edit(request: HttpRequest, pid: str) -> HttpResponse:
    """How to talk to me."""
    person = seen(request, pid, level=Level.FULL)
    current = queries.profile(person)
    form = ProfileForm(policies.current(person.area_id), request.POST or None, initial=ProfileForm.initial_of(current))
    differences = None
    if request.method != "POST":
        form.saw(current)
    elif conflicting(form, current):
        differences = presenters.differences(form, ProfileForm.initial_of(current))
    elif form.is_valid():
        actions.record_profile(person=person, by=actor_of(request), replaces=current, **form.profile())
        done(request, "How to talk to the person is saved.")
        return redirect(presenters.person_href(person))
    return page(
        request,
        "profile_edit",
        person,
        form=form,
        differences=differences,
        back_href=presenters.person_href(person),
    )


@requires("person_view")
def person_contacts(request: HttpRequest, pid: str) -> HttpResponse:
    """The people around the person."""
    person = seen(request, pid, level=Level.PLAN)
    return page(
        request,
        "person_contacts",
        person,
        contacts=queries.contacts(person),
        ended=queries.ended_contacts(person),
        back_href=presenters.person_href(person),
    )


@requires("person_edit")
def contact_add(request: HttpRequest, pid: str) -> HttpResponse:
    """Add somebody."""
    person = seen(request, pid, level=Level.FULL)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        contact = actions.add_contact(person=person, by=actor_of(request), **form.contact())
        done(request, f"{contact.name} is now a contact.")
        return redirect(href("person_contacts", person))
    return page(request, "contact_add", person, form=form, back_href=href("person_contacts", person))


@requires("person_edit")
def contact_end(request: HttpRequest, pid: str, cid: str) -> HttpResponse:
    """Somebody is no longer around the person."""
    person = seen(request, pid, level=Level.FULL)
    contact = queries.get_contact(person, cid)
    form = EndContactForm(request.POST or None)
    if form.is_valid():
        reason, by = form.cleaned_data["reason"], actor_of(request)
        if attempt(form, lambda: actions.end_contact(contact=contact, reason=reason, by=by)):
            done(request, f"{contact.name} is no longer a contact.")
            return redirect(href("person_contacts", person))
    return page(request, "contact_end", person, form=form, contact=contact, back_href=href("person_contacts", person))


@requires("person_view")
def person_diagnosis(request: HttpRequest, pid: str) -> HttpResponse:
    """What is known of both conditions."""
    person = seen(request, pid, level=Level.PLAN)
    known = {diagnosis.condition: diagnosis for diagnosis in queries.diagnoses(person)}
    return page(
        request,
        "person_diagnosis",
        person,
        conditions=[(condition, known.get(condition)) for condition in Condition],
        history=queries.past_diagnoses(person),
        attached=attachments.of(actor_of(request), person, attachments.DIAGNOSIS),
        back_href=presenters.person_href(person),
    )


@requires("person_edit")
def diagnosis_record(request: HttpRequest, pid: str, condition: str) -> HttpResponse:
    """What is known of one condition now."""
    person = seen(request, pid, level=Level.FULL)
    about = _condition(condition)
    current = queries.diagnoses(person).filter(condition=about).first()
    earlier = (
        {name: getattr(current, name) for name in DiagnosisForm.base_fields if name != "replaces"} if current else {}
    )
    form = DiagnosisForm(request.POST or None, initial=earlier)
    differences = None
    if request.method != "POST":
        form.saw(current)
    elif conflicting(form, current):
        differences = presenters.differences(form, earlier)
    elif form.is_valid() and attempt(
        form,
        lambda: actions.record_diagnosis(
            person=person, condition=about, by=actor_of(request), replaces=current, **form.fields_to_save()
        ),
    ):
        done(request, f"{about.label}: saved.")
        return redirect(href("person_diagnosis", person))
    return page(
        request,
        "diagnosis_record",
        person,
        form=form,
        condition=about,
        differences=differences,
        back_href=href("person_diagnosis", person),
    )


def _condition(slug: str) -> Condition:
    try:
        return Condition(slug.replace("-", "_"))
    except ValueError:
        raise Http404 from None


@requires("person_view")
def person_information(request: HttpRequest, pid: str) -> HttpResponse:
    """Who was told what about the register."""
    person = seen(request, pid, level=Level.FULL)
    return page(
        request,
        "person_information",
        person,
        given=queries.information_given(person),
        formats=presenters.format_names(person.area_id),
        back_href=presenters.person_href(person),
    )


@requires("person_edit")
def information_add(request: HttpRequest, pid: str) -> HttpResponse:
    """Somebody was told about the register."""
    person = seen(request, pid, level=Level.FULL)
    form = InformationForm(policies.current(person.area_id), request.POST or None, initial={"given_on": clock.today()})
    if form.is_valid() and attempt(
        form, lambda: actions.record_information(person=person, by=actor_of(request), **form.information())
    ):
        done(request, "The information given is recorded.")
        return redirect(href("person_information", person))
    return page(request, "information_add", person, form=form, back_href=href("person_information", person))
