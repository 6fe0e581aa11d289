"""A real browser, and what every page state must satisfy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from dsr.launcher import browser as launcher

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
MAGNIFIED = {"width": 320, "height": 256}
ARGUMENTS = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-quic", "--disable-gpu", "--disable-dev-shm-usage",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": RULES, "resultTypes": ["violations"]}

OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth > window.innerWidth;
  const clipped = [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    if (!e.checkVisibility() || e.closest('.nhsuk-u-visually-hidden, svg, select, textarea')) return false;
    if (e.offsetWidth <= 1 || e.offsetHeight <= 1) return false;
    const hides = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis';
    return hides && e.scrollWidth > e.clientWidth + 1 && e.textContent.trim() !== '';
  }).map(e => e.outerHTML.slice(0, 160));
  const out = [...document.querySelectorAll('body *')].filter(e => {
    if (!e.checkVisibility() || e.closest('.nhsuk-u-visually-hidden, .nhsuk-skip-link, svg')) return false;
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > window.innerWidth + 1;
  }).map(e => e.outerHTML.slice(0, 160));
  return {wide, clipped, out: wide ? out.slice(-5) : []};
}"""

#: What a page is made of: elements, classes, states, which names point where, how long the longest words are. Not its
#: words and addresses; of rows that are made alike, one.
MAKE = """() => {
  const words = new Set(['href', 'src', 'value', 'action', 'content', 'alt', 'title', 'placeholder', 'datetime']);
  const alike = text => text.replace(/[0-9a-z]{16,}/g, 'x').replace(/[0-9]+/g, '0');
  const longest = text => Math.max(0, ...text.split(/\\s+/).map(word => Math.ceil(word.length / 8)));
  const told = node => {
    if (node.nodeType === Node.TEXT_NODE) return longest(node.data) || '';
    if (node.nodeType !== Node.ELEMENT_NODE || node.localName === 'script') return '';
    const points = /^(id|for|name|aria-.*|data-.*)$/;
  const shown = ({name, value}) => name + '=' + (words.has(name) ? !!value : points.test(name) ? alike(value) : value);
    const attributes = [...node.attributes].map(shown);
    const inside = [...node.childNodes].map(told).filter((one, place, all) => one && one !== all[place - 1]);
    return `<${node.localName} ${attributes.sort().join(' ')}>${inside.join('')}</>`;
  };
  return told(document.documentElement);
}"""


def chromium_path() -> str:
    """What the launcher found or brought."""
    found = launcher.find()
    if not found:
        raise SystemExit("No browser found. Run ./dsr test, which brings one, or ./dsr test --no-browser.")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Headless Chromium that talks to nobody outside."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        yield launched
        launched.close()


def assert_page_is_sound(page: Page) -> None:
    """Axe finds nothing, nothing overflows or is clipped at 320 pixels or at 400%.

    A page that is made like one found sound before, in the same process, is not looked at again.
    """
    make = hash(page.evaluate(MAKE))
    if make not in _sound:
        _assert_sound(page)
        _sound.add(make)
    page.set_viewport_size(WIDE)


#: What was found sound in this process.
_sound: set[int] = set()


def _assert_sound(page: Page) -> None:
    violations = _violations(page)
    if violations:  # the header folds and unfolds its menu a moment after the window has changed
        page.wait_for_timeout(500)
        violations = _violations(page)
    assert not violations, _told(page, violations)
    for size in (NARROW, MAGNIFIED):
        page.set_viewport_size(size)
        _let_it_settle(page)
        found = page.evaluate(OVERFLOW)
        assert not found["wide"], f"{page.url} is wider than {size['width']}: {found['out']}"
        assert not found["clipped"], f"{page.url} clips text at {size['width']}: {found['clipped']}"


def _violations(page: Page) -> list[dict]:
    return list(Axe().run(page, options=AXE).response["violations"])


def _let_it_settle(page: Page) -> None:
    """The header folds its menu a moment after the window has changed.

    Asked again and again from here: a page that waits for itself would evaluate a string, which its policy forbids.
    """
    for _ in range(20):
        if page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            return
        page.wait_for_timeout(100)


def _told(page: Page, violations: list[dict]) -> str:
    lines = [f"{v['id']}: {v['help']}: {[n['html'][:200] for n in v['nodes']][:3]}" for v in violations]
    return f"{page.url}\n" + "\n".join(lines)
