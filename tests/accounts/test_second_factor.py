"""Nobody works with one factor only."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from dsr.accounts import queries
from tests.accounts.conftest import code_now, enter_code, enter_password, events, page
from tests.factories.accounts import PASSWORD, make_actor, make_worker
from tests.support.html import texts

pytestmark = pytest.mark.django_db

SET_UP = "mfa_activate_totp"


@pytest.fixture
def new_worker(area):
    """A worker who has a password and no second factor yet."""
    worker = make_worker(second_factor=False)
    make_actor(area, "register_team", "coordinator", worker=worker)
    return worker


def secret_on(response) -> str:
    return re.search(r"<strong[^>]*>([A-Z2-7]{32})</strong>", response.content.decode()).group(1)


def set_up(client: Client):
    secret = secret_on(client.get(reverse(SET_UP)))
    return secret, client.post(reverse(SET_UP), {"code": code_now(secret)})


@pytest.mark.parametrize("name", ["my_account", "choose_organisation", "usersessions_list", "mfa_view_recovery_codes"])
def test_without_a_second_factor_nothing_else_opens(client, new_worker, name):
    enter_password(client, new_worker.email)
    assert client.get(reverse(name)).url == reverse(SET_UP)


def test_setting_up_opens_the_account_and_shows_the_codes_once(client, new_worker, area):
    enter_password(client, new_worker.email)
    before = client.session.session_key
    page(client.get(reverse(SET_UP)))
    secret, response = set_up(client)
    assert response.url == reverse("mfa_view_recovery_codes")
    assert client.session.session_key != before
    codes = queries.recovery_codes(new_worker.pk)
    assert texts(page(client.get(response.url)), ".dsr-codes li") == codes
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert download["Content-Disposition"].startswith("attachment")
    assert all(code in download.content.decode() for code in codes)
    assert client.get(reverse("my_account")).status_code == 200
    assert events(area) == ["signed_in", "sessions_ended", "second_factor_set_up"]
    later = Client()
    enter_password(later, new_worker.email)
    enter_code(later, code_now(secret))
    shown_again = later.get(reverse("mfa_view_recovery_codes"))
    assert not texts(page(shown_again), ".dsr-codes li")
    assert "You have 10 codes left" in shown_again.content.decode()
    assert later.get(reverse("mfa_download_recovery_codes")).status_code == 404


def test_a_wrong_first_code_sets_nothing_up(client, new_worker):
    enter_password(client, new_worker.email)
    client.get(reverse(SET_UP))
    response = client.post(reverse(SET_UP), {"code": "000000"})
    assert "That code is not right" in texts(page(response), ".nhsuk-error-summary li")[0]
    assert not queries.has_second_factor(new_worker.pk)


def test_a_session_that_has_only_the_password_loses_to_the_one_that_sets_up(new_worker):
    thief, owner = Client(), Client()
    enter_password(thief, new_worker.email)
    enter_password(owner, new_worker.email)
    set_up(owner)
    assert thief.get(reverse(SET_UP)).url.startswith(reverse("account_login"))


def test_a_session_without_the_factor_cannot_replace_it(client, coordinator):
    client.force_login(coordinator.worker)
    assert client.get(reverse(SET_UP)).url == reverse("account_login")
    assert client.get(reverse("my_account")).url.startswith(reverse("account_login"))


def test_a_recovery_code_signs_in_once(coordinator, sign_in, area):
    client = sign_in(coordinator.worker)
    client.post(reverse("mfa_generate_recovery_codes"))
    code = queries.recovery_codes(coordinator.worker.pk)[0]
    first, second = Client(), Client()
    for browser in (first, second):
        enter_password(browser, coordinator.worker.email)
    assert enter_code(first, code).status_code == 302
    assert enter_code(second, code).status_code == 200
    assert "recovery_code_used" in events(area)


def test_new_codes_replace_the_old_ones(coordinator, sign_in, area):
    client = sign_in(coordinator.worker)
    client.post(reverse("mfa_generate_recovery_codes"))
    old = queries.recovery_codes(coordinator.worker.pk)
    assert client.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    assert not set(old) & set(queries.recovery_codes(coordinator.worker.pk))
    assert events(area)[-1] == "recovery_codes_renewed"


def test_changing_the_app_asks_who_it_is_when_sign_in_was_a_while_ago(coordinator, sign_in, time_machine, area):
    time_machine.move_to("2026-11-23T10:00Z")
    client = sign_in(coordinator.worker)
    time_machine.move_to("2026-11-23T10:06Z")
    asked = client.get(reverse(SET_UP))
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    page(client.get(asked.url))
    assert "That code is not right" in client.post(asked.url, {"code": "000000"}).content.decode()
    answered = client.post(asked.url, {"code": code_now()})
    assert answered.url == reverse(SET_UP)
    other = sign_in_elsewhere(coordinator.worker, time_machine)
    secret, response = set_up(client)
    assert response.status_code == 302
    assert other.get(reverse("my_account")).url.startswith(reverse("account_login"))
    assert "second_factor_changed" in events(area)
    time_machine.move_to("2026-11-23T10:08Z")
    later = Client()
    enter_password(later, coordinator.worker.email)
    assert enter_code(later).status_code == 200
    assert enter_code(later, code_now(secret)).status_code == 302


def sign_in_elsewhere(worker, time_machine):
    time_machine.move_to("2026-11-23T10:07Z")
    client = Client(headers={"accept": "text/html"})
    enter_password(client, worker.email)
    enter_code(client)
    return client


def test_the_secret_is_not_stored_in_the_clear(coordinator):
    from allauth.mfa.models import Authenticator

    from tests.factories.accounts import TOTP_SECRET

    assert TOTP_SECRET not in str(Authenticator.objects.get(user=coordinator.worker).data)
    assert PASSWORD not in coordinator.worker.password
