"""Who answers for a worker who is away."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from dsr.accounts import queries, rules
from dsr.accounts.actions import cover as actions
from dsr.accounts.models import Cover, Worker
from dsr.core.errors import Refused
from tests.accounts.conftest import errors, events, page
from tests.factories.accounts import make_actor
from tests.support.html import texts

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2026-11-23T09:00Z")


@pytest.fixture
def colleague(area):
    return make_actor(area, "register_team", "coordinator")


def arrange(worker, covered_by, by, starts_on=MONDAY, ends_on=FRIDAY):
    with by.scope():
        return actions.arrange_cover(
            worker=worker.worker, covered_by=covered_by.worker, starts_on=starts_on, ends_on=ends_on, by=by
        )


def test_a_worker_answers_for_themself(coordinator):
    assert queries.answers_for(coordinator.worker) == coordinator.worker


def test_cover_holds_on_its_days_and_no_other(coordinator, colleague):
    arrange(coordinator, colleague, coordinator)
    assert queries.answers_for(coordinator.worker, MONDAY) == colleague.worker
    assert queries.answers_for(coordinator.worker, FRIDAY) == colleague.worker
    assert queries.answers_for(coordinator.worker, date(2026, 11, 28)) == coordinator.worker
    assert queries.answers_for(coordinator.worker, date(2026, 11, 22)) == coordinator.worker


def test_cover_passes_on_when_the_cover_is_away_too(coordinator, colleague, lead):
    arrange(coordinator, colleague, coordinator)
    arrange(colleague, lead, lead)
    assert queries.answers_for(coordinator.worker) == lead.worker


def test_a_circle_of_absences_ends(coordinator, colleague, lead):
    arrange(coordinator, colleague, coordinator)
    arrange(colleague, coordinator, lead)
    assert queries.answers_for(coordinator.worker) == colleague.worker


def test_a_disabled_worker_covers_nobody(coordinator, colleague):
    arrange(coordinator, colleague, coordinator)
    Worker.objects.filter(pk=colleague.worker.pk).update(is_active=False, disabled_at="2026-11-23T08:00Z")
    assert queries.answers_for(coordinator.worker) == coordinator.worker


def test_what_is_refused(coordinator, colleague, lead, partner):
    with pytest.raises(Refused, match="Only the lead"):
        arrange(colleague, lead, coordinator)
    with pytest.raises(Refused, match="work for your organisation"):
        arrange(coordinator, partner, coordinator)
    with pytest.raises(Refused, match="somebody else"):
        arrange(coordinator, coordinator, coordinator)
    with pytest.raises(Refused, match="must not be before"):
        arrange(coordinator, colleague, coordinator, FRIDAY, MONDAY)
    arrange(coordinator, colleague, coordinator)
    with pytest.raises(Refused, match="already"):
        arrange(coordinator, lead, coordinator, FRIDAY, date(2026, 12, 4))


def days(starts_on: date, ends_on: date) -> dict[str, int]:
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        for part in ("day", "month", "year")
    }


def test_the_page(coordinator, colleague, browser_as, area):
    client = browser_as(coordinator)
    document = page(client.get(reverse("absences")))
    assert len(document.query("#worker option")) == 2
    form = {"worker": coordinator.worker.public_id, "covered_by": coordinator.worker.public_id}
    assert errors(client.post(reverse("absences"), form | days(MONDAY, FRIDAY))) == ["Choose somebody else to cover."]
    form["covered_by"] = colleague.worker.public_id
    assert client.post(reverse("absences"), form | days(MONDAY, FRIDAY)).status_code == 302
    assert colleague.worker.name in texts(page(client.get(reverse("absences"))), "tbody tr")[0]
    assert events(area, "act") == ["cover_arranged"]


def test_back_early_and_not_going_after_all(coordinator, colleague, browser_as, time_machine):
    client = browser_as(coordinator)
    going = arrange(coordinator, colleague, coordinator)
    arrange(coordinator, colleague, coordinator, date(2026, 12, 7), date(2026, 12, 8))
    time_machine.move_to("2026-11-25T09:00Z")
    client = browser_as(coordinator)
    for cover in Cover.objects.order_by("pk"):
        assert client.post(reverse("end_absence", kwargs={"number": cover.pk})).status_code == 302
    assert [c.ends_on for c in Cover.objects.filter(pk=going.pk)] == [date(2026, 11, 24)]
    assert Cover.objects.count() == 1
    assert queries.answers_for(coordinator.worker) == coordinator.worker


def test_only_the_worker_or_the_lead_ends_cover(coordinator, colleague, lead, elsewhere, browser_as):
    cover = arrange(coordinator, colleague, coordinator)
    address = reverse("end_absence", kwargs={"number": cover.pk})
    assert browser_as(elsewhere).post(address).status_code == 404
    browser_as(colleague).post(address)
    assert queries.answers_for(coordinator.worker) == colleague.worker
    browser_as(lead).post(address)
    assert queries.answers_for(coordinator.worker) == coordinator.worker


def test_the_lead_arranges_for_anybody(lead, coordinator, colleague, browser_as):
    document = page(browser_as(lead).get(reverse("absences")))
    assert len(document.query("#worker option")) == 4


def test_cover_that_is_over_is_not_ended_again(coordinator, colleague, time_machine):
    cover = arrange(coordinator, colleague, coordinator)
    time_machine.move_to("2026-11-28T09:00Z")
    with pytest.raises(Refused, match="is over"):
        rules.check_can_end_cover(cover=cover, by=coordinator)
