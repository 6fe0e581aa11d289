"""The task pages, as the register team and a partner see them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.tasks import actions, closing, presenters, subjects
from dsr.tasks.models import Task, TaskState
from tests.factories.accounts import make_actor
from tests.factories.register import involve, new_person
from tests.factories.tasks import bare_referral, make_task
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"


@pytest.fixture
def person(area, in_area):
    return new_person(area, family_name=LONG)


@pytest.fixture
def task(area, person):
    return make_task(area, person=person)


def page(client, name, **where):
    query = where.pop("query", {})
    answer = client.get(reverse(name, kwargs=where), query)
    assert answer.status_code == 200, answer.content[:300]
    return assert_valid_html(answer.content.decode())


def titles(document):
    return [words.removeprefix("Task").strip() for words in texts(document, "tbody th")]


# The list ------------------------------------------------------------------------------------------------------


def test_an_empty_list_says_so(coordinator, browser_as):
    assert "nothing to do" in page(browser_as(coordinator), "task_list").to_text()
    filtered = page(browser_as(coordinator), "task_list", query={"when": "overdue"}).to_text()
    assert "No task fits these filters" in filtered


def test_the_longest_overdue_first(area, person, coordinator, browser_as):
    make_task(area, person=person, title="Later", due_in=timedelta(days=3))
    make_task(area, person=person, title="Late", due_in=timedelta(days=-2))
    document = page(browser_as(coordinator), "task_list")
    assert titles(document) == ["Late", "Later"]
    assert any("days overdue" in words for words in texts(document, "tbody td"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Overdue", "Mine", "Next month"]),
        ({"whose": "mine"}, ["Mine"]),
        ({"whose": "unowned"}, ["Overdue", "Next month"]),
        ({"whose": "all"}, ["Overdue", "Mine", "Theirs", "Next month"]),
        ({"when": "overdue"}, ["Overdue"]),
        ({"when": "week"}, ["Overdue", "Mine"]),
        ({"when": "aside"}, ["Aside"]),
        ({"when": "escalated"}, ["Next month"]),
        ({"kind": "support_request"}, ["Next month"]),
        (
            {"whose": "nonsense", "when": "nonsense", "kind": "nonsense", "page": "99"},
            ["Overdue", "Mine", "Next month"],
        ),
    ],
)
def test_filters(area, person, coordinator, partner, browser_as, query, found):
    make_task(area, person=person, title="Overdue", due_in=timedelta(hours=-1))
    make_task(area, person=person, title="Mine", due_in=timedelta(days=2), worker=coordinator.worker)
    make_task(area, person=person, title="Theirs", due_in=timedelta(days=3), organisation=partner.organisation)
    last = make_task(area, person=person, title="Next month", due_in=timedelta(days=30), kind="support_request")
    actions.escalate(task=last, level=1, note="Now also shown to the lead.")
    aside = make_task(area, person=person, title="Aside", due_in=timedelta(days=4))
    actions.set_aside(task=aside, until=clock.today() + timedelta(days=2), reason="Away", by=coordinator)
    assert titles(page(browser_as(coordinator), "task_list", query=query)) == found


def test_due_today(area, person, coordinator, browser_as):
    closing_time = datetime.combine(clock.today(), time(23, 59), clock.LONDON)
    make_task(area, person=person, title="Today", due_at=closing_time)
    make_task(area, person=person, title="Tomorrow", due_at=closing_time + timedelta(days=1))
    document = page(browser_as(coordinator), "task_list", query={"when": "today"})
    assert titles(document) == ["Today"]


def test_what_is_set_aside_shows_when_it_is_overdue(area, person, coordinator, browser_as):
    task = make_task(area, person=person, title="Aside", due_in=timedelta(seconds=-1))
    actions.set_aside(task=task, until=clock.today() + timedelta(days=2), reason="Away", by=coordinator)
    assert titles(page(browser_as(coordinator), "task_list")) == ["Aside"]


def test_a_partner_lists_its_own(area, person, partner, browser_as):
    make_task(area, person=person)
    make_task(area, person=person, title="Theirs", organisation=partner.organisation)
    make_task(area, person=new_person(area), title="Not shared", organisation=partner.organisation)
    involve(person, partner.organisation)
    assert titles(page(browser_as(partner), "task_list", query={"whose": "all"})) == ["Theirs"]


def test_a_list_is_one_read_that_names_everybody_shown(area, person, coordinator, browser_as):
    task = make_task(area, person=person)
    make_task(area, referral_id=bare_referral(area).pk)
    page(browser_as(coordinator), "task_list")
    event = Event.objects.filter(action="task_list").latest("pk")
    assert event.people == [person.public_id]
    assert f"task:{task.public_id}" in event.targets


@pytest.mark.parametrize("count", [1, 25, 200])
def test_a_list_costs_the_same_however_long(
    area, person, coordinator, browser_as, count, django_assert_max_num_queries
):
    referral = bare_referral(area)
    for number in range(count):
        make_task(area, person=person if number % 2 else None, referral_id=None if number % 2 else referral.pk)
    client = browser_as(coordinator)
    page(client, "task_list")
    with django_assert_max_num_queries(14):
        document = page(client, "task_list", query={"whose": "all"})
    assert len(titles(document)) == min(count, 25)


def test_pages_of_a_list_keep_its_filters(area, person, coordinator, browser_as):
    for _number in range(30):
        make_task(area, person=person)
    document = page(browser_as(coordinator), "task_list", query={"whose": "unowned", "page": "2"})
    assert len(titles(document)) == 5
    assert "Showing 26 to 30 of 30 tasks" in document.to_text()
    assert any("whose=unowned" in (link.attrs.get("href") or "") for link in document.query(".nhsuk-pagination a"))


# One task ------------------------------------------------------------------------------------------------------


def test_a_task_shows_who_it_is_about_and_what_happened(task, coordinator, browser_as):
    document = page(browser_as(coordinator), "task", pid=task.public_id)
    assert LONG in texts(document, ".dsr-person__name")[0]
    assert texts(document, ".dsr-timeline__title") == ["Started"]
    assert {"Mark as done", "I take this on"} <= set(texts(document, ".nhsuk-button"))


def test_a_task_about_a_referral_has_no_banner(area, in_area, coordinator, browser_as):
    referral = bare_referral(area)
    task = make_task(area, referral_id=referral.pk, kind=closing.CONTACT_PROMISE)
    subjects.providers.append(lambda pks: {pk: subjects.Subject(f"Referral {pk}", "/referrals/") for pk in pks})
    try:
        document = page(browser_as(coordinator), "task", pid=task.public_id)
    finally:
        subjects.providers.pop()
    assert not document.query(".dsr-person")
    assert f"About: Referral {referral.pk}" in document.to_text()
    assert "Mark as done" not in texts(document, ".nhsuk-button")
    assert "Only speaking with the person" in document.to_text()


def test_nobody_else_finds_it(area, example_area, task, partner, browser_as):
    other_area = make_actor(example_area, "register_team", "coordinator")
    for actor in (partner, other_area):
        client = browser_as(actor)
        for name in ("task", "task_complete", "task_cancel", "task_assign", "task_set_aside"):
            assert client.get(reverse(name, kwargs={"pid": task.public_id})).status_code == 404
        for name in ("task_take", "task_bring_back", "task_complete"):
            assert client.post(reverse(name, kwargs={"pid": task.public_id})).status_code == 404


def test_reading_a_task_is_recorded(task, person, coordinator, browser_as):
    page(browser_as(coordinator), "task", pid=task.public_id)
    assert Event.objects.filter(action="task").latest("pk").people == [person.public_id]


def send(client, name, task, **typed):
    return client.post(reverse(name, kwargs={"pid": task.public_id}), typed)


def test_done(task, coordinator, browser_as):
    client = browser_as(coordinator)
    page(client, "task_complete", pid=task.public_id)
    assert send(client, "task_complete", task, evidence="Rang at 10").status_code == 302
    task.refresh_from_db()
    assert (task.state, task.evidence) == (TaskState.DONE, "Rang at 10")
    document = page(client, "task", pid=task.public_id)
    assert "Rang at 10" in document.to_text()
    assert not texts(document, ".nhsuk-main-wrapper .nhsuk-button")


def test_done_without_saying_what_shows_the_error(task, coordinator, browser_as):
    answer = send(browser_as(coordinator), "task_complete", task, evidence=" ")
    document = assert_valid_html(answer.content.decode())
    assert texts(document, "title")[0].startswith("Error: ")
    assert "Say what was done, and when" in texts(document, ".nhsuk-error-summary")[0]


def test_what_closes_elsewhere_says_so(area, person, coordinator, browser_as):
    task = make_task(area, person=person, closes_with=closing.DECISION_REFUSED)
    client = browser_as(coordinator)
    assert "has refused this" in page(client, "task_complete", pid=task.public_id).to_text()
    answer = send(client, "task_complete", task, evidence="Held it")
    assert b"has refused this" in answer.content
    task.refresh_from_db()
    assert task.state == TaskState.OPEN


def test_ended(area, task, coordinator, browser_as):
    client = browser_as(coordinator)
    page(client, "task_cancel", pid=task.public_id)
    assert send(client, "task_cancel", task, reason="Moved away").status_code == 302
    document = page(client, "task", pid=task.public_id)
    assert "Moved away" in document.to_text()
    again = send(client, "task_cancel", task, reason="Again")
    assert b"cannot be changed any more" in again.content
    promise = make_task(area, referral_id=bare_referral(area).pk, kind=closing.CONTACT_PROMISE)
    assert "ends only with its referral" in page(client, "task_cancel", pid=promise.public_id).to_text()


def test_given_to_a_colleague_taken_and_given_back(task, coordinator, lead, browser_as):
    client = browser_as(coordinator)
    document = page(client, "task_assign", pid=task.public_id)
    assert lead.worker.name in document.to_text()
    send(client, "task_assign", task, worker=lead.worker.public_id)
    assert Task.objects.get(pk=task.pk).worker == lead.worker
    send(client, "task_take", task)
    assert Task.objects.get(pk=task.pk).worker == coordinator.worker
    send(client, "task_assign", task, worker="nobody")
    assert Task.objects.get(pk=task.pk).worker is None
    assert send(client, "task_assign", task, worker="").status_code == 200


def test_set_aside_and_brought_back(task, coordinator, browser_as):
    client = browser_as(coordinator)
    page(client, "task_set_aside", pid=task.public_id)
    until = clock.today() + timedelta(days=3)
    typed = {"until_day": until.day, "until_month": until.month, "until_year": until.year, "reason": "Away"}
    assert send(client, "task_set_aside", task, **typed).status_code == 302
    assert "Until" in page(client, "task", pid=task.public_id).to_text()
    send(client, "task_bring_back", task)
    assert Task.objects.get(pk=task.pk).set_aside_until is None
    refused = send(client, "task_set_aside", task, **(typed | {"until_year": until.year + 1}))
    document = assert_valid_html(refused.content.decode())
    assert "no later than" in document.to_text()
    assert document.query("#until-day")[0].attrs["value"] == str(until.day)


def test_an_act_too_late_says_why(task, coordinator, browser_as):
    actions.complete(task=task, evidence="Yes", by=coordinator)
    answer = browser_as(coordinator).post(reverse("task_take", kwargs={"pid": task.public_id}), follow=True)
    assert b"cannot be changed any more" in answer.content


def test_a_partner_in_full_reads_the_teams_task_and_changes_nothing(area, person, task, partner, browser_as):
    involve(person, partner.organisation, level="full")
    client = browser_as(partner)
    document = page(client, "task", pid=task.public_id)
    assert not texts(document, ".nhsuk-main-wrapper .nhsuk-button")
    assert b"Only they or the register team" in send(client, "task_complete", task, evidence="Yes").content


def test_roles_without_tasks_are_refused(area, browser_as):
    officer = make_actor(area, "register_team", "privacy_officer")
    assert browser_as(officer).get(reverse("task_list")).status_code == 403


def test_every_event_and_kind_has_its_words(area, task):
    assert set(presenters.WHAT) >= {event.what for event in task.events.all()}
    assert presenters.about(Task(referral_id=7), {}).words == "A referral"
    with scope.job(name="test", area_id=area.pk):
        assert presenters.status(Task(state="cancelled", due_at=clock.now()))[0] == "Ended without being done"
