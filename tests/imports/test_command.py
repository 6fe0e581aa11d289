"""`./dsr import`: the same check and the same rows as the pages."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dsr.imports.models import Import
from dsr.people.models import Person
from tests.factories.accounts import make_actor
from tests.imports.sheets import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(team):
    """Run the command and return what it said."""

    def of(file: str, *arguments: str, worker: str = "") -> str:
        said = StringIO()
        path = str(make.HERE / file) if file.endswith(".xlsx") else file
        call_command("import_register", path, "--worker", worker or team.worker.email, *arguments, stdout=said)
        return said.getvalue()

    return of


def test_it_only_says_what_would_happen(run):
    said = run("untidy.xlsx")
    assert "row 7: needs mending\n      B7: “31/02/2001” is no day of the calendar." in said
    assert "4 to mend, 2 new, ready to bring in, 1 twice in the sheet" in said
    assert "Nothing was brought in." in said
    assert not Person.objects.exists()


def test_with_apply_it_brings_in_and_again_it_doubles_nobody(run):
    run("tidy.xlsx")
    assert "5 brought in, 0 left" in run("tidy.xlsx", "--apply")
    assert Import.objects.count() == 1, "it goes on with the sheet that was checked"
    assert "There is nothing to bring in." in run("tidy.xlsx", "--apply")
    assert Person.objects.count() == 5


def test_it_goes_on_with_what_was_begun(run):
    run("tidy.xlsx")
    Import.objects.update(state="checking")
    run("tidy.xlsx")
    Import.objects.update(state="running")
    assert "5 brought in" in run("tidy.xlsx", "--apply")


def test_a_column_is_said_where_the_guess_is_wrong(run):
    assert "Notes -> leave_out" in run("tidy.xlsx", "--column", "t=leave_out")
    with pytest.raises(CommandError, match="is not a column"):
        run("tidy.xlsx", "--column", "T=shoes")


def test_only_for_the_register_team(run, area):
    for email in ("nobody@example.org", make_actor(area, "trust", "partner").worker.email):
        with pytest.raises(CommandError, match="is not a coordinator or lead"):
            run("tidy.xlsx", worker=email)


def test_what_is_no_sheet(run, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "nothing"))
    broken = tmp_path / "broken"
    broken.write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="damaged"):
        run(str(broken))
