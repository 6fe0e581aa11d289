"""Evidence in a browser, with and without scripts: added to a referral, found on the record, saved, taken out again.

And what the running server does with requests that are far too large.
"""

from __future__ import annotations

import http.client
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from dsr.evidence.files import kinds
from dsr.policy import queries as policies
from dsr.referrals.actions import matching
from tests.evidence.making import HIDDEN, hostile_pdf, read_pdf
from tests.factories.accounts import make_actor
from tests.factories.people import make_person
from tests.factories.referral_rows import make_referral
from tests.support.browser import assert_page_is_sound
from tests.support.html import assert_valid_html

TITLE = "Letter from Dr Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, May 2019"
MEGABYTE = 1024 * 1024


class Case:
    """A referral, a person, a coordinator and a partner at their browsers."""

    def __init__(self, site, setting_up, open_page, browser_as, **options) -> None:
        self.site, self.open_page, self.browser_as, self.options = site, open_page, browser_as, options
        self.setting_up, self.area = setting_up, policies.public_area()
        with setting_up(self.area):
            self.coordinator = make_actor(self.area, "register_team", "coordinator")
            self.partner = make_actor(self.area, "trust", "partner")
            self.referral = make_referral(self.area, subject_name="Robin Ashdown")
            self.person = make_person(self.coordinator, given_name="Robin", family_name="Ashdown")
        self.page = self.at_the_desk_of(self.coordinator)

    def at_the_desk_of(self, actor) -> Page:
        page = self.open_page(**self.options)
        session = self.browser_as(actor).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.site.url}])
        return page

    def open(self, name: str, one) -> None:
        response = self.page.goto(reverse(name, kwargs={"pid": one.public_id}))
        assert response is not None
        assert response.status == 200

    def look(self) -> None:
        """As axe and a narrow window see it; without scripts axe cannot run, and the page's own words must do."""
        if self.options["java_script_enabled"]:
            assert_page_is_sound(self.page)
        else:
            assert_valid_html(self.page.content())

    def follow(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words).first.click()
        self.look()

    def send(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).click()
        self.look()

    def choose(self, name: str, content: bytes) -> None:
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.locator("input[type=file]").set_input_files(file)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_referral_to_the_record_and_out_again(site, setting_up, open_page, browser_as, tmp_path, scripts):
    case = Case(site, setting_up, open_page, browser_as, java_script_enabled=scripts)
    when_a_photo_of_a_kind_we_do_not_take_is_chosen(case)
    then_the_answers_stay_and_a_pdf_can_be_added(case)
    then_it_is_saved_clean(case, tmp_path)
    when_the_referral_is_matched_it_is_on_the_record(case)
    then_a_partner_finds_nothing(case)
    when_it_is_marked_as_an_error_nobody_opens_it(case)


def when_a_photo_of_a_kind_we_do_not_take_is_chosen(case: Case) -> None:
    case.open("referral", case.referral)
    case.follow("Add a file as evidence")
    case.send("Add the file")
    assert "Choose what it shows" in case.page.content()
    case.page.get_by_label("A diagnosis").check()
    case.page.get_by_label("What is it?").fill(TITLE)
    case.choose("photo.jpg", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40)
    case.send("Add the file")
    assert kinds.HEIC in case.page.inner_text(".nhsuk-error-summary")


def then_the_answers_stay_and_a_pdf_can_be_added(case: Case) -> None:
    assert case.page.get_by_label("A diagnosis").is_checked()
    assert case.page.get_by_label("What is it?").input_value() == TITLE
    case.choose("Robin's report.pdf", hostile_pdf())
    case.send("Add the file")
    assert "The file is added." in case.page.content()
    case.follow(TITLE)
    assert "It can be downloaded." in case.page.inner_text("main")


def then_it_is_saved_clean(case: Case, folder: Path) -> None:
    with case.page.expect_download() as started:
        case.page.get_by_role("button", name="Download the file").click()
    saved = started.value
    assert re.fullmatch(r"evidence-\w{16}\.pdf", saved.suggested_filename)
    saved.save_as(folder / "saved.pdf")
    content = (folder / "saved.pdf").read_bytes()
    assert HIDDEN not in content
    assert "Confirmed: autism 0" in read_pdf(content).pages[0].extract_text()


def when_the_referral_is_matched_it_is_on_the_record(case: Case) -> None:
    with case.setting_up(case.area), case.coordinator.scope():
        matching.match(referral=case.referral, person=case.person, by=case.coordinator)
    case.open("person_diagnosis", case.person)
    case.look()
    case.follow("All evidence")
    assert TITLE in case.page.inner_text("main")
    case.follow(TITLE)


def then_a_partner_finds_nothing(case: Case) -> None:
    stranger = case.at_the_desk_of(case.partner)
    for path in (case.page.url, f"{case.page.url}file/", reverse("person_evidence", args=[case.person.public_id])):
        response = stranger.goto(path)
        assert response is not None
        assert response.status == 404


def when_it_is_marked_as_an_error_nobody_opens_it(case: Case) -> None:
    entry = case.page.url
    case.follow("Entered in error")
    case.page.get_by_label("Yes, it should never have been recorded like this").check()
    case.page.get_by_label("What was wrong?").fill("About somebody else")
    case.send("Save")
    assert case.page.url == entry
    assert "It is marked as entered in error." in case.page.content()
    assert case.page.get_by_role("button", name="Download the file").count() == 0
    response = case.page.goto(f"{entry}file/")
    assert response is not None
    assert response.status == 404


def test_what_is_far_too_large_is_neither_kept_nor_held(site):
    """Anybody may send anything anywhere: the server's memory and disk must not feel it."""
    before = peak(site)
    assert sent(site, 60 * MEGABYTE) == 403  # read to its end for whoever chose a long film; then no token
    assert sent(site, 101 * MEGABYTE) == 400
    assert peak(site) - before < 60 * MEGABYTE, "bytes held at the highest"


def sent(site, size: int) -> int:
    """Post a file of this size to the sign-in page, piece by piece; the status of the answer."""
    head = (
        b'--frontier\r\nContent-Disposition: form-data; name="file"; filename="film.bin"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n"
    )
    tail = b"\r\n--frontier--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.putrequest("POST", reverse("account_login"))
    connection.putheader("Cookie", f"csrftoken={'a' * 32}")  # without one nothing would be read at all
    connection.putheader("Content-Type", "multipart/form-data; boundary=frontier")
    connection.putheader("Content-Length", str(len(head) + size + len(tail)))
    connection.endheaders()
    try:
        connection.send(head)
        for _ in range(size // MEGABYTE):
            connection.send(bytes(MEGABYTE))
        connection.send(tail)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it answered without reading all of it
    status = connection.getresponse().status
    connection.close()
    return status


def peak(site) -> int:
    """The most memory any process of the server has held, in bytes."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            session = (status.parent / "stat").read_text().rsplit(")", 1)[1].split()[3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(session) == site.process.pid and "VmHWM" in fields:
            found.append(int(fields["VmHWM"].split()[0]) * 1024)
    return max(found)
