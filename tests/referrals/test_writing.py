"""Messages about a referral: the acknowledgement leaves by itself where that is safe; staff look at the others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from dsr.core import clock, languages
from dsr.core.errors import Refused
from dsr.messages.models import Message
from dsr.referrals import rules
from dsr.referrals.actions import handling, writing
from dsr.tasks.models import Task
from tests.factories.referral_rows import make_referral
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db
BY_EMAIL = {"contact_way": "email", "formats": ["standard"]}


def acknowledged(area) -> list[tuple[str, str, str]]:
    writing.acknowledge(area_id=area.pk)
    rows = Message.objects.filter(kind="acknowledgement").order_by("pk")
    return [(row.channel, row.recipient_address, row.reading) for row in rows]


def asked_to_speak() -> list[Task]:
    return list(Task.objects.filter(kind="speak_instead").order_by("pk"))


def test_whoever_gave_a_safe_email_hears_once_that_it_came(area, in_area):
    referral = make_referral(area, said=BY_EMAIL)
    assert acknowledged(area) == [("email", "robin@example.org", "standard")]
    assert acknowledged(area) == [("email", "robin@example.org", "standard")]
    made = Message.objects.get(kind="acknowledgement")
    assert (made.state, made.is_automatic, made.referral_id) == ("queued", True, referral.pk)
    assert f"Your reference is {referral.reference}." in made.body
    assert f"We will contact you by {clock.london_day(referral.contact_due_at).day} " in made.body
    assert "Robin" not in made.subject + made.body


def test_easy_read_is_kept(area, in_area):
    make_referral(area, said=BY_EMAIL | {"formats": ["easy_read"]})
    assert acknowledged(area) == [("email", "robin@example.org", "easy")]


def test_who_wrote_for_somebody_hears_at_their_own_address(area, in_area):
    make_referral(area, who_about="my_child")
    assert acknowledged(area) == [("email", "pat@example.org", "standard")]


@pytest.mark.parametrize(
    "said",
    [
        {"contact_way": "phone"},
        {"contact_way": "letter"},
        BY_EMAIL | {"contact_unsafe": "He reads my email"},
        BY_EMAIL | {"contact_email": ""},
        {"contact_way": "text"},
    ],
)
def test_nothing_leaves_where_it_may_not_be_safe_or_cannot_go(area, in_area, said):
    make_referral(area, said=said)
    assert acknowledged(area) == []
    assert asked_to_speak() == []


def test_a_text_goes_to_who_asked_for_texts(area, in_area, settings):
    settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = "key", "template"
    make_referral(area, said={"contact_way": "text", "formats": ["standard"]})
    assert acknowledged(area) == [("text", "07700 900982", "standard")]


def test_keyed_and_old_ones_are_left_alone(area, in_area):
    make_referral(area, said=BY_EMAIL, route="telephone")
    make_referral(area, said=BY_EMAIL, received_at=clock.now() - timedelta(days=4))
    make_referral(area, who_about="my_child", said={"filler_email": ""})
    assert acknowledged(area) == []


@pytest.mark.parametrize("said", [{"language": "other"}, {"formats": ["braille"]}, {"language": "ur"}])
def test_words_that_would_not_reach_them_become_a_task(area, in_area, said, monkeypatch):
    monkeypatch.setattr(languages, "is_reviewed", lambda code: code.startswith("en"))
    referral = make_referral(area, said=BY_EMAIL | said)
    assert acknowledged(area) == []
    (task,) = asked_to_speak()
    assert (task.referral_id, task.organisation.kind) == (referral.pk, "register_team")
    assert "Phone with an interpreter" in task.description
    assert acknowledged(area) == []
    assert len(asked_to_speak()) == 1


@pytest.fixture
def referral(area, coordinator):
    with coordinator.scope():
        return make_referral(area, said=BY_EMAIL)


def test_staff_see_the_words_before_they_leave(browser_as, coordinator, referral):
    client = browser_as(coordinator)
    address = reverse("referral_write", kwargs={"pid": referral.public_id})
    assert address in client.get(reverse("referral", kwargs={"pid": referral.public_id})).text
    assert_valid_html(client.get(address).text)
    typed = {"kind": "more_information", "channel": "email", "details": "When can we come?"}
    shown = client.post(address, typed, follow=True)
    said = " ".join(texts(assert_valid_html(shown.text), "main"))
    assert "When can we come?" in said
    assert "Approve and send" in said
    with coordinator.scope():
        drafted = Message.objects.get(referral_id=referral.pk)
    assert (drafted.state, drafted.kind, drafted.subject) == (
        "draft", "more_information", "We have a question for you",
    )  # fmt: skip


def test_a_letter_has_no_subject_and_goes_to_the_address(coordinator, referral):
    with coordinator.scope():
        made = writing.write(referral=referral, kind="outcome", channel="letter", details="", by=coordinator)
    assert (made.subject, made.recipient_address) == ("", "1 Test Street\nCoventry\nCV1 2NT")


def test_who_wrote_for_them_is_written_to_where_the_person_gave_nothing(area, coordinator):
    with coordinator.scope():
        child = make_referral(area, who_about="my_child", said={"contact_email": ""})
        made = writing.write(referral=child, kind="outcome", channel="email", details="", by=coordinator)
        assert (made.recipient_name, made.recipient_address) == ("Pat Filler", "pat@example.org")
        with pytest.raises(Refused, match="no address for this way"):
            writing.write(referral=make_referral(area, said={"contact_email": ""}), kind="outcome", channel="email",
                          details="", by=coordinator)  # fmt: skip


def test_what_no_words_can_say_becomes_a_task_once(browser_as, area, coordinator):
    with coordinator.scope():
        referral = make_referral(area, said=BY_EMAIL | {"language": "other"})
    client, address = browser_as(coordinator), reverse("referral_write", kwargs={"pid": referral.public_id})
    for _ in range(2):
        shown = client.post(address, {"kind": "outcome", "channel": "email", "details": ""})
        assert "We have no words in their language." in shown.text
        assert_valid_html(shown.text)
    with coordinator.scope():
        assert len(asked_to_speak()) == 1
        assert not Message.objects.filter(referral_id=referral.pk).exists()
        with pytest.raises(Refused, match="no words"):
            writing.write(referral=referral, kind="outcome", channel="email", details="", by=coordinator)


def test_only_the_team_writes(browser_as, partner, clinician, referral):
    address = reverse("referral_write", kwargs={"pid": referral.public_id})
    assert {browser_as(actor).get(address).status_code for actor in (partner, clinician)} == {404}


def test_no_address_for_the_way_is_said_and_leaves_no_task(browser_as, area, coordinator):
    with coordinator.scope():
        referral = make_referral(area, said={"contact_email": ""})
    address = reverse("referral_write", kwargs={"pid": referral.public_id})
    shown = browser_as(coordinator).post(address, {"kind": "outcome", "channel": "email", "details": ""})
    assert "Choose another way" in shown.text
    with coordinator.scope():
        assert asked_to_speak() == []


def test_whoever_stopped_it_is_left_in_peace(coordinator, referral):
    with coordinator.scope():
        stopped = handling.withdraw(referral=referral, asked_by="Robin", reason="Moved", by=coordinator)
        assert not rules.can_write_to(stopped)
        with pytest.raises(Refused, match="was stopped"):
            writing.write(referral=stopped, kind="outcome", channel="email", details="", by=coordinator)


def test_nobody_floods_somebody_elses_letter_box_through_the_form(area, in_area, monkeypatch):
    monkeypatch.setattr(writing, "MOST_TO_ONE", 2)
    for address in ("robin@example.org", "ROBIN@example.org", "robin@example.org", "else@example.org"):
        make_referral(area, said=BY_EMAIL | {"contact_email": address})
    assert [address for _, address, _ in acknowledged(area)].count("else@example.org") == 1
    assert len(acknowledged(area)) == 3
