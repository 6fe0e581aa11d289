"""Notices: what raises them, who sees them, who put them away; birthdays that change the rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.core.errors import Refused
from dsr.notices import actions, jobs, presenters, queries, rules
from dsr.notices.models import Dismissal, Notice, NoticeKind
from dsr.people import actions as people
from dsr.people import timeline
from dsr.people.models import Person
from tests.factories.accounts import make_actor
from tests.factories.people import make_person, organisation
from tests.factories.register import involve
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(coordinator):
    with coordinator.scope():
        yield make_person(coordinator, council="coventry-city-council", address="1 High Street", postcode="CV1 1AA")


def raised():
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def notice_about(person, by, kind="safe_contact"):
    return actions.raise_notice(person=person, kind=kind, by=by)


def on_register(person):
    """As if they had joined, whatever decisions that takes at their age."""
    Person.objects.filter(pk=person.pk).update(joined_at=clock.now())
    return person


def page(client, name="notice_list", query=None, **where):
    answer = client.get(reverse(name, kwargs=where), query or {})
    assert answer.status_code == 200, answer.content[:300]
    return assert_valid_html(answer.content.decode())


# What raises one -----------------------------------------------------------------------------------------------


def test_a_death(person, coordinator):
    people.record_death(person=person, died_on=date(2026, 11, 3), by=coordinator)
    notice = Notice.objects.select_related("person").get()
    assert presenters.sentence(notice) == "Died on 3 November 2026. Nothing more is sent to them."
    assert notice.made_by == coordinator.worker


def test_a_new_address_but_not_the_first_one(person, coordinator):
    def amend(who, **changes):
        return people.amend_identity(
            person=who, changes=changes, reason="Told", expected_revision=who.revision, by=coordinator
        )

    amend(make_person(coordinator), postcode="CV2 2BB")
    person = amend(person, phone="01632 960001")
    assert raised() == []
    amend(person, postcode="CV2 2BB")
    assert raised() == ["moved_home"]


def test_another_council(person, coordinator):
    def confirm(code):
        people.confirm_residence(
            person=person, council=organisation(coordinator, code), basis="Lives there", by=coordinator
        )

    confirm("coventry-city-council")
    assert raised() == []
    confirm("warwickshire-county-council")
    notice = Notice.objects.select_related("person__council").get()
    assert presenters.sentence(notice) == "Another council is responsible now: Warwickshire County Council."


def test_what_is_unsafe_each_time_it_is_said_anew(person, coordinator):
    def tell(**fields):
        people.record_profile(person=person, by=coordinator, **fields)

    tell(how_to_talk_to_me="Short sentences")
    assert raised() == []
    tell(contact_unsafe="Never ring the landline")
    tell(contact_unsafe="Never ring the landline")
    assert raised() == ["safe_contact"]
    tell(contact_unsafe="Never write either")
    tell(no_voicemail=True)
    tell(no_voicemail=True)
    assert raised() == ["safe_contact"] * 3


def test_nobody_is_told_of_what_arrives_by_itself(person):
    people.record_profile(person=person, by=None, contact_unsafe="Never ring the landline")
    assert raised() == []


def test_a_hidden_address(person, coordinator):
    for sensitive in (True, True, False):
        people.set_address_sensitive(person=person, sensitive=sensitive, reason="Harm", by=coordinator)
    assert raised() == ["hidden_address"]


# Birthdays -----------------------------------------------------------------------------------------------------


def tell_birthdays(area):
    with scope.job(name="notices.birthdays", area_id=area.pk):
        return jobs.birthdays(area.pk)


@pytest.mark.parametrize(
    ("born_on", "age", "falls_on"),
    [
        (date(2010, 12, 3), 16, date(2026, 12, 3)),
        (date(2008, 12, 3), 18, date(2026, 12, 3)),
        (date(2000, 12, 3), 26, date(2026, 12, 3)),
        (date(2010, 11, 22), 16, date(2026, 11, 22)),
        (date(2011, 1, 17), 16, date(2027, 1, 17)),
    ],
)
def test_a_birthday_that_changes_the_rules_is_told_once(area, coordinator, time_machine, born_on, age, falls_on):
    time_machine.move_to("2026-11-22T05:20Z")
    with coordinator.scope():
        on_register(make_person(coordinator, born_on=born_on))
    assert [tell_birthdays(area), tell_birthdays(area)] == [1, 0]
    with coordinator.scope():
        notice = Notice.objects.get()
        assert (notice.kind, notice.age, notice.falls_on, notice.made_by) == ("birthday", age, falls_on, None)
        assert presenters.sentence(notice).startswith(f"Turns {age} on ")


@pytest.mark.parametrize("born_on", [date(2010, 11, 21), date(2011, 1, 18), date(2009, 12, 3), None])
def test_other_birthdays_are_not(area, coordinator, time_machine, born_on):
    time_machine.move_to("2026-11-22T05:20Z")
    with coordinator.scope():
        on_register(make_person(coordinator, born_on=born_on))
    assert tell_birthdays(area) == 0


def test_nor_those_of_people_who_died_or_are_not_on_the_register(area, coordinator, time_machine):
    time_machine.move_to("2026-11-22T05:20Z")
    with coordinator.scope():
        make_person(coordinator, born_on=date(2010, 12, 3))
        died = on_register(make_person(coordinator, born_on=date(2010, 12, 3)))
        people.record_death(person=died, died_on=date(2026, 11, 1), by=coordinator)
    assert tell_birthdays(area) == 0


def test_born_on_a_leap_day(area, coordinator, time_machine):
    time_machine.move_to("2026-02-01T05:20Z")
    with coordinator.scope():
        on_register(make_person(coordinator, born_on=date(2008, 2, 29), born_on_is_approximate=True))
    assert tell_birthdays(area) == 1
    with coordinator.scope():
        words = presenters.sentence(Notice.objects.select_related("person").get())
    assert words == "Turns 18 on about 1 March 2026. They are an adult then. Plan now which services take over."


def test_the_age_after_the_key_worker_is_local_policy(area):
    assert queries.ages(area.pk) == [16, 18, 26]


# Who sees them, who puts them away -----------------------------------------------------------------------------


def test_a_partner_sees_those_about_its_people(person, coordinator, partner):
    notice = notice_about(person, coordinator)
    with partner.scope():
        assert not queries.waiting(partner).exists()
        assert not Notice.objects.exists()
    involve(person, partner.organisation, level="summary")
    with partner.scope():
        assert list(queries.waiting(partner)) == [notice]
        assert list(Notice.objects.order_by("pk")) == [notice]


def test_each_organisation_puts_it_away_for_itself(person, coordinator, lead, partner):
    notice = notice_about(person, coordinator)
    involve(person, partner.organisation)
    actions.dismiss(notice=notice, by=coordinator)
    assert not queries.waiting(coordinator).exists()
    assert not rules.can_dismiss(notice, lead)
    with pytest.raises(Refused, match=f"{coordinator.worker.name} put this away on"):
        actions.dismiss(notice=notice, by=lead)
    with partner.scope():
        assert list(queries.waiting(partner)) == [notice]
        assert rules.can_dismiss(notice, partner)
        actions.dismiss(notice=notice, by=partner)
        assert Dismissal.objects.count() == 1


def test_nobody_puts_it_away_for_another_organisation(person, coordinator, partner):
    notice = notice_about(person, coordinator)
    with pytest.raises(DatabaseError), transaction.atomic():
        Dismissal.objects.create(
            area_id=notice.area_id,
            notice=notice,
            organisation=partner.organisation,
            made_at=clock.now(),
            made_by=coordinator.worker,
        )


@pytest.mark.parametrize("change", [{"kind": "died"}, {"made_at": clock.now()}])
def test_a_notice_is_never_rewritten(person, coordinator, change):
    notice_about(person, coordinator)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.update(**change)


def test_only_a_birthday_has_an_age(person, coordinator):
    actions.raise_notice(person=person, kind=NoticeKind.BIRTHDAY, by=None, falls_on=clock.today(), age=16)
    for wrong in ({"kind": "birthday"}, {"kind": "died", "age": 16}):
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.raise_notice(person=person, by=coordinator, **wrong)


def test_both_stand_in_the_history(person, coordinator):
    actions.dismiss(notice=notice_about(person, coordinator), by=coordinator)
    titles = [item.title for item in timeline.of(person) if "otice" in item.title]
    assert titles == [
        "Notice put away: how to make contact safely has changed",
        "Notice: how to make contact safely has changed",
    ]


# The pages -----------------------------------------------------------------------------------------------------


def test_home_shows_the_newest_and_leads_to_all(person, coordinator, browser_as):
    for _number in range(7):
        notice_about(person, coordinator)
    client = browser_as(coordinator)
    document = page(client, "home")
    assert len([words for words in texts(document, "section li") if "safely has changed" in words]) == 5
    with scope.job(name="test", area_id=person.area_id):
        assert Event.objects.filter(action="home").latest("pk").people == [person.public_id]
    assert len(texts(page(client), "tbody tr")) == 7


def test_put_away_from_home_and_kept_with_the_name(person, coordinator, browser_as):
    notice = notice_about(person, coordinator)
    client = browser_as(coordinator)
    answer = client.post(reverse("notice_dismiss", kwargs={"pid": notice.public_id}), {"back": "home"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/home/"
    assert "The notice is put away." in answer.text
    assert "No notice waits" in page(client).to_text()
    kept = texts(page(client, query={"show": "all"}), "tbody tr")
    assert len(kept) == 1
    assert coordinator.worker.name in kept[0]


def test_put_away_from_the_persons_page(person, coordinator, browser_as):
    notice = notice_about(person, coordinator)
    client = browser_as(coordinator)
    assert "safely has changed" in page(client, "person", pid=person.public_id).to_text()
    address = reverse("notice_dismiss", kwargs={"pid": notice.public_id})
    answer = client.post(address, {"back": "person"})
    assert answer.headers["Location"] == reverse("person", kwargs={"pid": person.public_id})
    assert "safely has changed" not in page(client, "person", pid=person.public_id).to_text()
    again = client.post(address)
    assert again.status_code == 409
    assert f"{coordinator.worker.name} put this away on" in again.text


def test_a_stranger_finds_none(person, coordinator, partner, browser_as, example_area):
    notice = notice_about(person, coordinator)
    for actor in (partner, make_actor(example_area, "register_team", "lead")):
        client = browser_as(actor)
        assert client.post(reverse("notice_dismiss", kwargs={"pid": notice.public_id})).status_code == 404
        assert "No notice waits" in page(client).to_text()


def test_the_list_says_when_there_never_was_one(coordinator, browser_as):
    assert "There has been no notice yet" in page(browser_as(coordinator), query={"show": "all"}).to_text()
    assert "No notice waits" in page(browser_as(coordinator), query={"show": "nonsense"}).to_text()


def test_the_age_window_asks_only_for_people_of_that_age(area, coordinator, time_machine):
    time_machine.move_to("2026-11-22T05:20Z")
    with coordinator.scope():
        on_register(make_person(coordinator, born_on=date(2010, 12, 3)))
        found = list(queries.reaching(area.pk, 16, clock.today() - timedelta(days=90)))
        assert found == []
        assert [person.born_on for person, _ in queries.reaching(area.pk, 16)] == [date(2010, 12, 3)]
        assert Person.objects.count() == 1
