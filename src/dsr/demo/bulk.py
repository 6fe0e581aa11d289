"""Thousands of made-up people on the register, written in bulk, for measuring how pages behave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from dsr.accounts import queries as accounts
from dsr.accounts.models import Organisation, Worker
from dsr.core import clock, scope
from dsr.demo.names import Maker
from dsr.people.models import (
    Answer,
    Basis,
    CommunicationProfile,
    Decision,
    DecisionKind,
    Diagnosis,
    Identity,
    Involvement,
    InvolvementBasis,
    Level,
    Person,
)
from dsr.policy import queries as policies
from dsr.policy.models import Area
from dsr.register.models import Entry, Rating
from dsr.tasks.models import Task

BATCH = 1000
RATINGS = ("green", "green", "green", "amber", "amber", "red", "blue")
DAY = timedelta(days=1)


class Filler:
    """Writes people with everything a list or a person page reads."""

    def __init__(self, area: Area, worker: Worker, *, seed: int = 7) -> None:
        self.area = area
        self.worker = worker
        self.rules = policies.in_force(area.pk)
        self.maker = Maker(seed, today=clock.today())
        self.now = clock.now()
        self.team = accounts.register_team(area.pk)
        organisations = list(accounts.organisations(area.pk))
        self.councils = [one for one in organisations if one.kind == "council"]
        self.trust = next(one for one in organisations if one.kind == "trust")

    def fill(self, count: int) -> None:
        """Add this many people, a batch in each transaction."""
        for start in range(0, count, BATCH):
            with transaction.atomic(), scope.job(name="fill", area_id=self.area.pk):
                self._batch(range(start, min(start + BATCH, count)))

    def _batch(self, numbers: Sequence[int]) -> None:
        people = list(self._people(numbers))
        Involvement.objects.bulk_create([self._sees(person, self.team, Level.FULL) for person in people])
        Person.objects.bulk_create(people)
        Identity.objects.bulk_create([self._identity(person) for person in people])
        CommunicationProfile.objects.bulk_create([self._profile(person) for person in people])
        Diagnosis.objects.bulk_create([self._diagnosis(person) for person in people])
        decisions = [decision for person in people for decision in self._decisions(person)]
        Decision.objects.bulk_create(decisions)
        Involvement.objects.bulk_create(
            [self._shared(d) for d in decisions if d.kind == DecisionKind.SHARE and d.answer == Answer.AGREED]
        )
        entries = [self._entry(person, number) for person, number in zip(people, numbers, strict=True)]
        Entry.objects.bulk_create(entries)
        Rating.objects.bulk_create([rating for entry in entries for rating in self._ratings(entry)])
        Task.objects.bulk_create([task for entry in entries for task in self._tasks(entry)])

    def _people(self, numbers: Sequence[int]) -> Iterator[Person]:
        keys = _next_keys(Person, len(numbers))
        for number, key in zip(numbers, keys, strict=True):
            made = self.maker.person()
            council = self.councils[number % len(self.councils)]
            yield Person(
                pk=key,
                area=self.area,
                given_name=made.given_name,
                family_name=made.family_name,
                preferred_name=made.preferred_name,
                born_on=made.born_on,
                nhs_number=made.nhs_number,
                phone=made.phone,
                address=f"{number + 1} Made-up Street",
                sort_name=f"{made.family_name} {made.given_name}".lower(),
                council=council,
                residence_basis="Made up",
                residence_confirmed_at=self.now,
                residence_confirmed_by=self.worker,
                joined_at=self.now,
                created_at=self.now,
                created_by=self.worker,
            )

    def _sees(self, person: Person, organisation: Organisation | None, level: str, **more: Any) -> Involvement:
        basis = more.pop("basis", InvolvementBasis.REGISTER_TEAM)
        return Involvement(
            area=self.area,
            person_id=person.pk,
            organisation=organisation,
            basis=basis,
            level=level,
            began_at=self.now - DAY,
            granted_by=self.worker,
            **more,
        )

    def _shared(self, decision: Decision) -> Involvement:
        return self._sees(
            decision.person, decision.organisation, decision.level, basis=InvolvementBasis.SHARING, decision=decision
        )

    def _identity(self, person: Person) -> Identity:
        return Identity(
            area=self.area,
            person=person,
            revision=1,
            recorded_at=self.now,
            recorded_by=self.worker,
            **person.identity(),
        )

    def _profile(self, person: Person) -> CommunicationProfile:
        return CommunicationProfile(
            area=self.area,
            person=person,
            how_to_talk_to_me="Short sentences. One question at a time. Give me time to think.",
            formats=["easy_read"],
            adjustments="A quiet room.",
            recorded_at=self.now,
            recorded_by=self.worker,
        )

    def _diagnosis(self, person: Person) -> Diagnosis:
        return Diagnosis(
            area=self.area,
            person=person,
            condition="autism" if person.pk % 2 else "learning_disability",
            status="confirmed",
            confirmed_by_name="Made-up Clinic",
            confirmed_when="2019",
            recorded_at=self.now,
            recorded_by=self.worker,
        )

    def _decisions(self, person: Person) -> Iterator[Decision]:
        yield self._decision(person, DecisionKind.JOIN)
        yield self._decision(person, DecisionKind.CETR)
        if person.pk % 10:
            yield self._decision(person, DecisionKind.SHARE, organisation=self.trust, level=Level.FULL)
        if person.pk % 3:
            yield self._decision(person, DecisionKind.SHARE, organisation=person.council, level=Level.SUMMARY)

    def _decision(self, person: Person, kind: str, **more: Any) -> Decision:
        return Decision(
            area=self.area,
            person=person,
            kind=kind,
            answer=Answer.AGREED,
            basis=Basis.OWN,
            decided_by_name=person.full_name,
            decided_at=self.now - DAY,
            wording="Made-up wording",
            format="spoken",
            policy_version_id=self.rules.version_id,
            recorded_at=self.now,
            recorded_by=self.worker,
            **more,
        )

    def _entry(self, person: Person, number: int) -> Entry:
        rating = self.rules.policy.rating(RATINGS[number % len(RATINGS)])
        return Entry(
            area=self.area,
            person=person,
            opened_at=self.now - DAY * 90,
            opened_by=self.worker,
            rating=rating.code,
            rating_order=self.rules.policy.ratings_by_urgency().index(rating),
            rated_at=self.now - DAY * (number % 60),
            review_due_on=clock.today() + DAY * (rating.review_days - number % 60),
            council=person.council,
            sort_name=person.sort_name,
            policy_version_id=self.rules.version_id,
        )

    def _ratings(self, entry: Entry) -> Iterator[Rating]:
        yield Rating(
            area=self.area,
            person=entry.person,
            entry=entry,
            rating=entry.rating,
            suggested=entry.rating,
            rationale="Made-up rationale",
            decided_at=entry.rated_at,
            decided_by=self.worker,
            took_effect_at=entry.rated_at,
            review_due_on=entry.review_due_on,
            policy_version_id=self.rules.version_id,
        )

    def _tasks(self, entry: Entry) -> Iterator[Task]:
        yield Task(
            area=self.area,
            kind="cetr",
            title="Hold a C(E)TR",
            person=entry.person,
            organisation=self.team,
            starts_at=entry.rated_at,
            due_at=entry.rated_at + DAY * 14,
            policy_version_id=self.rules.version_id,
            created_at=entry.rated_at,
            created_by=self.worker,
        )


def _next_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys taken beforehand, so that an involvement can be written before its person."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in islice(cursor.fetchall(), count)]
