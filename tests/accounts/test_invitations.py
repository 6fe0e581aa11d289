"""Accounts begin by invitation, and only so."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from dsr.accounts import queries
from dsr.accounts.actions import invitations as actions
from dsr.accounts.models import Invitation, RoleGrant, Worker
from dsr.core import scope
from dsr.core.errors import Refused
from tests.accounts.conftest import code_now, errors, events, page, proved
from tests.accounts.test_second_factor import secret_on
from tests.factories.administration import make_invitation
from tests.support.html import texts

pytestmark = pytest.mark.django_db

PASSWORD = "quiet meadow copper lantern"
ADDRESS = "New.Worker@example.org"


def send(office, organisation, **answers):
    form = {"name": "New Worker", "email": ADDRESS, "organisation": organisation.public_id, "role": "coordinator"}
    return office.post(reverse("invite"), form | answers)


def path_in(text: str) -> str:
    return re.search(r"http://[^/]+(/invitation/\S+)", text).group(1)


def test_from_invitation_to_the_first_page(office, administrator, area):
    page(office.get(reverse("invite")))
    assert send(office, administrator.organisation).url == reverse("invitation_list")
    assert "New Worker" in texts(page(office.get(reverse("invitation_list"))), "tbody tr")[0]
    (message,) = mail.outbox
    assert message.to == [ADDRESS.lower()]
    client = Client()
    link = path_in(message.body)
    page(client.get(link))
    accepted = client.post(link, {"name": "New Worker", "job_title": "Nurse", "password": PASSWORD})
    assert accepted.status_code == 302
    assert client.get(reverse("my_account")).url == reverse("mfa_activate_totp")
    secret = secret_on(client.get(reverse("mfa_activate_totp")))
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    shown = client.get(reverse("my_account")).content.decode()
    assert "Register coordinator" in shown
    grant = RoleGrant.objects.get(worker__email=ADDRESS.lower())
    assert grant.granted_by == administrator.worker
    assert events(area, "act") == ["worker_invited", "invitation_accepted"]
    assert Client().get(link).status_code == 404


def test_the_secret_of_the_link_is_not_kept(office, administrator):
    send(office, administrator.organisation)
    token = path_in(mail.outbox[0].body).split("/")[2]
    kept = Invitation.objects.values().get()
    assert token not in str(kept)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "new worker new work"}, "too similar"),
        ({"password": ""}, "Choose a password"),
        ({"name": ""}, "Enter your full name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(administrator, client, answers, error):
    _, token = make_invitation(administrator)
    form = {"name": "New Worker", "password": PASSWORD} | answers
    response = client.post(reverse("invitation", kwargs={"token": token}), form)
    assert error in " ".join(errors(response))
    assert queries.with_email("new.worker@example.org") is None


def test_the_link_works_seven_days(administrator, client, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    _, token = make_invitation(administrator)
    address = reverse("invitation", kwargs={"token": token})
    time_machine.move_to("2026-11-30T09:59Z")
    assert client.get(address).status_code == 200
    time_machine.move_to("2026-11-30T10:00Z")
    response = client.get(address)
    assert texts(page(response), "h1") == ["This invitation does not work"]


def test_sending_again_stops_the_first_link(office, administrator, client):
    send(office, administrator.organisation)
    invitation = Invitation.objects.get()
    office.post(reverse("invitation_resend", kwargs={"pid": invitation.public_id}))
    first, second = (path_in(message.body) for message in mail.outbox)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_cancelled_invitation_does_not_work(office, administrator, client):
    invitation, token = make_invitation(administrator)
    office.post(reverse("invitation_cancel", kwargs={"pid": invitation.public_id}))
    assert client.get(reverse("invitation", kwargs={"token": token})).status_code == 404
    assert office.post(reverse("invitation_cancel", kwargs={"pid": invitation.public_id})).status_code == 404
    with pytest.raises(Refused, match="used or cancelled"):
        actions.accept(invitation=invitation, password=PASSWORD)


def test_mail_that_cannot_be_sent_changes_nothing(office, administrator, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    assert "could not send" in errors(send(office, administrator.organisation))[0]
    assert not Invitation.objects.exists()


def test_nobody_is_invited_twice_or_when_they_have_an_account(office, administrator, coordinator):
    send(office, administrator.organisation)
    assert "invited already" in errors(send(office, administrator.organisation, email=ADDRESS.upper()))[0]
    known = send(office, administrator.organisation, email=coordinator.worker.email)
    assert "has this email address" in errors(known)[0]


def test_a_worker_of_another_area_accepts_with_the_account_they_have(elsewhere, coordinator, browser_as, client):
    _, token = make_invitation(elsewhere, email=coordinator.worker.email)
    address = reverse("invitation", kwargs={"token": token})
    assert client.get(address).url.startswith(reverse("account_login"))
    browser = browser_as(coordinator)
    page(browser.get(address))
    assert browser.post(address).url == reverse("choose_organisation")
    assert len(queries.grants_in_force(coordinator.worker.pk)) == 2
    assert Worker.objects.filter(email=coordinator.worker.email).count() == 1


def test_an_invitation_is_not_for_whoever_is_signed_in(administrator, elsewhere, coordinator, partner, browser_as):
    browser = browser_as(partner)
    for by, email in ((administrator, "new.worker@example.org"), (elsewhere, coordinator.worker.email)):
        _, token = make_invitation(by, email=email)
        response = browser.post(reverse("invitation", kwargs={"token": token}), {"name": "x", "password": PASSWORD})
        assert texts(page(response), "h1") == ["This invitation is for somebody else"]
    assert len(queries.grants_in_force(partner.worker.pk)) == 1


def test_another_area_sees_and_touches_no_invitation(administrator, elsewhere, browser_as):
    invitation, _ = make_invitation(administrator)
    browser = proved(browser_as(elsewhere))
    assert "New Worker" not in browser.get(reverse("invitation_list")).content.decode()
    for name in ("invitation_resend", "invitation_cancel"):
        assert browser.post(reverse(name, kwargs={"pid": invitation.public_id})).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_number_of_questions(office, administrator, count, django_assert_max_num_queries):
    for number in range(count):
        make_invitation(administrator, email=f"worker.{number}@example.net")
    office.get(reverse("invitation_list"))
    with django_assert_max_num_queries(10):
        response = office.get(reverse("invitation_list"))
    assert len(page(response).query("tbody tr")) == min(count, 25)


def run_command(*words: str) -> str:
    out = StringIO()
    call_command("create_administrator", *words, stdout=out)
    return out.getvalue()


def test_the_first_administrator_comes_by_a_command(area, client):
    link = path_in(run_command("first@example.org", "First Administrator"))
    client.post(link, {"name": "First Administrator", "password": PASSWORD})
    worker = queries.with_email("first@example.org")
    assert [grant.worker for grant in queries.administrators(area.pk)] == [worker]
    assert events(area, "act") == ["administrator_invited", "invitation_accepted"]


def test_the_command_says_what_is_wrong(area, coordinator):
    with pytest.raises(CommandError, match="not an email address"):
        run_command("first", "First")
    with pytest.raises(CommandError, match="account with this address"):
        run_command(coordinator.worker.email, "First")
    with pytest.raises(CommandError, match="Use one of"):
        run_command("first@example.org", "First", "--organisation", "nowhere")
    trust = queries.organisations(area.pk).filter(kind="trust").get()
    assert "/invitation/" in run_command("first@example.org", "First", "--organisation", trust.code)


def test_there_is_no_sign_up(client, area):
    assert client.get("/accounts/signup/").status_code == 404


def test_nobody_is_invited_to_another_area(administrator, elsewhere):
    with pytest.raises(Refused, match="your own area"):
        actions.invite(
            email="new@example.org", name="New", organisation=elsewhere.organisation, role="lead", by=administrator
        )
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_an_invitation_that_ran_out_makes_no_account(administrator, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    invitation, _ = make_invitation(administrator)
    time_machine.move_to("2026-11-30T10:00Z")
    with pytest.raises(Refused, match="expired"):
        actions.accept(invitation=invitation, password=PASSWORD)
    assert queries.with_email(invitation.email) is None


def test_who_was_given_the_role_meanwhile_has_it_once(administrator, coordinator, area):
    invitation, _ = make_invitation(administrator, email=coordinator.worker.email, role="coordinator")
    with scope.job(name="test", area_id=area.pk):
        actions.accept(invitation=invitation, worker=coordinator.worker)
    assert queries.roles_of(coordinator.worker, area.pk).filter(role="coordinator").count() == 1
    assert not queries.invitations(area.pk).exists()
