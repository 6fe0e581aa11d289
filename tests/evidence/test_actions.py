"""Adding evidence, marking it in error, following a match; and the database's own wall."""

from __future__ import annotations

import hashlib

import pytest
from django.db import Error, transaction
from django.http import Http404

from dsr.audit.models import Event
from dsr.core.errors import Conflict, Refused
from dsr.evidence import actions, presenters, queries, rules
from dsr.evidence.files import kinds
from dsr.evidence.models import Evidence, EvidenceContent
from dsr.evidence.states import EvidenceState as S
from dsr.people.timeline import of as timeline
from dsr.referrals.actions import matching
from tests.evidence.making import HIDDEN, hostile_pdf, new_pdf, written
from tests.factories.accounts import make_actor
from tests.factories.evidence import make_evidence, photo
from tests.factories.people import make_person
from tests.factories.referral_rows import make_referral


@pytest.fixture
def person(in_area, coordinator):
    return make_person(coordinator)


def refused(**fields) -> str:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        make_evidence(**fields)
    return refusal.value.sentence


def test_a_file_is_kept_clean_beside_the_person(coordinator, person):
    sent = hostile_pdf()
    added = make_evidence(
        coordinator, person=person, title="  The report ", content=sent, file_name="C:\\me\\report.pdf"
    )
    assert (added.title, added.file_name, added.file_kind, added.pages) == ("The report", "report.pdf", "pdf", 1)
    assert added.sent_hash == hashlib.sha256(sent).hexdigest()
    assert (added.state, added.checked_with) == (S.CLEAN, "")
    kept = queries.content(added)
    assert HIDDEN not in kept
    assert len(kept) == added.size
    assert list(queries.of_person(person)) == [added]
    events = Event.objects.filter(targets=[f"evidence:{added.public_id}"]).order_by("pk")
    assert [(event.action, event.people) for event in events] == [
        ("evidence_added", [person.public_id]), ("evidence_checked", [person.public_id]),
    ]  # fmt: skip
    assert [event.actor_id for event in events] == [coordinator.audit_id, "service"]


@pytest.mark.parametrize(("sent", "shown"), [
    ("../../etc/passwd", "passwd"), ("a\u202egpj.exe", "agpj.exe"), ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
    ("\u200b", "no name"), ("folder/", "no name"),
])  # fmt: skip
def test_a_name_is_only_what_can_be_seen_of_it(sent, shown):
    assert actions.shown_name(sent) == shown


def test_what_is_refused_leaves_nothing(coordinator, person):
    assert refused(by=coordinator, person=person, content=b"MZ") == kinds.NOT_TAKEN
    assert not Evidence.objects.exists()


def test_the_same_file_is_kept_once_until_it_was_in_error(coordinator, person):
    content = photo()
    first = make_evidence(coordinator, person=person, content=content)
    assert refused(by=coordinator, person=person, content=content) == rules.HERE_ALREADY
    make_evidence(coordinator, person=make_person(coordinator), content=content)
    actions.mark_in_error(evidence=first, reason="Wrong page", by=coordinator)
    assert make_evidence(coordinator, person=person, content=content).state == S.CLEAN


def test_there_is_an_end_to_files(coordinator, person, monkeypatch):
    monkeypatch.setattr(rules, "MOST_FILES", 1)
    make_evidence(coordinator, person=person)
    assert refused(by=coordinator, person=person) == rules.TOO_MANY


def test_in_error_it_stays_on_record_and_nobody_opens_it(coordinator, lead, person):
    added = make_evidence(coordinator, person=person)
    with pytest.raises(Refused, match="Say what was wrong"):
        actions.mark_in_error(evidence=added, reason=" ", by=lead)
    marked = actions.mark_in_error(evidence=added, reason=" About somebody else ", by=lead)
    assert (marked.entered_in_error_by, marked.entered_in_error_reason) == (lead.worker, "About somebody else")
    with pytest.raises(Conflict):
        actions.mark_in_error(evidence=added, reason="Again", by=coordinator)
    assert not rules.can_download(marked)
    with pytest.raises(Http404):
        queries.content(marked)
    assert presenters.status(marked) == ("Entered in error", "grey")
    assert "Nobody opens it" in presenters.sentence(marked)
    assert presenters.facts(marked)[-1]["value"].endswith("About somebody else")
    assert presenters.may(marked, may_add=True) == {"download": False, "mark": False}
    (item,) = [item for item in timeline(person) if item.title.startswith("Evidence")]
    assert (item.title, item.withdrawn) == ("Evidence added: a diagnosis", "Entered in error")


