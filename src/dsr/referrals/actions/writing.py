"""Messages about a referral: the acknowledgement that leaves by itself, and those that staff look at before they leave.

Words the reader could not use are not sent: somebody speaks with them instead, and that is a task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.messages import actions as messages
from dsr.messages import channels, notices
from dsr.messages.models import Channel, Message
from dsr.policy import queries as policies
from dsr.referrals import rules, submitted
from dsr.referrals.form.answers import FORM, Answers
from dsr.referrals.models import Referral, ReferralRoute, WhoAbout
from dsr.tasks import actions as tasks
from dsr.tasks.models import Task, TaskState

SPEAK = "speak_instead"
#: How far back the job of every minute looks: longer than a worker is ever away.
LOOKS_BACK = timedelta(days=3)
#: In one day to one address: a surgery may share one. Nobody shall use our form to flood somebody else's.
MOST_TO_ONE = 20
BY_ITSELF = (ReferralRoute.WEB, ReferralRoute.PROFESSIONAL)


@dataclass(frozen=True)
class Reader:
    """Whom a message goes to, by which way, in which language and way of reading."""

    name: str
    channel: str
    address: str
    language: str
    reading: str
    formats: tuple[str, ...] = ()

    def why_not(self) -> str:
        return notices.why_not(self.language, self.formats)


def acknowledge(*, area_id: int) -> int:
    """Say to everybody who sent a form and gave a safe way that it has come. How many messages were made."""
    messages_of = Message.objects.filter(referral_id=OuterRef("pk"), kind=notices.ACKNOWLEDGEMENT)
    tasks_of = Task.objects.filter(referral_id=OuterRef("pk"), kind=SPEAK)
    waiting = (
        Referral.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(area_id=area_id, route__in=BY_ITSELF, received_at__gt=clock.now() - LOOKS_BACK)
        .exclude(Exists(messages_of))
        .exclude(Exists(tasks_of))
        .order_by("received_at", "pk")
    )
    return sum(_acknowledge(referral) for referral in waiting)


def _acknowledge(referral: Referral) -> bool:
    reader = safe_reader(referral)
    if reader is None or channels.why_off(reader.channel) or _had_enough(reader):
        return False
    if reason := reader.why_not():
        speak_instead(referral, reason, by=None)
        return False
    notice = notices.compose(
        notices.ACKNOWLEDGEMENT,
        policy=policies.current(referral.area_id),
        reference=referral.reference,
        language=reader.language,
        reading=reader.reading,
        on=clock.london_day(referral.contact_due_at),
        channel=reader.channel,
    )
    messages.send_automatic(
        area_id=referral.area_id,
        notice=notice,
        channel=reader.channel,
        recipient_name=reader.name[:200] or "No name given",
        recipient_address=reader.address,
        referral_id=referral.pk,
    )
    return True


def _had_enough(reader: Reader) -> bool:
    of_today = Message.objects.filter(kind=notices.ACKNOWLEDGEMENT, created_at__gt=clock.now() - timedelta(days=1))
    return of_today.filter(recipient_address__iexact=reader.address).count() >= MOST_TO_ONE


def safe_reader(referral: Referral) -> Reader | None:
    """Whoever made the referral, by a way they called safe; None where a person has to think first."""
    answers = Answers(referral.answers)
    if str(answers.of("contact-unsafe", "contact_unsafe")).strip():
        return None
    if referral.who_about != WhoAbout.ME:
        email = str(answers.of("filler-contact", "filler_email"))
        name = submitted.holder_name(referral)
        return Reader(name, Channel.EMAIL, email, referral.language, _reading_of_form(referral)) if email else None
    page = {"email": (Channel.EMAIL, "contact_email"), "text": (Channel.TEXT, "contact_phone")}
    channel, field = page.get(str(answers.of("contact-way", "contact_way")), ("", ""))
    address = str(answers.of("contact-details", field)) if field else ""
    return own_reader(referral, channel, address) if address else None


def own_reader(referral: Referral, channel: str, address: str) -> Reader:
    """The person themselves, in the language and the way of reading they asked for."""
    answers = Answers(referral.answers)
    language = str(answers.of("language", "language")) or referral.language
    formats = tuple(str(code) for code in answers.of("formats", "formats", []))
    reading = "easy" if "easy_read" in formats else _reading_of_form(referral)
    return Reader(referral.subject_name, channel, address, language, reading, formats)


def _reading_of_form(referral: Referral) -> str:
    return "easy" if referral.answers.get(FORM, {}).get("reading") == "easy" else "standard"


def speak_instead(referral: Referral, reason: str, *, by: Actor | None) -> None:
    """Somebody phones, with an interpreter where one is needed: one task, by the end of the next working day."""
    if Task.objects.filter(referral_id=referral.pk, kind=SPEAK, state=TaskState.OPEN).exists():
        return
    in_force = policies.in_force(referral.area_id)
    tasks.open_task(
        area_id=referral.area_id,
        kind=SPEAK,
        title="Speak with them: a message in our words would not reach them",
        description=f"{reason} Phone with an interpreter, or tell them in the way they need.",
        due_at=in_force.policy.calendar().due_at(clock.now(), 1),
        organisation=accounts.register_team(referral.area_id),
        worker=referral.owner,
        policy_version_id=in_force.version_id,
        person=referral.person,
        referral_id=referral.pk,
        source="message_blocked",
        by=by,
    )


@transaction.atomic
def write(*, referral: Referral, kind: str, channel: str, details: str, by: Actor, on: date | None = None) -> Message:
    """A draft in the reader's words, for staff to look at and send. Raises Refused, with reasons where no words fit."""
    rules.check_works(by)
    rules.check_can_write_to(referral)
    reader = reader_for_staff(referral, channel)
    if reason := reader.why_not():
        raise Refused(reason, ["Phone them with an interpreter, or tell them in the way they need."])
    notice = notices.compose(
        kind,
        policy=policies.current(referral.area_id),
        reference=referral.reference,
        language=reader.language,
        reading=reader.reading,
        on=on or clock.today(),
        details=details,
        channel=channel,
    )
    return messages.draft_message(
        area_id=referral.area_id,
        kind=kind,
        channel=channel,
        recipient_name=reader.name,
        recipient_address=reader.address,
        subject=notice.subject if channel == Channel.EMAIL else "",
        body=notice.body,
        language=notice.language,
        reading=notice.reading,
        person=referral.person,
        referral_id=referral.pk,
        by=by,
    )


def reader_for_staff(referral: Referral, channel: str) -> Reader:
    """The person, or whoever wrote for them, at the address the form gives for the channel. Raises Refused."""
    said = submitted.identity(referral)
    postal = "\n".join(part for part in (said.get("address", ""), said.get("postcode", "")) if part)
    own = {Channel.EMAIL: said.get("email", ""), Channel.TEXT: said.get("phone", ""), Channel.LETTER: postal}[channel]  # type: ignore[index]
    if own:
        return own_reader(referral, channel, own)
    reader = safe_reader(referral)
    if reader is None or reader.channel != channel:
        raise Refused("The referral gives no address for this way. Choose another way.")
    return reader
