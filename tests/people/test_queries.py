"""Who may see whom; matching and searching stay behind the wall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import Http404

from dsr.core import clock, scope
from dsr.people import actions, levels, presenters, queries, timeline
from dsr.people.models import Involvement, Person
from tests.factories.accounts import make_actor
from tests.factories.people import decide, join, lacking, make_person, organisation
from tests.people.conftest import COVENTRY, TRUST
from tests.people.test_needs import best_interests

pytestmark = pytest.mark.django_db


@pytest.fixture
def mind(area):
    return make_actor(area, "cw-mind", "partner")


def test_get_visible_is_404_to_everybody_else(person, scoped, mind):
    assert queries.get_visible(scoped, person.public_id) == person
    with mind.scope(), pytest.raises(Http404):
        queries.get_visible(mind, person.public_id)


def test_a_page_may_ask_for_a_level(person, scoped, mind):
    join(person, scoped)
    decide(person, "share", scoped, share_with="cw-mind", level="plan")
    with mind.scope():
        assert queries.get_visible(mind, person.public_id, level="plan") == person
        with pytest.raises(Http404):
            queries.get_visible(mind, person.public_id, level="full")


def test_the_highest_level_counts(person, scoped, partner):
    join(person, scoped)
    decide(person, "share", scoped, share_with=TRUST, level="summary")
    assert queries.level_of(partner, person) == "summary"
    with scope.job(name="test", area_id=person.area_id):
        Involvement.objects.create(
            area_id=person.area_id,
            person=person,
            organisation=partner.organisation,
            basis="register_team",
            level="plan",
            began_at=clock.now(),
        )
    assert queries.level_of(partner, person) == "plan"
    assert queries.with_level(partner, person.public_id) == (person, "plan")


def test_no_level_for_the_uninvolved(person, mind):
    assert queries.level_of(mind, person) is None
    with mind.scope(), pytest.raises(Http404):
        queries.with_level(mind, person.public_id)


def test_an_involvement_to_come_or_past_shows_nothing(person, scoped, partner):
    join(person, scoped, share_with=(TRUST,))
    now = clock.now()
    assert not queries.open_involvements(now - timedelta(days=1)).exists()
    with scope.job(name="test", area_id=person.area_id):
        Involvement.objects.filter(organisation=partner.organisation).update(ends_at=now)
    assert queries.level_of(partner, person) is None
    assert queries.past_involvements(person).get().organisation == partner.organisation


class TestSearch:
    @pytest.fixture
    def people(self, scoped):
        return [
            make_person(scoped, given_name=given, family_name=family, nhs_number=number)
            for given, family, number in [
                ("Aleksandra", "Nowak", "9990000018"),
                ("Alexander", "Novak", ""),
                ("Bruce", "Wayne", ""),
            ]
        ]

    def test_names_like_it_come_likest_first(self, people, scoped):
        assert queries.search(scoped, "aleksandra nowak")[0] == people[0]

    def test_nobody_else(self, people, scoped):
        assert people[2] not in queries.search(scoped, "Nowak")

    def test_the_limit_holds(self, people, scoped):
        assert len(queries.search(scoped, "a", 1)) <= 1

    def test_another_organisation_finds_nobody(self, people, mind):
        with mind.scope():
            assert queries.search(mind, "Nowak") == []
            assert queries.search_by_number(mind, "9990000018") == []

    def test_a_number_is_exact(self, people, scoped):
        assert queries.search_by_number(scoped, "9990000018") == [people[0]]

    def test_it_takes_three_statements(self, people, scoped, django_assert_num_queries):
        with django_assert_num_queries(3):  # by name, by the names of records made one with others, and the people
            queries.search(scoped, "Nowak")

    def test_a_search_is_its_makers_alone_for_a_day(self, scoped, mind, time_machine):
        search = actions.keep_search(page="people", terms={"q": "x"}, by=scoped)
        assert queries.get_search(scoped, search.public_id) == search
        with mind.scope(), pytest.raises(Http404):
            queries.get_search(mind, search.public_id)
        time_machine.move_to(clock.now() + timedelta(days=1, minutes=1))
        with scoped.scope():
            with pytest.raises(Http404):
                queries.get_search(scoped, search.public_id)
            actions.keep_search(page="people", terms={}, by=scoped)
            assert not type(search).objects.filter(pk=search.pk).exists()


class TestMatching:
    def test_what_agrees_and_what_differs(self, scoped):
        person = make_person(scoped, given_name="Ada", family_name="Byron", born_on=date(1990, 3, 14))
        (found,) = queries.candidates(name="ada  BYRON", born_on=date(1990, 3, 15), nhs_number="9990000018")
        assert found.person == person
        assert (found.agreeing, found.differing) == (("name",), ("date of birth",))

    def test_the_number_wins(self, scoped):
        make_person(scoped, given_name="Ada", family_name="Byron")
        same = make_person(scoped, given_name="Augusta", family_name="King", nhs_number="9990000018")
        found = queries.candidates(name="Ada Byron", born_on=None, nhs_number="9990000018", actor=scoped)
        assert found[0].person == same
        assert "NHS number" in found[0].agreeing
        assert found[0].score == 2.0

    def test_an_organisation_that_does_not_see_everything_is_offered_nobody(self, person, scoped, mind):
        join(person, scoped)
        decide(person, "share", scoped, share_with="cw-mind")
        with mind.scope():
            assert queries.candidates(name=person.full_name, born_on=person.born_on, nhs_number="") == []


class TestLevels:
    def test_a_summary_shows_who_and_no_more(self):
        shown = {section for section in levels.FIELDS if levels.shows("summary", section)}
        assert {"name", "how_to_talk", "rating", "own_tasks"} <= shown
        assert not shown & {"address", "diagnosis", "decisions", "plan"}

    def test_each_level_shows_what_the_one_below_shows(self):
        for section in levels.FIELDS:
            if levels.shows("summary", section):
                assert levels.shows("plan", section)
            if levels.shows("plan", section):
                assert levels.shows("full", section)

    def test_no_level_shows_nothing(self):
        assert not any(levels.shows(None, section) for section in levels.FIELDS)

    def test_an_unsorted_section_is_an_error(self):
        with pytest.raises(KeyError):
            levels.shows("full", "horoscope")


class TestBanner:
    def test_how_to_talk_comes_first(self, person, scoped):
        actions.record_profile(
            person=person,
            by=scoped,
            how_to_talk_to_me="Speak slowly\n\nOne question at a time",
            adjustments="A quiet room",
            language="Polish",
            interpreter_needed=True,
            no_voicemail=True,
            contact_unsafe="Her brother reads her post",
        )
        banner = presenters.banner(person, "summary")
        assert list(banner.how_to_talk) == ["Speak slowly", "One question at a time", "A quiet room"]
        assert list(banner.flags) == [
            "Interpreter: Polish",
            "Do not leave voicemail",
            "Read how to contact safely first",
        ]
        assert banner.rating is None

    def test_nothing_known(self, scoped):
        banner = presenters.banner(make_person(scoped, born_on=None), "summary")
        assert (banner.born, list(banner.how_to_talk), list(banner.flags)) == ("Date of birth not known", [], [])

    def test_an_approximate_birth_date_says_so(self, scoped):
        person = make_person(scoped, born_on_is_approximate=True)
        assert presenters.born(person).endswith("approximate")

    def test_what_must_not_be_missed(self):
        person = Person(died_on=date(2026, 1, 1), address_is_sensitive=True)
        assert presenters.flags(person, None) == ("Has died", "Address hidden")

    def test_an_interpreter_without_a_language(self, person, scoped):
        actions.record_profile(person=person, by=scoped, interpreter_needed=True)
        assert list(presenters.banner(person, "full").flags) == ["Interpreter needed"]

    def test_a_floor_above_gives_the_rating(self, person, monkeypatch):
        monkeypatch.setattr(presenters, "rating_of", [lambda _: None, lambda _: "Red"])
        assert presenters.banner(person, "full").rating == "Red"


def test_the_timeline_tells_everything_newest_first(person, scoped, partner):
    join(person, scoped, share_with=(TRUST, COVENTRY))
    lacking(person, "cetr", scoped)
    actions.withdraw_decision(
        decision=queries.holding(person, "share", organisation(scoped, TRUST)),
        withdrawn_by_name="Ada",
        reason="Changed her mind",
        by=scoped,
    )
    items = timeline.of(person)
    assert items == sorted(items, key=lambda item: item.at, reverse=True)
    titles = [item.title for item in items]
    assert f"Withdrawn: Share with {partner.organisation.name}" in titles
    assert "Person added" in titles
    assert "Capacity assessed: lacks capacity" in titles
    assert f"{partner.organisation.name} can no longer see" in titles


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer": "agreed"}, "Agreed"),
        ({"answer": "refused"}, "Refused"),
        ({"answer": "not_sure"}, "Not sure yet"),
        ({"answer": "agreed", "withdrawn_at": clock.now()}, "Withdrawn"),
        ({"answer": "agreed", "lapsed_at": clock.now()}, "No longer holds"),
    ],
)
def test_where_a_decision_stands(fields, words):
    from dsr.people.models import Decision

    assert presenters.standing(Decision(**fields))[0] == words


def test_not_the_persons_decision_is_404(person, scoped):
    other = make_person(scoped)
    decision = decide(other, "join", scoped)
    assert queries.get_decision(other, decision.public_id) == decision
    with pytest.raises(Http404):
        queries.get_decision(person, decision.public_id)


def test_the_timeline_tells_what_no_longer_counts(person, scoped):
    trust = organisation(scoped, TRUST)
    assessment = lacking(person, "share", scoped, organisation=trust)
    decide(
        person,
        "share",
        scoped,
        share_with=TRUST,
        basis="attorney",
        capacity_assessment=assessment,
        authority_seen="Seen on 2 November",
    )
    actions.mark_capacity_in_error(assessment=assessment, reason="Another person", by=scoped)
    decide(person, "join", scoped, answer="not_sure")
    decide(person, "join", scoped)
    best_interests(person, scoped)
    actions.record_information(
        person=person,
        by=scoped,
        recipient="person",
        recipient_name="Ada",
        what="Leaflet",
        format="spoken",
        given_on=clock.today(),
    )
    told = {(item.title, item.withdrawn) for item in timeline.of(person)}
    name = f"Share with {trust.name}"
    assert {
        (f"{name}: agreed", "No longer holds"),
        (f"No longer holds: {name}", ""),
        ("Capacity assessed: lacks capacity", "Entered in error"),
        ("Join the register: not sure yet", "Replaced by a newer decision"),
        ("Best-interests decision", ""),
        ("Information given: the person", ""),
    } <= told


def test_corrections_say_from_what_to_what(person, scoped):
    for revision, changes in enumerate(
        [{"no_fixed_address": True}, {"born_on": date(1991, 1, 1)}, {"postcode": "CV1 1AA"}], 1
    ):
        actions.amend_identity(person=person, changes=changes, reason="x", expected_revision=revision, by=scoped)
    told = [version.changes for version in presenters.versions(queries.identities(person))]
    assert told == [
        (("Postcode", "nothing", "CV1 1AA"),),
        (("Date of birth", "14 March 1990", "1 January 1991"),),
        (("No fixed address", "No", "Yes"),),
    ]
    actions.set_address_sensitive(person=person, sensitive=True, reason="x", by=scoped)
    hidden = presenters.versions(queries.identities(person))[0]
    assert hidden.changes == (("Postcode", "hidden", "hidden"),)
