"""Several tasks given at once, and the tasks of a colleague one covers for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dsr.accounts import queries as accounts
from dsr.accounts.actions.cover import arrange_cover
from dsr.audit.models import Event
from dsr.core import clock
from dsr.tasks import actions, giving_views, queries
from dsr.tasks.models import TaskEvent
from tests.factories.accounts import make_actor
from tests.factories.register import involve, new_person
from tests.factories.tasks import bare_referral, make_task
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(area, in_area):
    return new_person(area)


@pytest.fixture
def colleague(area):
    return make_actor(area, "register_team", "coordinator")


def cover(away, by, lead, days=3):
    today = clock.today()
    return arrange_cover(
        worker=away.worker, covered_by=by.worker, starts_on=today, ends_on=today + timedelta(days=days), by=lead
    )


def page(client, name="task_give_many", **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200, answer.content[:300]
    return assert_valid_html(answer.content.decode())


def offered(document):
    return [words.strip() for words in texts(document, ".nhsuk-checkboxes__label")]


def send(client, tasks, worker):
    ids = [task.public_id for task in tasks]
    return client.post(reverse("task_give_many"), {"offered": ids, "task": ids, "worker": worker}, follow=True)


# Giving --------------------------------------------------------------------------------------------------------


def test_the_ticked_ones_are_offered_ticked(area, person, coordinator, browser_as):
    first, second = (make_task(area, person=person, title=title) for title in ("First", "Second"))
    make_task(area, person=person, title="Third")
    document = page(browser_as(coordinator), task=[first.public_id, second.public_id])
    assert offered(document) == ["First", "Second"]
    assert len(document.query("input[type=checkbox][checked]")) == 2


def test_several_are_given_in_one_go(area, person, coordinator, colleague, browser_as):
    tasks = [make_task(area, person=person), make_task(area, referral_id=bare_referral(area).pk)]
    answer = send(browser_as(coordinator), tasks, colleague.worker.public_id)
    assert f"2 tasks given to {colleague.worker.name}." in answer.text
    for task in tasks:
        task.refresh_from_db()
        assert task.worker == colleague.worker
        assert TaskEvent.objects.filter(task=task, what="task_assigned", made_by=coordinator.worker).exists()


def test_and_let_go_of(area, person, coordinator, browser_as):
    task = make_task(area, person=person, worker=coordinator.worker)
    answer = send(browser_as(coordinator), [task], "nobody")
    assert "1 task given to nobody for now." in answer.text
    task.refresh_from_db()
    assert task.worker is None


def test_what_was_unticked_stays(area, person, coordinator, colleague, browser_as):
    kept, given = make_task(area, person=person), make_task(area, person=person)
    typed = {"offered": [kept.public_id, given.public_id], "task": [given.public_id]}
    typed["worker"] = colleague.worker.public_id
    browser_as(coordinator).post(reverse("task_give_many"), typed)
    given.refresh_from_db()
    assert given.worker == colleague.worker
    kept.refresh_from_db()
    assert kept.worker is None


def test_all_of_the_list_as_it_was_filtered(area, person, coordinator, partner, browser_as):
    make_task(area, person=person, title="Late", due_in=timedelta(days=-1))
    make_task(area, person=person, title="Later")
    make_task(area, person=person, title="Theirs", due_in=timedelta(days=-1), organisation=partner.organisation)
    document = page(browser_as(coordinator), all="1", when="overdue", whose="all")
    assert offered(document) == ["Late"]


def test_no_more_than_the_most(area, person, coordinator, browser_as, monkeypatch):
    monkeypatch.setattr(giving_views, "MOST", 2)
    for title in ("One", "Two", "Three"):
        make_task(area, person=person, title=title)
    document = page(browser_as(coordinator), all="1")
    assert offered(document) == ["One", "Two"]
    assert "no more can be given in one go" in document.to_text()


def test_nothing_chosen_leads_back_to_the_list(coordinator, browser_as):
    client = browser_as(coordinator)
    assert "No task of your organisation is chosen" in page(client).to_text()
    answer = client.post(reverse("task_give_many"), {"worker": "nobody"})
    assert "No task of your organisation is chosen" in answer.text


def test_a_task_and_a_worker_must_be_chosen(area, person, coordinator, browser_as):
    task = make_task(area, person=person, title="First")
    answer = browser_as(coordinator).post(reverse("task_give_many"), {"offered": [task.public_id]})
    document = assert_valid_html(answer.text)
    errors = texts(document, ".nhsuk-error-summary")[0]
    assert "Choose one or more tasks" in errors
    assert "Choose who takes this on" in errors
    assert offered(document) == ["First"]


def test_what_ended_meanwhile_is_left_and_named(area, person, coordinator, colleague):
    open_one, done = make_task(area, person=person), make_task(area, person=person)
    actions.complete(task=done, evidence="Rang", by=coordinator)
    left = actions.assign_many(tasks=[done, open_one], worker=colleague.worker, by=coordinator)
    assert [(task, refused.sentence) for task, refused in left] == [
        (done, "This has been done. It cannot be changed any more.")
    ]
    open_one.refresh_from_db()
    assert open_one.worker == colleague.worker


def test_the_page_says_what_was_left(area, person, coordinator, colleague, browser_as, monkeypatch):
    done = make_task(area, person=person, title="Ring the school")
    actions.complete(task=done, evidence="Rang", by=coordinator)
    monkeypatch.setattr(queries, "to_give", lambda *_: [done])
    answer = send(browser_as(coordinator), [done], colleague.worker.public_id)
    assert "Ring the school: not given. This has been done." in answer.text
    assert "given to" not in answer.text


def test_a_partner_gives_only_its_own(area, person, partner, coordinator, browser_as):
    ours = make_task(area, person=person)
    theirs = make_task(area, person=person, title="Theirs", organisation=partner.organisation)
    unseen = make_task(area, person=new_person(area), organisation=partner.organisation)
    involve(person, partner.organisation)
    ids = [task.public_id for task in (ours, theirs, unseen)]
    assert offered(page(browser_as(partner), task=ids)) == ["Theirs"]
    send(browser_as(partner), [ours, theirs, unseen], partner.worker.public_id)
    for task in (ours, theirs, unseen):
        task.refresh_from_db()
    assert [task.worker for task in (ours, theirs, unseen)] == [None, None, None]


def test_looking_is_on_record(area, person, coordinator, browser_as):
    task = make_task(area, person=person)
    page(browser_as(coordinator), task=[task.public_id])
    assert Event.objects.filter(action="task_give_many").latest("pk").people == [person.public_id]


# Cover ---------------------------------------------------------------------------------------------------------


def test_mine_holds_those_i_cover_for(area, person, coordinator, colleague, lead, browser_as):
    make_task(area, person=person, title="Mine", worker=coordinator.worker)
    make_task(area, person=person, title="Theirs", worker=colleague.worker)
    client = browser_as(coordinator)
    assert "you cover until" not in page(client, "task_list", whose="mine").to_text()
    cover(colleague, coordinator, lead)
    document = page(client, "task_list", whose="mine")
    assert "Theirs" in document.to_text()
    assert sum("you cover until" in words for words in texts(document, "tbody td")) == 1
    assert texts(document, ".dsr-tabs__link") == ["Mine (2)", "I cover for (1)", "My team’s (2)", "With nobody (0)"]
    assert texts(document, "[aria-current=page].dsr-tabs__link") == ["Mine (2)"]


def test_the_list_of_cover_alone_and_the_card_on_home(area, person, coordinator, colleague, lead, browser_as):
    make_task(area, person=person, title="Mine", worker=coordinator.worker)
    make_task(area, person=person, title="Theirs", worker=colleague.worker)
    cover(colleague, coordinator, lead)
    client = browser_as(coordinator)
    document = page(client, "task_list", whose="covering")
    assert texts(document, "[aria-current=page].dsr-tabs__link") == ["I cover for (1)"]
    assert texts(document, "tbody th a") == ["Theirs"]
    assert "whose=covering" in client.get(reverse("home")).text


def test_one_colleagues_tasks(area, person, coordinator, colleague, browser_as):
    make_task(area, person=person, title="Mine", worker=coordinator.worker)
    make_task(area, person=person, title="Theirs", worker=colleague.worker)
    document = page(browser_as(coordinator), "task_list", whose=colleague.worker.public_id)
    assert texts(document, "tbody th a") == ["Theirs"]


def test_cover_is_passed_on_and_ends_with_the_earliest(coordinator, colleague, lead, clinician):
    cover(clinician, colleague, lead, days=9)
    cover(colleague, coordinator, lead, days=2)
    until = clock.today() + timedelta(days=2)
    assert accounts.covering(coordinator) == {colleague.worker.pk: until, clinician.worker.pk: until}
    assert accounts.covering(coordinator, clock.today() + timedelta(days=3)) == {}
    assert accounts.covering(lead) == {}


def test_a_circle_of_cover_ends(coordinator, colleague, lead):
    cover(coordinator, colleague, lead)
    cover(colleague, coordinator, lead)
    assert set(accounts.covering(coordinator)) == {colleague.worker.pk}


def test_what_is_set_aside_is_not_counted_until_it_is_late(area, person, coordinator, browser_as):
    aside = make_task(area, person=person, worker=coordinator.worker)
    actions.set_aside(task=aside, until=clock.today() + timedelta(days=2), reason="Away", by=coordinator)
    late = make_task(area, person=person, worker=coordinator.worker, due_in=timedelta(hours=-1))
    actions.set_aside(task=late, until=clock.today() + timedelta(days=2), reason="Away", by=coordinator)
    document = page(browser_as(coordinator), "task_list", whose="mine")
    assert texts(document, ".dsr-tabs__link") == ["Mine (1)", "My team’s (1)", "With nobody (0)"]
    assert len(texts(document, "tbody th")) == 1
