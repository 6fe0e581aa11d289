"""The made-up stories: all told once, by the product's own actions, about nobody real."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

import dsr
from dsr.core import clock, scope
from dsr.demo import accounts, stories
from dsr.people.models import Person
from dsr.referrals.models import Referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(area):
    call_command("seed_demo")


def test_each_story_is_told_once(told, in_area, capsys):
    first = set(Referral.objects.values_list("reference", flat=True))
    call_command("seed_demo")
    assert "Nothing to do" in capsys.readouterr().out
    assert set(Referral.objects.values_list("reference", flat=True)) == first


def test_it_goes_on_where_it_was_killed(area, in_area, monkeypatch):
    def killed(stage):
        stories.stories_new.same_day(stage)
        raise KeyboardInterrupt

    half = (stories.STORIES[0], killed, *stories.STORIES[2:])
    whole = stories.STORIES
    monkeypatch.setattr(stories, "STORIES", half)
    with pytest.raises(KeyboardInterrupt):
        stories.tell_all(area)
    assert Referral.objects.count() == 1
    monkeypatch.setattr(stories, "STORIES", whole)
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


def test_nothing_happened_in_the_future(told, in_area):
    now = clock.now()
    assert all(referral.received_at <= now and referral.state_at <= now for referral in Referral.objects.all())


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
