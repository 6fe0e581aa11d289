"""Who may see whom, and what stands decided. Everything starts from where the worker stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.core.statements import Prepared, among
from dsr.people import differing
from dsr.people.finding import Wanted, fits
from dsr.people.models import (
    AccessKey,
    Basis,
    BestInterestsDecision,
    CapacityAssessment,
    CommunicationProfile,
    Contact,
    Decision,
    Diagnosis,
    ExpressedView,
    Identity,
    InformationGiven,
    Involvement,
    Level,
    OwnRequest,
    Person,
    Search,
    SharingOverride,
)

Found = TypeVar("Found", bound=Model)

#: From the least to the most. The level "referral" shows the referral, not the person.
LEVELS = (Level.SUMMARY, Level.PLAN, Level.FULL)
#: People of one birthday or one postcode that are read.
MOST_OF_A_DAY = 500
#: How long a worker may go back to the results of a search.
SEARCH_KEPT = timedelta(days=1)


def open_involvements(at: datetime | None = None) -> QuerySet[Involvement]:
    """Involvements in force at an instant (now by default)."""
    now = at or clock.now()
    begun = Involvement.objects.filter(began_at__lte=now, ended_at__isnull=True)
    return begun.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))


def visible_to(actor: Actor) -> QuerySet[Person]:
    """The people the actor's organisation is involved with, in its area."""
    involved = open_involvements().filter(organisation=actor.organisation, level__in=LEVELS)
    return Person.objects.filter(area_id=actor.area_id, pk__in=involved.values("person_id"))


def get_visible(actor: Actor, public_id: str, *, level: str = Level.SUMMARY) -> Person:
    """The person, if the actor's organisation sees them at least at the level. Raises Http404."""
    person = visible_to(actor).select_related("council").filter(public_id=public_id).first()
    if person is None or not _reaches(level_of(actor, person), level):
        raise Http404
    return person


def _reaches(held: Level | None, wanted: str) -> bool:
    return held is not None and LEVELS.index(held) >= LEVELS.index(Level(wanted))


def level_of(actor: Actor, person: Person) -> Level | None:
    """The highest level at which the actor's organisation sees the person; None when not at all."""
    held = open_involvements().filter(organisation=actor.organisation, person=person, level__in=LEVELS)
    levels = [Level(level) for level in held.values_list("level", flat=True)]
    return max(levels, key=LEVELS.index, default=None)


#: What the results of a search say of each person.
FOUND = (
    *("public_id", "given_name", "family_name", "preferred_name", "born_on", "born_on_is_approximate", "nhs_number"),
    "council__name",
)


def _seen(*, area_id: int, organisation_id: int, at: datetime) -> QuerySet[Person]:
    """People with the levels an organisation holds on them; nobody it holds none on."""
    held = open_involvements(at).filter(organisation_id=organisation_id, person=OuterRef("pk"), level__in=LEVELS)
    return (
        Person.objects.filter(Exists(held.order_by()), area_id=area_id)
        .select_related("council")
        .annotate(held=ArraySubquery(held.order_by("pk").values("level")))
        .order_by("pk")
    )


_seen_by_id = Prepared(lambda *, public_id, **who: _seen(**who).filter(public_id=public_id))
_seen_by_number = Prepared(lambda *, nhs_number, **who: _seen(**who).filter(nhs_number=nhs_number))
_seen_among = Prepared(lambda *, numbers, **who: _seen(**who).filter(among("pk", numbers)).only(*FOUND))


def _looking(actor: Actor) -> dict[str, Any]:
    return {"area_id": actor.area_id, "organisation_id": actor.organisation.pk, "at": clock.now()}


def highest(person: Person) -> Level:
    """The highest level held on a person found by a search or by `with_level`."""
    return max(map(Level, person.held), key=LEVELS.index)  # type: ignore[attr-defined]


def with_level(actor: Actor, public_id: str) -> tuple[Person, Level]:
    """The person and the highest level at which the organisation sees them, in one statement. Raises Http404."""
    found = _seen_by_id.first(public_id=public_id, **_looking(actor))
    if found is None:
        raise Http404
    return found, highest(found)


def seen_among(actor: Actor, numbers: Iterable[int]) -> dict[int, Person]:
    """Those of these people whom the organisation sees, whole, with the levels held: for `highest`."""
    found = _seen(**_looking(actor)).filter(among("pk", list(numbers)))
    return {person.pk: person for person in found}


def involvements(person: Person) -> QuerySet[Involvement]:
    """Every organisation that sees the person now, with why."""
    chosen = open_involvements().filter(person=person)
    return chosen.select_related("organisation", "decision", "override", "granted_by").order_by(
        "organisation__name", "began_at", "pk"
    )


