"""Rules 7 and 9: what every test runs under bites.

One run of pytest in a scratch copy with a test for each violation, all of which must fail.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.scratch import Scratch

PAGE = '<!doctype html><html lang="en"><head><title>x</title></head><body>{}</body></html>'
VIOLATIONS = """
import socket, warnings

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from dsr.policy.models import Area

PAGE = {page!r}
PAGES = {{
    "crossed": "<p><b><i>crossed</b></i></p>",
    "twice": '<p id="a"></p><p id="a"></p>',
    "inline": '<p style="color: red">x</p>',
    "outside": '<a class="nhsuk-back-link" href="/">Back</a><main></main>',
    "conditional": '<main><div class="nhsuk-radios__conditional"></div></main>',
    "sound": '<nav><a class="nhsuk-back-link" href="/">Back</a></nav><main></main>',
}}
urlpatterns = [
    path(name, lambda request, body=body: HttpResponse(PAGE.format(body))) for name, body in PAGES.items()
]


def test_warning():
    warnings.warn("old", DeprecationWarning)


def test_socket():
    socket.create_connection(("192.0.2.1", 80), timeout=0.1)


def test_socket_here():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        socket.create_connection(listening.getsockname()).close()


@pytest.mark.django_db
def test_order():
    rows = [Area(code=f"a{{n}}", name="A") for n in range(20)]
    codes = [area.code for area in Area.objects.bulk_create(rows) and Area.objects.order_by().filter(name="A")]
    assert codes == [f"a{{n}}" for n in range(20)]


@pytest.mark.django_db
def test_slice():
    list(Area.objects.order_by()[:1])


@pytest.mark.django_db
def test_order_given():
    Area.objects.bulk_create([Area(code=f"a{{n:02}}", name="A") for n in range(20)])
    codes = [area.code for area in Area.objects.filter(name="A").order_by("code")]
    assert codes == sorted(codes)
    assert Area.objects.order_by().get(code="a01").code == "a01"


@pytest.mark.django_db
@pytest.mark.urls("tests.test_violations")
@pytest.mark.parametrize("name", PAGES)
def test_page(name):
    Client().get("/" + name)
"""

FAIL = {
    "test_warning", "test_socket", "test_order", "test_slice",
    "test_page[crossed]", "test_page[twice]", "test_page[inline]", "test_page[outside]", "test_page[conditional]",
}  # fmt: skip
PASS = {"test_socket_here", "test_order_given", "test_page[sound]"}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each test in the copy."""
    scratch = Scratch(Path(tmp_path_factory.mktemp("strict")) / "tree")
    scratch.write("tests/test_violations.py", VIOLATIONS.format(page=PAGE))
    done = scratch.run("-m", "pytest", "tests/test_violations.py", "-v", "-p", "no:randomly", "-W", "error")
    lines = [line.split("::")[1] for line in done.stdout.splitlines() if "::" in line and "%]" in line]
    assert lines, done.stdout[-3000:] + done.stderr[-3000:]
    return {line.split()[0]: line.split()[1] for line in lines}


@pytest.mark.parametrize("name", sorted(FAIL))
def test_a_violation_fails(outcome: dict[str, str], name: str):
    assert outcome[name] == "FAILED"


@pytest.mark.parametrize("name", sorted(PASS))
def test_what_is_right_passes(outcome: dict[str, str], name: str):
    assert outcome[name] == "PASSED"
