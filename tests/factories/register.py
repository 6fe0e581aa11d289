"""People and their register entries for tests."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from dsr.accounts import queries as accounts
from dsr.core import clock
from dsr.people.models import Diagnosis, InformationGiven, Involvement, Person
from dsr.policy import queries as policies
from dsr.register import actions
from dsr.register.models import Entry, Rating
from dsr.register.rules import parents_are_told
from tests.factories.accounts import make_worker
from tests.factories.people import decide, make_person

COUNCIL = "coventry-city-council"


def new_person(area, *, organisation=None, level="full", basis="register_team", **fields) -> Person:
    """A person known to one organisation, the register team unless said otherwise. Needs a job scope."""
    organisation = organisation or accounts.register_team(area.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('people_person', 'id'))")
        (pk,) = cursor.fetchone()
    given = {"given_name": "Ada", "family_name": "Test", "born_on": date(2000, 5, 1)} | fields
    given.setdefault("sort_name", f"{given['family_name']} {given['given_name']}".lower())
    involve_pk(area, pk, organisation, level=level, basis=basis)
    person = Person(pk=pk, area=area, created_at=clock.now(), **given)
    person.save(force_insert=True)
    return person


def involve_pk(area, person_id, organisation, *, level="full", basis="register_team", **fields) -> Involvement:
    """Sight of a person for an organisation, as the database demands: before the person."""
    return Involvement.objects.create(
        area=area,
        person_id=person_id,
        organisation=organisation,
        basis=basis,
        level=level,
        began_at=clock.now(),
        **fields,
    )


def involve(person, organisation, *, level="summary", basis="register_team") -> Involvement:
    """Sight of a person for one more organisation."""
    return involve_pk(person.area, person.pk, organisation, level=level, basis=basis)


def confirm_diagnosis(person, by, *, status="confirmed", condition="autism") -> Diagnosis:
    """A diagnosis of the status; in the product a clinician or the team records it."""
    return Diagnosis.objects.create(
        area_id=person.area_id,
        person=person,
        condition=condition,
        status=status,
        confirmed_by_name="Dr Grey" if status == "confirmed" else "",
        recorded_at=clock.now(),
        recorded_by=by.worker,
    )


def tell(person, recipient, by, *, not_applicable=False) -> InformationGiven:
    """The log of information given: to the person, to parents, to services."""
    return InformationGiven.objects.create(
        area_id=person.area_id,
        person=person,
        recipient=recipient,
        recipient_name="Ada" if not not_applicable else "Nobody",
        what="What the register is",
        format="easy_read",
        given_on=clock.today(),
        not_applicable=not_applicable,
        recorded_at=clock.now(),
        recorded_by=by.worker,
    )


def rate(person, rating, by, *, needs=(), **fields) -> Rating:
    """A decided rating, through the support tool with nothing known."""
    assessment = actions.start_assessment(person=person, by=by)
    given = {"rationale": "Seen at home today.", "override_reason": "The answers are not known yet."} | fields
    return actions.decide_rating(
        person=person, assessment=assessment, rating=rating, support_needs=needs, by=by, **given
    )


def agree(person, kind, by, **fields):
    """The person's own decision, found competent where they are under 16."""
    if parents_are_told(person):
        fields = {"basis": "gillick", "competence_note": "Understands what joining changes."} | fields
    return decide(person, kind, by, **fields)


def ready_to_join(team, clinician, *, rating="red", share_with=(), needs=(), council=COUNCIL, **identity) -> Person:
    """A person for whom nothing is missing. Needs a scope that sees the area."""
    person = make_person(team, council=council, **identity)
    agree(person, "join", team)
    for code in share_with:
        agree(person, "share", team, share_with=code)
    confirm_diagnosis(person, team)
    for recipient in InformationGiven.Recipient.values:
        tell(person, recipient, team)
    if rating:
        rate(person, rating, clinician, needs=needs)
    return person


def on_register(team, clinician, **given) -> Entry:
    """A person on the register; all by the actions of the product."""
    decisions = given.pop("decisions", {})
    person = ready_to_join(team, clinician, **given)
    for kind, answer in decisions.items():
        agree(person, kind, team, answer=answer)
    return actions.open_entry(person=person, referral_reference="CW-TEST-0001", by=team)


def many_on_register(area, count, *, rating="amber", rating_order=3) -> None:
    """As many people on the register, written straight into the tables. Needs a job scope."""
    team = accounts.register_team(area.pk)
    worker = make_worker("Bulk Loader")
    version = policies.in_force(area.pk).version_id
    now, today = clock.now(), clock.today()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('people_person', 'id')) FROM generate_series(1, %s)", [count]
        )
        keys = [row[0] for row in cursor.fetchall()]
    Involvement.objects.bulk_create(
        Involvement(area=area, person_id=pk, organisation=team, basis="register_team", level="full", began_at=now)
        for pk in keys
    )
    Person.objects.bulk_create(
        Person(
            pk=pk,
            area=area,
            given_name="Ada",
            family_name=f"Bulk{pk}",
            sort_name=f"bulk{pk} ada",
            born_on=date(2000, 5, 1),
            created_at=now,
        )
        for pk in keys
    )
    Entry.objects.bulk_create(
        Entry(
            area=area,
            person_id=pk,
            opened_at=now,
            opened_by=worker,
            rating=rating,
            rating_order=rating_order,
            rated_at=now,
            review_due_on=today + timedelta(days=pk % 60 - 10),
            sort_name=f"bulk{pk} ada",
            policy_version_id=version,
        )
        for pk in keys
    )