def past_involvements(person: Person) -> QuerySet[Involvement]:
    """Every organisation that could see the person and no longer can."""
    over = Q(ended_at__isnull=False) | Q(ends_at__lte=clock.now())
    chosen = Involvement.objects.filter(over, person=person)
    return chosen.select_related("organisation").order_by("-began_at", "-pk")


def current_decisions(person: Person) -> QuerySet[Decision]:
    """The newest decision of each kind and organisation, withdrawn and lapsed ones included."""
    chosen = Decision.objects.filter(person=person, superseded_at__isnull=True)
    return chosen.select_related(
        "organisation", "recorded_by", "decided_by_contact", "capacity_assessment", "best_interests"
    ).order_by("kind", "organisation__name", "pk")


def decision_history(person: Person) -> QuerySet[Decision]:
    """Decisions replaced by a newer one, or entered in error."""
    chosen = Decision.objects.filter(person=person, superseded_at__isnull=False)
    return chosen.select_related("organisation", "recorded_by", "entered_in_error_by").order_by("-decided_at", "-pk")


def current_decision(person: Person, kind: str, organisation: Organisation | None = None) -> Decision | None:
    """What was last decided about this, whether it still holds or not."""
    return (
        Decision.objects.filter(person=person, kind=kind, organisation=organisation, superseded_at__isnull=True)
        .select_related("organisation")
        .order_by("pk")
        .first()
    )


def holding(person: Person, kind: str, organisation: Organisation | None = None) -> Decision | None:
    """The agreement in force: agreed, not withdrawn, not superseded, not lapsed."""
    decision = current_decision(person, kind, organisation)
    return decision if decision is not None and decision.holds else None


def get_decision(person: Person, public_id: str) -> Decision:
    """Raises Http404."""
    return _or_404(current_decisions(person).filter(public_id=public_id))


def get_standing_record(person: Person, public_id: str) -> Decision:
    """A decision that was recorded rightly, replaced or not. Raises Http404."""
    chosen = Decision.objects.filter(person=person, entered_in_error_at__isnull=True)
    return _or_404(chosen.select_related("organisation", "person").filter(public_id=public_id))


def latest_capacity(person: Person, kind: str, organisation: Organisation | None = None) -> CapacityAssessment | None:
    """The newest capacity assessment for this very decision."""
    return (
        CapacityAssessment.objects.filter(
            person=person, decision_kind=kind, organisation=organisation, entered_in_error_at__isnull=True
        )
        .order_by("-assessed_on", "-pk")
        .first()
    )


def latest_best_interests(assessment: CapacityAssessment) -> BestInterestsDecision | None:
    """The newest best-interests decision that rests on the assessment."""
    return (
        BestInterestsDecision.objects.filter(capacity_assessment=assessment, entered_in_error_at__isnull=True)
        .order_by("-made_on", "-pk")
        .first()
    )


def capacity_assessments(person: Person) -> QuerySet[CapacityAssessment]:
    return (
        CapacityAssessment.objects.filter(person=person)
        .select_related("organisation", "recorded_by", "entered_in_error_by")
        .order_by("-assessed_on", "-pk")
    )


def best_interests_decisions(person: Person) -> QuerySet[BestInterestsDecision]:
    return (
        BestInterestsDecision.objects.filter(person=person)
        .select_related("organisation", "recorded_by", "entered_in_error_by")
        .order_by("-made_on", "-pk")
    )


def get_best_interests(person: Person, public_id: str) -> BestInterestsDecision:
    """Raises Http404."""
    return _or_404(best_interests_decisions(person).filter(public_id=public_id, entered_in_error_at__isnull=True))


def get_capacity(person: Person, public_id: str) -> CapacityAssessment:
    """Raises Http404."""
    return _or_404(capacity_assessments(person).filter(public_id=public_id, entered_in_error_at__isnull=True))


def views(person: Person) -> QuerySet[ExpressedView]:
    """What everybody said, newest first; not what was recorded under the wrong person."""
    return (
        ExpressedView.objects.filter(person=person, entered_in_error_at__isnull=True)
        .select_related("organisation", "recorded_by")
        .order_by("kind", "-said_at", "-pk")
    )


_profile = Prepared(
    lambda *, person_id: CommunicationProfile.objects.filter(person_id=person_id, superseded_at__isnull=True).order_by(
        "pk"
    )[:1]
)


def profile(person: Person) -> CommunicationProfile | None:
    """How to talk to them, as it stands."""
    return _profile.first(person_id=person.pk)


