"""Which emails about work a worker gets, and who chose them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dsr.accounts import mailing, queries
from dsr.accounts.actions.emails import choose_emails
from dsr.accounts.models import EmailChoice
from tests.accounts.conftest import events, page
from tests.factories.accounts import make_actor
from tests.support.html import texts

pytestmark = pytest.mark.django_db


def choose(actor, *chosen):
    with actor.scope():
        return choose_emails(chosen=chosen, by=actor)


def test_without_a_choice_same_day_and_the_digest_come(coordinator):
    assert queries.emails_of(coordinator.worker) == {mailing.SAME_DAY, mailing.DIGEST}
    team = coordinator.organisation.pk
    assert coordinator.worker in queries.wanting(mailing.SAME_DAY, team)
    assert coordinator.worker not in queries.wanting(mailing.NEW, team)


def test_a_choice_holds(coordinator):
    choose(coordinator, mailing.NEW)
    team = coordinator.organisation.pk
    assert queries.emails_of(coordinator.worker) == {mailing.NEW}
    assert coordinator.worker in queries.wanting(mailing.NEW, team)
    assert coordinator.worker not in queries.wanting(mailing.DIGEST, team)
    choose(coordinator)
    assert queries.emails_of(coordinator.worker) == set()
    assert EmailChoice.objects.count() == 1


def test_alerts_are_for_the_team_alone(coordinator, clinician, partner):
    assert queries.offered(coordinator) == [mailing.SAME_DAY, mailing.NEW, mailing.DIGEST]
    assert queries.offered(partner) == [mailing.DIGEST]
    assert set(queries.wanting(mailing.SAME_DAY, coordinator.organisation.pk)) == {coordinator.worker}
    assert partner.worker in queries.wanting(mailing.DIGEST, partner.organisation.pk)


def test_what_is_not_offered_here_stays_as_it_was(area, coordinator, partner):
    choose(partner)
    assert queries.emails_of(partner.worker) == {mailing.SAME_DAY}


def test_the_page(coordinator, browser_as, area):
    client = browser_as(coordinator)
    document = page(client.get(reverse("my_emails")))
    ticked = [box.attrs["value"] for box in document.query("input[type=checkbox][checked]")]
    assert ticked == [mailing.SAME_DAY, mailing.DIGEST]
    assert client.post(reverse("my_emails"), {"emails": [mailing.NEW]}).status_code == 302
    assert queries.emails_of(coordinator.worker) == {mailing.NEW}
    assert events(area, "act") == ["emails_chosen"]
    assert "Emails about your work" in page(client.get(reverse("my_account"))).to_text()


def test_the_page_of_a_role_without_emails(area, browser_as):
    officer = make_actor(area, "register_team", "privacy_officer")
    document = page(browser_as(officer).get(reverse("my_emails")))
    assert "no emails about work" in document.to_text()
    assert not texts(document, ".nhsuk-checkboxes__label")
