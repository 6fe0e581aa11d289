"""The local rules in force, in words: what a lead, an administrator or a privacy officer looks up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dsr.core.presenters import day, listed, plural
from dsr.policy.document import Policy

Row = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One part of the rules."""

    heading: str
    rows: list[Row]


def sections(policy: Policy) -> list[Section]:
    """The whole of it that staff work by, part by part."""
    return [
        Section("Area and team", list(_team(policy))),
        Section("Clocks", list(_clocks(policy))),
        Section("Ratings and what they start", list(_ratings(policy))),
        Section("Joining and leaving", list(_joining(policy))),
        Section("Organisations", list(_organisations(policy))),
        Section("Help now", list(_crisis(policy))),
        Section("How long records are kept", list(_retention(policy))),
    ]


def row(key: str, value: object) -> Row:
    return {"key": key, "value": str(value) if value is not None else ""}


def _team(policy: Policy) -> Iterable[Row]:
    team, labels = policy.team, policy.labels
    yield row("Area", policy.area.name)
    yield row("Integrated care board", f"{policy.area.icb_name} ({policy.area.icb_ods_code})")
    yield row("What the register is called", f"{labels.register_name}; in a sentence: {labels.in_a_sentence}")
    yield row("Team", team.name)
    yield row("Hours", team.hours_in_words)
    yield row("Telephone", team.phone)
    yield row("Email", team.email)
    yield row("Alerts also go to", team.duty_email)
    added, removed = (listed(map(day, days)) for days in (team.extra_holidays, team.removed_holidays))
    yield row("Holidays added", added or "None")
    yield row("Holidays taken away", removed or "None")


def _clocks(policy: Policy) -> Iterable[Row]:
    contact = policy.contact
    yield row("Contact after a referral", f"within {plural(contact.working_days, 'working day')}")
    tried = plural(contact.minimum_attempts, "attempt")
    yield row("Before giving up contact", f"{tried} by {plural(contact.minimum_distinct_routes, 'different way')}")
    yield row("A saved form is kept", plural(policy.draft_days, "day"))
    yield row("A referral is discussed at most", plural(policy.discussion_view_max_days, "day"))
    yield row("Something is set aside at most", plural(policy.set_aside_max_days, "day"))
    yield row("A decision is looked at again", f"every {plural(policy.decision_review_months, 'month')}")
    yield row("After the 16th birthday", f"{plural(policy.birthday_16_grace_days, 'day')} to decide for themselves")
    earlier = policy.earlier_register
    yield row("Everybody of an earlier register is asked", f"within {earlier.asked_within}")
    yield row("The sheet they came in is kept", f"{plural(earlier.sheet_kept_days, 'day')} after its end")
    for step in policy.escalation:
        yield row(f"Escalation: {step.name}", f"{step.sentence} Seen by: {listed(_roles(step.seen_by))}.")


#: Kinds of organisation whose codes are no words.
KINDS = {"icb": "integrated care board"}


def _roles(codes: Iterable[str]) -> list[str]:
    return [code.replace("_", " ") for code in codes]


def _ratings(policy: Policy) -> Iterable[Row]:
    for rating in policy.ratings_by_urgency():
        yield row(f"{rating.label} ({rating.letter})", f"{rating.definition} Reviewed {rating.review_in_words}.")
        for task in rating.linked_tasks:
            kind = KINDS.get(task.owner.organisation_kind, task.owner.organisation_kind)
            owner = f"{kind} {task.owner.role}".replace("_", " ")
            yield row(f"{rating.name} starts", f"{task.title}: within {task.due}, by the {owner}.")
    yield row(policy.below_green.name, policy.below_green.definition)


def _joining(policy: Policy) -> Iterable[Row]:
    accepted = listed((status.replace("_", " ") for status in policy.accepted_diagnosis_statuses), "or")
    yield row("Diagnosis that is accepted", accepted)
    yield row("Key worker ages", f"{policy.key_worker_ages.minimum} to {policy.key_worker_ages.maximum}")
    yield row("Age at which somebody leaves", listed(policy.leaving_ages, "or") or "None")
    for reason in policy.not_accepted_reasons:
        yield row(f"Not accepted: {reason.name}", reason.sentence)


def _organisations(policy: Policy) -> Iterable[Row]:
    for one in policy.organisations:
        told = f" Would be told: {one.would_be_told}" if one.would_be_told else ""
        yield row(one.name, f"{one.what_it_does}{told}")


def _crisis(policy: Policy) -> Iterable[Row]:
    for one in policy.crisis_contacts:
        number = one.phone or one.text or one.url or "No number yet"
        checked = f"checked on {day(one.checked_on)}" if one.checked_on else "not checked"
        shown = "" if one.verified else " Not shown to the public."
        yield row(one.name, f"{number}, {one.hours}. {one.owner} answers for it; {checked}.{shown}")


def _retention(policy: Policy) -> Iterable[Row]:
    for one in policy.retention:
        period = plural(one.years, "year") if one.years else plural(one.days or 0, "day")
        yield row(one.covers, f"{period} from the {one.starts.replace('_', ' ')}")
