"""Reading aloud in a real browser, with voices of our own making: headless Chromium has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from playwright.sync_api import Page, expect

import dsr

pytestmark = pytest.mark.browser

STATIC = Path(dsr.__file__).parent / "core" / "static"
PAGE = """{% from "components/easy.jinja" import block, sentence %}
<!DOCTYPE html><html lang="LANG"><head><title>Easy Read</title></head><body><main>
{% call block() %}<h1>Your choice</h1>{{ sentence("yes", "You can say yes.") }}{% endcall %}
{% call block() %}{{ sentence("no", "You can say no.") }}{% endcall %}</main></body></html>"""
#: Voices that remember what they said; each sentence ends when the test says so.
VOICES = """
window.said = [];
const synthesis = {
  getVoices: () => VOICES,
  speak: u => { window.said.push(u.text + ' [' + u.lang + ', ' + u.voice.name + ']'); window.current = u; },
  cancel: () => {}, addEventListener: () => {},
};
Object.defineProperty(window, 'speechSynthesis', {value: synthesis});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
AT_HOME = "[{name: 'Home', lang: 'en_GB', localService: true}]"
AWAY = "[{name: 'Away', lang: 'en-GB', localService: false}]"


@pytest.fixture
def page(chromium):
    with chromium.new_context() as context:
        yield context.new_page()


def opened(page: Page, language: str, voices: str) -> None:
    html = engines["jinja"].env.from_string(PAGE.replace("LANG", language)).render()
    page.set_content(html)
    page.evaluate(VOICES.replace("VOICES", voices, 1))
    page.add_script_tag(path=STATIC / "dsr" / "read-aloud.js")


def test_a_block_is_read_sentence_by_sentence_and_stops(page):
    opened(page, "en-gb", AT_HOME)
    page.get_by_role("button", name="Read it to me").first.click()
    expect(page.get_by_role("button", name="Stop reading")).to_be_focused()
    page.evaluate("window.current.onend()")
    assert page.evaluate("window.said") == ["Your choice [en-gb, Home]", "You can say yes. [en-gb, Home]"]
    page.get_by_role("button", name="Stop reading").click()
    expect(page.get_by_role("button", name="Read it to me").first).to_be_focused()
    expect(page.locator(".dsr-easy__spoken")).to_have_count(0)


def test_reading_to_the_end_offers_to_read_again(page):
    opened(page, "en-gb", AT_HOME)
    page.get_by_role("button", name="Read it to me").nth(1).click()
    page.evaluate("window.current.onend()")
    expect(page.get_by_role("button", name="Read it to me")).to_have_count(2)


@pytest.mark.parametrize(("language", "voices"), [("ur", AT_HOME), ("en-gb", AWAY), ("en-gb", "[]")])
def test_without_a_voice_on_the_device_the_page_says_so_once(page, language, voices):
    opened(page, language, voices)
    expect(page.locator("[data-no-voice]:visible")).to_have_count(1)
    expect(page.get_by_role("button")).to_have_count(0)
