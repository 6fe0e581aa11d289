"""What a made-up story is told with: the demo workers, made-up people and the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.core import clock, scope
from dsr.demo.filling import Filled, fill
from dsr.demo.names import MadeUp, Maker
from dsr.demo.past import Past
from dsr.policy.models import Area
from dsr.referrals.actions import contact, drafts, handling, submission
from dsr.referrals.models import Referral
from dsr.referrals.rules import Attempt

#: NHS numbers of the stories begin here, clear of those that bulk people get.
FIRST_NUMBER = 900_000
CV, WARKS = "CV1 5RR", "CV34 4RL"
"""The two councils' own postcodes: no made-up person lives there."""


class Stage:
    """One story at a time; ``serial`` gives each story people of its own."""

    def __init__(self, area: Area, serial: int, actors: Mapping[str, Actor]) -> None:
        self.area = area
        self.past = Past(area)
        self.actors = actors
        self.serial = serial
        self.maker = Maker(serial, today=clock.today(), first_number=FIRST_NUMBER + 20 * serial)

    @cached_property
    def coordinator(self) -> Actor:
        return self.actors["coordinator"]

    @cached_property
    def colleague(self) -> Actor:
        return self.actors["coordinator2"]

    @cached_property
    def clinician(self) -> Actor:
        return self.actors["clinician"]

    def organisation(self, code: str) -> Organisation:
        return accounts.organisation(self.area.pk, code)

    def somebody(self, given: str, family: str, age: int, called: str = "") -> MadeUp:
        """Of that age through all of the story: the last birthday was months ago."""
        made = self.maker.person(age=age, given=given, family=family, called=called)
        today = clock.today()
        born = today.replace(year=today.year - age, day=min(today.day, 28)) - timedelta(days=100 + 3 * self.serial)
        return replace(made, born_on=born)

    def sends(
        self,
        made: MadeUp,
        *,
        decisions: Mapping[str, str] | None = None,
        involved: Sequence[Mapping[str, str]] = (),
        **typed: Any,
    ) -> Referral:
        """The public form, sent now."""
        answers = fill(self.area, "web", Filled(self.typed(made) | typed, decisions or {}, involved))
        draft, _ = drafts.start_draft(area_id=self.area.pk, route="web", answers=answers)
        with scope.public(area_id=self.area.pk, token=draft.token_hash):
            return submission.submit(draft=draft)

    def keys(self, made: MadeUp, *, by: Actor, route: str = "telephone", **typed: Any) -> Referral:
        """A coordinator types what a caller says, or what stands on paper."""
        received = clock.to_london(clock.now())
        when = {
            "received_on_day": str(received.day),
            "received_on_month": str(received.month),
            "received_on_year": str(received.year),
            "received_time": f"{received:%H:%M}",
        }
        answers = fill(self.area, route, Filled(self.typed(made) | when | typed))
        with by.scope():
            draft, _ = drafts.start_draft(area_id=self.area.pk, route=route, worker=by.worker, answers=answers)
            return submission.submit(draft=draft, by=by)

    def typed(self, made: MadeUp) -> dict[str, Any]:
        """Who it is, as typed into the form."""
        born = made.born_on
        return {
            "given_name": made.given_name,
            "family_name": made.family_name,
            "called": made.preferred_name,
            "born_on_day": str(born.day),
            "born_on_month": str(born.month),
            "born_on_year": str(born.year),
            "nhs_number": made.nhs_number,
            "address_line_1": f"{self.serial + 1} Example Street (made up)",
            "contact_phone": made.phone,
        }

    def takes(self, referral: Referral, *, by: Actor | None = None) -> Referral:
        by = by or self.coordinator
        with by.scope():
            return handling.take(referral=referral, by=by)

    def tries(self, referral: Referral, route: str, outcome: str, *, by: Actor | None = None, **more: str) -> None:
        """A try to make contact, now."""
        by = by or self.coordinator
        details = {"with_whom": referral.subject_name} | more
        attempt = Attempt(made_at=clock.now(), route=route, outcome=outcome, **details)
        with by.scope():
            contact.log_attempt(referral=referral, attempt=attempt, by=by)

    def speaks(self, referral: Referral, note: str, *, by: Actor | None = None, **more: str) -> None:
        """A two-way contact, now: the promise is kept."""
        details = {"route": "phone", "outcome": "spoke_to_person", "need_met": "yes", "format_used": "spoken"} | more
        self.tries(referral, details.pop("route"), details.pop("outcome"), by=by, note=note, **details)
