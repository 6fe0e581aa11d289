"""What a decision can be about, as a word in an address: `join`, `cetr`, `share-cwpt`."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from dsr.accounts import queries as accounts
from dsr.accounts.models import Organisation
from dsr.people import wording
from dsr.people.actions.involvement import council_code
from dsr.people.models import DecisionKind, Person
from dsr.policy import queries as policies

SHARE = "share-"


@dataclass(frozen=True)
class Topic:
    """One thing to decide."""

    kind: str
    organisation: Organisation | None = None

    @property
    def slug(self) -> str:
        return f"{SHARE}{self.organisation.code}" if self.organisation else self.kind.replace("_", "-")

    @property
    def title(self) -> str:
        return wording.title(self.kind, self.organisation)


def offered(person: Person) -> list[Topic]:
    """Everything this person can be asked, in the order of the path: sharing with their own council only."""
    policy = policies.current(person.area_id)
    options = [option.code for option in policy.sharing_organisations(council_code(person))]
    known = {organisation.code: organisation for organisation in accounts.organisations(person.area_id)}
    shares = [Topic(DecisionKind.SHARE, known[code]) for code in options if code in known]
    first, last = (DecisionKind.DISCUSS, DecisionKind.JOIN), (DecisionKind.CETR, DecisionKind.KEY_WORKER)
    return [*map(Topic, first), *shares, *map(Topic, last)]


def get(person: Person, slug: str) -> Topic:
    """The topic of an address. Raises Http404 for one this person is not asked about."""
    found = next((topic for topic in offered(person) if topic.slug == slug), None)
    if found is None:
        raise Http404
    return found
