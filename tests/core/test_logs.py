"""The log keeps no name, number or words about a person."""

from __future__ import annotations

import logging
import sys

import pytest
from django.db import IntegrityError, transaction

from dsr.core import ids
from dsr.core.logs import REMOVED, ScrubbedFormatter, scrub
from dsr.people.models import Person
from tests.factories.register import new_person


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("family_name='Quillfeather' saved", f"family_name={REMOVED} saved"),
        ('{"phone": "01632 960 001", "state": "open"}', f'{{"phone": {REMOVED}, "state": "open"}}'),
        ("subject_name: Quillfeather", f"subject_name: {REMOVED}"),
        ("Key (area_id, nhs_number)=(1, 9434765919) already exists.", f"Key (area_id, nhs_number)=({REMOVED}) already"),
        ("DETAIL:  Failing row contains (1, Ada\n(Quill), x).\nCONTEXT", f"Failing row contains ({REMOVED}).\nCONTEXT"),
    ],
)
def test_what_is_private_is_removed(text: str, scrubbed: str):
    assert scrubbed in scrub(text)
    assert "Quill" not in scrub(text)


def test_an_nhs_number_is_removed_and_another_number_stays():
    assert scrub("number 943 476 5919.") == f"number {REMOVED}."
    assert scrub("9434765919") == REMOVED
    assert scrub("9434765918 and 20261122115133") == "9434765918 and 20261122115133"


def test_a_refused_row_leaves_no_name_in_the_traceback(area, in_area):
    person = new_person(area, family_name="Quillfeather", nhs_number="9434765919")
    try:
        with transaction.atomic():
            new_person(area, family_name="Quillfeather", nhs_number="9434765919")
    except IntegrityError:
        record = logging.LogRecord("dsr", logging.ERROR, __file__, 1, "Failed", (), sys.exc_info())
    line = ScrubbedFormatter("%(message)s").format(record)
    assert "person_nhs_number_once" in line
    assert "9434765919" not in line
    assert Person.objects.get(pk=person.pk).family_name == "Quillfeather"


@pytest.mark.parametrize("before", ["/follow/", "/ur/refer/", "/follow/my-page/open/", "/easy-read/follow/code/"])
def test_the_secret_of_a_link_is_removed(before):
    secret = ids.new_token()
    line = scrub(f'Internal Server Error: {before}{secret}/add/ "GET {before}{secret}/ HTTP/1.1" {before}{secret}')
    assert secret not in line
    assert f"Internal Server Error: {before}{REMOVED}/add/" in line


def test_the_places_of_a_traceback_stay():
    line = 'File "/srv/app/.venv/lib/python3.11/site-packages/django/core/handlers/exception_of_some_longer_name.py"'
    assert scrub(line) == line
