"""Who may decide, on what basis: checks raise the sentence the worker reads, `can_` answers for the button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.core.presenters import age_in_years, day
from dsr.people.models import (
    Answer,
    Authority,
    Basis,
    CapacityAssessment,
    Decision,
    DecisionKind,
    Finding,
    Level,
    Person,
)
from dsr.policy.document import Policy
from dsr.policy.document.organisations import Organisation as SharingOption

#: Mental Capacity Act 2005 s2(5), Family Law Reform Act 1969 s8: from this age a person decides as an adult does.
ADULT_DECISION_AGE = 16
#: Mental Capacity Act 2005 s9(2)(c) and s18(3): a power of attorney is made at 18; a deputy may act from 16.
LEAST_AGE = {Basis.BEST_INTERESTS: ADULT_DECISION_AGE, Basis.ATTORNEY: 18, Basis.DEPUTY: ADULT_DECISION_AGE}
FOR_ANOTHER = frozenset({Basis.BEST_INTERESTS, Basis.ATTORNEY, Basis.DEPUTY})
BY_THE_PERSON = frozenset({Basis.OWN, Basis.GILLICK})
LIMBS = ("understand", "retain", "weigh", "communicate")
AUTHORITY_NEEDED = {
    Basis.PARENTAL: Authority.PARENTAL_RESPONSIBILITY,
    Basis.ATTORNEY: Authority.ATTORNEY,
    Basis.DEPUTY: Authority.DEPUTY,
}


@dataclass(frozen=True)
class Proposal:
    """A decision not yet saved, and what it is judged by.

    ``latest_capacity`` is the newest assessment of capacity for this very decision, ``current`` the decision
    that now stands about the same thing.
    """

    decision: Decision
    latest_capacity: CapacityAssessment | None = None
    current: Decision | None = None


def check_can_decide(proposal: Proposal) -> None:
    """Whether this basis may carry this decision now (MCA 2005; Gillick; Children Act 1989 s3). Raises Refused."""
    decision = proposal.decision
    age = age_on(decision.person, clock.london_day(decision.decided_at))
    _check_said(decision)
    _check_contact(decision)
    if age < ADULT_DECISION_AGE:
        _check_under_16(proposal)
    else:
        _check_from_16(proposal, age)


def can_decide(proposal: Proposal) -> bool:
    """Whether this basis may carry this decision now."""
    return allowed(check_can_decide, proposal)


def allowed(check: Callable[..., None], *args: object) -> bool:
    """Whether a check passes."""
    try:
        check(*args)
    except Refused:
        return False
    return True


def age_on(person: Person, on: date) -> int:
    """Whole years on a day. Raises Refused while the date of birth is not known: who decides depends on it."""
    if person.born_on is None:
        raise Refused("Record the date of birth first, even an approximate one. Who may decide depends on it.")
    return age_in_years(person.born_on, on)


def is_child(person: Person) -> bool:
    """Under 16 today; False while the date of birth is not known."""
    return person.born_on is not None and age_in_years(person.born_on) < ADULT_DECISION_AGE


def bases_for_age(age: int) -> list[Basis]:
    """The bases that can apply at an age, the person's own first."""
    if age < ADULT_DECISION_AGE:
        return [Basis.GILLICK, Basis.PARENTAL]
    return [Basis.OWN, *(basis for basis, least in LEAST_AGE.items() if age >= least)]


def _check_said(decision: Decision) -> None:
    if decision.decided_at > clock.now():
        raise Refused("A decision cannot be dated in the future.")
    if not decision.decided_by_name.strip():
        raise Refused("Say who decided.")
    if not decision.wording.strip():
        raise Refused("Keep the words that were put to them.")


def _check_contact(decision: Decision) -> None:
    contact = decision.decided_by_contact
    if contact is None:
        return
    if contact.person_id != decision.person.pk or contact.ended_at is not None:
        raise Refused("Choose somebody from this person's current contacts.")
    needed = AUTHORITY_NEEDED.get(Basis(decision.basis))
    if needed and contact.authority != needed:
        raise Refused(f"{contact.name} is not recorded as holding this authority: {needed.label.lower()}.")


def _check_under_16(proposal: Proposal) -> None:
    if proposal.decision.basis == Basis.GILLICK:
        _check_gillick(proposal.decision)
    elif proposal.decision.basis == Basis.PARENTAL:
        _check_parental(proposal)
    else:
        raise Refused(
            "The person is under 16. Record the child's own decision if staff find them competent to make it, "
            "or the decision of somebody with parental responsibility."
        )


def _check_gillick(decision: Decision) -> None:
    if not decision.competence_note.strip():
        raise Refused("Say why staff find the child competent to make this decision.")


