"""A sheet from its upload to people on record, and back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from dsr.audit.models import Event
from dsr.core.errors import Refused
from dsr.imports import actions, queries, rules
from dsr.imports.actions import running, undoing
from dsr.imports.models import ColumnMap, Import, ImportRow
from dsr.people import actions as people
from dsr.people import timeline
from dsr.people.models import Contact, Decision, Diagnosis, Involvement, Person
from dsr.register.models import Entry, Rating
from dsr.tasks import actions as tasks
from dsr.tasks.models import Task
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.register import on_register
from tests.imports.sheets import make

pytestmark = pytest.mark.django_db

HEADINGS = "NHS number,Name,DOB,Rating\n"


def outcomes(importing) -> dict[int, str]:
    return {row.number: row.outcome for row in queries.rows(importing)}


def row(importing, number) -> ImportRow:
    return queries.get_row(importing, number)


def test_a_check_brings_nothing_in(checked):
    importing = checked("tidy.xlsx")
    assert (importing.state, importing.rows_checked) == ("checked", 5)
    assert outcomes(importing) == dict.fromkeys(range(2, 7), "new")
    assert not Person.objects.exists()
    assert queries.counts(importing) == {"new": 5}


def test_brought_in_each_person_waits_to_be_asked(brought):
    importing = brought("tidy.xlsx")
    assert importing.state == "done"
    assert Person.objects.count() == 5
    assert set(Entry.objects.values_list("state", flat=True)) == {"to_confirm"}
    assert set(Task.objects.values_list("kind", flat=True)) == {"import_confirm"}
    assert not Decision.objects.exists(), "consent is never assumed"
    assert set(Involvement.objects.values_list("organisation__kind", flat=True)) == {"register_team"}
    nasreen = Person.objects.get(given_name="Nasreen")
    assert Rating.objects.get(person=nasreen).carried_over == "Dr Sam Hill, 9 November 2026"
    assert Contact.objects.get(person=nasreen).name == "Yusuf Begum"
    assert Diagnosis.objects.filter(person=nasreen, status="confirmed").count() == 2
    chidi = Person.objects.get(given_name="Chidi")
    (said,) = [item for item in timeline.of(chidi) if item.title == "What the earlier register said"]
    assert said.body == "On the earlier register since: 2024-02-01\nNotes: Likes trains"


def test_twice_in_the_sheet_is_one_person_with_the_words_of_both(brought):
    importing = brought("merged.xlsx")
    assert outcomes(importing)[13] == "repeat"
    assert Person.objects.filter(family_name="Nowak").count() == 2, "twins are two"
    piotr = Person.objects.get(given_name="Piotr")
    said = "\n".join(item.body for item in timeline.of(piotr))
    assert "Two A&E visits" in said
    assert "moved from the other list" in said


def test_the_untidy_sheet_brings_what_can_be_and_says_what_cannot(brought):
    importing = brought("untidy.xlsx")
    assert outcomes(importing) == {2: "new", 3: "new", 4: "wrong", 5: "wrong", 6: "repeat", 7: "wrong", 8: "wrong"}
    assert queries.counts(importing) == {"wrong": 4, "done": 3}


def test_a_row_is_mended_and_brought_in_afterwards(brought, team):
    importing = brought("untidy.xlsx")
    texts = row(importing, 7).texts()
    texts[1] = "01/02/2001"
    mended = actions.correct(importing=importing, row=row(importing, 7), texts=texts, by=team)
    assert (mended.outcome, mended.corrected) == ("new", {"1": "01/02/2001"})
    actions.bring_rows(importing=actions.start_running(importing=importing, by=team), by=team)
    assert Person.objects.get(given_name="Mei-Ling").born_on == date(2001, 2, 1)
    with pytest.raises(Refused, match="brought in already"):
        actions.correct(importing=Import.objects.get(), row=row(importing, 7), texts=texts, by=team)


def test_the_same_file_again_doubles_nobody(brought, checked, team):
    first = brought("tidy.xlsx")
    again = checked("tidy.xlsx")
    assert set(outcomes(again).values()) == {"here"}
    assert queries.same_file(again.area_id, again.sha256, again.pk) == first
    with pytest.raises(Refused, match="no row to bring in"):
        actions.start_running(importing=again, by=team)
    assert Person.objects.count() == 5


def test_the_same_row_in_another_file_is_known_without_an_nhs_number(brought, checked):
    brought("Name,DOB\nAda Example,1990\n")
    assert outcomes(checked("Name,DOB\nBo Other,1991\nAda Example,1990\n")) == {2: "new", 3: "here"}


def test_somebody_on_record_keeps_what_is_on_record(brought, team):
    known = make_person(
        team, given_name="Harpreet", family_name="Singh", born_on=date(1990, 3, 14), nhs_number=make.number(21)
    )
    importing = brought(HEADINGS + f"{make.number(21)},Harpreet SINGH,14/3/1990,Red\n")
    assert (row(importing, 2).outcome, row(importing, 2).person) == ("known", known)
    assert Entry.objects.get(person=known).rating == "red"
    assert Person.objects.count() == 1


def test_who_is_on_the_register_stays_as_they_are(checked, team, clinician):
    entry = on_register(team, clinician, nhs_number=make.number(21))
    person = entry.person
    line = f"{make.number(21)},{person.full_name},{person.born_on},Green\n"
    assert outcomes(checked(HEADINGS + line)) == {2: "here"}


@pytest.mark.parametrize(
    ("known", "line", "why"),
    [
        ({"nhs_number": make.number(21)}, f"{make.number(21)},Ada Sample,1/5/1999,", "the same NHS number"),
        ({}, ",Sampel Ada,1/5/2000,", "a like name and the same date of birth"),
        ({"born_on": date(2000, 1, 5)}, ",Ada Sample,1/5/2000,", "the other way round"),
        ({"born_on": None}, ",Ada Sample,1/5/2000,", "one date of birth is not known"),
    ],
)  # fmt: skip
def test_what_may_be_the_same_person_a_human_decides(checked, team, known, line, why):
    values = {"given_name": "Ada", "family_name": "Sample", "born_on": date(2000, 5, 1)} | known
    person = make_person(team, **values)
    importing = checked(HEADINGS + line)
    found = row(importing, 2)
    assert found.outcome == "ask"
    assert [public_id for public_id, _ in found.maybe] == [person.public_id]
    assert why in found.maybe[0][1]
    same = actions.choose(importing=importing, row=found, choice=f"same:{person.public_id}", by=team)
    assert (same.outcome, same.person) == ("known", person)
    left = actions.choose(importing=importing, row=found, choice="leave_out", by=team)
    assert left.outcome == "left_out"
    other = actions.choose(importing=importing, row=found, choice="new", by=team)
    assert other.outcome == ("ask" if known.get("nhs_number") else "new"), "nobody shares an NHS number"


def test_a_choice_nobody_offered(checked, team):
    importing = checked(HEADINGS + ",Ada Sample,1/5/2000,\n")
    with pytest.raises(Refused, match="one of the answers shown"):
        actions.choose(importing=importing, row=row(importing, 2), choice="same:someoneelse", by=team)


def test_twins_are_two_people(checked, team):
    make_person(team, given_name="Adam", family_name="Nowak", born_on=date(1991, 5, 3), nhs_number=make.number(12))
    importing = checked(HEADINGS + f"{make.number(11)},Adem Nowak,3/5/1991,\n")
    assert outcomes(importing) == {2: "new"}


def test_the_same_number_with_another_name_is_wrong(checked):
    lines = f"{make.number(1)},Ada Sample,1/5/2000,\n{make.number(1)},Bo Other,1/5/2000,\n"
    importing = checked(HEADINGS + lines)
    assert outcomes(importing) == {2: "new", 3: "wrong"}
    assert "Row 2 has the same NHS number" in row(importing, 3).problems[0][1]


def test_the_same_name_twice_in_the_sheet_a_human_decides(checked, team):
    importing = checked(HEADINGS + ",Ada Sample,1/5/2000,\n,Ada Sample,1/5/2000,Red\n")
    assert outcomes(importing) == {2: "new", 3: "ask"}
    third = row(importing, 3)
    assert third.twin_of == 2
    assert actions.choose(importing=importing, row=third, choice="repeat", by=team).outcome == "repeat"
    assert actions.choose(importing=importing, row=third, choice="new", by=team).outcome == "new"
    begun = actions.start_running(importing=importing, by=team)
    actions.bring_rows(importing=begun, by=team)
    assert Person.objects.filter(given_name="Ada").count() == 2


def test_a_repeat_of_a_row_that_is_not_brought_in_waits(checked, team):
    importing = checked(HEADINGS + ",Ada Sample,1/5/2000,\n,Ada Sample,1/5/2000,Red\n")
    actions.choose(importing=importing, row=row(importing, 3), choice="repeat", by=team)
    ImportRow.objects.filter(importing=importing, number=2).update(outcome="wrong")
    actions.bring_rows(importing=actions.start_running(importing=importing, by=team), by=team)
    assert row(importing, 3).done_at is None


def test_what_has_changed_since_the_check_is_not_brought_in(checked, team):
    importing = checked(HEADINGS + ",Ada Sample,1/5/2000,\n")
    make_person(team, given_name="Ada", family_name="Sample", born_on=date(2000, 5, 1))
    actions.bring_rows(importing=actions.start_running(importing=importing, by=team), by=team)
    assert outcomes(importing) == {2: "ask"}
    assert Person.objects.count() == 1


def test_a_row_is_brought_in_whole_or_not_at_all(checked, team, monkeypatch):
    importing = checked("tidy.xlsx")

    def refuse(**_):
        raise Refused("Not today.", reasons=["It rains."])

    monkeypatch.setattr(running.register, "bring_entry", refuse)
    actions.bring_rows(importing=actions.start_running(importing=importing, by=team), by=team)
    assert not Person.objects.exists()
    assert row(importing, 2).problems == [[0, "Not today. It rains."]]


def test_a_row_is_never_brought_in_twice(brought, team):
    importing = brought("tidy.xlsx")
    first = row(importing, 2)
    again = actions.bring_row(importing=importing, pk=first.pk, by=team)
    assert again.person == first.person
    assert Person.objects.count() == 5


def test_undone_everything_is_taken_back(brought, checked, team):
    importing = actions.undo(importing=brought("tidy.xlsx"), by=team)
    assert (importing.state, queries.counts(importing)) == ("undone", {"undone": 5})
    assert set(Entry.objects.values_list("state", "closed_reason")) == {("closed", "import_undone")}
    assert not Task.objects.filter(state="open").exists()
    assert not Person.objects.exclude(given_name="").exists()
    assert not Involvement.objects.filter(ended_at__isnull=True).exists()
    assert set(outcomes(checked("tidy.xlsx")).values()) == {"new"}, "it can be brought in again"
    assert Event.objects.filter(action="import_undone").exists()


def test_on_whom_somebody_has_worked_stays_and_is_named(brought, team, lead):
    importing = brought("tidy.xlsx")
    by_name = {one.name: one for one in queries.rows(importing)}
    decide(by_name["Chidi Okafor"].person, "join", team)
    tasks.assign(task=Task.objects.get(person=by_name["Zofia Kowalska"].person), worker=lead.worker, by=team)
    nasreen = by_name["Nasreen Begum"].person
    people.amend_identity(person=nasreen, changes={"pronouns": "she"}, reason="Told", expected_revision=1, by=team)
    actions.undo(importing=importing, by=team)
    kept = {one.name for one in queries.rows(importing) if one.outcome == "kept"}
    assert kept == {"Chidi Okafor", "Zofia Kowalska", "Nasreen Begum"}
    assert Person.objects.filter(family_name__in=["Okafor", "Kowalska", "Begum"]).count() == 3
    assert Entry.objects.filter(state="to_confirm").count() == 3


def test_undone_somebody_who_was_on_record_before_stays_on_record(brought, team):
    known = make_person(
        team, given_name="Ada", family_name="Sample", born_on=date(2000, 5, 1), nhs_number=make.number(1)
    )
    importing = brought(HEADINGS + f"{make.number(1)},Ada Sample,1/5/2000,Red\n{make.number(1)},Ada Sample,,\n")
    actions.undo(importing=importing, by=team)
    known.refresh_from_db()
    assert known.given_name == "Ada"
    assert Entry.objects.get(person=known).state == "closed"
    assert Rating.objects.get(person=known).entry is not None
    assert not [item for item in timeline.of(known) if item.title == "What the earlier register said"]


def test_what_was_said_of_the_columns_is_remembered(team):
    content = b"Who,Birth\nAda Sample,1990\n"
    first = actions.upload(file_name="a.csv", content=content, by=team)
    actions.save_mapping(importing=first, mapping=["full_name", "born_on"], by=team)
    assert actions.upload(file_name="b.csv", content=content, by=team).mapping == ["full_name", "born_on"]
    assert ColumnMap.objects.count() == 1


def test_columns_that_are_not_complete(team):
    uploaded = actions.upload(file_name="a.csv", content=b"Who,Birth\nAda Sample,1990\n", by=team)
    with pytest.raises(Refused) as refused:
        actions.save_mapping(importing=uploaded, mapping=["notes", "born_on"], by=team)
    assert "holds the name" in refused.value.reasons[0]
    with pytest.raises(Refused, match="each column"):
        actions.save_mapping(importing=uploaded, mapping=["notes"], by=team)
    with pytest.raises(Refused, match="each column"):
        actions.save_mapping(importing=uploaded, mapping=["full_name", "shoe_size"], by=team)


def test_the_sheet_with_the_most_known_headings_is_read_and_another_can_be(team):
    uploaded = actions.upload(file_name="m.xlsx", content=(make.HERE / "merged.xlsx").read_bytes(), by=team)
    assert (uploaded.sheet_name, uploaded.sheet_names) == ("DSR Nov 26", ["DSR Nov 26", "Lists"])
    other = actions.choose_sheet(importing=uploaded, name="Lists", by=team)
    assert [one.cells for one in queries.rows(other)] == [["Amber"], ["Green"]]
    with pytest.raises(Refused, match="one of the sheets"):
        actions.choose_sheet(importing=uploaded, name="Nothing", by=team)
    actions.save_mapping(importing=other, mapping=["full_name"], by=team)
    with pytest.raises(Refused, match="before the rows are checked"):
        actions.choose_sheet(importing=other, name="Lists", by=team)


@pytest.mark.parametrize(("content", "words"), [(b"PK\x03\x04", "damaged"), (b"Name,DOB\n", "no rows below")])
def test_what_is_no_sheet_is_not_kept(team, content, words):
    with pytest.raises(Refused, match=words):
        actions.upload(file_name="a", content=content, by=team)
    assert not Import.objects.exists()


def test_a_sheet_is_deleted_before_anything_is_brought_in(checked, brought, team):
    dropped = actions.drop(importing=checked("tidy.xlsx"), by=team)
    assert (dropped.state, bytes(dropped.content)) == ("dropped", b"")
    assert not ImportRow.objects.exists()
    with pytest.raises(Refused, match="cannot be done now"):
        actions.drop(importing=brought("tidy.xlsx"), by=team)


def test_the_words_of_the_sheet_go_and_what_was_kept_stays(brought):
    importing = brought("tidy.xlsx")
    actions.clear(importing=importing)
    kept = row(importing, 2)
    assert (kept.cells, kept.name, kept.words[1]) == ([], "", ["Notes", "Likes trains"])
    assert bytes(importing.content) == b""


def test_only_the_team_brings_in(area, in_area, clinician, team):
    trust = make_actor(area, "trust", "partner")
    for actor in (clinician, trust):
        with pytest.raises(Refused, match="Only the register team"):
            rules.check_may_import(actor)


def test_rows_rest_while_work_is_going_on(checked, team):
    importing = actions.start_running(importing=checked("tidy.xlsx"), by=team)
    assert not rules.can_change_rows(importing)
    assert not rules.can_move(importing, "undone")
    with pytest.raises(Refused, match="Row by row"):
        actions.correct(importing=importing, row=row(importing, 2), texts=[], by=team)


def test_nobody_outside_the_team_sees_a_sheet(area, brought):
    brought("tidy.xlsx")
    trust = make_actor(area, "trust", "partner")
    with trust.scope():
        assert not Import.objects.exists()
        assert not ImportRow.objects.exists()
        assert not ColumnMap.objects.exists()


def test_the_database_refuses_a_move_that_is_none(checked):
    importing = checked("tidy.xlsx")
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=importing.pk).update(state="undone")


def test_a_sheet_checked_twice_is_checked(checked, team):
    importing = checked("tidy.xlsx")
    assert actions.check(importing=importing, by=team).state == "checked"


def test_rows_of_each_sort(checked):
    importing = checked("untidy.xlsx")
    assert [one.number for one in queries.filtered(importing, "wrong")] == [4, 5, 7, 8]
    assert [one.number for one in queries.filtered(importing, "new")] == [2, 3]
    assert queries.filtered(importing, "nonsense").count() == 7
    assert queries.next_to_mend(importing, 8).number == 4, "from the top again"


def test_what_the_words_of_a_repeat_were_worked_on_is_asked_of_the_first_row_only(brought):
    importing = brought("merged.xlsx")
    assert not undoing.worked_on(row(importing, 13))


def test_the_same_row_of_somebody_who_was_taken_back_is_new(brought, checked, team):
    actions.undo(importing=brought("Name,DOB\nAda Example,1990\n"), by=team)
    assert outcomes(checked("Name,DOB\nAda Example,1990\n")) == {2: "new"}


def test_a_row_without_an_nhs_number_and_one_with(checked):
    importing = checked(HEADINGS + f"{make.number(1)},Ada Sample,1/5/2000,\n,Ada Sample,1/5/2000,\n")
    assert outcomes(importing) == {2: "new", 3: "ask"}


def test_what_does_not_exist_is_not_found(checked, team):
    importing = checked("tidy.xlsx")
    with pytest.raises(Http404):
        queries.get_row(importing, 99)
    with pytest.raises(Http404):
        queries.get_import(team, "0" * 16)


def test_a_row_is_not_compared_with_one_that_is_wrong(checked, team):
    importing = checked(HEADINGS + ",Ada Sample,soon,\n,Ada Sample,,\n")
    third = actions.choose(importing=importing, row=row(importing, 3), choice="", by=team)
    assert (third.outcome, third.twin_of) == ("new", None)


def test_a_long_run_says_that_it_lives(checked, team):
    names = "".join(f",Ada Sample{chr(97 + n % 26)}{n},{n % 28 + 1}/5/19{60 + n},\n" for n in range(21))
    begun = actions.start_running(importing=checked(HEADINGS + names), by=team)
    said: list[tuple[int, int]] = []
    actions.bring_rows(importing=begun, by=team, progress=lambda done, of: said.append((done, of)))
    assert said[-1] == (21, 21)
    assert queries.counts(begun)["done"] >= 20
    assert next(one.number for one in queries.filtered(begun, "done")) == 2
