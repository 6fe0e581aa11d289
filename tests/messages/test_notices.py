"""What messages say: neutral, in the reader's language and way of reading, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from dsr.core import languages, paper
from dsr.messages import actions, notices, presenters, rules
from dsr.messages.models import Message
from dsr.policy import queries as policies
from tests.factories.messages import make_message
from tests.factories.referral_rows import make_referral
from tests.support.html import assert_valid_html, texts

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 29)
#: What nobody should learn from a locked phone, an open screen or an envelope.
TELLING = ("register", "support", "nhs", "autis", "disab", "hospital", "mental", "health", "risk", "clinic")


def composed(area, kind, **changes):
    given = {"policy": policies.current(area.pk), "reference": "CW-1234-5678", "on": DAY} | changes
    return notices.compose(kind, **given)


@pytest.mark.parametrize("kind", list(notices.SENTENCES))
def test_every_kind_is_neutral_and_says_its_reference(area, kind):
    notice = composed(area, kind)
    said = f"{notice.subject} {notice.body}".lower()
    assert [word for word in TELLING if word in said] == []
    assert policies.current(area.pk).labels.register_name.lower() not in said
    assert "CW-1234-5678" in notice.body
    assert "CW-" not in notice.subject
    assert "%(" not in notice.body


def test_the_acknowledgement_gives_the_latest_day(area):
    assert "We will contact you by 29 December 2026." in composed(area, notices.ACKNOWLEDGEMENT).body


def test_a_sentence_without_its_fact_is_left_out(area):
    policy = policies.current(area.pk)
    team = policy.team.model_copy(update={"phone": "024 7655 0000", "email": None})
    with_phone = composed(area, notices.OUTCOME, policy=policy.model_copy(update={"team": team})).body
    assert "You can call us: 024 7655 0000." in with_phone
    assert "You can email us" not in with_phone
    assert "call us" not in composed(area, notices.OUTCOME, policy=policy).body


def test_what_staff_add_stands_in_its_place(area):
    body = composed(area, notices.MORE_INFORMATION, details=" When can we come? ").body
    assert body.split("\n\n")[:2] == ["We need to know more about what you sent.", "When can we come?"]


def test_a_text_is_one_paragraph(area):
    assert "\n" not in composed(area, notices.CONTACT_MISSED, channel="text").body


def test_only_words_that_reach_their_reader(monkeypatch):
    assert notices.why_not("en") == notices.why_not("en", ["easy_read", "standard"]) == ""
    assert notices.why_not("other") == notices.why_not("cy") == "We have no words in their language."
    monkeypatch.setattr(languages, "is_reviewed", lambda code: False)
    assert "qualified translator" in notices.why_not("ur")
    monkeypatch.setattr(languages, "is_reviewed", lambda code: True)
    assert notices.why_not("ur") == ""
    assert notices.why_not("en", ["braille", "bsl"]) == "They need information in another way: braille, bsl."


def test_urdu_words_hold_the_reference_the_other_way_round(area):
    notice = composed(area, notices.ACKNOWLEDGEMENT, language="ur")
    english = composed(area, notices.ACKNOWLEDGEMENT)
    assert "\u2066CW-1234-5678\u2069" in notice.body
    assert not set(notice.body.split("\n\n")) & set(english.body.split("\n\n"))
    assert notice.subject != english.subject


def test_easy_read_has_a_picture_for_each_sentence(area):
    body = composed(area, notices.CONTACT_MISSED).body + "\r\n\r\nRing the bell twice."
    shown = notices.pictured(notices.CONTACT_MISSED, "en", body)
    assert shown[0] == ("phone", "We tried to contact you on 29 December 2026.")
    assert shown[-1] == ("information", "Ring the bell twice.")
    assert [words for _, words in shown[:-1]] == composed(area, notices.CONTACT_MISSED).body.split("\n\n")


def letter(coordinator, **fields):
    with coordinator.scope():
        made = make_message(coordinator, channel="letter", recipient_address="1 Test Street\nCoventry", **fields)
        return actions.approve(message=made, by=coordinator)


@pytest.mark.parametrize(("reading", "pictures"), [("easy", 2), ("standard", 0)])
def test_a_letter_on_paper(coordinator, reading, pictures):
    found = letter(coordinator, reading=reading, body="We will try again.\n\nSee you soon.", kind="contact_missed")
    document = assert_valid_html(presenters.letter_on_paper(found))
    assert len(document.query("img")) == pictures
    said = " ".join(texts(document, "main"))
    assert "Robin Ashdown 1 Test Street Coventry" in said
    assert said.index("Coventry") < said.index("We will try again.") < said.index("See you soon.")
    assert "NHS" not in said


@pytest.mark.parametrize(("reading", "pictures"), [("easy", 1), ("standard", 0)])
def test_a_letter_printed_from_the_browser(browser_as, coordinator, reading, pictures):
    found = letter(coordinator, reading=reading, body="We will try again.", kind="contact_missed")
    shown = assert_valid_html(browser_as(coordinator).get(f"/messages/{found.public_id}/print/").text)
    assert len(shown.query("article img")) == pictures
    assert "We will try again." in " ".join(texts(shown, "article"))


def test_the_pdf_or_the_page_to_print(browser_as, coordinator, monkeypatch):
    found = letter(coordinator)
    client = browser_as(coordinator)
    monkeypatch.setattr(paper, "pdf", lambda html, *, language: b"%PDF-1.7 made here")
    answer = client.get(f"/messages/{found.public_id}/pdf/")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")

    def unavailable(html, *, language):
        raise paper.PaperUnavailable("no Pango")

    monkeypatch.setattr(paper, "pdf", unavailable)
    assert client.get(f"/messages/{found.public_id}/pdf/").url == f"/messages/{found.public_id}/print/"


def test_only_an_approved_letter_is_a_pdf(browser_as, coordinator):
    with coordinator.scope():
        drafted = make_message(coordinator, channel="letter", recipient_address="1 Test Street")
    assert browser_as(coordinator).get(f"/messages/{drafted.public_id}/pdf/").status_code == 404


def test_an_automatic_message_is_queued_at_once_and_marked(area, in_area):
    sent = actions.send_automatic(
        area_id=area.pk, notice=composed(area, notices.ACKNOWLEDGEMENT), channel="email", recipient_name="Robin",
        recipient_address="robin@example.org", referral_id=make_referral(area).pk,
    )  # fmt: skip
    sent = Message.objects.get(pk=sent.pk)
    assert (sent.state, sent.is_automatic, sent.approved_by, sent.subject) == (
        "queued", True, None, "We got what you sent",
    )  # fmt: skip
    assert {"key": "Sent by itself", "value": "Yes"} in presenters.facts(sent)
    assert not rules.can_write(sent)
