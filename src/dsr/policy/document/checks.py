"""What must agree between the parts of a policy, each problem with its place in the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from dsr.policy.document.base import Part

if TYPE_CHECKING:
    from dsr.policy.document.policy import Policy

Place = tuple[str | int, ...]
_CODED_LISTS = (
    "ratings",
    "organisations",
    "support_needs",
    "outcomes",
    "not_accepted_reasons",
    "signposts",
    "crisis_contacts",
    "retention",
    "information_formats",
    "languages",
)
_OUTCOMES = {"accepted", "not_at_risk", "not_accepted", "unable_to_contact", "withdrawn"}


class Problem(NamedTuple):
    """One thing wrong, and where."""

    place: Place
    sentence: str


def problems_of(policy: Policy) -> list[Problem]:
    """Everything that does not agree; empty for a sound policy."""
    return [
        *_repeated_codes(policy),
        *_ratings(policy),
        *_organisations(policy),
        *_places(policy),
        *_owners(policy),
        *_decisions(policy),
        *_references(policy),
        *_escalation(policy),
        *_outcomes(policy),
        *_help_now(policy),
        *_unexplained(policy),
    ]


def raise_problems(title: str, problems: Iterable[Problem]) -> None:
    """Raise all of them as one pydantic error, so that each keeps its place."""
    details = [
        InitErrorDetails(type=PydanticCustomError("policy", "{sentence}", {"sentence": text}), loc=place, input=None)
        for place, text in problems
    ]
    if details:
        raise ValidationError.from_exception_data(title, details)


def parts_of(part: object, place: Place = ()) -> Iterator[tuple[Place, Part]]:
    """Every part within a part, itself first, each with its place in the document."""
    if isinstance(part, tuple):
        for at, child in enumerate(part):
            yield from parts_of(child, (*place, at))
    elif isinstance(part, Part):
        yield place, part
        for name in type(part).model_fields:
            yield from parts_of(getattr(part, name), (*place, name))


def named_place(policy: Policy, place: Place) -> Place:
    """The same place with the code of an item, where it has one, instead of its number."""
    named: list[str | int] = []
    part: object = policy
    for step in place:
        part = part[step] if isinstance(part, tuple) and isinstance(step, int) else getattr(part, str(step))
        named.append(getattr(part, "code", step) if isinstance(step, int) else step)
    return tuple(named)


def place_in_words(place: Place) -> str:
    """`ratings › red › linked_tasks › 2`: items of a list count from 1."""
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in place) or "the whole"


def _repeated_codes(policy: Policy) -> Iterator[Problem]:
    for name in _CODED_LISTS:
        seen: set[str] = set()
        for at, part in enumerate(getattr(policy, name)):
            if part.code in seen:
                yield Problem((name, at, "code"), f"The code {part.code} is used twice.")
            seen.add(part.code)


def _ratings(policy: Policy) -> Iterator[Problem]:
    if "green" not in {rating.code for rating in policy.ratings}:
        yield Problem(("ratings",), "The lowest rating, green, is missing.")
    for field in ("order", "letter"):
        times = Counter(getattr(rating, field) for rating in policy.ratings)
        for at, rating in enumerate(policy.ratings):
            if times[getattr(rating, field)] > 1:
                yield Problem(("ratings", at, field), "Two ratings have the same.")


def _organisations(policy: Policy) -> Iterator[Problem]:
    kinds = Counter(organisation.kind for organisation in policy.organisations)
    if kinds["register_team"] != 1:
        yield Problem(("organisations",), "There is exactly one register team.")
    for kind in ("trust", "council", "icb", "key_worker"):
        if not kinds[kind]:
            yield Problem(("organisations",), f"There is no organisation of the kind {kind}.")
    for at, organisation in enumerate(policy.organisations):
        if organisation.kind == "register_team" and organisation.opened_by:
            yield Problem(("organisations", at, "opened_by"), "The register team needs no sharing decision.")


def _places(policy: Policy) -> Iterator[Problem]:
    served = Counter(place for organisation in policy.organisations for place in organisation.serves)
    known = {place.code for place in policy.area.local_authorities}
    for at, organisation in enumerate(policy.organisations):
        for number, place in enumerate(organisation.serves):
            if place not in known:
                yield Problem(("organisations", at, "serves", number), f"{place} is not a place of this area.")
    for at, authority in enumerate(policy.area.local_authorities):
        if served[authority.code] != 1:
            sentence = f"{authority.name} is served by {served[authority.code]} councils instead of one."
            yield Problem(("area", "local_authorities", at), sentence)


def _owners(policy: Policy) -> Iterator[Problem]:
    kinds = {organisation.kind for organisation in policy.organisations}
    for at, need in enumerate(policy.support_needs):
        if need.owner_kind not in kinds:
            yield Problem(("support_needs", at, "owner_kind"), "No organisation is of this kind.")
    for at, rating in enumerate(policy.ratings):
        for number, task in enumerate(rating.linked_tasks):
            if task.owner.organisation_kind not in kinds:
                place = ("ratings", at, "linked_tasks", number, "owner", "organisation_kind")
                yield Problem(place, "No organisation is of this kind.")


def _decisions(policy: Policy) -> Iterator[Problem]:
    sought = {seek.decision for seek in policy.seek_decisions}
    for at, rating in enumerate(policy.ratings):
        for number, task in enumerate(rating.linked_tasks):
            if task.needs_decision and task.needs_decision not in sought:
                place = ("ratings", at, "linked_tasks", number, "needs_decision")
                yield Problem(place, "seek_decisions does not say how this decision is sought.")


def _references(policy: Policy) -> Iterator[Problem]:
    known = {signpost.code for signpost in policy.signposts}
    for at, reason in enumerate(policy.not_accepted_reasons):
        for number, code in enumerate(reason.signposts):
            if code not in known:
                yield Problem(("not_accepted_reasons", at, "signposts", number), f"There is no signpost {code}.")


def _escalation(policy: Policy) -> Iterator[Problem]:
    for at, (lower, higher) in enumerate(zip(policy.escalation, policy.escalation[1:], strict=False)):
        if lower.level >= higher.level or lower.working_days_from_due >= higher.working_days_from_due:
            yield Problem(("escalation", at + 1), "Each step has a higher level than the last and comes later.")


def _outcomes(policy: Policy) -> Iterator[Problem]:
    missing = sorted(_OUTCOMES - {outcome.code for outcome in policy.outcomes})
    if missing:
        yield Problem(("outcomes",), f"These outcomes have no wording: {', '.join(missing)}.")


def _help_now(policy: Policy) -> Iterator[Problem]:
    if not any(contact.verified for contact in policy.crisis_contacts):
        yield Problem(("crisis_contacts",), "No crisis contact is verified, so there would be none to show.")


def _unexplained(policy: Policy) -> Iterator[Problem]:
    for place, part in parts_of(policy):
        if not part.verified and not part.note:
            yield Problem(place, "What is not verified needs a note that says what is missing.")
