"""One person with something on every page about them, and the addresses of those pages."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.db import transaction
from django.urls import URLPattern, reverse

from dsr.accounts.actor import Actor
from dsr.core import clock, scope
from dsr.people import actions, queries
from dsr.people.models import Person
from tests.factories.people import decide, join, lacking, make_person, organisation


def patterns() -> dict[str, URLPattern]:
    """Every page of the app by name; the root's addresses bring the converters."""
    import_module("dsr.config.urls")
    return {pattern.name: pattern for pattern in import_module("dsr.people.urls").urlpatterns}


def address_of(name: str, world: dict[str, Any]) -> str:
    """The address of a page in this world."""
    with transaction.atomic(), scope.job(name="test", area_id=world["person"].area_id):
        record = queries.best_interests_decisions(world["person"])[0]
    ids = {
        "pid": world["search" if name == "person_search_results" else "person"].public_id,
        "did": world["decision"].public_id,
        "cid": world["contact" if name == "contact_end" else "assessment"].public_id,
        "bid": record.public_id,
        "kid": world["key"].public_id,
        "oid": world["running" if name == "override_end" else "waiting"].public_id,
        "topic": "share-cwpt",
        "basis": "own",
        "condition": "learning-disability",
    }
    return reverse(name, kwargs={key: ids[key] for key in patterns()[name].pattern.converters})


def make_world(coordinator: Actor, lead: Actor, **identity: str) -> dict[str, Any]:
    """The person and the things its pages' addresses name."""
    with coordinator.scope():
        values = {"given_name": "Ada", "address": "1 High Street", "postcode": "CV1 1AA"} | identity
        person = make_person(coordinator, council="coventry-city-council", **values)
        join(person, coordinator, share_with=("cwpt",))
        world = {
            "person": person,
            "contact": _contacts(person, coordinator),
            "decision": queries.holding(person, "join"),
        }
        world["assessment"] = _best_interests(person, coordinator)
        _needs(person, coordinator)
        actions.amend_identity(
            person=person,
            changes={"phone": "01632 960001"},
            reason="Told by Ada",
            expected_revision=1,
            by=coordinator,
        )
        world["key"], _ = actions.grant_key(person=person, holder="person", proof="blue kettle", by=coordinator)
        world["waiting"] = _ask(person, coordinator, "warwickshire-county-council", "serious_harm", told=True)
        world["running"] = _ask(person, coordinator, "cw-icb", "court_order", level="plan")
    with lead.scope():
        actions.approve_override(override=world["running"], by=lead)
        world["search"] = actions.keep_search(page="people", terms={"q": person.full_name}, by=lead)
    return world


def _contacts(person: Person, by: Actor) -> object:
    old = actions.add_contact(person=person, by=by, name="Old Friend", relationship="Friend")
    actions.end_contact(contact=old, reason="Moved", by=by)
    return actions.add_contact(
        person=person,
        by=by,
        name="Jo Example",
        relationship="Sister",
        authority="attorney",
        phone="01632 960002",
        email="jo.with-a-very-long-address@family-and-friends.example.org",
    )


def _best_interests(person: Person, by: Actor) -> object:
    assessment = lacking(person, "cetr", by)
    record = actions.record_best_interests(
        person=person,
        capacity_assessment=assessment,
        by=by,
        made_on=clock.today(),
        made_by_name="Sam",
        wishes="To stay at home",
        consulted="Her sister, who agrees",
        less_restrictive="A shorter meeting at home was chosen",
        advocate="Offered and declined",
        in_best_interests=True,
    )
    decide(person, "cetr", by, basis="best_interests", capacity_assessment=assessment, best_interests=record)
    return assessment


def _needs(person: Person, by: Actor) -> None:
    now = clock.now()
    for status, who in [("awaiting_assessment", ""), ("confirmed", "Dr Grey")]:
        actions.record_diagnosis(person=person, condition="autism", status=status, confirmed_by_name=who, by=by)
    actions.record_information(
        person=person,
        by=by,
        recipient="person",
        recipient_name="Ada",
        what="Leaflet",
        format="easy_read",
        given_on=clock.today(),
    )
    actions.record_view(
        person=person,
        by=by,
        kind="cetr",
        holder="person",
        holder_name="Ada",
        answer="refused",
        words="I do not want it",
        source="Visit",
        said_at=now,
    )


def _ask(person: Person, by: Actor, code: str, ground: str, *, level: str = "summary", told: bool = False) -> object:
    return actions.request_override(
        person=person,
        organisation=organisation(by, code),
        level=level,
        ground=ground,
        justification="Bruises seen twice this week",
        until=actions.end_of_day(clock.today() + timedelta(days=3)),
        person_told=told,
        why_not_told="" if told else "It could put her at greater risk",
        by=by,
    )
