"""Administration of workers."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from dsr.accounts import queries, rules
from dsr.accounts.actions import workers as actions
from dsr.accounts.models import RoleGrant, Worker
from dsr.core import clock
from dsr.core.errors import Refused
from tests.accounts.conftest import enter_password, errors, events, page, proved
from tests.factories.accounts import make_actor, make_worker
from tests.support.html import texts

pytestmark = pytest.mark.django_db


def rows(response) -> list[str]:
    return texts(page(response), "main tbody tr")


def listed(office, **filters):
    office.post(reverse("worker_list"), filters)
    return rows(office.get(reverse("worker_list")))


def test_the_list_holds_the_workers_of_the_area_only(office, coordinator, elsewhere):
    shown = " ".join(rows(office.get(reverse("worker_list"))))
    assert coordinator.worker.email in shown
    assert elsewhere.worker.email not in shown


def test_filters_are_kept_and_cleared_and_never_in_the_address(office, coordinator, partner):
    assert len(listed(office, text="coordinator")) == 1
    assert len(rows(office.get(reverse("worker_list")))) == 1
    office.post(reverse("worker_list_clear"))
    assert len(rows(office.get(reverse("worker_list")))) == 3
    assert len(listed(office, organisation=partner.organisation.public_id)) == 1
    assert len(listed(office, role="coordinator")) == 1
    assert len(listed(office, role="coordinator", organisation=partner.organisation.public_id)) == 0
    assert len(listed(office, text=partner.worker.email.upper())) == 1
    assert len(listed(office, status="disabled")) == 0
    assert len(listed(office, status="active")) == 3


def test_a_worker_whose_role_ran_out_is_found_without_a_role(office, coordinator):
    RoleGrant.objects.filter(worker=coordinator.worker).update(ended_at=clock.now(), ended_by=coordinator.worker)
    (row,) = listed(office, status="no_role")
    assert "No role today" in row


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_number_of_questions_however_long(office, area, count, django_assert_max_num_queries):
    for _ in range(count):
        make_actor(area, "trust", "partner")
    office.get(reverse("worker_list"))
    with django_assert_max_num_queries(12):
        response = office.get(reverse("worker_list"))
    assert len(rows(response)) == min(25, count + 1)


def test_the_second_page_shows_the_rest(office, area):
    for _ in range(29):
        make_actor(area, "trust", "partner")
    assert len(rows(office.get(reverse("worker_list"), {"page": 2}))) == 5


def test_organisations_are_counted(office, coordinator, django_assert_max_num_queries):
    office.get(reverse("organisation_list"))
    with django_assert_max_num_queries(10):
        shown = rows(office.get(reverse("organisation_list")))
    assert any("Register team" in row and row.endswith("2") for row in shown)


PAGES = ["worker", "role_grant", "worker_disable", "reset_request"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_about_a_worker_is_valid(office, coordinator, name):
    page(office.get(reverse(name, kwargs={"pid": coordinator.worker.public_id})))


@pytest.mark.parametrize("name", [*PAGES, "worker_enable", "worker_end_sessions"])
def test_another_areas_administrator_finds_nobody(elsewhere, browser_as, coordinator, name):
    client = proved(browser_as(elsewhere))
    address = reverse(name, kwargs={"pid": coordinator.worker.public_id})
    answers = {client.post(address, {"reason": "x"}).status_code, client.get(address).status_code}
    assert answers <= {404, 405}
    assert 404 in answers
    coordinator.worker.refresh_from_db()
    assert coordinator.worker.is_active


@pytest.mark.parametrize("name", ["worker_list", "organisation_list", "invitation_list", "invite"])
def test_only_administrators_administer(coordinator, browser_as, name):
    assert browser_as(coordinator).get(reverse(name)).status_code == 403


def test_an_administrator_sees_no_person_data(administrator):
    assert not any(
        administrator.has(permission)
        for permission in ("person_view", "register_view", "referral_view", "task_view", "discussion_view")
    )


def grant(office, worker, **answers):
    today = clock.today()
    form = {
        "organisation": "",
        "role": "clinician",
        "starts_on_day": today.day,
        "starts_on_month": today.month,
        "starts_on_year": today.year,
    }
    return office.post(reverse("role_grant", kwargs={"pid": worker.public_id}), form | answers)


def test_giving_a_role(office, administrator, partner, area):
    response = grant(office, partner.worker, organisation=administrator.organisation.public_id)
    assert response.url == reverse("worker", kwargs={"pid": partner.worker.public_id})
    shown = office.get(response.url).content.decode()
    assert "Clinician" in shown
    given = RoleGrant.objects.get(worker=partner.worker, role="clinician")
    assert given.granted_by == administrator.worker
    assert events(area, "act") == ["role_granted"]


def test_a_role_cannot_be_given_twice_or_to_oneself_or_elsewhere(office, administrator, coordinator, elsewhere):
    team = administrator.organisation.public_id
    assert "already" in errors(grant(office, coordinator.worker, organisation=team, role="coordinator"))[0]
    assert "yourself" in errors(grant(office, administrator.worker, organisation=team))[0]
    other = elsewhere.organisation.public_id
    assert errors(grant(office, coordinator.worker, organisation=other)) == ["Choose one of the answers in the list"]
    about = {"worker": coordinator.worker, "role": "lead", "by": administrator}
    with pytest.raises(Refused):
        rules.check_can_grant(organisation=elsewhere.organisation, **about)


def test_a_role_ends_after_it_begins(office, administrator, coordinator):
    ends = {"ends_on_day": 1, "ends_on_month": 1, "ends_on_year": 2020}
    response = grant(office, coordinator.worker, organisation=administrator.organisation.public_id, **ends)
    assert len(errors(response)) == 1


def test_ending_a_role_ends_what_it_allows(office, administrator, coordinator, sign_in, area):
    browser = sign_in(coordinator.worker)
    assert browser.get(reverse("absences")).status_code == 200
    address = reverse(
        "role_end",
        kwargs={
            "pid": coordinator.worker.public_id,
            "organisation": coordinator.organisation.public_id,
            "role": "coordinator",
        },
    )
    page(office.get(address))
    assert office.post(address).status_code == 302
    assert browser.get(reverse("absences")).url.startswith(reverse("choose_organisation"))
    assert "You have no role at the moment" in browser.get(reverse("choose_organisation")).content.decode()
    assert events(area, "act") == ["role_ended"]
    assert "Ended on" in office.get(reverse("worker", kwargs={"pid": coordinator.worker.public_id})).content.decode()
    assert office.get(address).status_code == 404


def test_the_last_administrator_stays(office, administrator, area, browser_as):
    own = queries.administrators(area.pk).get()
    with pytest.raises(Refused, match="last administrator"), administrator.scope():
        actions.end_role(grant=own, by=administrator)
    address = reverse(
        "role_end",
        kwargs={
            "pid": administrator.worker.public_id,
            "organisation": administrator.organisation.public_id,
            "role": "administrator",
        },
    )
    assert "This is the last administrator" in office.post(address).content.decode()
    second = make_actor(area, "trust", "administrator")
    with pytest.raises(Refused, match="your own account"):
        rules.check_can_disable(worker=administrator.worker, by=administrator)
    rules.check_can_disable(worker=second.worker, by=administrator)
    assert office.post(address).status_code == 302
    with pytest.raises(Refused, match="last administrator"):
        rules.check_can_disable(worker=second.worker, by=administrator)


def test_disabling_ends_sessions_at_once_and_sign_in(office, coordinator, sign_in, client, area):
    browser = sign_in(coordinator.worker)
    address = reverse("worker_disable", kwargs={"pid": coordinator.worker.public_id})
    assert errors(office.post(address, {"reason": ""})) == ["Enter the reason"]
    assert office.post(address, {"reason": "Left the trust"}).status_code == 302
    assert browser.get(reverse("my_account")).url.startswith(reverse("account_login"))
    assert not UserSession.objects.filter(user=coordinator.worker).exists()
    assert "not right" in enter_password(client, coordinator.worker.email).content.decode()
    assert events(area, "act") == ["worker_disabled"]
    enable = reverse("worker_enable", kwargs={"pid": coordinator.worker.public_id})
    page(office.get(enable))
    assert office.post(enable, {"reason": "Came back"}).status_code == 302
    assert browser.get(reverse("my_account")).status_code == 302
    assert enter_password(client, coordinator.worker.email).status_code == 302


def test_a_worker_of_two_areas_is_not_disabled_by_one(administrator, coordinator, example_area):
    make_actor(example_area, "trust", "partner", worker=coordinator.worker)
    with pytest.raises(Refused, match="another area"):
        rules.check_can_disable(worker=coordinator.worker, by=administrator)


def test_an_administrator_signs_a_worker_out(office, coordinator, sign_in):
    browser = sign_in(coordinator.worker)
    office.post(reverse("worker_end_sessions", kwargs={"pid": coordinator.worker.public_id}))
    assert browser.get(reverse("my_account")).status_code == 302
    assert Worker.objects.get(pk=coordinator.worker.pk).is_active


def test_sensitive_acts_ask_who_it_is(administrator, browser_as, coordinator):
    client = browser_as(administrator)
    address = reverse("worker_disable", kwargs={"pid": coordinator.worker.public_id})
    asked = client.post(address, {"reason": "x"})
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    coordinator.worker.refresh_from_db()
    assert coordinator.worker.is_active


def test_a_disabled_worker_cannot_be_given_a_role(administrator, coordinator):
    worker = make_worker()
    worker.is_active = False
    with pytest.raises(Refused, match="disabled"):
        rules.check_can_grant(worker=worker, organisation=administrator.organisation, role="lead", by=administrator)


def test_a_role_ends_once(administrator, area):
    second = make_actor(area, "trust", "administrator")
    grant = queries.administrators(area.pk).get(worker=second.worker)
    grant.ended_at = clock.now()
    with pytest.raises(Refused, match="ended already"):
        rules.check_can_end_role(grant=grant, by=administrator)


def test_an_account_is_disabled_and_enabled_once_and_by_somebody_else(administrator, coordinator):
    worker = coordinator.worker
    with pytest.raises(Refused, match="not disabled"):
        rules.check_can_enable(worker=worker, by=administrator)
    worker.is_active = False
    with pytest.raises(Refused, match="disabled already"):
        rules.check_can_disable(worker=worker, by=administrator)
    rules.check_can_enable(worker=worker, by=administrator)
    with pytest.raises(Refused, match="enable your own"):
        rules.check_can_enable(worker=worker, by=coordinator)
