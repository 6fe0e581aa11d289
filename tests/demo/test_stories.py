"""The made-up stories: all told once, by the product's own actions, about nobody real."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

import dsr
from dsr.accounts.models import Cover
from dsr.audit.models import Event
from dsr.core import clock, scope
from dsr.demo import accounts, crowd, names, stories
from dsr.matching.models import PossibleDuplicate
from dsr.messages import actions as messages
from dsr.messages.models import Message
from dsr.notices.models import Notice
from dsr.notices.queries import ages
from dsr.people.models import Decision, Involvement, Person
from dsr.referrals.models import Referral, ReferralState
from dsr.register.models import Entry, Rating
from dsr.tasks.models import Task

pytestmark = pytest.mark.django_db


def test_the_stories_stand_as_they_were_told(area, in_area, capsys):
    """All told once in one go, because telling takes seconds; then everything they promise."""
    call_command("seed_demo")
    wanted = len(stories.of(area))
    assert f"{wanted} of {wanted} stories told." in capsys.readouterr().out
    _referrals_stand_in_every_state()
    _everybody_is_clearly_made_up()
    _nothing_happened_in_the_future()
    _the_register_has_every_rating_and_a_late_review(area)
    _sight_is_as_decided(area)
    _the_area_is_one_to_practise_on(area)
    _the_ratings_are_as_an_areas_are(area)
    _one_message_failed_and_a_letter_waits()
    _telling_again_changes_nothing(capsys)


def _referrals_stand_in_every_state():
    assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState.values)
    assert Referral.objects.filter(same_day=True, owner=None).exists()
    assert Referral.objects.filter(contacted_at=None, contact_due_at__lt=clock.now()).exists()
    assert set(Referral.objects.values_list("who_about", flat=True)) == {"me", "my_child", "care_for", "work_with"}


def _everybody_is_clearly_made_up():
    people = list(Person.objects.all())
    assert len(people) >= 200
    slips = {crowd.swapped(name) for name in names.GIVEN}
    for person in people:
        assert person.nhs_number.startswith("999") or not person.nhs_number
        assert set(person.given_name.split()) <= set(names.GIVEN) | slips
        pieces = {piece for name in names.FAMILY for piece in name.split("-")}
        assert set(person.family_name.split("-")) <= pieces
        assert person.phone.startswith("07700 900") or not person.phone
        assert "(made up)" in person.address or person.no_fixed_address


def _nothing_happened_in_the_future():
    now = clock.now()
    assert all(referral.received_at <= now and referral.state_at <= now for referral in Referral.objects.all())
    assert not Event.objects.filter(at__gt=now).exists()


def _the_register_has_every_rating_and_a_late_review(area):
    entries = Entry.objects.filter(state="open")
    assert set(entries.values_list("rating", flat=True)) == {"green", "amber", "red", "blue"}
    assert entries.filter(review_due_on__lt=clock.today()).exists()
    surprising = [rating for rating in Rating.objects.all() if rating.suggested != rating.rating]
    assert [rating.suggested for rating in surprising] == ["green"]
    kinds = set(Task.objects.filter(state="open").values_list("kind", flat=True))
    assert {"cetr", "cetr_refused", "key_worker_referral", "seek_key_worker", "inpatient_cetr"} <= kinds


def _sight_is_as_decided(area):
    seen = {
        code: set(Involvement.objects.filter(organisation__code=code, ended_at=None).values_list("level", flat=True))
        for code in ("cwpt", "coventry-city-council", "key-worker-service")
    }
    assert "full" in seen["cwpt"]
    assert {"summary", "plan", "referral"} <= seen["coventry-city-council"]
    assert seen["key-worker-service"] == {"plan"}
    assert Involvement.objects.filter(ended_reason="The decision was withdrawn").exists()


def _the_area_is_one_to_practise_on(area):
    """What a newcomer should meet: late work on every desk, hard consents, somebody twice, somebody away."""
    on_desks = Task.objects.filter(state="open", due_at__lt=clock.now()).values_list("worker__name", flat=True)
    assert {None, "Cass Coordinator", "Corin Coordinator", "Lee Lead"} <= set(on_desks)
    assert Decision.objects.filter(basis="parental", retake_due_on__gt=clock.today(), withdrawn_at=None).exists()
    assert Decision.objects.filter(withdrawn_at__isnull=False, kind="share").exists()
    assert {"refused", "not_sure"} <= set(Decision.objects.filter(kind="cetr").values_list("answer", flat=True))
    seen = [(person.family_name, person.address) for person in Person.objects.exclude(address="")]
    assert len(seen) - len(set(seen)) >= 4
    told = set(Notice.objects.filter(kind="birthday").values_list("age", flat=True))
    assert told == set(ages(area.pk)) >= {16, 18}
    assert Rating.objects.filter(review_due_on__lt=clock.today()).count() > 10
    away = Cover.objects.get(organisation__area=area)
    assert (away.worker.name, away.covered_by.name) == ("Corin Coordinator", "Cass Coordinator")


def _the_ratings_are_as_an_areas_are(area):
    open_ones = Entry.objects.filter(area=area, state="open")
    counted = Counter(open_ones.values_list("rating", flat=True))
    assert counted["blue"] < counted["red"] < counted["amber"] < counted["green"]
    assert set(Rating.objects.values_list("decided_by__email", flat=True)) == {"clinician@demo.example"}
    blue = open_ones.filter(rating="blue").values_list("person__born_on", flat=True)
    assert len({day.year for day in blue}) > len(blue) // 2, "all of one age"
    assert Task.objects.filter(source__startswith="rating:", state="open").count() > crowd.SIZE // 3
    assert PossibleDuplicate.objects.filter(area=area).count() >= 4


def _one_message_failed_and_a_letter_waits():
    assert Message.objects.get(state="failed").attempts == len(messages.WAITS) + 1
    letter = Message.objects.get(channel="letter")
    assert letter.state == "queued"
    assert "(made up)" in letter.recipient_address


def _telling_again_changes_nothing(capsys):
    before = set(Referral.objects.values_list("reference", flat=True))
    call_command("seed_demo")
    assert "Nothing to do" in capsys.readouterr().out
    assert set(Referral.objects.values_list("reference", flat=True)) == before


def test_an_area_without_stories_has_people_to_practise_on(example_area, settings, capsys):
    """The crowd needs no more than what every policy has."""
    settings.AREA_CODE = example_area.code
    call_command("seed_demo")
    assert "1 of 1 stories told." in capsys.readouterr().out
    with scope.job(name="test", area_id=example_area.pk):
        assert Person.objects.count() == Entry.objects.filter(state="open").count() == crowd.SIZE
        assert set(Involvement.objects.values_list("organisation__area", flat=True)) == {example_area.pk}
        _the_area_is_one_to_practise_on(example_area)
        _the_ratings_are_as_an_areas_are(example_area)
        _telling_again_changes_nothing(capsys)


def test_it_goes_on_where_it_was_killed(area, in_area, monkeypatch):
    def killed(stage):
        stories.stories_new.same_day(stage)
        raise KeyboardInterrupt

    whole = stories.of(area)[:3]
    monkeypatch.setattr(stories, "of", lambda _: (whole[0], killed, whole[2]))
    with pytest.raises(KeyboardInterrupt):
        stories.tell_all(area)
    assert Referral.objects.count() == 1
    monkeypatch.setattr(stories, "of", lambda _: whole)
    assert stories.tell_all(area) == len(whole) - 1


def test_nothing_is_added_where_other_people_are(area, coordinator):
    from tests.factories.people import make_person

    with coordinator.scope():
        make_person(coordinator)
    assert stories.tell_all(area) == 0


def test_no_story_is_told_on_a_real_database(area, settings):
    settings.EMBEDDED = False
    with pytest.raises(accounts.NotEmbedded):
        stories.tell_all(area)


def test_the_clock_is_set_back_and_comes_back():
    before = clock.now()
    with clock.set_back(timedelta(days=3)):
        assert before - clock.now() == pytest.approx(timedelta(days=3), abs=timedelta(seconds=5))
        assert clock.machine_now() >= before
    assert clock.now() >= before
    with pytest.raises(ValueError, match="only ever"), clock.set_back(timedelta(days=-1)):
        pass


def test_the_wall_holds_while_the_clock_is_set_back(coordinator):
    with clock.set_back(timedelta(days=3)), coordinator.scope():
        assert scope.current() is not None
        assert not Person.objects.exists()


def test_only_the_demo_sets_the_clock_back():
    """A product that could move its own clock could not be trusted with promises."""
    root = Path(dsr.__file__).parent
    users = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "set_back"
    }
    assert users == {"demo"}