def _check_parental(proposal: Proposal) -> None:
    if proposal.decision.decided_by_contact is None:
        raise Refused("Choose the contact who has parental responsibility.")
    current = proposal.current
    competent = current is not None and current.basis == Basis.GILLICK
    if competent and not proposal.decision.competence_note.strip():
        raise Refused(
            "The child was found competent to make this decision. Say why that no longer holds before somebody "
            "with parental responsibility decides."
        )


def _check_from_16(proposal: Proposal, age: int) -> None:
    if proposal.decision.basis == Basis.OWN:
        _check_own(proposal)
    elif proposal.decision.basis in FOR_ANOTHER:
        _check_for_another(proposal, age)
    else:
        raise Refused(
            "The person is 16 or over. They decide for themselves unless they lack capacity for this decision."
        )


def _check_own(proposal: Proposal) -> None:
    latest = proposal.latest_capacity
    if latest is not None and latest.lacks_capacity:
        raise Refused(
            f"The capacity assessment of {day(latest.assessed_on)} found that they cannot make this decision. "
            "If that has changed, record a new assessment first."
        )


def _check_for_another(proposal: Proposal, age: int) -> None:
    basis = Basis(proposal.decision.basis)
    if age < LEAST_AGE[basis]:
        raise Refused(f"{basis.label} is possible only from the age of {LEAST_AGE[basis]}.")
    _check_capacity_lacking(proposal)
    if basis == Basis.BEST_INTERESTS:
        _check_best_interests(proposal)
    elif not proposal.decision.authority_seen.strip():
        raise Refused("Say which document you saw, when, and what it allows.")


def _check_capacity_lacking(proposal: Proposal) -> None:
    latest, given = proposal.latest_capacity, proposal.decision.capacity_assessment
    if latest is None:
        raise Refused("Capacity is presumed. Nobody decides for them without a capacity assessment for this decision.")
    if not latest.lacks_capacity:
        raise Refused(f"The capacity assessment of {day(latest.assessed_on)} found that they can decide this.")
    if given is None or given.pk != latest.pk:
        raise Refused("The decision must rest on the latest capacity assessment for this very decision.")


def _check_best_interests(proposal: Proposal) -> None:
    record = proposal.decision.best_interests
    if record is None:
        raise Refused("Record the best-interests decision first: who was consulted, and what the person wants.")
    latest = proposal.latest_capacity
    if record.entered_in_error_at is not None or latest is None or record.capacity_assessment_id != latest.pk:
        raise Refused(
            "The best-interests decision must be about this very decision and its latest capacity assessment."
        )
    expected = Answer.AGREED if record.in_best_interests else Answer.REFUSED
    if proposal.decision.answer != expected:
        raise Refused(f"The best-interests decision says: {expected.label.lower()}. Record that answer, or a new one.")


def lacks_capacity(findings: Mapping[str, object]) -> bool:
    """The outcome follows from the findings (MCA 2005 s2 and s3); what is not known never takes capacity away."""
    fails = any(findings.get(limb) == Finding.NO for limb in LIMBS)
    return fails and findings.get("because_of_impairment") == Finding.YES


def check_can_assess_capacity(person: Person, on: date, findings: Mapping[str, object], help_given: str) -> None:
    """The Act applies from 16 (s2(5)), after all practicable help (s1(3)). Raises Refused."""
    if age_on(person, on) < ADULT_DECISION_AGE:
        raise Refused(
            "The Mental Capacity Act applies from 16. For a child, record whether they are competent instead."
        )
    if not help_given.strip():
        raise Refused("Say what help the person was given to make the decision themselves.")
    missing = [limb for limb in (*LIMBS, "because_of_impairment") if findings.get(limb) not in Finding.values]
    if missing:
        raise Refused("Answer every part of the test. “Not known” is an answer.")


def check_can_record(by: Actor) -> None:
    """Only the register team records decisions, because they open sight to others. Raises Refused."""
    if not by.is_team:
        raise Refused("Only the register team records decisions. Tell the team what the person said.")


def check_can_withdraw(decision: Decision, withdrawn_by_name: str) -> None:
    """Only an agreement that still stands can be taken back. Raises Refused."""
    if not decision.holds:
        raise Refused("There is no agreement to withdraw any more: it was changed or has ended.")
    if not withdrawn_by_name.strip():
        raise Refused("Say who withdrew it.")


def check_can_mark_in_error(marked_at: datetime | None, reason: str) -> None:
    """Once, with a reason. Raises Refused."""
    if marked_at is not None:
        raise Refused("This is already marked as entered in error.")
    if not reason.strip():
        raise Refused("Say what was wrong.")


