"""Finding anyone from one box: what was typed is read, and whoever fits all of it and may be seen is found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dsr.audit.models import Event
from dsr.core import clock, ids, scope
from dsr.people import actions, finding, queries
from dsr.people.finding import Wanted, read
from dsr.people.models import Involvement
from tests.factories.accounts import make_actor
from tests.factories.people import make_person
from tests.factories.referral_rows import make_referral
from tests.factories.register import involve, new_person, on_register

BORN = date(1990, 3, 14)
NUMBER = "9434765919"


@pytest.mark.parametrize(
    "typed",
    [
        *("14/3/1990", "14/03/1990", "14-03-1990", "14.3.1990", "14 3 1990", "1990-03-14", "1990/3/14", "14031990"),
        *("14/3/90", "14.03.90", "14 March 1990", "14 mar 90", "14th March, 1990", "14th of march 1990", "14-Mar-1990"),
        *("March 14 1990", "Mar 14th, 1990", "14March1990", "14 Mar. 1990"),
    ],
)
def test_a_day_in_any_common_form(typed):
    assert read(typed) == Wanted(born_on=BORN)
    assert read(f"Khan {typed}") == Wanted(name="Khan", born_on=BORN)


@pytest.mark.parametrize("typed", ["31/2/1990", "14/13/1990", "1/1/2999", "14 Marble 1990", "0/0/00"])
def test_what_is_no_day_that_has_been_is_none(typed):
    assert read(typed).born_on is None


def test_two_figures_of_a_year_are_the_newest_that_has_been():
    today = clock.today()
    assert read(f"1/1/{today.year % 100:02}").born_on == date(today.year, 1, 1)
    assert read(f"1/1/{(today.year + 1) % 100:02}").born_on == date(today.year - 99, 1, 1)
    assert read("29/2/00").born_on == date(2000, 2, 29)


@pytest.mark.parametrize("typed", [NUMBER, "943 476 5919", "943-476-5919", "94 34 76 59 19", "943\u00a0476\u00a05919"])
def test_a_number_with_any_spacing(typed):
    assert read(typed) == Wanted(nhs_number=NUMBER)
    assert read(f"{typed}, Ada") == Wanted(nhs_number=NUMBER, name="Ada")


def test_ten_digits_that_are_no_nhs_number_are_said_to_be_none():
    assert read("943 476 5918") == Wanted(wrong="9434765918")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("cv11aa", Wanted(postcode="CV1 1AA")),
        ("Patel CV1 1AA", Wanted(name="Patel", postcode="CV1 1AA")),
        ("O'Brien-Smith, Anne", Wanted(name="O'Brien-Smith, Anne")),
        ("  Ada   Byron ", Wanted(name="Ada Byron")),
        ("ZZ9 9ZZZ", Wanted(name="ZZ9 9ZZZ")),
        ("", Wanted()),
    ],
)
def test_the_rest_is_a_name(typed, wanted):
    assert read(typed) == wanted


def test_several_at_once():
    typed = f"Ada 14.3.1990 {NUMBER} CV1 1AA"
    assert read(typed) == Wanted(name="Ada", nhs_number=NUMBER, born_on=BORN, postcode="CV1 1AA")


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_reader(text):
    wanted = read(text)
    assert len(wanted.name) <= len(text)


@pytest.mark.parametrize(
    ("name", "names", "fit"),
    [
        ("Ada", "Ada Byron", True),
        ("byron ada", "Ada Byron", True),
        ("Byrn", "Ada Byron", True),
        ("By", "Ada Byron", True),
        ("Zofia Wisniewska", "Zofia Wiśniewska", True),
        ("obrien", "Ann O'Brien", True),
        ("Ada King", "Ada Byron", False),
        ("", "Ada Byron", True),
    ],
)
def test_a_name_fits_however_it_is_spelt(name, names, fit):
    assert finding.fits(name, names) is fit


@pytest.mark.django_db
class TestFinding:
    @pytest.fixture
    def team(self, coordinator):
        with coordinator.scope():
            yield coordinator

    def names(self, actor, text, limit=26):
        return [person.full_name for person in self.ask(actor, text, limit)]

    def ask(self, actor, text, limit=26):
        wanted, elsewhere = finding.look_up(actor, text)
        return queries.search_for(actor, wanted, {one.person_id for one in elsewhere if one.person_id}, limit)

    @pytest.mark.parametrize(
        "typed",
        [
            *("Zofia Wiśniewska", "zofia wisniewska", "WISNIEWSKA, Zofia", "Wisniewska Z", "Zofia", "Wisniewska"),
            *("zof wisn", "Zofia Wisnewska", "Zofai Wisniewska", "Sofia Wisniewska", "Zosia Wisniewska", "Zosia"),
            *("Zofia Wiśniewska 14.3.1990", "14 March 1990", "wisniewska 943 476 5919", NUMBER, "Zofia CV1 1AA"),
        ],
    )
    def test_however_it_is_written(self, team, typed):
        make_person(
            team, given_name="Zofia", family_name="Wiśniewska", preferred_name="Zosia", born_on=BORN,
            nhs_number=NUMBER, postcode="CV1 1AA",
        )  # fmt: skip
        make_person(team, given_name="Gurpreet", family_name="Dhaliwal", born_on=date(1980, 1, 1))
        assert self.names(team, typed) == ["Zofia Wiśniewska"]

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("Siobhan O'Brien", "siobhan obrien"),
            ("Siobhan O'Brien", "O’Brien"),
            ("Ann-Marie Smith-Baptiste", "baptiste annmarie"),
            ("Mohammed Li", "mohamed li"),
            ("Mohammed Li", "Muhammad Li"),
            ("محمد الأحمد", "محمد الأحمد"),
            ("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "ਕੌਰ"),
            ("Robert Longfellow", "Bob Longfellow"),
        ],
    )
    def test_names_of_many_origins(self, team, name, typed):
        given_name, family_name = name.split()
        make_person(team, given_name=given_name, family_name=family_name)
        assert name in self.names(team, typed)

    def test_the_same_name_comes_before_those_like_it(self, team):
        for family in ("Smyth", "Smythe", "Smith", "Smithson"):
            make_person(team, given_name="John", family_name=family)
        found = self.names(team, "Smith John")
        assert found[0] == "John Smith"
        assert {"John Smyth", "John Smythe"} <= set(found)

    def test_nobody_who_shares_no_more_than_a_part(self, team):
        make_person(team, given_name="Priya", family_name="Patel")
        assert self.names(team, "Ewa Kowalczyk") == []
        assert self.names(team, "-- '' ,,") == []

    def test_a_day_and_a_name_must_both_fit(self, team):
        make_person(team, given_name="Priya", family_name="Patel", born_on=BORN)
        make_person(team, given_name="Ewa", family_name="Nowak", born_on=BORN)
        assert self.names(team, "Patel 14/3/1990") == ["Priya Patel"]
        assert len(self.names(team, "14/3/1990")) == 2
        assert self.names(team, f"Patel {NUMBER}") == []

    def test_no_more_than_asked_for(self, team):
        for _ in range(5):
            make_person(team, given_name="Priya", family_name="Patel")
        assert len(self.names(team, "Priya", limit=3)) == 3

    def test_only_people_shared_with_the_organisation(self, team, partner, area):
        for number in range(3):
            make_person(team, given_name="Priya", family_name=f"Patel{number}", born_on=BORN, nhs_number="")
        mine = make_person(team, given_name="Priya", family_name="Patelmine", born_on=BORN, nhs_number=NUMBER)
        with scope.job(name="test", area_id=area.pk):
            involve(mine, partner.organisation)
        with partner.scope():
            for typed in ("Priya", "Prya Patelmin", "14/3/1990", NUMBER, "xxPatelmine"):
                assert self.names(partner, typed) == ["Priya Patelmine"], typed

    def test_no_scope_no_people_and_no_other_area(self, team, example_area):
        make_person(team, given_name="Priya", family_name="Patel")
        stranger = make_actor(example_area, "register_team", "lead")
        with stranger.scope():
            assert self.names(stranger, "Priya Patel") == []
        with scope.job(name="test", area_id=team.area_id), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM dsr.search_people('Priya', 10)")
            assert cursor.fetchone() == (0,)

    def test_a_postcode_of_those_seen_in_full_and_not_hidden(self, team, partner, area):
        make_person(team, given_name="Shown", family_name="X", postcode="CV1 1AA")
        hidden = make_person(team, given_name="Hidden", family_name="X", postcode="CV1 1AA")
        actions.set_address_sensitive(person=hidden, sensitive=True, reason="Threats", by=team)
        assert self.names(team, "cv1 1aa") == ["Shown X"]
        with scope.job(name="test", area_id=area.pk):
            for person in Involvement.objects.values_list("person", flat=True).distinct():
                involve(queries.Person.objects.get(pk=person), partner.organisation, level="plan")
        with partner.scope():
            assert len(self.names(partner, "X")) == 2
            assert self.names(partner, "CV11AA") == []

    def test_a_reference_leads_to_the_person(self, team, clinician, area):
        with scope.job(name="test", area_id=area.pk):
            referral = make_referral(area, subject_name="Ada Byron")
            entry = on_register(team, clinician, given_name="Ada", family_name="Byron")
            type(entry).objects.filter(pk=entry.pk).update(referral_reference=referral.reference)
        with team.scope():
            assert self.names(team, referral.reference.lower().replace("-", " ")) == ["Ada Byron"]
            assert self.names(team, f"{referral.reference} Nowak") == []

    def test_a_name_that_could_be_a_reference_is_a_name(self, team):
        reference = "MARY-ANNA-" + "".join(ids._written("", "ANNA" + "SAN" + ids._check_character("ANNASAN"))[-4:])
        assert read(reference.replace("-", " ")).reference == reference
        given_name, *family = reference.title().split("-")
        make_person(team, given_name=given_name, family_name=" ".join(family))
        assert self.names(team, reference.replace("-", " ")) == [f"{given_name} {' '.join(family)}"]


@pytest.mark.django_db
class TestPages:
    def results(self, client, typed):
        return client.post(reverse("person_search"), {"q": typed}, follow=True)

    def test_a_reference_leads_to_a_referral_nobody_has_matched(self, coordinator, browser_as, area):
        with scope.job(name="test", area_id=area.pk):
            referral = make_referral(area, subject_name="Tamsin Umbelgate")
        page = self.results(browser_as(coordinator), referral.reference)
        assert reverse("referral", args=[referral.public_id]) in page.text
        assert "Nobody was found" not in page.text
        with scope.job(name="test", area_id=area.pk):
            (event,) = Event.objects.filter(action="person_search", kind="read")
        assert f"referral:{referral.public_id}" in event.targets

    @pytest.mark.parametrize(("kind", "role"), [("cwpt", "partner"), ("icb", "keyworker")])
    def test_but_only_whoever_may_open_it(self, area, browser_as, kind, role):
        with scope.job(name="test", area_id=area.pk):
            referral = make_referral(area, subject_name="Tamsin Umbelgate")
        page = self.results(browser_as(make_actor(area, kind, role)), referral.reference)
        assert "Nobody was found" in page.text
        assert referral.public_id not in page.text

    def test_a_number_that_is_none_is_said(self, coordinator, browser_as):
        page = self.results(browser_as(coordinator), "Ada 943 476 5918")
        assert "9434765918</strong> is not an NHS number" in page.text
        assert "left out of the search" in page.text

    def test_the_box_stands_on_the_home_page(self, coordinator, browser_as, area):
        with scope.job(name="test", area_id=area.pk):
            new_person(area, given_name="Zephyrine", family_name="Quill")
        client = browser_as(coordinator)
        assert f'action="{reverse("person_search")}"' in client.get(reverse("home")).text
        assert "Zephyrine Quill" in self.results(client, "quil zeph").text
        administrator = make_actor(area, "register_team", "administrator")
        assert reverse("person_search") not in browser_as(administrator).get(reverse("home")).text

    def test_a_search_is_kept_for_a_day(self, coordinator, browser_as, time_machine):
        client = browser_as(coordinator)
        address = self.results(client, "Ada").request["PATH_INFO"]
        assert client.get(address).status_code == 200
        time_machine.move_to(clock.now() + timedelta(days=2))
        assert browser_as(coordinator).get(address).status_code == 404
