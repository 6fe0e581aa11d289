"""Exports: the list or the person as the worker may see them when it is downloaded, on record, for a day."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from python_calamine import load_workbook

from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.core.sheets import ABOUT
from dsr.people import actions as people
from dsr.people.queries import current_decision
from dsr.reporting import actions, exporting, jobs
from dsr.reporting.exporting import content
from dsr.reporting.models import Export
from tests.architecture.rows import Rows
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person, organisation
from tests.factories.register import involve, on_register
from tests.factories.tasks import bare_referral, make_task
from tests.support.html import assert_valid_html

pytestmark = pytest.mark.django_db

HEADINGS = [
    *("Flags", "How to talk to them", "How to contact them safely", "Name", "Likes to be called", "Date of birth"),
    *("Age", "NHS number", "Rating", "Review due", "Late", "Linked tasks to do", "Council", "You see"),
]


@pytest.fixture
def ada(coordinator, clinician, area):
    """On the register, shared with the trust, with everything that must not be missed."""
    with scope.job(name="test", area_id=area.pk):
        entry = on_register(
            coordinator, clinician, given_name="=Ada", family_name="O'Brien", preferred_name="Addie",
            nhs_number="9434765919", share_with=("cwpt",), address="1 Quiet Lane", postcode="CV1 1AA",
        )  # fmt: skip
        people.record_profile(
            person=entry.person, by=coordinator, how_to_talk_to_me="Short sentences\nWait for me", language="Polish",
            interpreter_needed=True, contact_unsafe="Never ring after 5pm", no_voicemail=True,
        )  # fmt: skip
        return entry.person


@pytest.fixture
def bo(coordinator, clinician, area):
    """On the register, shared with nobody else."""
    with scope.job(name="test", area_id=area.pk):
        entry = on_register(coordinator, clinician, given_name="Bo", family_name="Larkin", rating="green")
        return entry.person


@pytest.fixture
def proved(browser_as):
    """A browser whose worker has just shown who they are, as an export asks."""

    def sign_in(actor):
        client = browser_as(actor)
        session = client.session
        session["dsr_proved_at"] = clock.now().timestamp()
        session.save()
        return client

    return sign_in


def make(actor, what, form="csv", **terms):
    with actor.scope():
        return actions.make_export(what=what, form=form, terms=terms, why="The meeting", by=actor)


def download(client, export):
    answer = client.get(reverse("export_file", args=[export.public_id]))
    assert answer.status_code == 200
    return answer


def lines(answer):
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def reads(area, action="export_file"):
    with scope.job(name="test", area_id=area.pk):
        return list(Event.objects.filter(action=action).order_by("pk"))


def test_the_register_cell_by_cell(coordinator, browser_as, ada):
    (row,) = lines(download(browser_as(coordinator), make(coordinator, "register")))
    review = row.pop("Review due")
    about = row.pop(ABOUT)
    assert row == {
        "Flags": "Interpreter: Polish / Do not leave voicemail / Read how to contact safely first",
        "How to talk to them": "Short sentences / Wait for me",
        "How to contact them safely": "Never ring after 5pm",
        "Name": "'=Ada O'Brien",
        "Likes to be called": "Addie",
        "Date of birth": "1990-03-14",
        "Age": "36 years old",
        "NHS number": "943 476 5919",
        "Rating": "Red: immediate risk",
        "Late": "",
        "Linked tasks to do": "1",
        "Council": "Coventry council",
        "You see": "Full record",
    }
    assert review > clock.today().isoformat()
    assert coordinator.worker.name in about
    assert coordinator.organisation.name in about


def test_excel_holds_the_same(coordinator, browser_as, ada, bo):
    answer = download(browser_as(coordinator), make(coordinator, "register", "xlsx", sort="name"))
    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    top = rows.index(HEADINGS)
    assert rows[0][0] == "The register"
    assert rows[1][0].startswith(f"Made by {coordinator.worker.name}, {coordinator.organisation.name}, on ")
    assert [row[3] for row in rows[top + 1 :]] == ["Bo Larkin", "=Ada O'Brien"]
    assert b"Quiet Lane" not in answer.content


def test_the_filters_and_the_search_of_the_list_hold(coordinator, browser_as, ada, bo):
    client = browser_as(coordinator)
    assert [row["Name"] for row in lines(download(client, make(coordinator, "register", rating="green")))] == [
        "Bo Larkin"
    ]
    assert [row["Name"] for row in lines(download(client, make(coordinator, "register", text="Larkin")))] == [
        "Bo Larkin"
    ]


def test_a_partner_gets_only_their_own_people_at_their_level(partner, browser_as, ada, bo):
    (row,) = lines(download(browser_as(partner), make(partner, "register")))
    assert row["Name"] == "'=Ada O'Brien"
    assert row["You see"] == "Full record"
    assert row["How to talk to them"] == "Short sentences / Wait for me"


def test_whom_the_organisation_lost_sight_of_is_dropped_at_download(coordinator, partner, browser_as, ada, area):
    client, export = browser_as(partner), make(partner, "register")
    assert len(lines(download(client, export))) == 1
    with scope.job(name="test", area_id=area.pk):
        share = current_decision(ada, "share", organisation(coordinator, "cwpt"))
        people.withdraw_decision(decision=share, withdrawn_by_name="Ada", reason="Changed her mind", by=coordinator)
    assert lines(download(client, export)) == []
    assert [event.people for event in reads(area)] == [[ada.public_id], []]


def test_the_file_of_a_person_no_longer_shared_is_not_found(coordinator, partner, browser_as, ada, area):
    client, export = browser_as(partner), make(partner, "person", pid=ada.public_id)
    assert lines(download(client, export))
    with scope.job(name="test", area_id=area.pk):
        people.end_sharing(person=ada, reason="Left", by=coordinator)
    assert client.get(reverse("export_file", args=[export.public_id])).status_code == 404
    with scope.job(name="test", area_id=area.pk):
        assert Event.objects.filter(kind="denied", action="export_file").count() == 1


def test_nobody_asks_for_the_file_of_a_person_they_do_not_see(partner, proved, bo):
    with pytest.raises(Http404):
        make(partner, "person", pid=bo.public_id)
    assert proved(partner).get(reverse("export_person", args=[bo.public_id])).status_code == 404


def test_each_download_names_everybody_in_it_and_why(coordinator, browser_as, ada, bo, area):
    export = make(coordinator, "register")
    download(browser_as(coordinator), export)
    (event,) = reads(area)
    assert sorted(event.people) == sorted([ada.public_id, bo.public_id])
    assert event.targets == [f"export:{export.public_id}"]
    assert event.why == "The meeting"
    (asked,) = reads(area, "export_made")
    assert (asked.kind, asked.people, asked.detail) == ("act", [], {"what": "register", "form": "csv"})


def test_tasks_with_flags_and_without_a_person(coordinator, browser_as, ada, area):
    with scope.job(name="test", area_id=area.pk):
        make_task(area, person=ada, title="+Ring back", description="Ask about the bus")
        make_task(area, referral_id=bare_referral(area).pk, title="Contact", kind="contact_promise")
    rows = {row["Task"]: row for row in lines(download(browser_as(coordinator), make(coordinator, "tasks")))}
    rung = rows["'+Ring back"]
    assert rung["About"] == "'=Ada O'Brien"
    assert rung["Flags"].startswith("Interpreter: Polish")
    assert rung["What to do"] == "Ask about the bus"
    assert rung["Who has it"] == "Nobody yet"
    assert rung["Due"] == clock.london_day(clock.now() + timedelta(days=2)).isoformat()
    assert rows["Contact"]["Flags"] == ""
    (event,) = reads(area)
    assert ada.public_id in event.people
    assert sum(target.startswith("task:") for target in event.targets) == len(rows)
    only = lines(download(browser_as(coordinator), make(coordinator, "tasks", kind="contact_promise")))
    assert [row["Task"] for row in only] == ["Contact"]


def parts(rows):
    return {(row["Part"], row["What"]): row["Details"] for row in rows}


def test_one_person_in_full(coordinator, browser_as, ada, area):
    with scope.job(name="test", area_id=area.pk):
        people.add_contact(person=ada, by=coordinator, name="Aunt Mabel", relationship="Aunt", phone="07700900123")
    told = parts(lines(download(browser_as(coordinator), make(coordinator, "person", pid=ada.public_id))))
    assert ("Flags", "Interpreter: Polish") in told
    assert ("How to talk to them", "Wait for me") in told
    assert ("How to contact them safely", "Never ring after 5pm") in told
    assert told["Record", "Where they live"] == "1 Quiet Lane / CV1 1AA"
    assert told["Record", "NHS number"] == "943 476 5919"
    assert told["Register", "Rating"] == "Red: immediate risk"
    assert "Seen at home today" in told["Ratings", "Red: immediate risk"]
    assert told["People around them", "Aunt Mabel, Aunt"].startswith("07700 900123 / ")
    assert told["Decisions", "Join the register"].startswith("Agreed, ")
    assert any(part == "Who knows" for part, _ in told)
    assert any(part == "Tasks to do" for part, _ in told)


@pytest.mark.parametrize(("level", "contacts"), [("summary", False), ("plan", True)])
def test_one_person_as_far_as_the_level_shows(area, coordinator, browser_as, ada, level, contacts):
    council = make_actor(area, "warwickshire-county-council", "partner")
    with scope.job(name="test", area_id=area.pk):
        people.add_contact(person=ada, by=coordinator, name="Aunt Mabel", relationship="Aunt")
        involve(ada, council.organisation, level=level)
    told = parts(lines(download(browser_as(council), make(council, "person", pid=ada.public_id))))
    assert told["Record", "Where they live"] == "Not shared with your organisation"
    assert ("Flags", "Interpreter: Polish") in told
    assert ("People around them", "Aunt Mabel, Aunt") in told or not contacts
    assert ("Seen at home today" in str(told)) is contacts
    assert not {part for part, _ in told} & {"Decisions", "Who knows"}
    assert "Quiet Lane" not in str(told)


def test_a_hidden_address_is_in_no_file(coordinator, browser_as, ada, area):
    with scope.job(name="test", area_id=area.pk):
        people.set_address_sensitive(person=ada, sensitive=True, reason="Threats", by=coordinator)
    answer = download(browser_as(coordinator), make(coordinator, "person", pid=ada.public_id))
    assert "Quiet Lane" not in answer.content.decode()
    told = parts(lines(answer))
    assert ("Flags", "Address hidden") in told
    assert told["Record", "Where they live"].startswith("The address is hidden")


def test_somebody_who_is_not_on_the_register_and_has_nothing_written_down(coordinator, browser_as, area):
    with scope.job(name="test", area_id=area.pk):
        person = make_person(coordinator, given_name="Cy")
    told = parts(lines(download(browser_as(coordinator), make(coordinator, "person", pid=person.public_id))))
    assert told["Register", "Where they are"] == "Not on the register."
    assert ("How to talk to them", content.NOT_WRITTEN) in told
    assert ("Register", "Rating") not in told


def test_a_day_after_it_was_asked_for_it_is_gone(coordinator, browser_as, ada, area):
    export, client = make(coordinator, "register"), browser_as(coordinator)
    assert export.expires_at - export.made_at == timedelta(days=1)
    with scope.job(name="test", area_id=area.pk):
        assert jobs.clear(area.pk) == 0
        Export.objects.update(made_at=clock.now() - timedelta(days=1), expires_at=clock.now())
    for name in ("export", "export_file", "export_print"):
        assert client.get(reverse(name, args=[export.public_id])).status_code == 404
    with scope.job(name="test", area_id=area.pk):
        assert jobs.clear(area.pk) == 1


def test_only_the_worker_who_asked_opens_it(coordinator, lead, browser_as, ada):
    export = make(coordinator, "register")
    for name in ("export", "export_file", "export_print"):
        assert browser_as(lead).get(reverse(name, args=[export.public_id])).status_code == 404
    with lead.scope():
        assert not Export.objects.exists()


def test_the_pages_from_list_to_file(coordinator, proved, browser_as, ada, bo):
    client = proved(coordinator)
    listed = client.get(reverse("register_list"), {"rating": "green", "page": "1"})
    address = f"{reverse('export_register')}?rating=green"
    assert f'href="{address}"' in listed.text
    asked = client.get(address)
    assert "Rating: Green." in asked.text
    assert_valid_html(asked.text)
    assert browser_as(coordinator).get(address).url.startswith("/account/prove/")
    wrong = client.post(address, {})
    assert "Enter what it is for" in wrong.text
    ready = client.post(address, {"form": "xlsx", "why": "The meeting"}, follow=True)
    assert "Your export is ready" in ready.text
    assert_valid_html(ready.text)
    with coordinator.scope():
        assert Export.objects.get().terms == {"rating": "green"}


def test_a_name_searched_for_is_in_no_address(coordinator, proved, ada, bo):
    client = proved(coordinator)
    found = client.post(reverse("register_list"), {"text": "Larkin"}, follow=True)
    sid = found.request["PATH_INFO"].strip("/").split("/")[-1]
    address = f"{reverse('export_register')}?search={sid}"
    assert f'href="{address}"' in found.text
    assert "Name: Larkin." in client.get(address).text
    client.post(address, {"form": "csv", "why": "The meeting"})
    with coordinator.scope():
        export = Export.objects.get()
    assert [row["Name"] for row in lines(download(client, export))] == ["Bo Larkin"]
    assert client.get(f"{reverse('export_register')}?search={'0' * 16}").status_code == 404


def test_the_tasks_page_leads_to_its_export(coordinator, proved, ada):
    client = proved(coordinator)
    listed = client.get(reverse("task_list"), {"whose": "all"})
    address = f"{reverse('export_tasks')}?whose=all"
    assert f'href="{address}"' in listed.text
    assert "Whose: All I can see." in client.get(address).text


def test_the_page_to_print(coordinator, browser_as, ada):
    client = browser_as(coordinator)
    export = make(coordinator, "register", "print")
    page = client.get(reverse("export_print", args=[export.public_id]))
    assert_valid_html(page.text)
    assert page.text.count(f"Made by {coordinator.worker.name}") >= 2
    for said in (
        "Interpreter: Polish",
        "Short sentences",
        "Never ring after 5pm",
        "Red: immediate risk",
        "NHS number: 943",
    ):
        assert said in page.text
    assert client.get(reverse("export_file", args=[export.public_id])).status_code == 404
    person = make(coordinator, "person", pid=ada.public_id)
    assert "Wait for me" in client.get(reverse("export_print", args=[person.public_id])).text
    empty = make(coordinator, "register", "print", rating="blue")
    assert "There is nothing in it" in client.get(reverse("export_print", args=[empty.public_id])).text


def test_without_groups_a_page_has_the_columns_of_the_sheet(coordinator, ada):
    with coordinator.scope():
        headings, rows = exporting.build(make(coordinator, "person", pid=ada.public_id), coordinator).printed()
    assert headings == ["Part", "What", "Details"]
    assert [["Flags"], ["Interpreter: Polish"], []] in rows


def test_a_longer_list_says_that_it_is_cut(coordinator, browser_as, ada, bo, monkeypatch):
    monkeypatch.setattr(content, "MOST", 1)
    monkeypatch.setattr("dsr.reporting.exporting.register.MOST", 1)
    with coordinator.scope():
        made = exporting.build(make(coordinator, "register"), coordinator)
    assert len(list(made.sheet.rows)) == 1
    assert "Only the first 1 are in this file. Use filters to get the others." in made.sheet.notes


def test_an_export_costs_the_same_few_statements_however_long(coordinator, ada, area, django_assert_max_num_queries):
    with scope.job(name="test", area_id=area.pk):
        Rows(area, coordinator).people(30)
    for what in ("register", "tasks"):
        export = make(coordinator, what)
        with coordinator.scope(), django_assert_max_num_queries(9):
            assert len(list(exporting.build(export, coordinator).sheet.rows)) > 20


@pytest.mark.parametrize("wrong", [{"why": ""}, {"expires_at": F("made_at")}])
def test_the_database_asks_why_and_until_when(coordinator, area, wrong):
    make(coordinator, "register")
    with scope.job(name="test", area_id=area.pk), pytest.raises(IntegrityError, match="export_"), transaction.atomic():
        Export.objects.update(**wrong)


def test_roles_without_people_make_no_export(area, browser_as):
    for role in ("administrator", "privacy_officer", "panel_member"):
        client = browser_as(make_actor(area, "register_team", role))
        assert client.get(reverse("export_register")).status_code == 403


def test_a_decision_refused_is_in_the_file_too(coordinator, browser_as, ada, area):
    with scope.job(name="test", area_id=area.pk):
        decide(ada, "cetr", coordinator, answer="refused")
    told = parts(lines(download(browser_as(coordinator), make(coordinator, "person", pid=ada.public_id))))
    assert any(details.startswith("Refused, ") for (part, _), details in told.items() if part == "Decisions")
