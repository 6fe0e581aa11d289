"""What must hold before somebody joins, is rated or leaves, in pairs: a check and an answer for the button."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.core.presenters import age_in_years
from dsr.people import queries as people
from dsr.people.models import Answer, Decision, DecisionKind, DiagnosisStatus, InformationGiven, Person
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.register import queries, timescales
from dsr.register.models import Assessment, Entry, EntryState
from dsr.register.states import MOVES

BELOW_GREEN = "below_green"
PARENT_DECIDES_BELOW = 16
"""Under this age those with parental responsibility are told too (Mental Capacity Act 2005 s2(5))."""

Told = InformationGiven.Recipient


def missing_to_join(person: Person) -> list[str]:
    """Everything that still stands between the person and the register, a plain sentence each."""
    return [sentence for _, sentence in missing_by_subject(person)]


def missing_by_subject(person: Person) -> list[tuple[str, str]]:
    """The same, each with what it is about, so that a page can link to where it is mended."""
    policy = policies.current(person.area_id)
    checks: dict[str, Callable[[Person, Policy], list[str]]] = {
        "decision": _decision,
        "diagnosis": _diagnosis,
        "area": _area,
        "rating": _rating,
        "information": _information,
    }
    return [(subject, sentence) for subject, check in checks.items() for sentence in check(person, policy)]


def check_can_join(person: Person) -> None:
    """Raises Refused, with everything that is missing."""
    if queries.open_entry(person):
        raise Refused("This person is on the register already.")
    if person.died_on:
        raise Refused("This person has died.")
    if missing := missing_to_join(person):
        raise Refused("This person cannot join the register yet.", reasons=missing)


def can_join(person: Person) -> bool:
    return not (queries.open_entry(person) or person.died_on or missing_to_join(person))


def _decision(person: Person, policy: Policy) -> list[str]:
    decision = people.current_decision(person, DecisionKind.JOIN)
    if decision is not None and decision.holds:
        return []
    return [_why_not_decided(decision)]


def _why_not_decided(decision: Decision | None) -> str:
    if decision is None:
        return "Nobody has recorded a decision to join the register."
    if decision.answer == Answer.REFUSED:
        return "The decision about joining the register is no."
    if decision.answer == Answer.NOT_SURE:
        return "The person is not sure yet about joining the register."
    if decision.withdrawn_at:
        return "The decision to join the register has been taken back."
    return "The decision to join the register no longer has a valid basis. It needs to be made again."


class Standing(StrEnum):
    """Where the person stands on something that linked work needs."""

    AGREED = "agreed"
    REFUSED = "refused"
    UNDECIDED = "not decided"


def standing(person: Person, kind: str) -> Standing:
    """What the newest decision comes to: taken back counts as refused, without a basis as not decided."""
    decision = people.current_decision(person, kind)
    if decision is None or decision.answer == Answer.NOT_SURE or decision.lapsed_at:
        return Standing.UNDECIDED
    return Standing.AGREED if decision.holds else Standing.REFUSED


def _diagnosis(person: Person, policy: Policy) -> list[str]:
    if any(policy.accepts_diagnosis(diagnosis.status) for diagnosis in people.diagnoses(person)):
        return []
    accepted = " or ".join(
        f"“{DiagnosisStatus(status).label.lower()}”" for status in policy.accepted_diagnosis_statuses
    )
    return [f"Neither a learning disability nor autism is recorded as {accepted}."]


def _area(person: Person, policy: Policy) -> list[str]:
    if person.residence_confirmed_at is None or person.council is None:
        return ["Nobody has confirmed which council in the area is responsible for the person."]
    return []


def _rating(person: Person, policy: Policy) -> list[str]:
    latest = queries.latest_rating(person)
    if latest is None:
        return ["A clinician has not rated the risk yet."]
    if latest.entry_id is not None:
        return ["The last rating belongs to an earlier time on the register. The risk needs to be rated again."]
    if latest.rating == BELOW_GREEN:
        return [f"The risk was last rated {policy.below_green.name.lower()}: {policy.below_green.meaning}."]
    return []


def _information(person: Person, policy: Policy) -> list[str]:
    told = set(people.information_given(person).values_list("recipient", flat=True))
    needed = {
        Told.PERSON: "Nobody has recorded what information the person was given about the register.",
        Told.SUPPORTING_SERVICE: (
            "Nobody has recorded what information the services that support the person were given, "
            "or that there are none."
        ),
    }
    if parents_are_told(person):
        needed[Told.PARENTAL_RESPONSIBILITY] = (
            "Nobody has recorded what information those with parental responsibility were given."
        )
    return [sentence for recipient, sentence in needed.items() if recipient not in told]


def parents_are_told(person: Person) -> bool:
    """Under 16. Where the date of birth is not known, the person counts as the older."""
    return person.born_on is not None and timescales.age_on(person.born_on, clock.today()) < PARENT_DECIDES_BELOW


def check_is_open(assessment: Assessment) -> None:
    """Raises Refused when it has been completed or given up."""
    if assessment.completed_at:
        raise Refused(
            "This assessment is complete: a rating was decided from it. Start a new one to change the rating."
        )
    if assessment.abandoned_at:
        raise Refused("This assessment was given up. Start a new one.")


def check_may_assess(by: Actor) -> None:
    """Clinicians alone. Raises Refused."""
    if not by.has("assessment_complete"):
        raise Refused("Only a clinician can complete the support tool.")


def check_can_rate(
    policy: Policy, *, rating: str, suggested: str, rationale: str, override_reason: str, by: Actor
) -> None:
    """A clinician decides, says why, and says why again where the tool suggested otherwise. Raises Refused."""
    if not by.has("rating_decide"):
        raise Refused("Only a clinician can decide a rating.")
    if rating not in rating_codes(policy):
        raise Refused("Choose one of the ratings shown.")
    if not rationale.strip():
        raise Refused("Say why you decided on this rating.")
    if suggested and rating != suggested and not override_reason.strip():
        raise Refused("Say why you decided differently from what the support tool suggests.")


def rating_codes(policy: Policy) -> tuple[str, ...]:
    """The most pressing first, below Green last."""
    return (*(rating.code for rating in policy.ratings_by_urgency()), BELOW_GREEN)


def is_lower(policy: Policy, rating: str, than: str) -> bool:
    """Whether a rating is less pressing than another."""
    codes = rating_codes(policy)
    return codes.index(rating) > codes.index(than)


def needs_safety_conversation(policy: Policy) -> tuple[str, ...]:
    """The ratings at which leaving calls for a conversation the same day: the most pressing out of hospital."""
    return tuple(rating.code for rating in policy.ratings_by_urgency() if not rating.in_hospital)[:1]


def check_support_needs(policy: Policy, codes: Iterable[str]) -> None:
    """Only what local policy lists. Raises Refused."""
    known = {need.code for need in policy.support_needs}
    if not set(codes) <= known:
        raise Refused("Choose the support needed from the list.")


def check_unchanged(expected: str | None, actual: str) -> None:
    """The answers a worker looked at are still the answers. Raises Conflict."""
    if expected is not None and expected != actual:
        raise Conflict("A colleague has changed the answers since you opened this page. Look at the suggestion again.")


def check_can_bring(person: Person) -> None:
    """From an earlier register: not somebody who is here already. Raises Refused."""
    if queries.open_entry(person):
        raise Refused("This person is on the register already.")
    if queries.entry_to_confirm(person):
        raise Refused("This person was brought from the earlier register already.")
    if person.died_on:
        raise Refused("This person has died.")


def check_can_decline(entry: Entry, note: str, by: Actor) -> None:
    """The register team, for an entry that waits, with a reason. Raises Refused."""
    if not by.has("register_manage"):
        raise Refused("Only the register team records that somebody does not join.")
    if entry.state != EntryState.TO_CONFIRM:
        raise Refused("This person is not waiting for a decision to be confirmed.")
    if not note.strip():
        raise Refused("Say why the person does not join.")


def check_can_close(entry: Entry, reason: str) -> None:
    """Raises Refused."""
    if EntryState.CLOSED not in MOVES[EntryState(entry.state)]:
        raise Refused("This person has left the register already.")
    if not reason.strip():
        raise Refused("Say why the person leaves the register.")


MOVED_AREA, AGED_OUT, DIED, TWICE, OTHER = "moved_area", "aged_out", "died", "stands_twice", "other"
#: Why staff record that somebody leaves. Taking back the decision to join is recorded as that decision.
LEAVING = ("stepped_down", MOVED_AREA, AGED_OUT, DIED, TWICE, OTHER)


def leaving_reasons(person: Person, policy: Policy) -> tuple[str, ...]:
    """Those that fit: an age limit only where local policy has one and the person has reached it."""
    age = age_in_years(person.born_on) if person.born_on else None
    return tuple(reason for reason in LEAVING if reason != AGED_OUT or policy.leaves_at(age))


def check_can_leave(entry: Entry, *, reason: str, note: str, died_on: date | None, by: Actor) -> None:
    """A reason of the list; who takes over and any other reason in words. Raises Refused."""
    if not by.has("register_manage"):
        raise Refused("Only the register team records that somebody leaves the register.")
    if reason not in leaving_reasons(entry.person, policies.current(entry.area_id)):
        raise Refused("Choose why the person leaves the register.")
    if reason == MOVED_AREA and not note.strip():
        raise Refused("Say which area takes over, and who there has confirmed it.")
    if reason == OTHER and not note.strip():
        raise Refused("Say why the person leaves the register.")
    if reason == DIED and (died_on is None or died_on > clock.today()):
        raise Refused("Enter the day they died. It cannot be in the future.")


def talks_about_safety(entry: Entry, policy: Policy, reason: str) -> bool:
    """Leaving at the highest risk outside hospital calls for a conversation the same day."""
    return reason not in (DIED, TWICE) and entry.rating in needs_safety_conversation(policy)
