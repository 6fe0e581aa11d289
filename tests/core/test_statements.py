"""A prepared query gives what its queryset gives, whatever the values."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import F, Q

from dsr.accounts.models import Organisation, Worker
from dsr.core.statements import Prepared, UnmarkedValue, among, mark
from tests.factories.accounts import make_worker

pytestmark = pytest.mark.django_db


def named(*, name: str):
    return Worker.objects.filter(name=name).order_by("pk")


def test_the_rows_are_those_of_the_queryset(area):
    workers = [make_worker(name=name) for name in ("Ann", "Bea", "Ann")]
    prepared = Prepared(named)
    for name in ("Ann", "Bea", "Nobody", "Ann"):
        assert prepared(name=name) == list(named(name=name))
    assert prepared.first(name="Bea") == workers[1]
    assert prepared.first(name="Nobody") is None


def test_the_sql_is_written_once_for_each_shape(area):
    asked = []

    def build(order, *, name):
        asked.append(order)
        return named(name=name).order_by(order)

    prepared = Prepared(build)
    for _ in range(3):
        prepared("pk", name="Ann")
        prepared("-pk", name="Bea")
    assert asked == ["pk", "-pk"]


def test_related_rows_and_annotations_come_along(area, django_assert_num_queries):
    def build(*, numbers):
        chosen = Organisation.objects.filter(among("pk", numbers)).select_related("area").order_by("pk")
        return chosen.annotate(again=F("code"))

    prepared, every = Prepared(build), list(Organisation.objects.order_by("pk"))
    for wanted in ([every[0].pk], [one.pk for one in every], []):
        with django_assert_num_queries(1):
            found = prepared(numbers=wanted)
            assert [(one.pk, one.again, one.area.pk) for one in found] == [
                (one.pk, one.code, one.area_id) for one in every if one.pk in wanted
            ]


def test_a_value_may_stand_in_several_places(area):
    worker = make_worker(name="Ann")
    prepared = Prepared(lambda *, text: Worker.objects.filter(Q(name=text) | Q(email=text)).order_by("pk"))
    assert prepared(text="nobody") == []
    assert prepared(text="Ann") == [worker] == prepared(text=worker.email)


def test_a_value_the_query_changes_is_refused():
    with pytest.raises(UnmarkedValue, match="days"):
        Prepared(lambda *, days: Worker.objects.filter(pk=days + 1))(days=3)


@pytest.mark.parametrize("value", [True, None, 1.5])
def test_what_cannot_be_marked_is_refused(value):
    with pytest.raises(UnmarkedValue):
        mark(0, value)


@pytest.mark.parametrize("value", [1, "a", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), [1, 2]])
def test_marks_differ_and_are_of_the_same_kind(value):
    assert type(mark(0, value)) is type(value)
    assert mark(0, value) != mark(1, value)
