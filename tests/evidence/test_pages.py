"""The pages: adding a file to a referral and to a person, its entry, its download, and taking it out."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from dsr.audit.models import Event
from dsr.core import scope
from dsr.evidence.files import kinds
from dsr.evidence.models import Evidence
from dsr.people import actions as people
from dsr.referrals.actions import matching
from tests.evidence.making import HIDDEN, document, hostile_pdf, picture, read_pdf
from tests.factories.evidence import make_evidence, photo
from tests.factories.people import decide, make_person
from tests.factories.referral_rows import make_referral
from tests.support.html import assert_valid_html


@pytest.fixture
def person(area, coordinator):
    with scope.job(name="test", area_id=area.pk):
        return make_person(coordinator, given_name="Ada", family_name="Quill")


@pytest.fixture
def referral(area):
    with scope.job(name="test", area_id=area.pk):
        return make_referral(area, subject_name="Robin Ashdown")


@pytest.fixture
def client(browser_as, coordinator):
    return browser_as(coordinator)


def typed(content: bytes, name: str = "letter.pdf", **changes: str) -> dict:
    answers = {"about": "diagnosis", "title": "Letter from Dr Grey"} | changes
    return answers | {"file": SimpleUploadedFile(name, content, content_type="text/html")}


def at(name: str, one) -> str:
    return reverse(name, kwargs={"pid": one.public_id})


def page(client, href: str, status: int = 200) -> str:
    answer = client.get(href)
    assert answer.status_code == status
    html = answer.content.decode()
    assert_valid_html(html)
    return html


def the_only(area) -> Evidence:
    with scope.job(name="test", area_id=area.pk):
        return Evidence.objects.get()


def test_a_file_is_added_listed_and_downloaded(client, area, person):
    answer = client.post(at("person_evidence_add", person), typed(hostile_pdf(), "Ada Quill.pdf"), follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(at("person_evidence", person), 302)]
    assert "The file is added." in html
    assert "PDF document, 1 page" in html
    added = the_only(area)
    entry = page(client, at("evidence", added))
    assert "Ada Quill.pdf" in entry
    assert "No virus scanner is set up here" in entry
    saved = client.get(at("evidence_file", added))
    assert "Confirmed: autism 0" in read_pdf(saved.content).pages[0].extract_text()
    assert HIDDEN not in saved.content
    with scope.job(name="test", area_id=area.pk):
        reads = [(e.action, e.people, e.targets) for e in Event.objects.filter(kind="read").order_by("-pk")[:2]]
    ids = ([person.public_id], [f"evidence:{added.public_id}"])
    assert reads == [("evidence_file", *ids), ("evidence", *ids)]


@pytest.mark.parametrize(
    ("content", "kind", "extension"),
    [(picture(), "image/jpeg", "jpg"), (document(), kinds.MEDIA_TYPE[kinds.FileKind.WORD], "docx")],
)
def test_a_download_is_only_ever_saved(client, area, person, content, kind, extension):
    client.post(at("person_evidence_add", person), typed(content, "x.html"))
    added = the_only(area)
    saved = client.get(at("evidence_file", added))
    assert saved.headers["Content-Type"] == kind
    assert saved.headers["Content-Disposition"] == f'attachment; filename="evidence-{added.public_id}.{extension}"'
    assert saved.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert saved.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in saved.headers["Cache-Control"]
    assert client.head(at("evidence_file", added)).status_code == 200


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ program", kinds.NOT_TAKEN),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, kinds.HEIC),
        (b"", "The file is empty. Choose another one"),
        (b"x" * (kinds.MOST_BYTES + 1), "The file must be smaller than 10 MB"),
        (b"%PDF-1.4 nothing", "The PDF cannot be opened. Save or scan it again, then choose it."),
    ],
)
def test_what_is_refused_says_what_to_do_and_keeps_what_was_typed(client, area, person, content, sentence):
    answer = client.post(at("person_evidence_add", person), typed(content, title="My own words"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert_valid_html(html)
    assert sentence in html
    assert 'value="My own words"' in html
    assert re.search(rf'<a href="#file">\s*{re.escape(sentence)}\s*</a>', html)
    assert "<title>Error: " in html
    with scope.job(name="test", area_id=area.pk):
        assert not Evidence.objects.exists()


def test_an_error_elsewhere_says_that_the_file_must_be_chosen_again(client, person):
    html = client.post(at("person_evidence_add", person), typed(photo(), title=" ")).content.decode()
    assert "Say what it is" in html
    assert "Choose the file once more" in html
    empty = client.post(at("person_evidence_add", person), {"title": "A"}).content.decode()
    assert "Choose a file" in empty
    assert "Choose the file once more" not in empty


def test_the_page_before_chooses_what_it_is_about(client, person):
    chosen = page(client, at("person_evidence_add", person) + "?about=authority")
    assert 'value="authority" checked' in chosen
    assert "checked" not in page(client, at("person_evidence_add", person) + "?about=nonsense")


def test_the_pages_of_diagnosis_and_decisions_show_what_shows_them(client, area, coordinator, person):
    with scope.job(name="test", area_id=area.pk):
        make_evidence(coordinator, person=person, title="Report of 2019")
        make_evidence(coordinator, person=person, about="decision", title="Signed form")
        make_evidence(coordinator, person=person, about="authority", title="Power of attorney")
    diagnosis, decisions = page(client, at("person_diagnosis", person)), page(client, at("person_decisions", person))
    assert ("Report of 2019" in diagnosis, "Signed form" in diagnosis) == (True, False)
    assert all(title in decisions for title in ("Signed form", "Power of attorney"))
    assert "Report of 2019" not in decisions
    assert f"{at('person_evidence_add', person)}?about=diagnosis" in diagnosis
    assert f'href="{at("person_evidence", person)}"' in diagnosis
    assert "Report of 2019" in page(client, at("person_timeline", person))


@pytest.mark.parametrize(("level", "sees"), [("plan", False), ("full", True)])
def test_only_who_sees_the_whole_record_sees_evidence(area, coordinator, person, browser_as, partner, level, sees):
    with scope.job(name="test", area_id=area.pk):
        added = make_evidence(coordinator, person=person, title="Report of 2019")
        decide(person, "join", coordinator)
        decide(person, "share", coordinator, organisation=partner.organisation, level=level)
        people.begin_sharing(person=person, by=coordinator)
    client = browser_as(partner)
    shown = client.get(at("person_diagnosis", person)).content.decode()
    assert ("Report of 2019" in shown) is sees
    assert "Add a file" not in shown
    assert client.get(at("evidence", added)).status_code == client.get(at("evidence_file", added)).status_code
    assert (client.get(at("evidence", added)).status_code == 200) is sees


def test_a_referral_takes_files_before_and_after_its_match(client, area, coordinator, referral, person):
    answer = client.post(at("referral_evidence_add", referral), typed(photo(), title="Photo of a letter"), follow=True)
    assert answer.redirect_chain == [(at("referral", referral), 302)]
    assert "Photo of a letter" in answer.content.decode()
    added = the_only(area)
    assert (added.person, added.referral_id) == (None, referral.pk)
    entry = page(client, at("evidence", added))
    assert f'href="{at("referral", referral)}"' in entry
    with coordinator.scope():
        matching.match(referral=referral, person=person, by=coordinator)
    assert "Photo of a letter" in page(client, at("person_evidence", person))
    assert f'href="{at("person_evidence", person)}"' in page(client, at("evidence", added))
    client.post(at("referral_evidence_add", referral), typed(photo(), title="After the match"))
    assert "After the match" in page(client, at("person_evidence", person))
    assert "After the match" in page(client, at("referral", referral))


def test_of_a_referral_out_of_sight_the_way_back_is_home(area, coordinator, referral, monkeypatch, client):
    with scope.job(name="test", area_id=area.pk):
        added = make_evidence(coordinator, referral_id=referral.pk)
    monkeypatch.setattr("dsr.referrals.queries.by_ids", lambda ids: Evidence.objects.none())
    assert f'href="{reverse("home")}"' in page(client, at("evidence", added))


def test_taken_out_with_a_reason(client, area, coordinator, person):
    with scope.job(name="test", area_id=area.pk):
        added = make_evidence(coordinator, person=person)
    asked = page(client, at("evidence_in_error", added))
    assert "Nobody can open the file any more" in asked
    kept = client.post(at("evidence_in_error", added), {"sure": "no"}, follow=True).content.decode()
    assert "It is marked as entered in error" not in kept
    assert "It can be downloaded." in kept
    assert "Say what was wrong" in client.post(at("evidence_in_error", added), {"sure": "yes"}).content.decode()
    said = {"sure": "yes", "reason": "About somebody else"}
    done = client.post(at("evidence_in_error", added), said, follow=True).content.decode()
    assert "It is marked as entered in error" in done
    assert "About somebody else" in done
    assert "Download" not in done
    assert client.get(at("evidence_file", added)).status_code == 404
    assert client.post(at("evidence_in_error", added), said).status_code == 409


def test_somebody_elses_is_not_found_and_the_try_is_recorded(area, coordinator, person, browser_as, partner):
    with scope.job(name="test", area_id=area.pk):
        added = make_evidence(coordinator, person=person)
    for name, one in (("evidence", added), ("evidence_file", added), ("person_evidence", person)):
        assert browser_as(partner).get(at(name, one)).status_code == 404
        with scope.job(name="test", area_id=area.pk):
            denied = Event.objects.filter(kind="denied").order_by("-pk").first()
        assert (denied.action, denied.actor_id) == (name, partner.audit_id)


def test_a_picture_that_would_be_a_page_is_a_picture(client, area, person):
    """What a browser might take for a page, were it asked to show it."""
    sent = picture(notes=False) + b"<script>alert(1)</script>"
    client.post(at("person_evidence_add", person), typed(sent, "photo.html"))
    saved = client.get(at("evidence_file", the_only(area))).content
    assert b"script" not in saved
    with Image.open(BytesIO(saved)) as shown:
        assert shown.format == "JPEG"


def test_a_file_without_the_page_s_own_token_is_refused(browser_as, coordinator, person):
    client = browser_as(coordinator)
    client.handler.enforce_csrf_checks = True
    assert client.post(at("person_evidence_add", person), typed(photo())).status_code == 403