def profiles(numbers: Iterable[int]) -> dict[int, CommunicationProfile]:
    """How to talk to each of these people, by the person's key, as far as the scope shows them."""
    chosen = CommunicationProfile.objects.filter(among("person_id", list(numbers)), superseded_at__isnull=True)
    return {profile.person_id: profile for profile in chosen.order_by("pk")}


def contacts(person: Person) -> QuerySet[Contact]:
    """The people around the person now."""
    return Contact.objects.filter(person=person, ended_at__isnull=True).order_by("is_professional", "name", "pk")


def ended_contacts(person: Person) -> QuerySet[Contact]:
    return Contact.objects.filter(person=person, ended_at__isnull=False).order_by("-ended_at", "-pk")


def get_contact(person: Person, public_id: str) -> Contact:
    """Raises Http404."""
    return _or_404(contacts(person).filter(public_id=public_id))


def diagnoses(person: Person) -> QuerySet[Diagnosis]:
    """The current statement for each condition that has one."""
    chosen = Diagnosis.objects.filter(person=person, superseded_at__isnull=True)
    return chosen.select_related("recorded_by").order_by("condition", "pk")


def past_diagnoses(person: Person) -> QuerySet[Diagnosis]:
    chosen = Diagnosis.objects.filter(person=person, superseded_at__isnull=False)
    return chosen.select_related("recorded_by").order_by("-recorded_at", "-pk")


def information_given(person: Person) -> QuerySet[InformationGiven]:
    return InformationGiven.objects.filter(person=person).select_related("recorded_by").order_by("-given_on", "-pk")


def keys(person: Person) -> QuerySet[AccessKey]:
    """Who has or had a key to the person's own page, those that hold first."""
    chosen = AccessKey.objects.filter(person=person).select_related("granted_by", "contact")
    return chosen.order_by("-revoked_at", "-granted_at", "-pk")


def get_key(person: Person, public_id: str) -> AccessKey:
    """A key nobody has ended. Raises Http404."""
    return _or_404(keys(person).filter(public_id=public_id, revoked_at__isnull=True))


def own_requests(person: Person) -> QuerySet[OwnRequest]:
    """What was asked for on the person's own page, newest first."""
    return OwnRequest.objects.filter(person=person).select_related("key").order_by("-made_at", "-pk")


def identities(person: Person) -> QuerySet[Identity]:
    """Every version of the identity, newest first."""
    return Identity.objects.filter(person=person).select_related("recorded_by", "person").order_by("-revision")


def overrides(person: Person) -> QuerySet[SharingOverride]:
    return (
        SharingOverride.objects.filter(person=person)
        .select_related("organisation", "requested_by", "approved_by")
        .order_by("-requested_at", "-pk")
    )


def waiting_override(person: Person, public_id: str) -> SharingOverride:
    """A request nobody has decided. Raises Http404."""
    waiting = overrides(person).filter(public_id=public_id, approved_at__isnull=True, refused_at__isnull=True)
    return _or_404(waiting)


def retakes_due(area_id: int, on: date) -> QuerySet[Decision]:
    """Parents' decisions of young people who have reached 16 and have not yet decided for themselves."""
    return (
        Decision.objects.filter(area_id=area_id, basis=Basis.PARENTAL, retake_due_on__lte=on)
        .filter(superseded_at__isnull=True, withdrawn_at__isnull=True, lapsed_at__isnull=True)
        .select_related("person", "organisation")
        .order_by("retake_due_on", "pk")
    )


#: Apps above put here what else finds somebody by a name: names of records that were made one with theirs.
other_names: list[Callable[[str, int], Iterable[int]]] = []


def search(actor: Actor, text: str, limit: int = 50) -> list[Person]:
    """People the actor's organisation is involved with whose name is like the text, the likest first."""
    found = _ranked("SELECT person_id, score FROM dsr.search_people(%s, %s)", [text, limit])
    if len(found) < limit:
        found |= {pk: 0.0 for find in other_names for pk in find(text, limit - len(found)) if pk not in found}
    people = {person.pk: person for person in _seen_among(numbers=list(found), **_looking(actor))}
    return [people[pk] for pk in found if pk in people]


def search_by_number(actor: Actor, nhs_number: str) -> list[Person]:
    """The person with this NHS number, if the actor's organisation is involved."""
    return _seen_by_number(nhs_number=nhs_number, **_looking(actor))


_seen_by_birth = Prepared(lambda *, born_on, **who: _seen(**who).filter(born_on=born_on).only(*FOUND)[:MOST_OF_A_DAY])
_seen_by_postcode = Prepared(
    lambda *, postcode, **who: (
        _seen(**who).filter(postcode=postcode, address_is_sensitive=False).only(*FOUND)[:MOST_OF_A_DAY]
    )
)


