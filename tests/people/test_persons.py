"""Making a person, correcting who it is, confirming where they belong."""

from __future__ import annotations

from datetime import date

import pytest

from dsr.accounts import queries as accounts
from dsr.core.errors import Conflict, Refused
from dsr.core.partial_dates import PartialDate
from dsr.people import actions, queries
from dsr.people.models import Person
from tests.factories.people import CHILD, decide, join, make_person, organisation
from tests.people.conftest import COVENTRY, TRUST, WARWICKSHIRE

pytestmark = pytest.mark.django_db


def test_the_name_sorts_by_family_name_without_accents(scoped):
    person = make_person(scoped, given_name="Zoë", family_name="Ångström")
    assert person.sort_name == "angstrom zoe"


def test_a_date_known_in_part_is_marked_approximate(scoped):
    person = make_person(scoped, born_on=PartialDate(2009, 3))
    assert (person.born_on, person.born_on_is_approximate) == (date(2009, 3, 1), True)
    exact = make_person(scoped, born_on=PartialDate(2009, 3, 14))
    assert (exact.born_on, exact.born_on_is_approximate) == (date(2009, 3, 14), False)


def test_an_nhs_number_belongs_to_one_person(scoped):
    make_person(scoped, nhs_number="9991234567")
    with pytest.raises(Refused, match="already has this NHS number"):
        make_person(scoped, nhs_number="9991234567")


def test_something_else_than_identity_is_a_mistake_of_the_caller(scoped):
    with pytest.raises(TypeError, match="favourite"):
        make_person(scoped, favourite="blue")


def test_the_creator_need_not_be_a_worker(area, in_area):
    person = actions.create_person(area_id=area.pk, identity={"given_name": "Ada", "family_name": "Test"}, by=None)
    assert person.created_by is None
    assert person.involvements.get().granted_by is None


def amend(person, by, changes, *, revision=1):
    return actions.amend_identity(person=person, changes=changes, reason="Spelling", expected_revision=revision, by=by)


def test_a_correction_adds_a_version(person, scoped):
    changed = amend(person, scoped, {"family_name": "Éxample", "given_name": person.given_name})
    assert (changed.revision, changed.sort_name) == (2, "example ada")
    newest, first = queries.identities(person)
    assert (newest.family_name, newest.reason) == ("Éxample", "Spelling")
    assert first.family_name == person.family_name


def test_no_change_adds_no_version(person, scoped):
    assert amend(person, scoped, {"given_name": person.given_name}).revision == 1


def test_two_editors_conflict(person, scoped):
    amend(person, scoped, {"phone": "01632 960001"})
    with pytest.raises(Conflict):
        amend(person, scoped, {"phone": "01632 960002"})
    assert Person.objects.get(pk=person.pk).phone == "01632 960001"


def test_a_correction_does_not_take_anothers_number(person, scoped):
    make_person(scoped, nhs_number="9991234567")
    with pytest.raises(Refused):
        amend(person, scoped, {"nhs_number": "9991234567"})


def test_its_own_number_is_no_obstacle(scoped):
    person = make_person(scoped, nhs_number="9991234567")
    assert amend(person, scoped, {"nhs_number": "9991234567", "phone": "01632 960001"}).revision == 2


def test_a_corrected_birth_date_moves_the_retake(scoped):
    child = make_person(scoped, born_on=CHILD)
    parent = actions.add_contact(
        person=child, by=scoped, name="Jo", relationship="Mother", authority="parental_responsibility"
    )
    decide(child, "join", scoped, basis="parental", decided_by_contact=parent, decided_by_name="Jo")
    amend(child, scoped, {"born_on": date(2013, 6, 1)})
    assert queries.holding(child, "join").retake_due_on == date(2029, 6, 1)


def test_residence_needs_a_council_of_the_area_and_a_basis(person, scoped, example_area):
    elsewhere = accounts.organisation(example_area.pk, "exampleton-council")
    for council, basis, sentence in [
        (organisation(scoped, TRUST), "Lives there", "councils of this area"),
        (elsewhere, "Lives there", "councils of this area"),
        (organisation(scoped, COVENTRY), " ", "rests on"),
    ]:
        with pytest.raises(Refused, match=sentence):
            actions.confirm_residence(person=person, council=council, basis=basis, by=scoped)


def test_confirming_opens_the_council_that_was_agreed_to(scoped):
    person = make_person(scoped, council=COVENTRY)
    join(person, scoped, share_with=(COVENTRY,))
    for council, seen in [(WARWICKSHIRE, set()), (COVENTRY, {COVENTRY})]:
        actions.confirm_residence(person=person, council=organisation(scoped, council), basis="Moved", by=scoped)
        now = queries.involvements(person).exclude(basis="register_team")
        assert {row.organisation.code for row in now} == seen


def test_an_address_is_hidden_with_a_reason(person, scoped):
    assert actions.set_address_sensitive(
        person=person, sensitive=True, reason="Fled violence", by=scoped
    ).address_is_sensitive
    with pytest.raises(Refused):
        actions.set_address_sensitive(person=person, sensitive=False, reason="", by=scoped)
