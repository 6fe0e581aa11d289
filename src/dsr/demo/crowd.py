"""A whole area's register to practise on: some two hundred people beside those of the stories. Nobody here is real.

Written in bulk, so that it takes a second or two. What a newcomer should meet happens every so many people: twins and
slips of the pen, consents that are refused, withdrawn or a parent's, addresses that stay hidden, work that is late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from dsr.accounts.actions.cover import arrange_cover
from dsr.accounts.actor import Actor
from dsr.accounts.models import Worker
from dsr.core import clock, scope
from dsr.demo.bulk import DAY, Filler
from dsr.demo.names import Maker
from dsr.demo.stage import Stage
from dsr.matching.actions.finding import look_through
from dsr.notices import actions as notices
from dsr.notices.models import NoticeKind
from dsr.notices.queries import ages as told_ages
from dsr.people.models import (
    Answer,
    Basis,
    CommunicationProfile,
    Decision,
    DecisionKind,
    Diagnosis,
    Involvement,
    Person,
)
from dsr.people.rules import birthday
from dsr.policy.models import Area
from dsr.register.models import Entry, Rating
from dsr.tasks.models import Task

SIZE = 200
FIRST_NUMBER = 500_000
#: Ages as an area's register has them: many school leavers, fewer older people.
AGES = (8, 10, 12, 13, 14, 15, 16, 17, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27, 29, 32, 35, 38, 42, 47, 53, 59, 66, 74)
SOON = (5, 19, 16)
"""Of every forty people these have a birthday soon that changes the rules."""
TALK = (
    "Short sentences. One question at a time. Give me time to think.",
    "Write it down as well. I forget what is only said.",
    "Ask my key worker to be there. Do not ring without a text first.",
    "I point and use signs. Look at me, not at my mum.",
    "No jokes and no sayings. Say what you mean.",
    "Sit beside me, not opposite. A walk is better than a room.",
    "My tablet speaks for me. Wait until it has finished.",
    "Use my language with an interpreter. My son does not interpret.",
)
WORK = (
    ("support_request", "Ask for two nights of respite a month", 12),
    ("ring_back", "Ring back about the new flat", 3),
    ("support_task", "Find somebody to walk with them to college", 20),
    ("cetr", "Hold a C(E)TR", 9),
    ("ring_back", "Answer the school's letter", -2),
    ("support_task", "Ask the landlord about the broken door", -6),
    ("support_request", "Ask the council about a personal assistant", 30),
)
#: Of twenty people: an area's register has few in hospital and most who need watching.
MIX = (
    *("green", "amber", "green", "green", "red", "amber", "green", "amber", "green", "blue"),
    *("green", "amber", "green", "red", "green", "amber", "green", "amber", "green", "amber"),
)
RATIONALES = {
    "green": "Settled, with support that can fail: worth watching.",
    "amber": "Home is close to breaking down; the family asks for help.",
    "red": "Crisis most days. An admission is likely without more support now.",
    "blue": "In hospital. Plan the way home from the first day.",
}
BEFORE = {"green": "amber", "amber": "green", "red": "amber", "blue": "red"}


def crowd(stage: Stage) -> None:
    """Fill the register, put the work on desks, and let one coordinator be away."""
    Crowd(stage.area, stage.actors).fill(SIZE)
    with transaction.atomic(), scope.job(name="demo", area_id=stage.area.pk):
        notices.tell_birthdays(area_id=stage.area.pk)
        for person in Person.objects.filter(area=stage.area, address_is_sensitive=True).order_by("pk")[:3]:
            notices.raise_notice(person=person, kind=NoticeKind.HIDDEN_ADDRESS, by=stage.coordinator)
        look_through(stage.area.pk)
    _be_away(stage)


def _be_away(stage: Stage) -> None:
    lead, today = stage.actors["lead"], clock.today()
    with lead.scope():
        arrange_cover(
            worker=stage.colleague.worker,
            covered_by=stage.coordinator.worker,
            starts_on=today,
            ends_on=today + timedelta(days=4),
            by=lead,
        )


@dataclass(frozen=True)
class Slip:
    """How the same person, or a twin, came to stand on the register twice."""

    swaps_letters: bool = False
    swaps_dates: bool = False
    is_twin: bool = False


#: The last of every twenty-five people stands there twice, or beside a twin.
SLIPS = (Slip(swaps_letters=True), Slip(is_twin=True), Slip(swaps_dates=True), Slip())


class Crowd(Filler):
    """Differs from bulk people in what makes a register believable."""

    def __init__(self, area: Area, actors: Mapping[str, Actor]) -> None:
        super().__init__(area, actors["coordinator"].worker, seed=2026)
        self.maker = Maker(2026, today=clock.today(), first_number=FIRST_NUMBER)
        self.clinician = actors["clinician"].worker
        self.soon = dict(zip(SOON, sorted(told_ages(area.pk)), strict=False))
        self.desks: tuple[Worker | None, ...] = (
            actors["coordinator"].worker,
            actors["coordinator2"].worker,
            actors["lead"].worker,
            None,
        )

    def _people(self, numbers: Sequence[int]) -> Iterator[Person]:
        before = None
        for number, person in zip(numbers, super()._people(numbers), strict=True):
            self._live(person, number)
            if before is not None and number % 25 == 24:
                self._stand_there_twice(person, before, SLIPS[number // 25 % len(SLIPS)])
            yield person
            before = person

    def _live(self, person: Person, number: int) -> None:
        """An age, a home, and when they came."""
        age = self.soon.get(number % 40)
        person.born_on = self._soon(age, number) if age else self._aged(AGES[number % len(AGES)], number)
        person.born_on_is_approximate = number % 29 == 0
        person.address = "" if number % 41 == 0 else f"{number + 1} Example Street (made up)"
        person.no_fixed_address = not person.address
        person.address_is_sensitive = number % 23 == 0 and bool(person.address)
        person.known_to_key_worker = None if number % 3 else number % 2 == 0
        person.created_at = person.joined_at = self._came(number)

    def _soon(self, age: int, number: int) -> date:
        return birthday(clock.today() + timedelta(days=7 + number % 28), -age)

    def _aged(self, age: int, number: int) -> date:
        return birthday(clock.today(), -age) - timedelta(days=70 + number % 280)

    def _came(self, number: int) -> datetime:
        return self.now - DAY * (10 + number * 7 % 700)

    def _stand_there_twice(self, person: Person, before: Person, slip: Slip) -> None:
        person.family_name, person.address = before.family_name, before.address
        person.no_fixed_address, person.council = before.no_fixed_address, before.council
        assert before.born_on is not None
        person.born_on = before.born_on
        if slip.is_twin:
            return
        person.nhs_number = ""
        person.given_name = swapped(before.given_name) if slip.swaps_letters else before.given_name
        if slip.swaps_dates and before.born_on.day <= 12:
            person.born_on = before.born_on.replace(day=before.born_on.month, month=before.born_on.day)
        person.sort_name = f"{person.family_name} {person.given_name}".lower()

    def _profile(self, person: Person) -> CommunicationProfile:
        profile = super()._profile(person)
        profile.how_to_talk_to_me = TALK[person.pk % len(TALK)]
        profile.interpreter_needed = person.pk % len(TALK) == len(TALK) - 1
        profile.formats = [["easy_read"], ["standard"], ["large_print"], ["easy_read", "audio"]][person.pk % 4]
        if person.pk % 17 == 0:
            profile.contact_unsafe = "Never ring the landline: others listen. Text first."
            profile.no_voicemail = True
        return profile

    def _diagnosis(self, person: Person) -> Diagnosis:
        diagnosis = super()._diagnosis(person)
        diagnosis.confirmed_when = str(2008 + person.pk % 16)
        return diagnosis

    def _decisions(self, person: Person) -> Iterator[Decision]:
        for decision in super()._decisions(person):
            yield self._tricky(decision)

    def _tricky(self, decision: Decision) -> Decision:
        """A parent decides for a child; some say no or are not sure; some have changed their mind."""
        person = decision.person
        decision.decided_at = decision.recorded_at = self._came(person.pk)
        assert person.born_on is not None
        if birthday(person.born_on, 16) > clock.london_day(decision.decided_at):
            decision.basis, decision.decided_by_name = Basis.PARENTAL, "The mother (made up)"
            decision.retake_due_on = birthday(person.born_on, 16)
        if decision.kind == DecisionKind.CETR and person.pk % 7 == 0:
            decision.answer = Answer.REFUSED if person.pk % 2 else Answer.NOT_SURE
        if decision.kind == DecisionKind.SHARE and person.pk % 11 == 0:
            decision.withdrawn_at, decision.withdrawn_recorded_by = self.now - DAY, self.worker
            decision.withdrawn_by_name, decision.withdrawn_reason = decision.decided_by_name, "Too many people know."
        return decision

    def _shared(self, decision: Decision) -> Involvement:
        shared = super()._shared(decision)
        if decision.withdrawn_at:
            shared.began_at = decision.decided_at
            shared.ended_at, shared.ended_reason = decision.withdrawn_at, "The decision was withdrawn"
        return shared

    def _entry(self, person: Person, number: int) -> Entry:
        entry = super()._entry(person, number)
        rating = self.rules.policy.rating(MIX[(number * 7 + number // 20) % len(MIX)])
        entry.rating, entry.rating_order = rating.code, self.rules.policy.ratings_by_urgency().index(rating)
        entry.review_due_on = clock.today() + timedelta(days=rating.review_days * (number * 11 % 35 - 4) // 30)
        entry.opened_at = self._came(number)
        entry.rated_at = max(entry.rated_at, entry.opened_at)
        return entry

    def _ratings(self, entry: Entry) -> Iterator[Rating]:
        """The one in force, and for most one that was there before it."""
        if entry.person.pk % 4 and entry.opened_at < entry.rated_at - DAY:
            earlier = self._rated(entry, BEFORE[entry.rating])
            earlier.decided_at = earlier.took_effect_at = entry.opened_at
            yield earlier
        yield self._rated(entry, entry.rating)

    def _rated(self, entry: Entry, code: str) -> Rating:
        (rating,) = super()._ratings(entry)
        rating.rating = rating.suggested = code
        rating.rationale, rating.decided_by = RATIONALES[code], self.clinician
        return rating

    def _tasks(self, entry: Entry) -> Iterator[Task]:
        """What the rating started, and up to three more, on different desks, some of them late and some set aside."""
        number = entry.person.pk
        if number % 3:
            yield from self._started(entry, self.desks[number % len(self.desks)])
        for place in range(number % 4):
            kind, title, due = WORK[(number + 3 * place) % len(WORK)]
            (task,) = super()._tasks(entry)
            task.kind, task.title, task.worker = kind, title, self.desks[(number + place) % len(self.desks)]
            task.created_at = task.starts_at = max(entry.opened_at, self.now - DAY * 14)
            task.due_at = self.now + DAY * (due + number % 9)
            if number % 13 == 0:
                task.set_aside_until = clock.today() + timedelta(days=5)
                task.set_aside_reason = "Away until then."
            yield task

    def _started(self, entry: Entry, worker: Worker | None) -> Iterator[Task]:
        for linked in self.rules.policy.rating(entry.rating).linked_tasks[:1]:
            (task,) = super()._tasks(entry)
            task.kind, task.title, task.description = linked.kind, linked.title, linked.description
            task.source, task.worker, task.created_at = f"rating:{entry.rating}", worker, entry.rated_at
            task.due_at = self.now + DAY * (entry.person.pk % 40 - 4)
            yield task


def swapped(name: str) -> str:
    """The second and the third letter in each other's place."""
    return name[0] + name[2:0:-1] + name[3:]
