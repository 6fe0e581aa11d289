"""A policy document becomes a version that never changes, and the area's organisations follow it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from dsr.accounts.actions.organisations import sync_organisations
from dsr.accounts.models import Organisation
from dsr.audit.models import Event
from dsr.core import clock
from dsr.policy import queries
from dsr.policy.actions import load_policy
from dsr.policy.document import POLICIES, Policy
from dsr.policy.models import PolicyVersion
from dsr.policy.queries import NoPolicy, public_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Policy:
    return Policy.load(POLICIES / "coventry-warwickshire.yaml")


def changed(document: Policy, **changes: object) -> Policy:
    return Policy.model_validate(document.model_copy(update=changes).model_dump())


def test_what_is_in_force_already_is_not_stored_again(area, in_area, document):
    newest = area.versions.order_by("-number").first()
    assert load_policy(document=document, by="deployment") == newest
    assert PolicyVersion.objects.filter(area=area).count() == newest.number


def test_a_change_is_the_next_version_from_today_and_on_record(area, in_area, document):
    newest = area.versions.order_by("-number").first()
    later = load_policy(document=changed(document, draft_days=document.draft_days + 1), by="Jo Bloggs")
    assert (later.number, later.effective_on) == (newest.number + 1, clock.today())
    queries.forget()
    assert queries.current(area.pk).draft_days == document.draft_days + 1
    assert queries.of_version(newest.pk).draft_days == document.draft_days
    event = Event.objects.filter(action="policy.load").latest("pk")
    assert (event.targets, event.detail["loaded_by"]) == ([f"policy:{later.number}"], "Jo Bloggs")


def test_the_same_rules_from_another_day_are_a_version_of_their_own(area, in_area, document):
    newest = area.versions.order_by("-number").first()
    day = clock.today() + timedelta(days=30)
    later = load_policy(document=document, effective_on=day, by="deployment")
    assert (later.number, later.effective_on, later.sha256) == (newest.number + 1, day, newest.sha256)
    assert queries.in_force(area.pk).version_id == newest.pk
    assert queries.in_force(area.pk, day).version_id == later.pk


def test_a_new_areas_first_rules_hold_from_the_day_they_name(in_area, document):
    new = changed(document, area=document.area.model_copy(update={"code": "new-vale", "name": "New Vale"}))
    version = load_policy(document=new, by="deployment")
    assert (version.number, version.effective_on) == (1, document.effective_from)
    assert version.area.name == "New Vale"


def test_before_the_first_day_no_policy_is_in_force(area):
    with pytest.raises(NoPolicy, match="in force on 1999-01-01"):
        queries.current(area.pk, date(1999, 1, 1))


def test_organisations_are_made_renamed_and_put_aside_never_removed(area, in_area, document):
    first, *others = document.organisations
    renamed = first.model_copy(update={"name": "Another name"})
    council = {"code": "new-council", "name": "New Council", "short_name": "New", "kind": "council"}
    new = first.model_copy(update=council)
    before = set(Organisation.objects.filter(area=area).values_list("pk", flat=True))
    sync_organisations(area=area, document=document.model_copy(update={"organisations": (renamed, new, *others[:-1])}))
    kept = {one.code: one for one in Organisation.objects.filter(area=area)}
    assert kept[first.code].name == "Another name"
    assert (kept["new-council"].name, kept["new-council"].is_active) == ("New Council", True)
    assert len(kept["new-council"].public_id) == 16
    assert not kept[others[-1].code].is_active
    assert before < {one.pk for one in kept.values()}
    sync_organisations(area=area, document=document)
    assert Organisation.objects.get(area=area, code=others[-1].code).is_active


@pytest.mark.parametrize("code", ["coventry-warwickshire", "example-vale"])
def test_an_area_is_served_by_its_code_whatever_its_document_is_called(settings, db, code, capsys):
    settings.AREA_CODE = code
    call_command("load_policy")
    assert public_area().name in capsys.readouterr().out


def test_a_slip_in_the_areas_own_document_is_told_whatever_it_is_called(settings, db, tmp_path):
    """And a slip in another area's document is none of this area's."""
    own = (POLICIES / "example-area.yaml").read_text()
    (tmp_path / "other.yaml").write_text("area: {code: other")
    (tmp_path / "mine.yaml").write_text(own)
    settings.POLICIES, settings.AREA_CODE = tmp_path, "example-vale"
    call_command("load_policy")
    (tmp_path / "mine.yaml").write_text(own.replace("schema_version: 1", "schema_version: one"))
    with pytest.raises(CommandError, match=r"(?s)about the area example-vale.*mine.yaml: .*schema_version"):
        call_command("load_policy")


def test_an_area_without_a_document_is_told_which_there_are(settings, db):
    settings.AREA_CODE = "nowhere"
    with pytest.raises(CommandError, match="one of: coventry-warwickshire, example-vale"):
        call_command("load_policy")
