"""Invitations: the only way an account begins."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from dsr.accounts import queries
from dsr.accounts.actor import Actor
from dsr.accounts.models import Invitation, Organisation, Role, RoleGrant, Worker
from dsr.audit import actions as audit
from dsr.audit.actions import NamedActor
from dsr.core import clock, ids
from dsr.core.errors import Refused

VALID_DAYS = 7


@transaction.atomic
def invite(
    *, email: str, name: str, organisation: Organisation, role: str, ends_on: date | None = None, by: Actor
) -> Invitation:
    """Make an invitation and email its link. Raises Refused when it cannot be made or sent."""
    _check(email, organisation, by)
    invitation, token = new(email=email, name=name, organisation=organisation, role=role, ends_on=ends_on, by=by)
    _send(invitation, token)
    audit.record(
        "worker_invited", by=by, targets=[invitation.public_id], role=role, organisation=organisation.public_id
    )
    return invitation


@transaction.atomic
def invite_administrator(*, email: str, name: str, organisation: Organisation) -> str:
    """For the command line only: the first administrator has nobody to invite them. Gives the link's secret."""
    role = Role.ADMINISTRATOR.value
    invitation, token = new(email=email, name=name, organisation=organisation, role=role, ends_on=None, by=None)
    audit.record(
        "administrator_invited",
        by=NamedActor("command"),
        targets=[invitation.public_id],
        area_id=organisation.area_id,
        organisation=organisation.public_id,
    )
    return token


def new(
    *, email: str, name: str, organisation: Organisation, role: str, ends_on: date | None, by: Actor | None
) -> tuple[Invitation, str]:
    """The row and the secret of its link, which is not kept."""
    token, now = ids.new_token(), clock.now()
    invitation = Invitation.objects.create(
        public_id=ids.new_public_id(),
        email=email.lower(),
        name=name,
        organisation=organisation,
        role=role,
        role_ends_on=ends_on,
        token_hash=ids.hash_token(token),
        invited_by=by.worker if by else None,
        invited_at=now,
        expires_at=now + timedelta(days=VALID_DAYS),
    )
    return invitation, token


def link(token: str) -> str:
    """The address the invited worker opens."""
    return settings.PUBLIC_URL + reverse("invitation", kwargs={"token": token})


def _check(email: str, organisation: Organisation, by: Actor) -> None:
    if organisation.area_id != by.area_id or not organisation.is_active:
        raise Refused("Choose an organisation of your own area.")
    worker = queries.with_email(email)
    if worker and queries.roles_of(worker, by.area_id).exists():
        raise Refused(
            "Somebody in your area has this email address already. Open their account and give them the role."
        )
    if queries.invitations(by.area_id).filter(email__iexact=email, expires_at__gt=clock.now()).exists():
        raise Refused("This address has been invited already. Send that invitation again, or cancel it first.")


@transaction.atomic
def resend(*, invitation: Invitation, by: Actor) -> None:
    """A new link for another seven days; the old one stops working. Raises Refused."""
    locked = _lock(invitation)
    token = ids.new_token()
    locked.token_hash, locked.expires_at = ids.hash_token(token), clock.now() + timedelta(days=VALID_DAYS)
    locked.save(update_fields=["token_hash", "expires_at"])
    _send(locked, token)
    audit.record("invitation_sent_again", by=by, targets=[locked.public_id])


@transaction.atomic
def cancel(*, invitation: Invitation, by: Actor) -> None:
    """The link stops working. Raises Refused."""
    locked = _lock(invitation)
    locked.cancelled_at = clock.now()
    locked.save(update_fields=["cancelled_at"])
    audit.record("invitation_cancelled", by=by, targets=[locked.public_id])


@transaction.atomic
def accept(
    *, invitation: Invitation, worker: Worker | None = None, name: str = "", password: str | None = None, **own: str
) -> Worker:
    """Make the account (or take the worker who has one already) and give the role. Works once; raises Refused.

    Without a password only another organisation's sign-in opens the account.
    """
    locked = _lock(invitation)
    if locked.expires_at <= clock.now():
        raise Refused("This invitation has expired. Ask for a new one.")
    if worker is None:
        worker = Worker.objects.create_user(locked.email, password, name=name or locked.name, **own)
    _give_role(locked, worker)
    locked.accepted_at, locked.accepted_by = clock.now(), worker
    locked.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        "invitation_accepted",
        by=NamedActor(worker.public_id),
        targets=[locked.public_id, worker.public_id],
        area_id=locked.organisation.area_id,
        role=locked.role,
    )
    return worker


def _give_role(invitation: Invitation, worker: Worker) -> None:
    wanted = {"worker": worker, "organisation": invitation.organisation, "role": invitation.role}
    if RoleGrant.objects.filter(**wanted, ended_at=None).exists():
        return
    RoleGrant.objects.create(
        **wanted,
        starts_on=clock.today(),
        ends_on=invitation.role_ends_on,
        granted_by=invitation.invited_by,
        granted_at=clock.now(),
    )


def _lock(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "invited_by")
    locked = rows.get(pk=invitation.pk)
    if locked.accepted_at or locked.cancelled_at:
        raise Refused("This invitation has been used or cancelled.")
    return locked


def _send(invitation: Invitation, token: str) -> None:
    inviter = invitation.invited_by.name if invitation.invited_by else ""
    words = {"invitation": invitation, "inviter": inviter, "link": link(token), "days": VALID_DAYS}
    body = render_to_string("accounts/email/invitation.jinja", words)
    try:
        send_mail("Set up your account", body, None, [invitation.email])
    except OSError as error:
        raise Refused("We could not send the email. Nothing was changed. Try again in a few minutes.") from error
