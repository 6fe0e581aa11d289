"""Rules 2, 3, 4 and 8 bite: one run of their tests in a scratch copy with a page planted for each violation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.scratch import Scratch

PAGES = '''
"""Pages with one fault each."""

from django.http import HttpResponse
from django.urls import path

from dsr.accounts.access import requires
from dsr.accounts.models import Organisation
from dsr.audit.actions import record
from dsr.core.access import public
from dsr.core.pagination import paginate
from dsr.people.models import Person

PAGE = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main>{}</main></body></html>'


def answered(words):
    return HttpResponse(PAGE.format(words))


def unguarded(request):
    return answered("nobody said who may open this")


@public
def welcome(request):
    return answered("everybody may, and nobody wrote it down")


@requires("task_view")
def open_door(request, pid):
    return answered("whatever the id")


@requires("person_view")
def unrecorded(request):
    record("planted", by=request.actor, seen="Quillfeather")
    return answered("Zephyrine Quillfeather")


@requires("person_view")
def slow(request):
    page = paginate(request, Person.objects.select_related("area").order_by("pk"))
    names = [Organisation.objects.get(pk=person.council_id).name for person in page.items]
    return answered(len(names))


urlpatterns = [
    path("planted/unguarded/", unguarded, name="planted_unguarded"),
    path("planted/welcome/", welcome, name="planted_welcome"),
    path("tasks/<public_id:pid>/open/", open_door, name="planted_open_door"),
    path("planted/unrecorded/", unrecorded, name="planted_unrecorded"),
    path("planted/slow/", slow, name="planted_slow"),
    path("planted/unknown/<public_id:pid>/", open_door, name="planted_unknown"),
    path("planted/", slow, name="planted_list"),
]
'''


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of the copy."""
    scratch = Scratch(Path(tmp_path_factory.mktemp("planted")) / "tree")
    scratch.write("src/dsr/website/planted.py", PAGES)
    scratch.append(
        "src/dsr/config/urls.py", "\nfrom dsr.website import planted\n\nurlpatterns += planted.urlpatterns\n"
    )
    scratch.append("tests/architecture/rows.py", '\nROWS["planted_slow"] = Rows.people\n')
    scratch.replace("tests/architecture/access_matrix.csv", "\nhelp_now,GET,200,200", "\nhelp_now,GET,302,200")
    done = scratch.run(
        "-m", "pytest", "tests/architecture/test_access.py", "tests/architecture/test_lists.py", "-q", "-x",
        "--maxfail=100", "-k", "planted or help_now or every_address or every_list",
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "words",
    [
        "planted_unguarded (planted/unguarded/) does not say who may open it",
        "planted_welcome (planted/welcome/) is open to everybody and stands on no list",
        "GET planted_open_door answers 200 to stranger_in_area",
        "POST planted_open_door answers 200 to stranger_elsewhere",
        "planted_unknown: put an id for <pid> after /planted/unknown/ into world.py",
        "GET planted_unrecorded shows",
        "to coordinator, and nobody is on record as having looked",
        "says otherwise than: planted_unrecorded,GET,302,200,200,200,200,200,200,403,403,403,200,200",
        "says otherwise than: help_now,GET,200,200,200",
        "GET planted_unrecorded by coordinator writes ['Quillfeather'] into the audit log",
        "planted_list",
    ],
)
def test_the_planted_fault_is_named(told: str, words: str):
    assert words in told


def test_a_list_that_asks_for_each_row_is_found(told: str):
    (line,) = [line for line in told.splitlines() if line.startswith("E") and "AssertionError: [" in line]
    assert "planted_slow" in told
    few, _, many = map(int, line.split("[")[1].split("]")[0].split(", "))
    assert many - few >= 10