def search_by_birth(actor: Actor, born_on: date) -> list[Person]:
    """Everybody born on the day whom the actor's organisation sees."""
    return _seen_by_birth(born_on=born_on, **_looking(actor))


def search_by_postcode(actor: Actor, postcode: str) -> list[Person]:
    """Everybody at the postcode whose address the actor's organisation sees: in full, and not hidden."""
    found = _seen_by_postcode(postcode=postcode, **_looking(actor))
    return [person for person in found if highest(person) == Level.FULL]


def search_for(actor: Actor, wanted: Wanted, named: Collection[int], limit: int) -> list[Person]:
    """Those who fit all of what is wanted; ``named`` are the people a reference leads to."""
    lists: list[list[Person]] = []
    if wanted.nhs_number:
        lists.append(search_by_number(actor, wanted.nhs_number))
    if wanted.reference:
        lists.append(list(seen_among(actor, named).values()))
    if wanted.born_on:
        lists.append(search_by_birth(actor, wanted.born_on))
    if wanted.postcode:
        lists.append(search_by_postcode(actor, wanted.postcode))
    if not lists:
        return search(actor, wanted.name, limit) if wanted.name else []
    return [person for person in _in_each(lists) if fits(wanted.name, _names(person))][:limit]


def _in_each(lists: list[list[Person]]) -> list[Person]:
    first, *others = lists
    return [person for person in first if all(person in other for other in others)]


def _names(person: Person) -> str:
    return f"{person.given_name} {person.family_name} {person.preferred_name}"


@dataclass(frozen=True)
class Candidate:
    """A person a referral may be about. ``agreeing`` and ``differing`` name the details compared."""

    person: Person
    score: float
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]


def candidates(
    *, name: str, born_on: date | None, nhs_number: str, actor: Actor | None = None, limit: int = 10
) -> list[Candidate]:
    """People a referral may be about, likest first, among those the scope sees in full.

    The wall holds inside: a person the organisation does not see is never offered.
    """
    found = _ranked("SELECT person_id, score FROM dsr.match_people(%s, %s, %s, %s)", [name, born_on, nhs_number, limit])
    people = visible_to(actor) if actor else Person.objects.all()
    return [_candidate(person, found[person.pk], name, born_on, nhs_number) for person in _in_order(people, found)]


def _candidate(person: Person, score: float, name: str, born_on: date | None, number: str) -> Candidate:
    compared = {
        "name": (_plain(name), _plain(person.full_name)),
        "date of birth": (born_on, person.born_on),
        "NHS number": (number, person.nhs_number),
    }
    known = {label: pair for label, pair in compared.items() if all(pair)}
    return Candidate(
        person,
        score,
        tuple(label for label, (theirs, ours) in known.items() if theirs == ours),
        tuple(label for label, (theirs, ours) in known.items() if theirs != ours),
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _ranked(sql: str, parameters: list[Any]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return dict(cursor.fetchall())


def _in_order(people: QuerySet[Person], found: dict[int, float]) -> list[Person]:
    chosen = people.select_related("council").in_bulk(list(found))
    return [chosen[pk] for pk in found if pk in chosen]


_own_search = Prepared(lambda **wanted: Search.objects.filter(**wanted).order_by("pk"))


def get_search(actor: Actor, public_id: str, *, page: str | None = None) -> Search:
    """The worker's own search of the last day, from this page where one is named. Raises Http404."""
    found = _own_search.first(
        worker_id=actor.worker.pk,
        organisation_id=actor.organisation.pk,
        public_id=public_id,
        made_at__gt=clock.now() - SEARCH_KEPT,
    )
    if found is None or page not in (None, found.page):
        raise Http404
    return found


def _or_404(chosen: QuerySet[Found]) -> Found:
    found = chosen.order_by("pk").first()
    if found is None:
        raise Http404
    return found


def conflicts(person: Person) -> list[differing.DifferingViews]:
    """Decisions about which the person, a parent or a professional differ, those to look at first."""
    found = differing.find(current_decisions(person), views(person))
    return sorted(found, key=lambda views: not views.is_open)


def running_overrides(person: Person) -> QuerySet[SharingOverride]:
    """The approved requests under which somebody sees the person now."""
    return overrides(person).filter(pk__in=open_involvements().filter(person=person).values("override_id"))


def running_override(person: Person, public_id: str) -> SharingOverride:
    """One of them. Raises Http404."""
    return _or_404(running_overrides(person).filter(public_id=public_id))
