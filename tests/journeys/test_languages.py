"""The whole form in other languages, found by names and addresses alone: Urdu from right to left, and Polish."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page

from dsr.core import languages
from dsr.policy import queries as policies
from dsr.referrals.actions import writing
from dsr.referrals.models import Referral
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.journeys.desk import Desk
from tests.journeys.referring import ADULT_SELF, answer_page, fill_form, go, go_on, send
from tests.support.browser import assert_page_is_sound
from tests.support.html import assert_valid_html

PICTURES = os.environ.get("DSR_PICTURES", "")
"""A folder for pictures of the pages."""
REFERENCE = re.compile(r"[A-Z]{2}-\w{4}-\w{4}")
#: Little words of English that no sentence lacks for long.
ENGLISH = re.compile(r"\b(the|and|you|your|what|with|this|that|have|not|for|are|is)\b", re.IGNORECASE)
#: English on purpose: the area, addresses, and the review by the name that people meet in letters.
ON_PURPOSE = re.compile(r"https?://\S+|\S+@\S+|Coventry and Warwickshire|Care (\(Education\) )?and Treatment Reviews?")

URDU: dict[str, Any] = {
    "given_name": "فاطمہ",
    "family_name": "خان",
    "called": "فاطی",
    "nhs_number": "999 123 4500",
    "born_on_month": "فروری",
    "address_line_1": "12 ٹیسٹ اسٹریٹ",
    "gp": "ڈاکٹر احمد کا کلینک، Coventry",
    "diagnosed_by": "ڈاکٹر مثال",
    "worries": "گھر میں بہت شور ہے (روز) اور میں سو نہیں سکتی۔",
    "tried": "ایک نیا کمرہ",
    "helps": "موسیقی",
    "could_help": "کوئی جس سے بات ہو سکے",
    "how_to_talk": "چھوٹے جملے",
    "contact_times": "صبح 10 بجے کے بعد",
    "language": "ur",
    "contact_way": "email",
}
POLISH: dict[str, Any] = {
    "given_name": "Żaneta",
    "family_name": "Błaszczykowska-Źdźbło",
    "called": "Żana",
    "nhs_number": "",
    "born_on_month": "luty",
    "address_line_1": "ul. Testowa 12",
    "gp": "Przychodnia, Coventry",
    "diagnosed_by": "dr Przykład",
    "worries": "W domu jest za głośno i nie mogę spać.",
    "tried": "Nowy pokój",
    "helps": "Muzyka",
    "could_help": "Ktoś do rozmowy",
    "how_to_talk": "Krótkie zdania",
    "contact_times": "Po 10 rano",
    "language": "pl",
    "contact_way": "phone",
}
#: Only a part of a page: the last name is still to come.
URDU_NAME = {"given_name": "فاطمہ", "family_name": "", "called": "فاطی"}
#: What nobody may lose: asked of somebody who fills in the form for themselves.
KEPT = (
    "given_name", "family_name", "called", "address_line_1", "gp", "diagnosed_by", "worries", "tried", "helps",
    "could_help", "how_to_talk", "contact_times",
)  # fmt: skip


class Look:
    """Looks at each page of a language: direction, markup, shape. English words are gathered, to be told together."""

    def __init__(self, code: str, *, shapes: frozenset[str] | None = None) -> None:
        self.language = languages.get(code)
        self.shapes = shapes
        self.english: set[str] = set()
        self.seen: set[str] = set()

    def __call__(self, page: Page) -> None:
        name = page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        assert f"/{self.language.code}/" in page.url
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == (self.language.tag, self.language.dir)
        assert_valid_html(page.content())
        self.english |= {f"{name}: {line}" for line in left_in_english(page)}
        kind = name.split("-")[0] + str(page.locator(".nhsuk-error-summary").count())
        if kind not in self.seen and (self.shapes is None or name in self.shapes):
            assert_page_is_sound(page)
            if PICTURES:
                page.screenshot(path=Path(PICTURES, f"{self.language.code}-{name}.png"), full_page=True)
        self.seen.add(kind)


def left_in_english(page: Page) -> list[str]:
    """Lines of the page in which English words stand."""
    lines = page.inner_text("body").splitlines()
    return [line for line in lines if ENGLISH.search(ON_PURPOSE.sub("", line))]


def choose_language(page: Page, code: str) -> None:
    """By the list on every page."""
    tag = languages.get(code).tag
    go(page, page.locator(f".dsr-ways__languages a[hreflang='{tag}']"))
    assert page.locator("html").get_attribute("lang") == tag


def start_in(page: Page, code: str, look: Any) -> None:
    """From the English start page, by its list of languages, to the first question."""
    page.goto("/")
    choose_language(page, code)
    look(page)
    go(page, page.locator(f"main a.nhsuk-button[href='/{code}/refer/']").first)
    look(page)
    go_on(page)


def shown_on_check(page: Page) -> str:
    return "\n".join(page.locator("main dd.nhsuk-summary-list__value").all_inner_texts())


def assert_nothing_lost(text: str, typed: dict[str, Any]) -> None:
    lost = [name for name in KEPT if str(typed[name]) not in text]
    assert not lost, f"{lost} are not in:\n{text}"


def assert_asks_to_talk(referral: Referral, code: str) -> None:
    """Every decision page, in words nobody has checked, records the wish to talk and nothing else."""
    shown = referral.answers["_form"]["wording"]
    assert {"discuss", "join", "cetr"} <= shown.keys()
    for page, words in shown.items():
        assert referral.answers[page]["decision"] == "not_sure"
        assert (words["interpreter_only"], words["language"]) == (True, code)


def follow(page: Page, look: Look) -> None:
    """From the confirmation to where the form is."""
    reference = REFERENCE.search(page.inner_text("main"))
    assert reference
    go(page, page.locator("main a[href*='/follow/']").first)
    look(page)
    assert reference.group() in page.inner_text("main")


def assert_staff_see(desk: Desk, referral: Referral, typed: dict[str, Any], name: str) -> None:
    desk.sign_in().open(f"/referrals/{referral.public_id}/")
    assert f"Answers written in {name}." in desk.text()
    assert_nothing_lost(desk.text(), typed)


def the_referral() -> Referral:
    return Referral.objects.get()


@pytest.fixture
def coordinator(setting_up):
    area = policies.public_area()
    with setting_up(area):
        return make_actor(area, "register_team", "coordinator")


def test_the_whole_form_in_urdu_with_a_while_in_english(open_page, setting_up, coordinator):
    typed = {**ADULT_SELF, **URDU}
    page, look = open_page(), Look("ur")
    start_in(page, "ur", look)
    fill_form(page, looks_right=look, until="tried", **typed)
    choose_language(page, "en-gb")
    assert "/ur/" not in page.url
    fill_form(page, looks_right=lambda shown: None, until="talk", **typed)
    choose_language(page, "ur")
    fill_form(page, looks_right=look, **typed)
    look(page)
    assert_nothing_lost(shown_on_check(page), typed)
    send(page, looks_right=look)
    follow(page, look)
    with setting_up(policies.public_area()):
        referral = the_referral()
        assert_asks_to_talk(referral, "ur")
        writing.acknowledge(area_id=referral.area_id)
        assert "No qualified translator" in Task.objects.get(kind="speak_instead").description
    assert_staff_see(Desk(open_page(), coordinator), referral, typed, "Urdu and English")
    assert not look.english


def test_the_whole_form_in_polish(open_page, setting_up, coordinator):
    typed = {**ADULT_SELF, **POLISH}
    page, look = open_page(), Look("pl", shapes=frozenset({"danger", "born", "join", "check", "sent"}))
    start_in(page, "pl", look)
    fill_form(page, looks_right=look, **typed)
    look(page)
    assert_nothing_lost(shown_on_check(page), typed)
    send(page, looks_right=look)
    follow(page, look)
    with setting_up(policies.public_area()):
        referral = the_referral()
        assert_asks_to_talk(referral, "pl")
    assert_staff_see(Desk(open_page(), coordinator), referral, typed, "Polish")
    assert not look.english


@pytest.mark.parametrize("code", ["ur", "pl"])
def test_an_empty_answer_is_told_in_the_language(open_page, code):
    page, look = open_page(), Look(code)
    page.goto(f"/{code}/refer/")
    go_on(page)
    go_on(page)
    summary = page.locator(".nhsuk-error-summary")
    with translation.override(code):
        assert gettext("There is a problem") in summary.inner_text()
        assert gettext("Error:") in page.title()
    look(page)
    assert not look.english


def test_what_stands_in_the_boxes_is_kept_when_the_language_is_changed(open_page):
    page = open_page()
    page.goto("/ur/refer/")
    go_on(page)
    fill_form(page, looks_right=lambda shown: None, until="name", **{**ADULT_SELF, **URDU_NAME})
    assert page.locator("#given_name").get_attribute("dir") is None
    answer_page(page, URDU_NAME)
    choose_language(page, "en-gb")
    assert page.locator("#given_name").input_value() == URDU_NAME["given_name"]
    assert page.locator("#given_name").get_attribute("dir") == "auto"
    assert page.locator(".nhsuk-error-summary").count() == 0
    choose_language(page, "ur")
    assert page.locator("#family_name").input_value() == ""


@pytest.mark.parametrize("code", ["", "ur"])
def test_somebody_in_danger_is_told_whom_to_call_and_may_go_on(open_page, code):
    page = open_page()
    page.goto(f"/{code}/refer/".replace("//", "/"))
    go_on(page)
    answer_page(page, {"danger": "yes"})
    go_on(page)
    assert page.url.endswith("/help-now/")
    assert_page_is_sound(page)
    assert_valid_html(page.content())
    numbers = page.locator("main a[href^='tel:']")
    assert "tel:999" in {one.get_attribute("href") for one in numbers.all()}
    assert {one.get_attribute("dir") for one in numbers.all()} == {"ltr" if code else None}
    go(page, page.locator("main a.nhsuk-button").first)
    assert page.url.endswith("/who/")


def test_nothing_comes_from_anywhere_else_and_nothing_is_missing(site, open_page):
    """Requests to any other host would be refused here: none is made, and each that is made is answered."""
    page = open_page()
    asked, refused, failed = [], [], []
    page.context.route(
        lambda url: not url.startswith(site.url), lambda route: (refused.append(route.request.url), route.abort())
    )
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: asked.append((response.status, response.url)))
    for address in ("/", "/ur/", "/ur/get-help-now/", "/easy-read/ur/refer/", "/follow/"):
        page.goto(address, wait_until="networkidle")
    page.goto("/ur/refer/")
    go_on(page)
    page.wait_for_load_state("networkidle")
    assert len(asked) > 20
    assert [asked for asked in asked if asked[0] >= 400] == refused == failed == []
