"""The gallery in a real browser: accessibility, narrow screens, no complaint on the console, the idle warning."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from playwright.sync_api import Page, expect

from tests.core import gallery

pytestmark = pytest.mark.browser

#: The service's own policy, with no exception for any script.
DIRECTIVES = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"script-src": ["'self'"]}
POLICY = "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in DIRECTIVES.items())
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What sticks out of the window or hides part of its own text.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  if (style.position === 'absolute' || box.width <= 1 || ['INPUT', 'OPTION'].includes(element.tagName)) return false;
  const clipped = element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(style.overflowX);
  return box.right > innerWidth + 1 || (clipped && element.clientWidth > 1);
}).map(element => element.tagName + '.' + element.className)"""


class Handler(BaseHTTPRequestHandler):
    """The pages, our static files, and two answers for the idle warning."""

    def __init__(self, pages: dict[str, str], *args: object) -> None:
        self.pages = pages
        super().__init__(*args)  # type: ignore[arg-type]

    def log_message(self, *_args: object) -> None:
        """Keep the test's output for the tests."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(204 if self.path == "/alive" else 404)

    def do_GET(self) -> None:
        if self.path in self.pages:
            self._answer(200, self.pages[self.path].encode(), "text/html; charset=utf-8")
        elif self.path == "/favicon.ico":
            self._answer(204)
        elif self.path.startswith("/static/") and (found := finders.find(self.path.removeprefix("/static/"))):
            self._answer(200, Path(found).read_bytes(), guess_type(found)[0] or "application/octet-stream")
        else:
            self._answer(404)

    def _answer(self, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pages = {
        "/staff": gallery.render("staff"),
        "/public": gallery.render("public"),
        "/empty": gallery.render("staff", wrong=False),
        "/not-found": get_template("errors/404.jinja").render(),
        "/signed-out": "<!DOCTYPE html><html lang=en><title>Signed out</title><h1>Signed out</h1></html>",
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["/staff", "/public", "/not-found"])
def test_axe_finds_nothing_and_nothing_sticks_out(page, address, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    expect(page.locator("body.nhsuk-frontend-supported")).to_be_attached()
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": TAGS}).response
    assert len(found["passes"]) > 10
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []


def test_a_link_of_the_error_summary_moves_to_the_field(page, address):
    page.goto(address + "/staff")
    page.get_by_role("link", name="Date of birth must be a real date").click()
    expect(page.locator("#born_on-day")).to_be_focused()
    page.get_by_role("link", name="Choose who this is about").click()
    expect(page.locator("#about")).to_be_focused()


def test_without_scripts_everything_is_there(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/staff")
    expect(page.get_by_role("link", name="Reports")).to_be_visible()
    expect(page.get_by_text("Which language?")).to_be_visible()
    expect(page.locator("#session-timeout")).to_be_hidden()
    context.close()


def test_a_worker_is_warned_before_being_signed_out(page, address):
    page.clock.install()
    page.goto(address + "/empty")
    page.clock.fast_forward("12:50")
    expect(page.locator("#session-timeout")).to_be_hidden()
    page.clock.fast_forward("00:15")
    dialog = page.get_by_role("dialog", name="You will be signed out soon")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("2 minutes")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    with page.expect_response("**/alive") as answer:
        dialog.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 204
    expect(dialog).to_be_hidden()
    page.clock.fast_forward("12:00")
    expect(dialog).to_be_hidden()


def test_a_worker_who_does_not_answer_is_signed_out(page, address):
    page.clock.install()
    page.goto(address + "/empty")
    page.clock.fast_forward("15:01")
    expect(page.get_by_role("heading", name="Signed out")).to_be_visible()


def test_another_tab_keeps_this_one_alive(page, address):
    page.clock.install()
    page.goto(address + "/empty")
    page.clock.fast_forward("14:00")
    expect(page.locator("#session-timeout")).to_be_visible()
    other = page.context.new_page()
    other.goto(address + "/empty")
    expect(page.locator("#session-timeout")).to_be_hidden()
