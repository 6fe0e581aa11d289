"""What the background worker does: go on as whoever asked, with what they may do now; and clear up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from dsr.accounts.models import RoleGrant
from dsr.core import clock
from dsr.imports import actions, jobs, queries
from dsr.imports.models import Import, ImportRow
from dsr.people.models import Person
from dsr.policy import queries as policies
from tests.imports.sheets.make import HERE

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(team):
    """A sheet whose check has begun and whose process was killed at once."""
    content = (HERE / "tidy.xlsx").read_bytes()
    uploaded = actions.upload(file_name="tidy.xlsx", content=content, by=team)
    return actions.save_mapping(importing=uploaded, mapping=uploaded.mapping, by=team)


@pytest.fixture
def left(monkeypatch) -> list[dict[str, int]]:
    """What was given to the background worker."""
    found: list[dict[str, int]] = []
    monkeypatch.setattr(jobs.work, "defer", lambda **given: found.append(given))
    return found


def test_work_goes_from_checked_to_brought_in(begun, team):
    jobs.work(begun.area_id, begun.pk)
    begun.refresh_from_db()
    assert (begun.state, queries.counts(begun)) == ("checked", {"new": 5})
    actions.start_running(importing=begun, by=team)
    jobs.work(begun.area_id, begun.pk)
    begun.refresh_from_db()
    assert begun.state == "done"
    assert set(ImportRow.objects.values_list("done_by__name", flat=True)) == {team.worker.name}
    jobs.work(begun.area_id, begun.pk)
    assert Person.objects.count() == 5, "there is nothing left to do"


def test_what_nobody_moves_on_is_taken_up_again(begun, left):
    assert jobs.resume(begun.area_id) == 0, "it is under way"
    with time_machine.travel(clock.now() + jobs.SILENT + timedelta(seconds=1), tick=False):
        assert jobs.resume(begun.area_id) == 1
        assert jobs.resume(begun.area_id) == 0, "it has just been taken up"
    assert left == [{"area_id": begun.area_id, "importing_id": begun.pk}]


def test_a_worker_without_the_role_goes_no_further(begun, team):
    RoleGrant.objects.filter(worker=team.worker).update(ended_at=clock.now(), ended_by=team.worker)
    jobs.work(begun.area_id, begun.pk)
    begun.refresh_from_db()
    assert (begun.state, queries.counts(begun)) == ("checked", {"unchecked": 5})


def test_a_worker_without_an_account_goes_no_further(checked, team):
    importing = actions.start_running(importing=checked("tidy.xlsx"), by=team)
    type(team.worker).objects.filter(pk=team.worker.pk).update(is_active=False, disabled_at=clock.now())
    jobs.work(importing.area_id, importing.pk)
    importing.refresh_from_db()
    assert importing.state == "done"
    assert not Person.objects.exists()


def test_the_sheet_goes_as_long_after_its_end_as_the_policy_keeps_it(brought):
    importing = brought("tidy.xlsx")
    kept = timedelta(days=policies.current(importing.area_id).earlier_register.sheet_kept_days)
    with time_machine.travel(clock.now() + kept - timedelta(days=1), tick=False):
        assert jobs.clear(importing.area_id) == 0
    with time_machine.travel(clock.now() + kept + timedelta(days=1), tick=False):
        assert jobs.clear(importing.area_id) == 1
        assert jobs.clear(importing.area_id) == 0
    assert not ImportRow.objects.exclude(cells=[]).exists()
    assert bytes(Import.objects.get().content) == b""


def test_finished_twice_is_finished(brought, team):
    importing = brought("tidy.xlsx")
    assert actions.finish(importing=importing, by=team).state == "done"
    assert actions.check(importing=importing, by=team).state == "done", "what is done is not checked again"
