"""What sign-in asks the database."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from dsr.accounts.models import Invitation, Worker
from dsr.core import clock, ids
from dsr.core.statements import Prepared


def with_email(email: str) -> Worker | None:
    """The worker with this address, however it is spelt."""
    return Worker.objects.filter(email__iexact=email).first() if email else None


def active_worker(public_id: str) -> Worker | None:
    """The worker with this public id, unless disabled."""
    return Worker.objects.filter(public_id=public_id, is_active=True).first() if public_id else None


def has_second_factor(worker_id: int) -> bool:
    """Whether the worker owns an authenticator app."""
    return Authenticator.objects.filter(user_id=worker_id, type=Authenticator.Type.TOTP).exists()


def recovery_codes(worker_id: int) -> list[str]:
    """The worker's unused recovery codes. Show them only when `session.may_read_codes` says so."""
    kept = Authenticator.objects.filter(user_id=worker_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(kept).get_unused_codes() if kept else []


_kept_session = Prepared(lambda **wanted: Session.objects.filter(**wanted).order_by())


def kept_session(session_key: str) -> Session | None:
    """A session that has not run out."""
    return _kept_session.first(session_key=session_key, expire_date__gt=clock.now())


def sessions(request: HttpRequest) -> list[UserSession]:
    """Where the worker is signed in now, newest first."""
    living = UserSession.objects.purge_and_list(request.user)  # type: ignore[arg-type]
    return sorted(living, key=lambda session: session.created_at, reverse=True)


def is_linked(worker_id: int, provider: str) -> bool:
    """Whether the worker signs in with a subject of this provider already."""
    return SocialAccount.objects.filter(user_id=worker_id, provider=provider).exists()


def open_invitation(token: str) -> Invitation | None:
    """The invitation a secret link opens, while it can still be accepted."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, cancelled_at__isnull=True)
    waiting = waiting.filter(expires_at__gt=clock.now(), token_hash=ids.hash_token(token))
    return waiting.select_related("organisation", "invited_by").first()


def open_invitation_to(email: str) -> Invitation | None:
    """The newest invitation of this address that can still be accepted."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, cancelled_at__isnull=True)
    return waiting.filter(expires_at__gt=clock.now(), email__iexact=email).order_by("-invited_at").first()