def test_marked_while_somebody_has_its_page_open(coordinator, person):
    added = make_evidence(coordinator, person=person)
    actions.mark_in_error(evidence=added, reason="Wrong", by=coordinator)
    assert added.entered_in_error_at is None
    with coordinator.scope(), pytest.raises(Http404):
        queries.content(added)


def test_it_goes_with_the_referral_to_the_person_and_back(coordinator, person, area):
    referral = make_referral(area)
    mine = make_evidence(coordinator, referral_id=referral.pk, about="decision")
    with coordinator.scope():
        matching.match(referral=referral, person=person, by=coordinator)
        mine.refresh_from_db()
        assert mine.person == person
        assert list(queries.of_person(person, queries.OF_DECISIONS)) == [mine]
        assert list(queries.of_person(person, ["diagnosis"])) == []
        referral.refresh_from_db()
        matching.unmatch(referral=referral, reason="Somebody else", by=coordinator)
    mine.refresh_from_db()
    assert mine.person is None
    assert list(queries.of_referral(referral.pk)) == [mine]
    told = Event.objects.filter(action__in=["evidence_matched", "evidence_unmatched"]).order_by("pk")
    assert [(event.action, event.people) for event in told] == [
        ("evidence_matched", [person.public_id]), ("evidence_unmatched", [person.public_id]),
    ]  # fmt: skip


def test_it_goes_with_the_referral_to_a_new_person(coordinator, in_area, area):
    referral = make_referral(area)
    mine = make_evidence(coordinator, referral_id=referral.pk)
    with coordinator.scope():
        made = matching.create_person_from(
            referral=referral, identity={"given_name": "Ada", "family_name": "Day"}, by=coordinator
        )
        mine.refresh_from_db()
    assert mine.person == made


def seen_by(actor) -> list[Evidence]:
    """Through the database's wall alone, and through the query: they must say the same."""
    with actor.scope():
        there = list(Evidence.objects.order_by("pk"))
        assert list(queries.visible_to(actor).order_by("pk")) == there
        assert EvidenceContent.objects.count() == len([one for one in there if rules.can_download(one)])
    return there


def test_only_who_sees_all_of_the_person_sees_it(coordinator, clinician, partner, area, person, example_area):
    beside = make_evidence(coordinator, person=person)
    waiting = make_evidence(coordinator, referral_id=make_referral(area).pk)
    assert seen_by(coordinator) == seen_by(clinician) == [beside, waiting]
    for stranger in (partner, make_actor(example_area, "register_team", "lead")):
        assert seen_by(stranger) == []
        with stranger.scope(), pytest.raises(Http404):
            queries.get_visible(stranger, beside.public_id)


def test_what_counts_no_more_is_closed_by_the_database_too(coordinator, person):
    added = make_evidence(coordinator, person=person)
    actions.mark_in_error(evidence=added, reason="Wrong", by=coordinator)
    assert seen_by(coordinator) == [added]


@pytest.mark.parametrize("change", [
    lambda one: Evidence.objects.filter(pk=one.pk).update(title="Other"),
    lambda one: Evidence.objects.filter(pk=one.pk).update(state="waiting", checked_at=None),
    lambda one: Evidence.objects.filter(pk=one.pk).update(state="refused"),
    lambda one: Evidence.objects.filter(pk=one.pk).update(person=None),
    lambda one: Evidence.objects.filter(pk=one.pk).update(entered_in_error_reason="No name, no time"),
    lambda one: Evidence.objects.filter(pk=one.pk)._raw_delete("default"),
    lambda one: EvidenceContent.objects.filter(pk=one.pk).update(content=b"other"),
    lambda one: EvidenceContent.objects.filter(pk=one.pk).delete(),
    lambda one: EvidenceContent.objects.create(
        evidence=Evidence.objects.create(
            area=one.area, person=one.person, title="T", about="diagnosis", file_name="f", file_kind="png", size=1,
            added_at=one.added_at, added_by=one.added_by,
        ), area=one.area, content=b"",
    ),
])  # fmt: skip
def test_the_database_keeps_it_as_it_came(coordinator, person, change):
    added = make_evidence(coordinator, person=person)
    with pytest.raises(Error), transaction.atomic():
        change(added)


def test_words_for_sizes():
    assert [presenters.size(count) for count in (1, 40_000, 1024 * 1024 - 1, 3 * 1024 * 1024)] == [
        "1 KB", "39 KB", "1.0 MB", "3.0 MB",
    ]  # fmt: skip


def test_words_for_a_pdf_name_its_pages(coordinator, person):
    added = make_evidence(coordinator, person=person, content=written(new_pdf(3)))
    assert presenters.file_words(added) == f"PDF document, 3 pages, {presenters.size(added.size)}"
    assert presenters.why_not(added) == ""
