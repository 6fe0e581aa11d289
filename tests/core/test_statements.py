"""A prepared query gives what its queryset gives, whatever the values."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import F, Q

from dsr.accounts.models import Organisation, Worker
from dsr.core.statements import Prepared, UnmarkedValue, among, mark, with_constants
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


def test_constants_stand_in_the_sql_and_values_do_not(area):
    def build(*, name):
        return Organisation.objects.filter(code=name, area__isnull=False, kind__in=("icb", "it's 100%")).order_by("pk")

    prepared, every = Prepared(build), list(Organisation.objects.order_by("pk"))
    assert {one.code for one in every if prepared(name=one.code)} == {one.code for one in every if one.kind == "icb"}
    _, statement = prepared.kept[("name",)]
    assert "'it''s 100%%'" in statement.sql
    assert len(statement.parameters) == 1


@pytest.mark.parametrize(
    ("sql", "parameters", "written"),
    [
        ("a = %s AND b = %s", (1, "x"), ("a = 1 AND b = 'x'", ())),
        ("a LIKE %s AND b LIKE '%%%s'", ("50%", "mark"), ("a LIKE '50%%' AND b LIKE '%%%s'", ("mark",))),
        ("a = %s", (True,), ("a = true", ())),
        ("a = %s", ("back\\slash",), ("a = %s", ("back\\slash",))),
        ("a = %s", (1.5,), ("a = %s", (1.5,))),
        ("a = %s AND b", (None,), ("a = %s AND b", (None,))),
    ],
)
def test_what_is_written_as_a_constant(sql, parameters, written):
    assert with_constants(sql, parameters, ["mark"]) == written


@pytest.mark.parametrize("one_plan", [True, False])
def test_one_plan_for_all_values_where_that_is_asked_for(area, one_plan):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = auto")
    codes = [code for code in Organisation.objects.order_by("pk").values_list("code", flat=True) for _ in range(2)]
    order = "pk" if one_plan else "-pk"
    prepared = Prepared(lambda *, code: Organisation.objects.filter(code=code).order_by(order), one_plan=one_plan)
    for code in codes:
        assert {one.code for one in prepared(code=code)} == {code}
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("auto",)
        kept = "SELECT custom_plans FROM pg_prepared_statements WHERE position(%s IN statement) > 0"
        cursor.execute(kept, [f'"code" = $1 ORDER BY "accounts_organisation"."id" {"ASC" if one_plan else "DESC"}'])
        planned = cursor.fetchone()
    assert (planned == (0,)) is one_plan, planned


@pytest.mark.parametrize("value", [True, None, 1.5])
def test_what_cannot_be_marked_is_refused(value):
    with pytest.raises(UnmarkedValue):
        mark(0, value)


@pytest.mark.parametrize("value", [1, "a", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), [1, 2]])
def test_marks_differ_and_are_of_the_same_kind(value):
    assert type(mark(0, value)) is type(value)
    assert mark(0, value) != mark(1, value)
