"""What a referral says about the person, in the shape the record keeps it: offered to staff, never copied unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dsr.people.models import Authority, Condition, DiagnosisStatus, ViewHolder
from dsr.policy.document import Policy
from dsr.referrals.form.answers import Answers
from dsr.referrals.form.forms_reach import AdjustmentsForm
from dsr.referrals.models import Referral, WhoAbout

#: Whose view the answers of the form are.
HOLDER = {
    WhoAbout.ME: ViewHolder.PERSON,
    WhoAbout.MY_CHILD: ViewHolder.PARENT,
    WhoAbout.CARE_FOR: ViewHolder.FAMILY,
    WhoAbout.WORK_WITH: ViewHolder.PROFESSIONAL,
}
UNSAFE_LETTERS = "The referral does not say that letters to the address are safe."
NOT_CHECKED = "As said in the referral. Nobody has checked it yet."


def holder(referral: Referral) -> ViewHolder:
    """Whose view the form holds."""
    return HOLDER[WhoAbout(referral.who_about)]


def holder_name(referral: Referral) -> str:
    """Who filled in the form: the person, or the one who wrote for them."""
    answers = Answers(referral.answers)
    if referral.who_about == WhoAbout.ME:
        return referral.subject_name[:200]
    return str(answers.of("filler", "filler_name"))[:200]


def identity(referral: Referral) -> dict[str, Any]:
    """Who it is, by field of the person; only what was said."""
    answers = Answers(referral.answers)
    given = {
        "given_name": answers.of("name", "given_name"),
        "family_name": answers.of("name", "family_name"),
        "preferred_name": answers.of("name", "called"),
        "born_on": answers.born_on,
        "nhs_number": answers.of("nhs-number", "nhs_number"),
        "address": _address(answers),
        "postcode": answers.of("address", "postcode"),
        "no_fixed_address": answers.of("lives", "lives") == "no_fixed",
        "phone": answers.of("contact-details", "contact_phone"),
        "email": answers.of("contact-details", "contact_email"),
        "gp_practice": answers.of("gp", "gp"),
    }
    return {name: value for name, value in given.items() if value}


def _address(answers: Answers) -> str:
    lines = (answers.of("address", name) for name in ("address_line_1", "address_line_2", "town"))
    return "\n".join(str(line) for line in lines if line)


def needs(referral: Referral, policy: Policy) -> dict[str, Any]:
    """How to talk to them, by field of the communication profile; only what was said."""
    answers = Answers(referral.answers)
    known = {choice.code for choice in policy.information_formats}
    given = {
        "how_to_talk_to_me": str(answers.of("talk", "how_to_talk")),
        "formats": [code for code in answers.of("formats", "formats", []) if code in known],
        "adjustments": "\n".join(_adjustments(answers)),
        "language": _language(answers, policy),
        "interpreter_note": str(answers.of("interpreter", "interpreter_note")),
    }
    needed = {"yes": True, "no": False}.get(str(answers.of("interpreter", "interpreter")))
    return {name: value for name, value in given.items() if value} | (
        {} if needed is None else {"interpreter_needed": needed}
    )


def _adjustments(answers: Answers) -> Iterator[str]:
    labels = dict(AdjustmentsForm.base_fields["adjustments"].choices)  # type: ignore[attr-defined]
    chosen = answers.of("adjustments", "adjustments", [])
    yield from (str(labels[code]) for code in chosen if code in labels and code != "none")
    if other := str(answers.of("adjustments", "adjustments_other")):
        yield other


def _language(answers: Answers, policy: Policy) -> str:
    code = str(answers.of("language", "language"))
    if code in ("", "en"):
        return ""
    names = {language.code: language.name for language in policy.languages}
    return names.get(code) or str(answers.of("language", "language_other"))[:60]


def safe_contact(referral: Referral) -> dict[str, Any]:
    """How to reach them safely, by field of the communication profile; only what was said."""
    answers = Answers(referral.answers)
    letters = answers.of("address-safe", "address_safe")
    unsafe = [str(answers.of("contact-unsafe", "contact_unsafe")), UNSAFE_LETTERS if letters not in ("", "yes") else ""]
    given: dict[str, Any] = {
        "contact_method": str(answers.of("contact-way", "contact_way")),
        "contact_times": str(answers.of("contact-times", "contact_times")),
        "contact_unsafe": "\n".join(line for line in unsafe if line),
    }
    said = {name: value for name, value in given.items() if value}
    voicemail = answers.of("voicemail", "voicemail")
    return said | ({"no_voicemail": voicemail == "no"} if voicemail else {})


@dataclass(frozen=True)
class Around:
    """Somebody around the person, by field of a contact."""

    fields: dict[str, Any]

    @property
    def words(self) -> str:
        """ "Jo Bloggs, her sister"."""
        return f"{self.fields['name']}, {self.fields['relationship']}"


def contacts(referral: Referral) -> list[Around]:
    """Everybody the form names, each once: who filled it in, who helped, who is trusted, who is involved."""
    answers = Answers(referral.answers)
    found = [*_filler(referral, answers), *_helper(answers), *_trusted(answers), *_involved(answers)]
    by_name = {person["name"].casefold(): person for person in reversed(found) if person["name"].strip()}
    return [Around(person) for person in reversed(by_name.values())]


def _filler(referral: Referral, answers: Answers) -> Iterator[dict[str, Any]]:
    if referral.who_about == WhoAbout.ME:
        return
    works = referral.who_about == WhoAbout.WORK_WITH
    yield _contact(
        answers.of("filler", "filler_name"),
        answers.of("filler-work", "filler_job") if works else answers.of("relationship", "filler_relationship"),
        is_professional=works,
        organisation_name=answers.of("filler-work", "filler_organisation"),
        phone=answers.of("filler-contact", "filler_phone"),
        email=answers.of("filler-contact", "filler_email"),
        authority=_authority(referral, answers),
        note="Filled in the referral. Any legal authority is as they said, and has not been checked.",
    )


def _authority(referral: Referral, answers: Answers) -> str:
    if referral.who_about == WhoAbout.MY_CHILD:
        return Authority.PARENTAL_RESPONSIBILITY
    claimed = [code for code in answers.of("authority", "authority", []) if code in Authority.values]
    return claimed[0] if claimed and claimed != ["none"] else Authority.NOT_KNOWN


def _helper(answers: Answers) -> Iterator[dict[str, Any]]:
    if answers.of("helper", "helped") == "yes":
        name = answers.of("helper-details", "helper_name")
        note = _may_talk(answers.of("helper-details", "helper_may_talk"))
        yield _contact(name, answers.of("helper-details", "helper_relationship"), note=note)


def _trusted(answers: Answers) -> Iterator[dict[str, Any]]:
    name = answers.of("trusted", "trusted_name")
    if name:
        phone = answers.of("trusted", "trusted_phone")
        yield _contact(name, "Somebody they trust", phone=phone, note="Contact goes through this person.")


def _involved(answers: Answers) -> Iterator[dict[str, Any]]:
    for person in answers.people:
        organisation = str(person.get("involved_organisation", ""))
        yield _contact(
            person.get("involved_name", ""),
            person.get("involved_role", ""),
            is_professional=bool(organisation),
            organisation_name=organisation,
            phone=person.get("involved_phone", ""),
            email=person.get("involved_email", ""),
            note=_may_talk(person.get("involved_may_talk", "")),
        )


def _may_talk(answer: Any) -> str:
    words = {"yes": "We may talk to them.", "no": "Do not talk to them.", "not_known": "Ask before talking to them."}
    return words.get(str(answer), "")


#: What the columns hold.
LENGTHS = {"name": 200, "relationship": 120, "organisation_name": 200, "phone": 40, "email": 254}


def _contact(name: Any, relationship: Any, **fields: Any) -> dict[str, Any]:
    given = {"name": name, "relationship": relationship or "Not said", **fields}
    return {key: str(value)[: LENGTHS[key]] if key in LENGTHS else value for key, value in given.items()}


def diagnoses(referral: Referral) -> list[dict[str, Any]]:
    """What the form says of each condition, to be recorded as not confirmed: staff confirm from the evidence."""
    answers = Answers(referral.answers)
    said = (
        (Condition.LEARNING_DISABILITY, answers.of("learning-disability", "learning_disability")),
        (Condition.AUTISM, answers.of("autism", "autism")),
    )
    return [_diagnosis(condition, str(status), answers) for condition, status in said if status]


#: A statement nobody has checked is never "confirmed" or "not diagnosed" on the record.
UNCHECKED = {
    "awaiting_assessment": DiagnosisStatus.AWAITING_ASSESSMENT,
    "considered": DiagnosisStatus.CONSIDERED,
}
SAID = {
    "confirmed": "The referral says: confirmed by a professional.",
    "awaiting_assessment": "The referral says: waiting for an assessment.",
    "considered": "The referral says: a professional thinks so, without an assessment.",
    "not_diagnosed": "The referral says: no.",
    "not_known": "The referral says: not known.",
}


def _diagnosis(condition: str, status: str, answers: Answers) -> dict[str, str]:
    by, when = answers.of("diagnosis-by", "diagnosed_by"), answers.of("diagnosis-by", "diagnosed_when")
    details = [f"By {by}." if by else "", f"When: {when}." if when else ""] if status == "confirmed" else []
    return {
        "condition": condition,
        "status": UNCHECKED.get(status, DiagnosisStatus.NOT_KNOWN),
        "evidence": " ".join([SAID[status], *(part for part in details if part), NOT_CHECKED])[:1000],
    }
