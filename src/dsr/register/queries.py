"""The register as seen from where somebody stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import (
    Count,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.core.pagination import DEEP, MOST
from dsr.core.statements import Prepared, among
from dsr.people import queries as people
from dsr.people.models import Person
from dsr.register import rating, timescales, tool_document
from dsr.register.models import Assessment, AssessmentSection, Entry, EntryState, Rating, ToolDefinition
from dsr.tasks import queries as tasks

ADULT_AGE = 18


def _seen(*, area_id: int, organisation_id: int, at: datetime) -> QuerySet[Entry]:
    """The entries, not closed, of the people the organisation is involved with."""
    involved = people.open_involvements(at).filter(
        organisation_id=organisation_id, level__in=people.LEVELS, person_id=OuterRef("person_id")
    )
    return Entry.objects.filter(Exists(involved.order_by()), area_id=area_id).exclude(state=EntryState.CLOSED)


def open_entry(person: Person) -> Entry | None:
    """The stay on the register that has not ended; None when the person is not on it."""
    return Entry.objects.filter(person=person, state=EntryState.OPEN).order_by("pk").first()


def entry_to_confirm(person: Person) -> Entry | None:
    """The entry that was brought from an earlier register and waits for the person's decision."""
    return Entry.objects.filter(person=person, state=EntryState.TO_CONFIRM).order_by("pk").first()


def not_ended() -> QuerySet[Entry]:
    """The entries of the scope that are open or wait for a decision to be confirmed."""
    return Entry.objects.exclude(state=EntryState.CLOSED).order_by("pk")


def entries(person: Person | int) -> QuerySet[Entry]:
    """Every stay on the register of a person (or of the person with this key), newest first."""
    return Entry.objects.filter(person=person).select_related("opened_by", "council").order_by("-opened_at", "-pk")


def with_reference(area_id: int, reference: str) -> QuerySet[Entry]:
    """Stays on the register that began with a referral of this reference, within the scope."""
    return Entry.objects.filter(area_id=area_id, referral_reference=reference).order_by("pk")


def latest_rating(person: Person) -> Rating | None:
    """The newest decision about risk, whether or not it has taken effect."""
    return Rating.objects.filter(person=person).order_by("-decided_at", "-pk").first()


def current_rating(entry: Entry) -> Rating:
    """The rating in effect."""
    return (
        Rating.objects.filter(entry=entry)
        .select_related("person", "entry", "decided_by")
        .order_by("-took_effect_at", "-pk")[0]
    )


def referred_to_key_worker(rating: Rating) -> bool:
    """Whether the key worker service was referred to in this stay on the register already."""
    if rating.entry is None:
        return False
    return (
        tasks.for_person(rating.person_id)
        .filter(closes_with="referral_made", state="done")
        .filter(done_at__gte=rating.entry.opened_at)
        .exists()
    )


def ratings(person: Person | int) -> QuerySet[Rating]:
    """Every decision about risk of a person (or of the person with this key), newest first."""
    chosen = Rating.objects.filter(person=person)
    return chosen.select_related("decided_by", "assessment__definition").order_by("-decided_at", "-pk")


def open_assessment(person: Person) -> Assessment | None:
    """The completion somebody has begun and nobody has ended."""
    return _assessments(person).filter(completed_at__isnull=True, abandoned_at__isnull=True).first()


def get_assessment(person: Person, public_id: str) -> Assessment:
    """Raises Http404."""
    found = _assessments(person).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _assessments(person: Person) -> QuerySet[Assessment]:
    chosen = Assessment.objects.filter(person=person)
    return chosen.select_related("definition", "started_by", "person").order_by("-started_at", "-pk")


def definition_for(person: Person) -> ToolDefinition:
    """The newest tool in force for the person's age today: the adult's from the 18th birthday on.

    Raises Refused when the age is not known or no tool is in force.
    """
    if person.born_on is None:
        raise Refused("Record a date of birth first: it decides between the adult's and the children's questions.")
    age = timescales.age_on(person.born_on, clock.today())
    population = "adult" if age >= ADULT_AGE else "child"
    found = (
        ToolDefinition.objects.filter(area_id=person.area_id, population=population, effective_on__lte=clock.today())
        .order_by("-effective_on", "-pk")
        .first()
    )
    if found is None:
        raise Refused("No support tool is in force for this age. Ask the administrator to load one.")
    return found


def definition_of(assessment: Assessment) -> tool_document.Definition:
    """The questions this assessment was begun with, for ever."""
    return tool_document.read(assessment.definition.document)


def sections(assessment: Assessment) -> dict[str, AssessmentSection]:
    """The newest saving of each section, by its code."""
    saved = (
        AssessmentSection.objects.filter(assessment=assessment)
        .select_related("saved_by")
        .order_by("section", "-revision")
        .distinct("section")
    )
    return {section.section: section for section in saved}


def section(assessment: Assessment, code: str) -> AssessmentSection | None:
    """The newest saving of one section."""
    saved = AssessmentSection.objects.filter(assessment=assessment, section=code).select_related("saved_by")
    return saved.order_by("-revision").first()


def answers(saved: dict[str, AssessmentSection]) -> rating.Answers:
    """All answers of an assessment in one."""
    return {code: answer for section in saved.values() for code, answer in section.answers["answers"].items()}


