"""Forgotten and changed passwords."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from dsr.accounts.jobs import send_password_reset
from dsr.accounts.models import Worker
from tests.accounts.conftest import enter_password, events, page
from tests.factories.accounts import PASSWORD
from tests.support.html import texts

pytestmark = pytest.mark.django_db

NEW = "velvet harbour pencil sunrise"


def ask(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def run_mail() -> None:
    """What the background worker does with the waiting jobs."""
    for job in ProcrastinateJob.objects.filter(task_name="accounts.send_password_reset").order_by("id"):
        send_password_reset(**job.args)


def link_in_mail() -> str:
    return re.search(r"http://[^/]+(/\S+)", mail.outbox[-1].body).group(1)


@pytest.fixture
def link(client, coordinator) -> str:
    ask(client, coordinator.worker.email)
    run_mail()
    return link_in_mail()


def test_the_answer_and_the_work_are_the_same_for_everybody(client, coordinator, django_assert_num_queries):
    page(client.get(reverse("account_reset_password")))
    known = ask(client, coordinator.worker.email)
    unknown = ask(client, "nobody@example.org")
    assert known.url == unknown.url == reverse("account_reset_password_done")
    assert "If that address has an account" in client.get(known.url).content.decode()
    assert ProcrastinateJob.objects.filter(task_name="accounts.send_password_reset").count() == 2
    run_mail()
    assert [message.to for message in mail.outbox] == [[coordinator.worker.email]]


def test_a_disabled_account_gets_no_link(client, coordinator):
    Worker.objects.filter(pk=coordinator.worker.pk).update(is_active=False, disabled_at="2026-11-01T00:00Z")
    ask(client, coordinator.worker.email)
    run_mail()
    assert not mail.outbox


def test_the_link_changes_the_password_and_does_not_skip_the_second_factor(coordinator, sign_in, area):
    elsewhere, client = sign_in(coordinator.worker), Client()
    ask(client, coordinator.worker.email)
    run_mail()
    link = link_in_mail()
    form = client.get(link, follow=True)
    page(form)
    done = client.post(form.redirect_chain[-1][0], {"password1": NEW})
    assert done.url == reverse("account_reset_password_from_key_done")
    page(client.get(done.url))
    assert client.get(reverse("my_account")).status_code == 302
    assert elsewhere.get(reverse("my_account")).status_code == 302
    assert "not right" in enter_password(client, coordinator.worker.email, PASSWORD).content.decode()
    assert enter_password(client, coordinator.worker.email, NEW).url == reverse("mfa_authenticate")
    assert "password_reset" in events(area)


def test_the_link_works_once(link):
    client = Client()
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW})
    again = Client().get(link, follow=True)
    assert texts(page(again), "h1") == ["This link does not work"]


def test_the_link_works_for_thirty_minutes(client, coordinator, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    ask(client, coordinator.worker.email)
    run_mail()
    time_machine.move_to("2026-11-23T10:29Z")
    assert "Choose a new password" in Client().get(link_in_mail(), follow=True).content.decode()
    time_machine.move_to("2026-11-23T10:31Z")
    assert "This link does not work" in Client().get(link_in_mail(), follow=True).content.decode()


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "too short"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats itself"),
        ("passwordpassword", "repeats itself"),
        ("coordinator at cw team", "too similar"),
        ("1q2w3e4r5t6y7u8i9o0p", "too common"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(coordinator, sign_in, password, why):
    if why == "too similar":
        Worker.objects.filter(pk=coordinator.worker.pk).update(name="Coordinator at CW team")
    client = sign_in(coordinator.worker)
    response = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password})
    assert why in " ".join(texts(page(response), ".nhsuk-error-summary li"))


def test_changing_the_password_keeps_this_session_and_ends_the_others(coordinator, sign_in, time_machine, area):
    time_machine.move_to("2026-11-23T10:00Z")
    elsewhere = sign_in(coordinator.worker)
    time_machine.move_to("2026-11-23T10:02Z")
    client = sign_in(coordinator.worker)
    page(client.get(reverse("account_change_password")))
    response = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert response.url == reverse("my_account")
    assert client.get(reverse("my_account")).status_code == 200
    assert elsewhere.get(reverse("my_account")).status_code == 302
    assert events(area)[-1] == "password_changed"


def test_the_current_password_is_needed(coordinator, sign_in):
    client = sign_in(coordinator.worker)
    response = client.post(reverse("account_change_password"), {"oldpassword": "no", "password1": NEW})
    assert "Your current password is not right" in response.content.decode()


def test_passwords_may_be_pasted_and_have_any_characters(coordinator, sign_in):
    client = sign_in(coordinator.worker)
    odd = "ß ✓ 日本語 and spaces "
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": odd})
    fresh = Client()
    assert enter_password(fresh, coordinator.worker.email, odd).status_code == 302
    assert "onpaste" not in fresh.get(reverse("account_login")).content.decode()
