"""Codes that let the maker of a referral in again.

The page that asks for one never looks whether the reference exists: it writes one row and queues one job, always the
same. The worker looks, and what it finds shows in nothing but the message that arrives or does not.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dsr.audit import actions as audit
from dsr.core import clock, ids, scope
from dsr.messages import channels
from dsr.messages.models import Message
from dsr.referrals.following import EMAIL, Way, way_named
from dsr.referrals.models import CodeRequest, FollowCode, Referral

CODE_LASTS = timedelta(minutes=30)
VISIT_IDLE, VISIT_MOST = timedelta(minutes=20), timedelta(hours=12)
#: Codes for one referral within an hour; a further request sends nothing, and its page says the same as ever.
MOST_CODES, WITHIN = 3, timedelta(hours=1)


@transaction.atomic
def ask_for_code(*, area_id: int, reference: str, contact: str, language: str, reading: str) -> None:
    """Keep the request for the worker, whatever was typed: the same statements for everybody."""
    from dsr.referrals.jobs import send_codes_now  # the job calls this module

    token = ids.hash_token(ids.new_token())
    with scope.public(area_id=area_id, token=token):
        CodeRequest(
            area_id=area_id,
            token_hash=token,
            reference=reference[:40],
            contact=contact[:254],
            language=language,
            reading=reading,
            asked_at=clock.now(),
        ).save(force_insert=True)
        send_codes_now.defer(area_id=area_id)


@transaction.atomic
def answer_requests(*, area_id: int) -> int:
    """Send the codes that were asked for; what could not be sent now is tried again while it would still be of use."""
    waiting = CodeRequest.objects.select_for_update(of=("self",), skip_locked=True).filter(area_id=area_id)
    answered = [asked.pk for asked in waiting.order_by("asked_at", "pk") if _is_answered(asked)]
    CodeRequest.objects.filter(pk__in=answered).delete()
    return len(answered)


def _is_answered(asked: CodeRequest) -> bool:
    """True when nothing more is to be done with it."""
    if asked.asked_at < clock.now() - CODE_LASTS:
        return True
    referral = Referral.objects.filter(area_id=asked.area_id, reference=asked.reference).order_by("pk").first()
    way = way_named(referral, asked.contact) if referral else None
    if referral is None or way is None or _had_enough(referral):
        return True
    return _send(referral, way, asked)


def _had_enough(referral: Referral) -> bool:
    return FollowCode.objects.filter(referral=referral, made_at__gt=clock.now() - WITHIN).count() >= MOST_CODES


def _send(referral: Referral, way: Way, asked: CodeRequest) -> bool:
    code = ids.new_token()
    try:
        channels.deliver(_message(way, code, asked))
    except channels.Undeliverable as error:
        return error.for_good
    FollowCode.objects.create(
        area_id=referral.area_id,
        referral=referral,
        referral_token=referral.token_hash,
        code_hash=ids.hash_token(code),
        made_at=clock.now(),
        expires_at=clock.now() + CODE_LASTS,
    )
    audit.record("follow_code_sent", by=audit.SERVICE, targets=[f"referral:{referral.public_id}"], channel=way.channel)
    return True


def _message(way: Way, code: str, asked: CodeRequest) -> Message:
    """Neutral words, never kept: whoever reads the log of messages must not find a code in it."""
    with translation.override(asked.language):
        link = settings.PUBLIC_URL + mounted(reverse("follow_code", kwargs={"code": code}), asked.reading)
        subject = _("The link you asked for")
        body = _(
            "You asked us for this link:\n\n%(link)s\n\n"
            "It works once, in the next 30 minutes. Do not pass it on.\n"
            "If you did not ask for it, you can delete this message.\n"
        ) % {"link": link}
    if way.channel == EMAIL:
        return Message(channel=way.channel, recipient_address=way.address, subject=subject, body=body)
    return Message(channel=way.channel, recipient_address=way.address, body=body)


def mounted(path: str, reading: str) -> str:
    """The address of the same page as it is read: Easy Read stands in front of everything else."""
    return f"/easy-read{path}" if reading == "easy" and not path.startswith("/easy-read/") else path


@transaction.atomic
def use_code(*, area_id: int, code: str) -> str | None:
    """The secret of a short visit, for a code that nobody used and that has not run out; None for any other."""
    visit, now, token = ids.new_token(), clock.now(), ids.hash_token(code)
    with scope.public(area_id=area_id, token=token):
        used = FollowCode.objects.filter(code_hash=token, used_at__isnull=True, expires_at__gt=now).update(
            used_at=now, visit_hash=ids.hash_token(visit), visit_seen_at=now
        )
    return visit if used else None


@transaction.atomic
def go_on_visiting(*, area_id: int, token: str) -> str | None:
    """The hash of the referral's own secret, for a visit that was not left alone too long; None for any other."""
    hashed, now = ids.hash_token(token), clock.now()
    with scope.public(area_id=area_id, token=hashed):
        begun = FollowCode.objects.filter(visit_hash=hashed, used_at__gt=now - VISIT_MOST)
        live = begun.filter(visit_seen_at__gt=now - VISIT_IDLE)
        if not live.update(visit_seen_at=now):
            return None
        return str(FollowCode.objects.values_list("referral_token", flat=True).get(visit_hash=hashed))


@transaction.atomic
def forget_old(*, area_id: int) -> int:
    """Codes and visits go a day after they were made."""
    old = FollowCode.objects.filter(area_id=area_id, made_at__lt=clock.now() - timedelta(days=1))
    return old.delete()[0]
