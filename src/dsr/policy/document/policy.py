"""The whole document: an area's rules in force."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol, Self, TypeVar

from pydantic import PositiveInt, model_validator

from dsr.core.working_days import Calendar
from dsr.policy.document import checks, reading
from dsr.policy.document.base import Age, DiagnosisStatus, NeededDecision, OrganisationKind, Part
from dsr.policy.document.organisations import Organisation
from dsr.policy.document.place import Area, DataProtection, Labels, Team
from dsr.policy.document.postcode_table import table_named
from dsr.policy.document.ratings import Ages, BelowGreen, Condition, LinkedTask, Rating, SeekDecision
from dsr.policy.document.support import (
    CrisisContact,
    InformationFormat,
    Language,
    NotAcceptedReason,
    ReferralOutcome,
    Retention,
    Signpost,
    SupportNeed,
)
from dsr.policy.document.timing import ContactPromise, EarlierRegister, EscalationStep


class _HasCode(Protocol):
    @property
    def code(self) -> str: ...


Coded = TypeVar("Coded", bound=_HasCode)


class Policy(Part):
    """An area's local rules. Every decision stores which version of them it was made under."""

    schema_version: Literal[1]
    effective_from: date
    area: Area
    labels: Labels
    team: Team
    data_protection: DataProtection
    contact: ContactPromise
    escalation: tuple[EscalationStep, ...]
    draft_days: PositiveInt
    discussion_view_max_days: PositiveInt
    set_aside_max_days: PositiveInt
    decision_review_months: PositiveInt
    earlier_register: EarlierRegister
    birthday_16_grace_days: PositiveInt
    key_worker_ages: Ages
    leaving_ages: tuple[Age, ...] = ()
    accepted_diagnosis_statuses: tuple[DiagnosisStatus, ...]
    ratings: tuple[Rating, ...]
    below_green: BelowGreen
    seek_decisions: tuple[SeekDecision, ...]
    organisations: tuple[Organisation, ...]
    support_needs: tuple[SupportNeed, ...]
    outcomes: tuple[ReferralOutcome, ...]
    not_accepted_reasons: tuple[NotAcceptedReason, ...]
    signposts: tuple[Signpost, ...]
    crisis_contacts: tuple[CrisisContact, ...]
    retention: tuple[Retention, ...]
    equality_questions: bool
    information_formats: tuple[InformationFormat, ...]
    languages: tuple[Language, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        checks.raise_problems(type(self).__name__, checks.problems_of(self))
        return self

    @classmethod
    def load(cls, path: Path | str) -> Policy:
        """Read a YAML file; raises `PolicyError`, which says what is wrong on which line."""
        return reading.load(cls, Path(path))

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of what the document says, whatever its layout and comments."""
        said = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()

    def calendar(self) -> Calendar:
        """The team's working days and hours."""
        return self.team.calendar()

    def leaves_at(self, age: int | None) -> bool:
        """Whether local policy ends somebody's stay on the register at this age."""
        return age is not None and any(age >= limit for limit in self.leaving_ages)

    def rating(self, code: str) -> Rating:
        """Raises KeyError for a rating the policy does not have."""
        return _by_code(self.ratings, code)

    def ratings_by_urgency(self) -> tuple[Rating, ...]:
        """The most pressing first."""
        return tuple(sorted(self.ratings, key=lambda rating: -rating.order))

    def linked_tasks(
        self, rating_code: str, *, age: int | None, known_to_key_worker: bool | None
    ) -> tuple[LinkedTask, ...]:
        """The work a rating starts for a person of this age; what is not known (None) leaves nothing out."""
        holds: dict[Condition, bool] = {
            "key_worker_age": age is None or self.key_worker_ages.include(age),
            "not_known_to_key_worker": not known_to_key_worker,
            "under_18": age is None or age < 18,
            "aged_18_or_over": age is None or age >= 18,
        }
        tasks = self.rating(rating_code).linked_tasks
        return tuple(task for task in tasks if all(holds[condition] for condition in task.only_if))

    def seek_decision(self, decision: NeededDecision) -> SeekDecision:
        """What the register team does until the person decides; KeyError if the policy does not say."""
        return {seek.decision: seek for seek in self.seek_decisions}[decision]

    def organisation(self, code: str) -> Organisation:
        """Raises KeyError for an organisation the policy does not have."""
        return _by_code(self.organisations, code)

    def organisations_of_kind(self, kind: OrganisationKind) -> tuple[Organisation, ...]:
        return tuple(organisation for organisation in self.organisations if organisation.kind == kind)

    def register_team(self) -> Organisation:
        return self.organisations_of_kind("register_team")[0]

    def council_for_place(self, place_code: str) -> Organisation | None:
        """The council that answers for a place, by the place's statistical code; None outside the area."""
        return next((council for council in self.organisations if place_code in council.serves), None)

    def local_authority(self, postcode: str) -> str | None:
        """The statistical code of the place a postcode lies in; None outside the area."""
        return table_named(self.area.postcode_table).local_authority(postcode)

    def council_for_postcode(self, postcode: str) -> Organisation | None:
        """The council a postcode suggests. A person confirms ordinary residence before anything is shared."""
        place_code = self.local_authority(postcode)
        return self.council_for_place(place_code) if place_code else None

    def sharing_organisations(self, council_code: str | None) -> tuple[Organisation, ...]:
        """Those a person decides about one by one: of the councils only the one that answers for them."""
        return tuple(
            organisation
            for organisation in self.organisations
            if organisation.opened_by == "share"
            and (organisation.kind != "council" or organisation.code == council_code)
        )

    def discussion_organisations(self, council_code: str | None) -> tuple[Organisation, ...]:
        """Those who see a referral while it is discussed: the trust and the one council."""
        return tuple(
            organisation for organisation in self.sharing_organisations(council_code) if organisation.discussion
        )

    def crisis_contacts_to_show(self) -> tuple[CrisisContact, ...]:
        """Only what somebody has checked: a wrong number is worse than one fewer."""
        return tuple(contact for contact in self.crisis_contacts if contact.verified)

    def reason(self, code: str) -> NotAcceptedReason:
        """Raises KeyError for a reason the policy does not have."""
        return _by_code(self.not_accepted_reasons, code)

    def signposts_for(self, reason_code: str) -> tuple[Signpost, ...]:
        """Where a person may turn instead, in the reason's own order."""
        return tuple(_by_code(self.signposts, code) for code in self.reason(reason_code).signposts)

    def support_need(self, code: str) -> SupportNeed:
        """Raises KeyError for a need the policy does not have."""
        return _by_code(self.support_needs, code)

    def accepts_diagnosis(self, status: str) -> bool:
        return status in self.accepted_diagnosis_statuses

    def unverified(self) -> tuple[tuple[str, str], ...]:
        """Every part nobody has confirmed: where it stands, and what is missing."""
        return tuple(
            (checks.place_in_words(checks.named_place(self, place)), part.note or "")
            for place, part in checks.parts_of(self)
            if not part.verified
        )


def _by_code(parts: tuple[Coded, ...], code: str) -> Coded:
    found = next((part for part in parts if part.code == code), None)
    if found is None:
        raise KeyError(code)
    return found
