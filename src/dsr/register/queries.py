"""The register as seen from where somebody stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.people import queries as people
from dsr.people.models import Level, Person
from dsr.register import rating, timescales, tool_document
from dsr.register.models import Assessment, AssessmentSection, Entry, EntryState, Rating, ToolDefinition
from dsr.tasks import queries as tasks

ADULT_AGE = 18


def visible_to(actor: Actor) -> QuerySet[Entry]:
    """The open entries of the people the actor's organisation is involved with."""
    involved = people.open_involvements().filter(
        organisation=actor.organisation, level__in=people.LEVELS, person_id=OuterRef("person_id")
    )
    return Entry.objects.filter(Exists(involved.order_by()), area_id=actor.area_id, state=EntryState.OPEN)


def open_entry(person: Person) -> Entry | None:
    """The stay on the register that has not ended; None when the person is not on it."""
    return Entry.objects.filter(person=person, state=EntryState.OPEN).order_by("pk").first()


def entries(person: Person) -> QuerySet[Entry]:
    """Every stay on the register, newest first."""
    return Entry.objects.filter(person=person).select_related("opened_by", "council").order_by("-opened_at", "-pk")


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


def ratings(person: Person) -> QuerySet[Rating]:
    """Every decision about risk, newest first."""
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


def listed(
    actor: Actor,
    *,
    rating: str = "",
    council: str = "",
    review: str = "",
    sort: str = "",
    people: list[int] | None = None,
) -> QuerySet[Entry]:
    """The register list: the worst first unless another order is asked for; ``people`` narrows it to a search."""
    chosen = visible_to(actor)
    if rating:
        chosen = chosen.filter(rating=rating)
    if council:
        chosen = chosen.filter(council__public_id=council)
    if review == "overdue":
        chosen = chosen.filter(review_due_on__lt=clock.today())
    if review == "week":
        chosen = chosen.filter(review_due_on__lte=clock.today() + timedelta(days=7))
    if people is not None:
        chosen = chosen.filter(person_id__in=people)
    return chosen.select_related("person", "council").order_by(*SORTS.get(sort, SORTS["worst"]))


def outstanding(person_ids: Collection[int]) -> dict[int, int]:
    """How many tasks that a rating started are still to do, by person, in one statement."""
    counted = (
        tasks.open_about(person_ids)
        .filter(source__startswith="rating:")
        .values("person_id")
        .annotate(found=Count("pk"))
    )
    return {row["person_id"]: row["found"] for row in counted.order_by("person_id")}


def newest_entry(person: Person) -> Entry | None:
    """The newest stay on the register, over or not; a stay that is open is always the newest."""
    return entries(person).first()


def person_with_level(actor: Actor, public_id: str) -> tuple[Person, Level]:
    """The person and the highest level at which the organisation sees them, in one statement. Raises Http404."""
    held = people.open_involvements().filter(
        organisation=actor.organisation, person=OuterRef("pk"), level__in=people.LEVELS
    )
    found = (
        people.visible_to(actor)
        .select_related("council")
        .annotate(held=ArraySubquery(held.order_by("pk").values("level")))
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise Http404
    return found, max(map(Level, found.held), key=people.LEVELS.index)
