"""What the service says by message, in the reader's language: neutral words that name no service, condition or person.

Whoever sees the phone, the screen or the envelope learns nothing. The same sentences serve every way of reading;
an Easy Read letter puts a picture beside each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation

from dsr.core import languages
from dsr.core.direction import ltr
from dsr.core.presenters import day, phone
from dsr.core.words import later as _
from dsr.messages.models import Channel
from dsr.policy.document import Policy

ENGLISH = "en"
ACKNOWLEDGEMENT, CONTACT_MISSED, MORE_INFORMATION = "acknowledgement", "contact_missed", "more_information"
OUTCOME, CHANGE_RECEIPT = "outcome", "change_receipt"

#: What staff may write, as they choose it.
STAFF_KINDS: dict[str, str] = {
    CONTACT_MISSED: "We tried to make contact and could not reach them",
    MORE_INFORMATION: "We need to know more",
    OUTCOME: "We have decided, and want to tell them",
    CHANGE_RECEIPT: "A change they asked for is made",
}
SUBJECTS: dict[str, str] = {
    ACKNOWLEDGEMENT: _("We got what you sent"),
    CONTACT_MISSED: _("We tried to reach you"),
    MORE_INFORMATION: _("We have a question for you"),
    OUTCOME: _("We have an answer for you"),
    CHANGE_RECEIPT: _("We made the change you asked for"),
}
REFERENCE = ("key", _("Your reference is %(reference)s."))
CALL = ("phone", _("You can call us: %(phone)s."))
WRITE = ("email", _("You can email us: %(email)s."))
DANGER = ("danger", _("If you are in danger now, call 999."))
#: Picture and sentence. A sentence whose placeholder has no value is left out.
SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    ACKNOWLEDGEMENT: (
        ("yes", _("Thank you. We got what you sent.")),
        REFERENCE,
        ("calendar", _("We will contact you by %(day)s.")),
        DANGER,
        ("computer", _("A computer wrote this message. Nobody reads answers to it.")),
    ),
    CONTACT_MISSED: (
        ("phone", _("We tried to contact you on %(day)s.")),
        ("not-sure", _("We could not reach you.")),
        ("clock", _("We will try again.")),
        ("tell-us", _("Tell us if another time or another way is better for you.")),
        CALL,
        WRITE,
        REFERENCE,
    ),
    MORE_INFORMATION: (
        ("question", _("We need to know more about what you sent.")),
        ("write", "%(details)s"),
        CALL,
        WRITE,
        REFERENCE,
    ),
    OUTCOME: (
        ("decide", _("We have an answer to what you sent.")),
        ("talk", _("We want to tell you ourselves. Please contact us, or wait until we contact you.")),
        ("write", "%(details)s"),
        CALL,
        WRITE,
        REFERENCE,
    ),
    CHANGE_RECEIPT: (
        ("change-mind", _("You asked us to change something.")),
        ("yes", _("We made the change on %(day)s.")),
        ("write", "%(details)s"),
        ("tell-us", _("If you did not ask for this, tell us at once.")),
        CALL,
        WRITE,
        REFERENCE,
    ),
}
#: Ways of getting information that a message can meet; for others somebody has to speak or post something else.
FORMATS = frozenset({"standard", "easy_read", "large_print", "email", "not_known"})


@dataclass(frozen=True)
class Notice:
    """A message in words, ready to be looked at."""

    kind: str
    language: str
    reading: str
    subject: str
    body: str


def compose(
    kind: str,
    *,
    policy: Policy,
    reference: str,
    language: str = "en",
    reading: str = "standard",
    on: date | None = None,
    details: str = "",
    channel: str = Channel.EMAIL,
) -> Notice:
    """The words of a kind, in a language the service has. A text is one paragraph, anything else one a sentence."""
    with translation.override(catalogue(language)):
        values = {
            "reference": ltr(reference),
            "day": day(on) if on else "",
            "details": details.strip(),
            "phone": ltr(phone(policy.team.phone or "")),
            "email": ltr(policy.team.email),
        }
        said = [str(words) % values for _picture_of, words in SENTENCES[kind] if _has_values(str(words), values)]
        between = " " if channel == Channel.TEXT else "\n\n"
        return Notice(kind, language, reading, str(SUBJECTS[kind]), between.join(said))


def _has_values(words: str, values: dict[str, str]) -> bool:
    return all(value for name, value in values.items() if f"%({name})s" in words)


def pictured(kind: str, language: str, body: str) -> list[tuple[str, str]]:
    """Each sentence of an Easy Read letter with its picture; what staff wrote gets the one for information."""
    parts = [part.strip() for part in body.replace("\r\n", "\n").split("\n\n") if part.strip()]
    with translation.override(catalogue(language)):
        known = [(picture, str(words).split("%(")[0].strip()) for picture, words in SENTENCES.get(kind, ())]
    return [(_picture(known, part), part) for part in parts]


def _picture(known: Iterable[tuple[str, str]], part: str) -> str:
    return next((picture for picture, start in known if start and part.startswith(start)), "information")


def catalogue(language: str) -> str:
    """The code of the words in a language: forms and records say "en" for English."""
    return settings.LANGUAGE_CODE if language in ("", ENGLISH) else language


def why_not(language: str, formats: Iterable[str] = ()) -> str:
    """Why a message in these words would not reach its reader, in a sentence for staff; empty when it would."""
    codes = {one.code for one in languages.all_languages()}
    if catalogue(language) not in codes:
        return "We have no words in their language."
    if not languages.is_reviewed(catalogue(language)):
        return "No qualified translator has checked our words in their language yet."
    if missing := sorted(set(formats) - FORMATS):
        return f"They need information in another way: {', '.join(missing).replace('_', ' ')}."
    return ""