def level_to_grant(policy: Policy, council_code: str | None, decision: Decision) -> str:
    """How much an agreement lets the organisation see: as asked, or the policy's default. Raises Refused."""
    if decision.kind != DecisionKind.SHARE or decision.organisation is None:
        return ""
    option = _sharing_option(policy, council_code, decision)
    if decision.answer != Answer.AGREED:
        return ""
    level = decision.level or option.default_level or Level.SUMMARY
    if level not in option.levels:
        raise Refused(f"{option.name} may not see that much. Choose one of the levels shown.")
    return level


def _sharing_option(policy: Policy, council_code: str | None, decision: Decision) -> SharingOption:
    """What the policy says of the organisation; an agreement needs the person's own council, a refusal any."""
    organisation = decision.organisation
    assert organisation is not None
    options = {option.code: option for option in policy.organisations if option.opened_by == "share"}
    if organisation.code not in options:
        raise Refused(f"{organisation.name} is not one of the organisations this register shares with.")
    if decision.answer == Answer.AGREED and organisation.kind == "council" and organisation.code != council_code:
        raise Refused(
            "Only the council responsible for the person can be shared with. Confirm first which council that is."
        )
    return options[organisation.code]


def check_override(*, until: date, today: date, ground: str, person_told: bool, why_not_told: str, level: str) -> None:
    """A named ground, an end within the limit, and the person told or the reason why not. Raises Refused."""
    if ground not in OVERRIDE_GROUNDS:
        raise Refused("Choose the reason the law gives for sharing without agreement.")
    if level not in (Level.SUMMARY, Level.PLAN, Level.FULL):
        raise Refused("Choose how much the organisation will see.")
    if not today < until <= today + timedelta(days=OVERRIDE_DAYS):
        raise Refused(f"Choose an end after today and within {OVERRIDE_DAYS} days. You can ask again.")
    if not person_told and not why_not_told.strip():
        raise Refused("Say why the person has not been told.")


#: Grounds for sharing without agreement: Care Act 2014 s42 and s45, Children Act 1989 s47, and the public interest
#: in preventing serious harm (common law duty of confidence).
OVERRIDE_GROUNDS = {
    "safeguarding_adult": "Safeguarding an adult at risk",
    "safeguarding_child": "Safeguarding a child",
    "serious_harm": "Preventing serious harm to the person or somebody else",
    "court_order": "A court order or another legal duty",
}
#: The longest a sharing without agreement runs before somebody must ask again, in days.
OVERRIDE_DAYS = 28


def check_can_approve(requested_by_id: int, by: Actor) -> None:
    """The lead, and never the one who asked. Raises Refused."""
    if "lead" not in by.roles or not by.is_team:
        raise Refused("Only the lead of the register team decides this.")
    if requested_by_id == by.worker.pk:
        raise Refused("Somebody else must approve what you asked for yourself.")


def birthday(born_on: date, age: int) -> date:
    """The day somebody reaches an age; born on 29 February: 1 March in other years (England)."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def retake_due_on(person: Person, basis: str) -> date | None:
    """When a parent's decision has to be taken again by the young person: their 16th birthday."""
    if basis != Basis.PARENTAL or person.born_on is None:
        return None
    return birthday(person.born_on, ADULT_DECISION_AGE)


def check_can_decide_best_interests(
    person: Person, assessment: CapacityAssessment, latest: CapacityAssessment | None, fields: Mapping[str, object]
) -> None:
    """Only on the latest assessment that found capacity lacking, with each part of s4 answered. Raises Refused."""
    if assessment.person_id != person.pk or latest is None or latest.pk != assessment.pk:
        raise Refused("The best-interests decision must rest on the latest capacity assessment for this decision.")
    if not assessment.lacks_capacity:
        raise Refused("The person can decide this themselves: the assessment did not find that capacity is lacking.")
    missing = [part for part in ("wishes", "consulted", "less_restrictive", "advocate") if not fields.get(part)]
    if missing:
        raise Refused(
            "Say what the person wants, who was consulted, what would restrict them less, and about an advocate."
        )


def check_override_reason(person: Person, organisation: Organisation, justification: str) -> None:
    """A written reason, and an organisation of this area other than the team itself. Raises Refused."""
    if not justification.strip():
        raise Refused("Say why sharing without agreement is necessary and proportionate.")
    if organisation.area_id != person.area_id or organisation.kind == "register_team":
        raise Refused("Choose another organisation of this area.")


def check_can_end_parental(decision: Decision, reason: str, by: Actor) -> None:
    """The lead gives the reason, for a parent's decision that should have been taken again. Raises Refused."""
    if "lead" not in by.roles or not by.is_team:
        raise Refused("Only the lead of the register team gives this reason.")
    if decision.retake_due_on is None or decision.retake_due_on > clock.today():
        raise Refused("The person is not 16 yet, so the decision stands.")
    if not reason.strip():
        raise Refused("Say why sight ends.")
