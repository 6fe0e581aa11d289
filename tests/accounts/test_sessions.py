"""How long a session lasts, and ending it."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dsr.accounts import queries
from dsr.accounts.jobs import clear_sessions
from dsr.accounts.models import Organisation, RoleGrant
from dsr.accounts.sessions import SessionStore
from dsr.core import clock
from tests.accounts.conftest import events, page
from tests.factories.accounts import make_actor, make_worker
from tests.support.clients import signed_in
from tests.support.html import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(time_machine):
    def move(clock: str) -> None:
        time_machine.move_to(f"2026-11-23T{clock}Z", tick=False)

    move("08:00")
    return move


def test_fifteen_idle_minutes_end_the_session_and_lead_back(sign_in, coordinator, at, area):
    client = sign_in(coordinator.worker)
    at("08:14")
    assert client.get(reverse("usersessions_list")).status_code == 200
    at("08:28")
    assert client.get(reverse("usersessions_list")).status_code == 200
    at("08:44")
    ended = client.get(reverse("usersessions_list"))
    assert ended.url == f"{reverse('session_ended')}?next=%2Faccount%2Fsessions%2F"
    shown = client.get(ended.url)
    assert "because nothing happened for 15 minutes" in shown.content.decode()
    link = page(shown).query("main a.nhsuk-button")[0].attrs["href"]
    assert link == f"{reverse('account_login')}?next=/account/sessions/"
    assert events(area)[-1] == "session_timed_out"


def test_twelve_hours_end_the_session_whatever_happens(sign_in, coordinator, at):
    client = sign_in(coordinator.worker)
    for hour in range(8, 20):
        for minute in ("10", "20", "30", "40", "50", "59"):
            at(f"{hour:02}:{minute}")
            assert client.post(reverse("keep_alive")).status_code == 204
    at("20:01")
    assert client.post(reverse("keep_alive")).status_code == 302


def test_keeping_alive_starts_the_time_anew(sign_in, coordinator, at):
    client = sign_in(coordinator.worker)
    at("08:13")
    assert client.post(reverse("keep_alive")).status_code == 204
    at("08:26")
    assert client.get(reverse("my_account")).status_code == 200


def test_keeping_alive_is_for_the_signed_in(client, area):
    assert client.post(reverse("keep_alive")).status_code == 302
    assert client.get(reverse("keep_alive")).status_code in (302, 405)


def test_the_page_knows_when_it_ends(sign_in, coordinator, at):
    client = sign_in(coordinator.worker)
    at("08:01")
    client.get(reverse("my_account"))
    document = page(client.get(reverse("my_account")))
    dialog = document.query("#session-timeout")[0]
    assert dialog.attrs["data-idle-seconds"] == "900"
    assert dialog.attrs["data-signed-out-href"] == f"{reverse('session_ended')}?next=%2Faccount%2F"


def test_the_end_page_leads_nowhere_else(client, area):
    document = page(client.get(reverse("session_ended"), {"next": "https://evil.example/"}))
    assert document.query("main a.nhsuk-button")[0].attrs["href"] == reverse("account_login")


def test_a_session_that_still_lives_is_not_said_to_have_ended(sign_in, coordinator):
    client = sign_in(coordinator.worker)
    assert client.get(reverse("session_ended"), {"next": "/account/"}).url == "/account/"


def test_i_see_and_end_my_other_sessions(sign_in, coordinator, at, area):
    elsewhere = sign_in(coordinator.worker, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    at("08:02")
    client = sign_in(coordinator.worker)
    shown = client.get(reverse("usersessions_list"))
    assert len(page(shown).query("tbody tr")) == 2
    assert "Firefox on Windows" in shown.content.decode()
    client.post(reverse("end_other_sessions"))
    assert elsewhere.get(reverse("my_account")).status_code == 302
    assert len(page(client.get(reverse("usersessions_list"))).query("tbody tr")) == 1
    assert events(area)[-1] == "sessions_ended"


def test_a_worker_of_two_organisations_chooses_and_changes(sign_in, area):
    worker = make_worker()
    team = make_actor(area, "register_team", "coordinator", worker=worker)
    trust = make_actor(area, "trust", "partner", worker=worker)
    client = sign_in(worker)
    document = page(client.get(reverse("choose_organisation"), {"next": "/account/"}))
    assert len(document.query("input[type=radio]")) == 2
    missing = client.post(reverse("choose_organisation"), {})
    assert texts(page(missing), ".nhsuk-error-summary li") == ["Choose the organisation you are working for now"]
    chosen = client.post(
        reverse("choose_organisation"), {"organisation": trust.organisation.public_id, "next": "/account/"}
    )
    assert chosen.url == "/account/"
    header = texts(page(client.get("/account/")), ".nhsuk-header__account")[0]
    assert trust.organisation.short_name in header
    assert "Partner practitioner" in header
    client.post(reverse("choose_organisation"), {"organisation": team.organisation.public_id})
    assert "Register coordinator" in texts(page(client.get("/account/")), ".nhsuk-header__account")[0]


def test_nobody_chooses_an_organisation_they_have_no_role_in(sign_in, area, partner):
    worker = make_worker()
    make_actor(area, "register_team", "coordinator", worker=worker)
    client = sign_in(worker)
    response = client.post(reverse("choose_organisation"), {"organisation": partner.organisation.public_id})
    assert response.status_code == 200


def test_a_worker_without_a_role_is_told_so(sign_in, area):
    client = sign_in(make_worker())
    response = client.get(reverse("choose_organisation"))
    assert texts(page(response), "h1") == ["You have no role at the moment"]


def test_no_page_of_ours_is_kept_by_the_browser(sign_in, coordinator):
    client = sign_in(coordinator.worker)
    assert "no-store" in client.get(reverse("my_account")).headers["Cache-Control"]
    assert isinstance(client, Client)


def test_a_form_sent_too_late_leads_back_to_its_page(sign_in, coordinator, at):
    client = sign_in(coordinator.worker)
    at("08:20")
    late = client.post(reverse("end_other_sessions"), headers={"referer": "http://testserver/account/sessions/?page=1"})
    assert late.url == f"{reverse('session_ended')}?next=%2Faccount%2Fsessions%2F%3Fpage%3D1"
    elsewhere = client.post(reverse("end_other_sessions"), headers={"referer": "https://evil.example/x"})
    assert elsewhere.url.endswith(f"?next={reverse('end_other_sessions')}")


def test_sessions_that_are_over_are_dropped(sign_in, coordinator, at, area):
    sign_in(coordinator.worker)
    clear_sessions(area.pk)
    assert Session.objects.count() == 1
    at("21:00")
    clear_sessions(area.pk)
    assert Session.objects.count() == 0


def test_a_session_is_kept_anew_in_one_statement(coordinator, django_assert_num_queries):
    store = signed_in(coordinator).session
    store["dsr_seen_at"] = 7
    with django_assert_num_queries(1):
        store.save()
    assert SessionStore(store.session_key)["dsr_seen_at"] == 7


def test_a_session_that_was_ended_meanwhile_does_not_come_back(coordinator):
    store = signed_in(coordinator).session
    store["dsr_seen_at"] = 7
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_the_worker_of_a_session_brings_todays_roles(coordinator, django_assert_num_queries):
    with django_assert_num_queries(1):
        worker = queries.worker_of_session(coordinator.worker.pk)
        assert worker == coordinator.worker
        actor, places = queries.acting(worker)
    assert (actor, places) == (coordinator, 1)
    RoleGrant.objects.filter(worker=worker).update(ended_at=clock.now(), ended_by=worker)
    assert queries.acting(worker) == (None, 0)


def test_a_page_asks_for_todays_roles_once(coordinator, browser_as):
    browser = browser_as(coordinator)
    address = reverse("register_list")
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    assert sum('FROM "accounts_rolegrant"' in query["sql"] for query in asked.captured_queries) == 1


def test_somebody_without_a_role_has_a_session_all_the_same(coordinator):
    RoleGrant.objects.filter(worker=coordinator.worker).update(ended_at=clock.now(), ended_by=coordinator.worker)
    worker = queries.worker_of_session(coordinator.worker.pk)
    assert worker == coordinator.worker
    assert queries.acting(worker) == (None, 0)
    assert queries.worker_of_session(0) is None


def test_a_new_council_is_offered_within_a_minute(area, time_machine):
    time_machine.move_to("2026-11-20T10:00:30Z", tick=False)
    before = queries.councils(area.pk)
    Organisation.objects.filter(pk=before[0].pk).update(is_active=False)
    assert queries.councils(area.pk) == before
    time_machine.shift(31)
    assert queries.councils(area.pk) == before[1:]
