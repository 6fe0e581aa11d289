"""A statement that was planned under one scope shows the next scope its own rows only: plans hold no answers.

The application's connections bind on the server and keep a statement from its third use on; after five runs
PostgreSQL may choose one plan for all values. Row-level security must be asked at every run all the same.
"""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from dsr.accounts.models import Worker
from dsr.core import ids, scope
from dsr.core.statements import MOST_KEPT, Prepared
from dsr.people import actions
from dsr.people.models import Person
from dsr.register import queries as register
from dsr.register.models import Entry
from tests.factories.accounts import make_actor, make_worker
from tests.factories.register import on_register

pytestmark = pytest.mark.django_db
#: More than server-side preparing (3) and PostgreSQL's trials of one plan for all (5) need.
OFTEN = 12


@pytest.fixture
def entries(area, in_area, coordinator, clinician):
    """One that the trust sees, and one that it does not."""
    seen = on_register(coordinator, clinician, share_with=("cwpt",), family_name="Seen")
    hidden = on_register(coordinator, clinician, family_name="Hidden")
    return seen, hidden


def names(actor):
    with actor.scope():
        return [set(Person.objects.order_by("pk").values_list("family_name", flat=True)) for _ in range(OFTEN)][-1]


def kept_plans(words):
    """(times planned for the values given, times planned for all) of the statements kept on this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(custom_plans), 0), coalesce(sum(generic_plans), 0) FROM pg_prepared_statements"
            " WHERE position(%s IN statement) > 0 AND NOT position('pg_prepared_statements' IN statement) > 0",
            [words],
        )
        return cursor.fetchone()


@pytest.mark.parametrize("mode", ["auto", "force_generic_plan", "force_custom_plan"])
def test_a_kept_plan_asks_the_wall_anew(area, entries, coordinator, partner, mode):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
    stranger = make_actor(area, "icb", "partner")
    for _ in range(2):
        assert names(coordinator) == {"Seen", "Hidden"}
        assert names(partner) == {"Seen"}
        assert names(stranger) == set()
    custom, generic = kept_plans('FROM "people_person"')
    assert custom + generic > OFTEN, "the statement was not kept: this test proves nothing"
    if mode != "force_custom_plan":
        assert generic > 0, "no plan for all was used: this test proves nothing"


def test_a_kept_plan_never_outlives_the_scope(area, entries, coordinator, django_user_model):
    names(coordinator)
    with scope.staff(worker_id=0, organisation_id=0, area_id=area.pk, roles=()):
        assert not Person.objects.order_by("pk").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dsr.scope', '', true)")
    assert not list(Person.objects.order_by("pk").values_list("family_name", flat=True))


def test_a_kept_plan_of_one_key_shows_nothing_to_another(area, entries, coordinator):
    kept = []
    for entry in entries:
        with coordinator.scope():
            kept.append(actions.grant_key(person=entry.person, holder="person", proof="green bicycle", by=coordinator))
    for _ in range(OFTEN):
        for entry, (_made, token) in zip(entries, kept, strict=True):
            hashed = ids.hash_token(token)
            with scope.person(area_id=area.pk, person_id=entry.person_id, token=hashed, powers=("decides", "record")):
                assert list(Entry.objects.order_by("pk").values_list("person_id", flat=True)) == [entry.person_id]


def test_the_count_of_the_register_is_the_scope_s_own(area, entries, coordinator, partner):
    stranger = make_actor(area, "icb", "partner")
    for _ in range(OFTEN):
        for actor, count in ((coordinator, 2), (partner, 1), (stranger, 0)):
            with actor.scope():
                assert register.RegisterList(actor, register.Filters()).count() == count
                # whoever the code says is asking, the signed scope decides
                assert register.RegisterList(coordinator, register.Filters()).count() == count
    for other in (scope.public(area_id=area.pk, token="0" * 64), scope.job(name="test", area_id=area.pk)):
        with other:
            assert register.RegisterList(coordinator, register.Filters()).count() == 0


def test_the_one_plan_of_the_list_asks_the_wall_anew(area, entries, coordinator, partner):
    stranger = make_actor(area, "icb", "partner")
    for _ in range(OFTEN):
        for actor, seen in ((coordinator, {"Seen", "Hidden"}), (partner, {"Seen"}), (stranger, set())):
            with actor.scope():
                # whoever the code says is asking, the signed scope decides
                for said in (actor, coordinator):
                    listed = register.RegisterList(said, register.Filters())[0:5]
                    assert {entry.person.family_name for entry in listed} == seen


def test_the_application_can_put_nothing_in_the_way_of_the_walls_functions():
    with connection.cursor() as cursor:
        cursor.execute("SELECT bool_or(has_schema_privilege(n, 'CREATE')) FROM unnest(ARRAY['public', 'dsr']) n")
        assert cursor.fetchone() == (False,)


def test_shapes_without_end_do_not_fill_the_memory():
    prepared = Prepared(lambda begin, *, name: Worker.objects.filter(name=name).order_by("pk")[begin : begin + 1])
    for begin in range(MOST_KEPT + 20):
        prepared(begin, name="Nobody")
    assert len(prepared.kept) <= MOST_KEPT


def test_a_value_of_one_call_is_in_no_other():
    workers = {name: make_worker(name=name) for name in ("Ann", "Bea")}
    prepared = Prepared(lambda *, name: Worker.objects.filter(name=name).order_by("pk"))
    prepared(name="Ann")
    _, statement = prepared.kept[("name",)]
    first, second = statement.bound({"name": "Ann"}), statement.bound({"name": "Bea"})
    assert (first.as_sql()[1], second.as_sql()[1]) == (("Ann",), ("Bea",))
    assert "Ann" not in statement.parameters
    wrong, begin = [], threading.Barrier(4)

    def bind(name):
        begin.wait()
        wrong.extend(name for _ in range(2000) if statement.bound({"name": name}).as_sql()[1] != (name,))

    threads = [threading.Thread(target=bind, args=(f"N{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert prepared(name="Bea") == [workers["Bea"]]
