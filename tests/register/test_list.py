"""The register list: who is on it, worst first, for those who may see them."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from dsr.accounts import queries as accounts
from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.core.pagination import MOST
from dsr.register import actions, queries
from dsr.register.models import Entry
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.register import many_on_register, on_register
from tests.register.pages import LONG, page, parsed, texts, words

pytestmark = pytest.mark.django_db

COUNCIL, OTHER = "coventry-city-council", "warwickshire-county-council"


def names(document):
    return [found.removeprefix("Name").split(" (")[0].strip() for found in texts(document, "tbody th a")]


def row(document, name):
    return next(found for found in texts(document, "tbody tr") if name in found)


def test_an_empty_register_says_so(coordinator, partner, browser_as):
    assert "Nobody is on the register yet" in words(page(browser_as(coordinator), "register_list"))
    assert "shared with your organisation" in words(page(browser_as(partner), "register_list"))
    filtered = page(browser_as(coordinator), "register_list", query={"rating": "red"})
    assert "Nobody on the register fits" in words(filtered)


def test_the_worst_first_then_by_review(team, clinician, browser_as):
    for name, rating in (("Green", "green"), ("Red", "red"), ("Blue", "blue"), ("Amber", "amber")):
        on_register(team, clinician, rating=rating, given_name=name, family_name="X")
    document = page(browser_as(team), "register_list")
    assert names(document) == ["Blue X", "Red X", "Amber X", "Green X"]
    assert "the most pressing first" in words(document)


def test_a_row_says_it_all(team, clinician, browser_as):
    entry = on_register(team, clinician, rating="red", family_name=LONG, preferred_name="Addie")
    Entry.objects.filter(pk=entry.pk).update(review_due_on=clock.today() - timedelta(days=3))
    found = row(page(browser_as(team), "register_list"), LONG)
    for said in ("called Addie", "36 years old", "R Red: immediate risk", "3 days overdue", "Coventry council"):
        assert said in found
    assert "Linked tasks to do 1" in found


def test_far_down_the_list_stands_the_same(area, team, monkeypatch):
    with scope.job(name="test", area_id=area.pk):
        many_on_register(area, 4)
    with team.scope():
        found = queries.RegisterList(team, queries.Filters())
        near = [entry.pk for entry in found[0:4]]
        monkeypatch.setattr(queries, "DEEP", 2)
        assert [entry.pk for entry in found[2:4]] == near[2:4]


def test_due_today_is_not_overdue(team, clinician, browser_as):
    entry = on_register(team, clinician, family_name="Today")
    Entry.objects.filter(pk=entry.pk).update(review_due_on=clock.today())
    assert "Due today" in row(page(browser_as(team), "register_list"), "Today")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"rating": "red"}, ["Red X"]),
        ({"rating": "purple"}, ["Red X", "Green X"]),
        ({"review": "overdue"}, ["Green X"]),
        ({"review": "week"}, ["Red X", "Green X"]),
        ({"sort": "name"}, ["Green X", "Red X"]),
        ({"sort": "review"}, ["Green X", "Red X"]),
        ({"sort": "nonsense"}, ["Red X", "Green X"]),
    ],
)
def test_filters_and_orders(team, clinician, browser_as, query, found):
    on_register(team, clinician, rating="red", given_name="Red", family_name="X")
    green = on_register(team, clinician, rating="green", given_name="Green", family_name="X")
    Entry.objects.filter(pk=green.pk).update(review_due_on=clock.today() - timedelta(days=1))
    assert names(page(browser_as(team), "register_list", query=query)) == found


def test_a_count_is_the_length_of_its_list_whatever_is_filtered(area, team, partner, clinician):
    """Each filter has a count of its own inside the database, so each of them stands beside the list here."""
    today = clock.today()
    for number, (rating, council) in enumerate(product(("red", "green"), (COUNCIL, OTHER))):
        entry = on_register(team, clinician, rating=rating, council=council, share_with=("cwpt",) if number else ())
        Entry.objects.filter(pk=entry.pk).update(review_due_on=today + timedelta(days=number * 5 - 6))
    waiting = make_person(team, council=COUNCIL)
    actions.bring_entry(person=waiting, carried=actions.Carried("red", today, "Dr Grey"), by=team)
    councils = ("", *(one.public_id for one in accounts.councils(area.pk)), "nowhere")
    asked = product(("", "red", "purple"), councils, ("", "overdue", "week"), ("", "open", "to_confirm"))
    lists = [queries.Filters(rating, council, review, standing) for rating, council, review, standing in asked]
    for actor, everybody in ((team, 5), (partner, 3), (make_actor(area, "icb", "partner"), 0)):
        with actor.scope():
            lengths = [len(queries.RegisterList(actor, chosen)[0:10]) for chosen in lists]
            assert queries.counts(*lists) == lengths
            assert [queries.RegisterList(actor, chosen).count() for chosen in lists[:4]] == lengths[:4]
        assert max(lengths) == everybody
        assert 0 in lengths


def test_by_council(team, clinician, browser_as):
    on_register(team, clinician, given_name="Here", family_name="X", council=COUNCIL)
    there = on_register(team, clinician, given_name="There", family_name="X", council=OTHER)
    document = page(browser_as(team), "register_list", query={"council": there.council.public_id})
    assert names(document) == ["There X"]


def test_filters_are_sent_and_a_name_stays_out_of_the_address(team, clinician, browser_as):
    on_register(team, clinician, given_name="Zebedee", family_name="Quillfeather", rating="red")
    on_register(team, clinician, given_name="Ada", family_name="Other", rating="red")
    client = browser_as(team)
    plain = client.post(reverse("register_list"), {"text": "", "rating": "red", "council": "", "sort": ""})
    assert plain["Location"] == "/register/?rating=red"
    assert client.post(reverse("register_list"), {})["Location"] == "/register/"
    answer = client.post(reverse("register_list"), {"text": "Quillfeather", "rating": "red"})
    assert "Quillfeather" not in answer["Location"]
    assert answer["Location"].endswith("?rating=red")
    document = parsed(client.get(answer["Location"]))
    assert names(document) == ["Zebedee Quillfeather"]
    assert document.query("#text")[0].attrs["value"] == "Quillfeather"
    assert not names(parsed(client.get(answer["Location"].replace("red", "green"))))


def test_a_search_is_the_workers_own(area, team, clinician, browser_as):
    answer = browser_as(team).post(reverse("register_list"), {"text": "Quillfeather"})
    colleague = make_actor(area, "register_team", "coordinator")
    assert browser_as(colleague).get(answer["Location"]).status_code == 404


def test_partners_list_those_shared_with_them(area, team, clinician, browser_as):
    shared = on_register(team, clinician, share_with=(COUNCIL,), given_name="Shared", family_name="X")
    on_register(team, clinician, given_name="Private", family_name="X")
    council = make_actor(area, COUNCIL, "partner")
    other = make_actor(area, OTHER, "partner")
    assert names(page(browser_as(council), "register_list")) == ["Shared X"]
    assert names(page(browser_as(other), "register_list")) == []
    decide(shared.person, "share", team, share_with=COUNCIL, answer="refused")
    assert names(page(browser_as(council), "register_list")) == []


def test_partners_count_only_their_own_tasks(area, team, clinician, browser_as):
    on_register(team, clinician, rating="red", share_with=("cw-icb",), decisions={"cetr": "agreed"}, family_name="One")
    on_register(team, clinician, rating="green", share_with=("cw-icb",), family_name="None")
    icb = make_actor(area, "cw-icb", "commissioner")
    document = page(browser_as(icb), "register_list")
    assert texts(document, "tbody .dsr-table__number") == ["Linked tasks to do 1", "Linked tasks to do 0"]


def test_those_who_left_are_not_listed(team, clinician, browser_as):
    entry = on_register(team, clinician)
    actions.close_entry(entry=entry, reason="stepped_down", by=team)
    assert names(page(browser_as(team), "register_list")) == []


def test_a_list_is_one_read_that_names_everybody_shown(team, clinician, browser_as):
    entry = on_register(team, clinician)
    page(browser_as(team), "register_list")
    assert Event.objects.filter(action="register_list").latest("pk").people == [entry.person.public_id]


@pytest.mark.parametrize("count", [1, 25, 1000])
def test_a_list_costs_the_same_however_long(
    area, in_area, coordinator, browser_as, count, django_assert_max_num_queries
):
    many_on_register(area, count)
    client = browser_as(coordinator)
    page(client, "register_list")
    with django_assert_max_num_queries(12):
        document = page(client, "register_list")
    assert len(names(document)) == min(count, 25)


def test_a_long_list_is_counted_no_further(area, in_area, coordinator, browser_as):
    many_on_register(area, MOST + 1)
    assert "Showing 26 to 50 of more than 500 people" in words(
        page(browser_as(coordinator), "register_list", query={"page": "2"})
    )


def test_no_clinical_role_no_list(area, browser_as):
    for role in ("administrator", "privacy_officer"):
        assert browser_as(make_actor(area, "register_team", role)).get(reverse("register_list")).status_code == 403
