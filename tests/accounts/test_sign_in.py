"""Password and code: the only way in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dsr.accounts.models import Worker
from dsr.accounts.navigation import home_href
from dsr.audit.models import Event
from dsr.core import scope
from tests.accounts.conftest import code_now, enter_code, enter_password, events, page
from tests.factories.accounts import PASSWORD, make_worker
from tests.support.html import texts

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_is_valid(client, area):
    document = page(client.get(reverse("account_login")))
    assert texts(document, "h1") == ["Sign in"]


def test_password_and_code_open_the_account(client, coordinator, area):
    first = enter_password(client, coordinator.worker.email)
    assert first.url == reverse("mfa_authenticate")
    page(client.get(first.url))
    assert client.get(reverse("my_account")).url.startswith(reverse("account_login"))
    second = enter_code(client)
    assert second.url == reverse("choose_organisation")
    assert client.get(second.url).url == home_href()
    assert texts(page(client.get(reverse("my_account"))), "h1") == ["Your account"]
    assert events(area) == ["second_factor_used", "signed_in"]


def test_the_address_is_found_however_it_is_spelt(client, coordinator):
    assert enter_password(client, coordinator.worker.email.upper()).status_code == 302


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_address_look_the_same(client, coordinator, area, known):
    email = coordinator.worker.email if known else "nobody@example.org"
    response = enter_password(client, email, "wrong wrong wrong wrong")
    assert texts(page(response), ".nhsuk-error-summary li") == [
        "The email address or the password is not right. Check both and try again"
    ]
    assert events(area) == ["sign_in_failed"]


def test_a_disabled_account_looks_the_same_too(client, area):
    worker = make_worker()
    Worker.objects.filter(pk=worker.pk).update(is_active=False, disabled_at="2026-11-01T00:00Z")
    response = enter_password(client, worker.email)
    assert "The email address or the password is not right" in response.content.decode()
    assert events(area) == ["sign_in_failed"]


def test_no_secret_is_recorded(client, coordinator, area):
    enter_password(client, coordinator.worker.email, "wrong wrong wrong wrong")
    enter_password(client, "my password typed in the wrong box@example.org", "x")
    enter_password(client, coordinator.worker.email)
    code = code_now()
    enter_code(client, code)
    with scope.job(name="test", area_id=area.pk):
        recorded = " ".join(f"{e.detail} {e.targets} {e.why}" for e in Event.objects.order_by("pk"))
    for secret in ("wrong", PASSWORD, code, "wrong box"):
        assert secret not in recorded


def test_the_sixth_wrong_try_is_refused_even_if_right(client, coordinator):
    for _ in range(5):
        enter_password(client, coordinator.worker.email, "wrong wrong wrong wrong")
    response = enter_password(client, coordinator.worker.email)
    assert "There were too many wrong tries" in response.content.decode()


def test_somebody_elses_wrong_tries_lock_nobody_out(client, coordinator):
    for _ in range(6):
        enter_password(client, coordinator.worker.email, "wrong wrong wrong wrong", REMOTE_ADDR="192.0.2.1")
    assert enter_password(client, coordinator.worker.email, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_wrong_tries_on_one_account_do_not_stop_another_from_the_same_place(client, coordinator, lead):
    for _ in range(6):
        enter_password(client, coordinator.worker.email, "wrong wrong wrong wrong")
    assert enter_password(client, lead.worker.email).status_code == 302


def test_right_passwords_are_not_counted(coordinator):
    for _ in range(7):
        assert enter_password(Client(), coordinator.worker.email).status_code == 302


def test_a_code_works_once(coordinator):
    code = code_now()
    first, second = Client(), Client()
    enter_password(first, coordinator.worker.email)
    enter_password(second, coordinator.worker.email)
    assert enter_code(first, code).status_code == 302
    assert enter_code(second, code).status_code == 200


def test_the_sixth_wrong_code_is_refused_even_if_right(client, coordinator, area):
    enter_password(client, coordinator.worker.email)
    for _ in range(5):
        assert "That code is not right" in enter_code(client, "000000").content.decode()
    assert "There were too many wrong tries" in enter_code(client).content.decode()
    assert events(area) == ["second_factor_failed"] * 5


@pytest.mark.parametrize("ahead", [-1, 1])
def test_a_code_that_changed_while_it_was_typed_is_taken_and_so_is_a_clock_that_is_a_little_ahead(
    client, coordinator, ahead
):
    enter_password(client, coordinator.worker.email)
    assert enter_code(client, code_now(ahead=ahead)).status_code == 302


@pytest.mark.parametrize("ahead", [-2, 2])
def test_an_old_code_is_refused_and_one_of_later(client, coordinator, ahead):
    enter_password(client, coordinator.worker.email)
    assert enter_code(client, code_now(ahead=ahead)).status_code == 200


def test_a_code_works_once_as_long_as_any_clock_could_show_it(coordinator, time_machine, area):
    time_machine.move_to("2026-11-23T10:00:01Z")
    code = code_now(ahead=1)
    clients = [Client() for _ in range(3)]
    for client in clients:
        enter_password(client, coordinator.worker.email)
    assert enter_code(clients[0], code).status_code == 302
    time_machine.move_to("2026-11-23T10:00:40Z")
    assert enter_code(clients[1], f"{code[:3]} {code[3:]}").status_code == 200
    time_machine.move_to("2026-11-23T10:01:25Z")
    assert enter_code(clients[2], code).status_code == 200
    assert events(area).count("second_factor_failed") == 2


@pytest.mark.parametrize(
    ("asked", "given"),
    [("/account/sessions/", "/account/sessions/"), ("https://evil.example/", "/account/organisation/")],
)
def test_only_our_own_pages_follow_sign_in(client, coordinator, asked, given):
    client.post(f"{reverse('account_login')}", {"login": coordinator.worker.email, "password": PASSWORD, "next": asked})
    assert enter_code(client).url == given


def test_the_session_key_changes_at_sign_in(client, coordinator):
    enter_password(client, coordinator.worker.email)
    before = client.session.session_key
    enter_code(client)
    assert client.session.session_key != before


def test_sign_out_is_a_post_and_clears_the_browser(sign_in, coordinator, area):
    client = sign_in(coordinator.worker)
    assert client.get(reverse("account_logout")).status_code == 405
    response = client.post(reverse("account_logout"))
    assert response.url == reverse("signed_out")
    assert '"storage"' in response.headers["Clear-Site-Data"]
    page(client.get(response.url))
    assert client.get(reverse("my_account")).status_code == 302
    assert events(area)[-1] == "signed_out"
