"""Asking every page as everybody, once; what each test of the answers wants to know of them."""

from __future__ import annotations

import csv
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import scope
from tests.architecture.addresses import Address
from tests.architecture.world import EVERYBODY, World
from tests.support.database import taken_back

MATRIX = Path(__file__).with_name("access_matrix.csv")
VERBS = ("GET", "POST")
SAYS_MADE_UP = "Everybody shown here is made up."


@dataclass(frozen=True)
class Answer:
    """The status, whom the page showed, whom the read log says it showed, what words stand in the log.

    ``real``: a page that does not say that everybody on it is made up.
    """

    status: int
    shown: frozenset[str] = frozenset()
    recorded: frozenset[str] = frozenset()
    leaked: frozenset[str] = frozenset()
    real: bool = False


class Asker:
    """Asks each page once as each; what a page changed is taken back at once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.answers: dict[tuple[str, str, str], Answer] = {}

    def ask(self, address: Address, verb: str, who: str) -> Answer:
        """The answer to a form sent empty, for POST."""
        key = (address.name, verb, who)
        if key not in self.answers:
            self.answers[key] = self._ask(self.url(address, who), verb, who)
        return self.answers[key]

    def url(self, address: Address, who: str) -> str:
        """The page's address with the world's ids. Raises LookupError where the world has nothing of the kind."""
        values = {name: self._id(address, where, name, who) for where, _, name in address.parameters}
        return reverse(address.name, kwargs=values)

    def _id(self, address: Address, where: str, name: str, who: str) -> str:
        for place in (where, where.split("/")[-1]):
            if (place, name) in self.world.ids:
                value = self.world.ids[place, name]
                return value if isinstance(value, str) else value(who)
        raise LookupError(f"{address.name}: put an id for <{name}> after /{where}/ into world.py")

    def _ask(self, url: str, verb: str, who: str) -> Answer:
        with taken_back():
            before, client = self.last_event, self.world.clients[who]
            cookies = copy(client.cookies)
            response = client.generic(verb, url, **_empty_form(verb))
            client.cookies = cookies
            text = "" if response.streaming else response.content.decode(errors="replace")
            shown = frozenset(known for words, known in self.world.names.items() if words in text)
            events = self._events_since(before)
            real = "html" in response.headers.get("Content-Type", "") and SAYS_MADE_UP not in text
            return Answer(response.status_code, shown, _read(events), self._leaked(events), real)

    @cached_property
    def last_event(self) -> int:
        """The newest of the world itself: what pages wrote is always taken back."""
        with scope.job(name="test", area_id=self.world.area.pk):
            last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
        return last or 0

    def _events_since(self, before: int) -> list[Event]:
        with scope.job(name="test", area_id=self.world.area.pk):
            return list(Event.objects.filter(pk__gt=before).order_by("pk"))

    def _leaked(self, events: list[Event]) -> frozenset[str]:
        said = " ".join(f"{event.detail} {event.why} {event.targets} {event.people}" for event in events)
        return frozenset(words for words in self.world.names if words in said)

    def leaked_before(self) -> frozenset[str]:
        """What identifies somebody and stands in the log since before the first page was asked for."""
        return self._leaked(self._events_since(0))


def _read(events: list[Event]) -> frozenset[str]:
    reads = [event for event in events if event.kind == "read"]
    return frozenset(word for event in reads for word in [*event.people, *_last_words(event.targets)])


def _empty_form(verb: str) -> dict[str, str]:
    return {"content_type": "application/x-www-form-urlencoded"} if verb == "POST" else {}


def _last_words(targets: list[str]) -> list[str]:
    """The id in ``referral:abc…``."""
    return [target.split(":")[-1] for target in targets]


@cache
def matrix() -> dict[tuple[str, str], dict[str, int]]:
    """The written matrix: what each page answers to each, by page and verb."""
    with MATRIX.open() as file:
        return {(row["page"], row["verb"]): {who: int(row[who]) for who in EVERYBODY} for row in csv.DictReader(file)}
