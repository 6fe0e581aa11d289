"""The letter to somebody whose referral is not accepted, in the policy's plain sentences, for staff to change."""

from __future__ import annotations

from dsr.core.presenters import phone
from dsr.messages.models import Channel
from dsr.policy import queries as policies
from dsr.policy.document import Policy
from dsr.policy.document.support import Signpost
from dsr.referrals import submitted
from dsr.referrals.actions.outcome import Letter
from dsr.referrals.form.answers import Answers
from dsr.referrals.models import Referral, WhoAbout

#: Seen on a locked phone or an envelope's window: it names no service, condition or person.
NEUTRAL_SUBJECT = "An answer to your request"


def not_accepted(referral: Referral, reason_code: str) -> Letter:
    """The draft: why, who else can help, how to ask again; to whoever is safest to write to."""
    name, channel, address = _recipient(referral)
    body = "\n\n".join(_parts(referral, policies.current(referral.area_id), reason_code, name))
    return Letter(channel=channel, recipient_name=name, recipient_address=address, body=body, subject=NEUTRAL_SUBJECT)


def _recipient(referral: Referral) -> tuple[str, str, str]:
    """The person where the form gives a safe way to them; else whoever wrote for them."""
    answers = Answers(referral.answers)
    said = submitted.identity(referral)
    name = referral.subject_name
    if answers.of("contact-way", "contact_way") == "email" and said.get("email"):
        return name, Channel.EMAIL, said["email"]
    address = "\n".join(part for part in (said.get("address", ""), said.get("postcode", "")) if part)
    if address and answers.of("address-safe", "address_safe") == "yes":
        return name, Channel.LETTER, address
    return _writer(referral, answers) or (name, Channel.LETTER, "")


def _writer(referral: Referral, answers: Answers) -> tuple[str, str, str] | None:
    email = str(answers.of("filler-contact", "filler_email"))
    if referral.who_about == WhoAbout.ME or not email:
        return None
    return submitted.holder_name(referral), Channel.EMAIL, email


def warnings(referral: Referral) -> list[str]:
    """What to think of before anything leaves, from the form."""
    answers = Answers(referral.answers)
    found = [] if answers.of("address-safe", "address_safe") in ("", "yes") else [submitted.UNSAFE_LETTERS]
    if unsafe := str(answers.of("contact-unsafe", "contact_unsafe")):
        found.append(f"The referral says: {unsafe}")
    if formats := [code for code in answers.of("formats", "formats", []) if code not in ("standard", "not_known")]:
        names = {one.code: one.name for one in policies.current(referral.area_id).information_formats}
        listed = ", ".join(names.get(code, code) for code in formats)
        found.append(f"They like to get information like this: {listed}. A plain letter alone may not reach them.")
    return found


def _parts(referral: Referral, policy: Policy, reason_code: str, recipient: str) -> list[str]:
    reason, labels, team = policy.reason(reason_code), policy.labels, policy.team
    about = [] if recipient == referral.subject_name else [f"This letter is for {referral.subject_name}."]
    signposts = [_signpost(signpost) for signpost in policy.signposts_for(reason_code)]
    helpers = ["Who else can help", *signposts] if signposts else []
    return [
        f"Dear {recipient}",
        f"Your reference: {referral.reference}",
        *about,
        f"You asked us about {labels.in_a_sentence}. Its full name is the {labels.register_name}.",
        "We have looked at everything you told us.",
        reason.sentence,
        "The support you have now does not change.",
        *helpers,
        "How to ask again",
        reason.ask_again,
        "If you think we have made a mistake, tell us. Somebody else in the team will look at it again.",
        _reach(policy),
        team.name,
    ]


def _signpost(signpost: Signpost) -> str:
    where = ", ".join(part for part in (phone(signpost.phone or ""), signpost.url or "") if part)
    return f"{signpost.name}. {signpost.text}{f' {where}.' if where else ''}"


def _reach(policy: Policy) -> str:
    team = policy.team
    ways = " or ".join(
        part
        for part in (f"call {phone(team.phone)}" if team.phone else "", f"email {team.email}" if team.email else "")
        if part
    )
    hours = f"We work {team.hours_in_words}."
    return f"To reach us, {ways}. {hours}" if ways else hours
