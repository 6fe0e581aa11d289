"""A lost second factor is taken away by two, never by one."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from dsr.accounts import queries
from dsr.accounts.actions import resets as actions
from dsr.accounts.jobs import send_notice
from dsr.core.errors import Refused
from tests.accounts.conftest import enter_password, errors, events, page, proved
from tests.factories.accounts import make_actor
from tests.support.html import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def reset(administrator, coordinator):
    with administrator.scope():
        return actions.request_reset(worker=coordinator.worker, reason="Phone stolen", by=administrator)


def address(reset) -> str:
    return reverse("reset", kwargs={"pid": reset.public_id})


def test_the_whole_way(office, coordinator, lead, browser_as, sign_in, area):
    browser = sign_in(coordinator.worker)
    asked = reverse("reset_request", kwargs={"pid": coordinator.worker.public_id})
    assert errors(office.post(asked, {"reason": ""})) == ["Enter the reason"]
    assert office.post(asked, {"reason": "Phone stolen"}).status_code == 302
    assert queries.has_second_factor(coordinator.worker.pk)
    second = proved(browser_as(lead))
    assert "Coordinator" in texts(page(second.get(reverse("reset_list"))), "tbody tr")[0]
    waiting = queries.open_reset(coordinator.worker)
    assert "Phone stolen" in second.get(address(waiting)).content.decode()
    assert second.post(address(waiting), {"answer": "agree"}).url == reverse("reset_list")
    assert not queries.has_second_factor(coordinator.worker.pk)
    assert browser.get(reverse("my_account")).url.startswith(reverse("account_login"))
    fresh = Client()
    enter_password(fresh, coordinator.worker.email)
    assert fresh.get(reverse("my_account")).url == reverse("mfa_activate_totp")
    assert events(area, "act") == ["second_factor_reset_requested", "second_factor_reset_agreed"]
    assert "second_factor_removed" in events(area)


def test_the_worker_is_told(reset, lead, coordinator):
    with lead.scope():
        actions.agree_reset(reset=reset, by=lead)
    (job,) = ProcrastinateJob.objects.filter(task_name="accounts.send_notice")
    send_notice(**job.args)
    assert mail.outbox[0].to == [coordinator.worker.email]
    assert "reported lost" in mail.outbox[0].body


def test_who_asked_cannot_agree(reset, administrator, browser_as):
    client = proved(browser_as(administrator))
    page(client.get(address(reset)))
    assert "Somebody else must agree" in client.post(address(reset), {"answer": "agree"}).content.decode()
    assert queries.has_second_factor(reset.worker_id)


def test_whose_it_is_cannot_agree(administrator, lead, browser_as):
    with administrator.scope():
        own = actions.request_reset(worker=lead.worker, reason="Lost", by=administrator)
    client = proved(browser_as(lead))
    page(client.get(address(own)))
    assert "Somebody else must agree" in client.post(address(own), {"answer": "agree"}).content.decode()


def test_a_worker_without_the_permission_sees_nothing(reset, browser_as, area):
    client = proved(browser_as(make_actor(area, "trust", "partner")))
    assert client.get(reverse("reset_list")).status_code == 403
    assert client.post(address(reset), {"answer": "agree"}).status_code == 404


def test_another_area_finds_nothing(reset, elsewhere, browser_as):
    client = proved(browser_as(elsewhere))
    assert client.post(address(reset), {"answer": "agree"}).status_code == 404
    assert not page(client.get(reverse("reset_list"))).query("tbody tr")


def test_agreeing_is_done_once(reset, lead):
    with lead.scope():
        actions.agree_reset(reset=reset, by=lead)
        with pytest.raises(Refused, match="already"):
            actions.agree_reset(reset=reset, by=lead)


def test_refusing_changes_nothing(reset, lead, browser_as, area):
    client = proved(browser_as(lead))
    assert client.post(address(reset), {"answer": "refuse"}).status_code == 302
    assert queries.has_second_factor(reset.worker_id)
    assert client.get(address(reset)).status_code == 404
    assert events(area, "act")[-1] == "second_factor_reset_refused"


def test_who_asked_may_take_it_back(reset, administrator, browser_as):
    client = proved(browser_as(administrator))
    assert client.post(address(reset), {"answer": "refuse"}).status_code == 302
    assert queries.open_reset(reset.worker) is None


def test_what_cannot_be_asked_for(reset, administrator, coordinator, partner):
    from allauth.mfa.models import Authenticator

    with administrator.scope():
        with pytest.raises(Refused, match="asked for already"):
            actions.request_reset(worker=coordinator.worker, reason="x", by=administrator)
        with pytest.raises(Refused, match="your own"):
            actions.request_reset(worker=administrator.worker, reason="x", by=administrator)
        Authenticator.objects.filter(user=partner.worker).delete()
        with pytest.raises(Refused, match="no authenticator app"):
            actions.request_reset(worker=partner.worker, reason="x", by=administrator)
        partner.worker.is_active = False
        with pytest.raises(Refused, match="disabled"):
            actions.request_reset(worker=partner.worker, reason="x", by=administrator)