def revisions(saved: dict[str, AssessmentSection]) -> str:
    """Which savings a suggestion rests on, to notice that a colleague has saved since."""
    return ",".join(f"{code}:{saved[code].revision}" for code in sorted(saved))


def suggestion(assessment: Assessment) -> rating.Suggestion:
    """What the tool suggests from the answers as they stand."""
    return rating.suggest(definition_of(assessment), answers(sections(assessment)))


SORTS = {
    "worst": ("rating_order", "review_due_on", "pk"),
    "review": ("review_due_on", "pk"),
    "name": ("sort_name", "pk"),
}
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Filters:
    """What the list shows: empty means all. ``review`` is "overdue" or "week"; ``people`` narrows it to a search.

    ``standing`` is a state: on the register, or brought from an earlier one and to confirm.
    """

    rating: str = ""
    council: str = ""
    review: str = ""
    standing: str = ""
    sort: str = ""
    people: list[int] | None = None

    @property
    def due_before(self) -> date | None:
        today = clock.today()
        return {"overdue": today, "week": today + WEEK + timedelta(days=1)}.get(self.review)

    def values(self) -> dict[str, Any]:
        """Those that are set, by the names `_rows` knows."""
        known = {
            "rating": self.rating,
            "council": self.council,
            "due_before": self.due_before,
            "standing": self.standing,
            "people": self.people,
        }
        return {name: value for name, value in known.items() if value is not None and value != ""}


#: What a row of the list says; reading whole rows would cost a tenth of the page.
LISTED = (
    *("state", "rating", "review_due_on", "council__short_name"),
    *("person__public_id", "person__given_name", "person__family_name", "person__preferred_name", "person__born_on"),
)

CONDITIONS: dict[str, Callable[[Any], Q | Func]] = {
    "rating": lambda value: Q(rating=value),
    "council": lambda value: Q(council__public_id=value),
    "due_before": lambda value: Q(review_due_on__lt=value, state=EntryState.OPEN),
    "standing": lambda value: Q(state=value),
    "people": lambda value: among("person_id", value),
}


def _rows(sort: str, begin: int, end: int, *, area_id: int, organisation_id: int, at: datetime, **filters: Any) -> Any:
    """One page of entries with the number of linked tasks to do.

    Far down the list the rows are found first and joined afterwards: the wall is asked about each row once.
    """
    chosen = _seen(area_id=area_id, organisation_id=organisation_id, at=at)
    chosen = chosen.filter(*(CONDITIONS[name](value) for name, value in filters.items())).order_by(*SORTS[sort])
    if begin >= DEEP:
        chosen = Entry.objects.filter(pk__in=chosen.values("pk")[begin:end]).order_by(*SORTS[sort])
        begin, end = 0, end - begin
    linked = tasks.open_for(OuterRef("person_id")).filter(source__startswith="rating:").values("person_id")
    to_do = Subquery(linked.annotate(found=Count("pk")).values("found"))
    chosen = chosen.annotate(outstanding=Coalesce(to_do, 0)).select_related("person", "council")
    return chosen.only(*LISTED)[begin:end]


_listed = Prepared(_rows, one_plan=True)
COUNT = "dsr.count_register(%s, %s, %s::date, %s, %s)"


def counts(*lists: Filters) -> list[int]:
    """How long the lists behind these filters are for the scope in force, each up to one more than `MOST`.

    For one statement; a search for people is no part of it.
    """
    asked = [value for one in lists for value in (one.rating, one.council, one.due_before, one.standing, MOST + 1)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([COUNT] * len(lists)), asked)
        return list(cursor.fetchone())


class RegisterList:
    """The register list for a paginator: the worst first unless another order is asked for, counted up to `MOST`."""

    ordered = True

    def __init__(self, actor: Actor, filters: Filters) -> None:
        self.actor, self.filters = actor, filters

    def count(self) -> int:
        """How many, or one more than `MOST` when there are more."""
        return counts(self.filters)[0] if self.filters.people is None else len(self._found)

    def __getitem__(self, wanted: slice) -> list[Entry]:
        return self._rows(wanted.start or 0, wanted.stop) if self.filters.people is None else self._found[wanted]

    @cached_property
    def _found(self) -> list[Entry]:
        """What a search has found is asked for once, to be counted and shown."""
        return self._rows(0, MOST + 1)

    def _rows(self, begin: int, end: int) -> list[Entry]:
        if end <= begin:
            return []
        return _listed(
            *(self.filters.sort if self.filters.sort in SORTS else "worst", begin, end),
            area_id=self.actor.area_id,
            organisation_id=self.actor.organisation.pk,
            at=clock.now(),
            **self.filters.values(),
        )


_newest_entry = Prepared(lambda *, person_id: entries(person_id)[:1])


def newest_entry(person: Person) -> Entry | None:
    """The newest stay on the register, over or not; a stay that is open is always the newest."""
    return _newest_entry.first(person_id=person.pk)


_newest_rating = Prepared(lambda *, person_id: ratings(person_id)[:1])


def newest_rating(person: Person) -> Rating | None:
    """The newest decision about risk, with who took it and with which tool."""
    return _newest_rating.first(person_id=person.pk)
