"""Rules 2, 3 and 4: who may open each page, what strangers see of it, and who is on record as having looked.

``access_matrix.csv`` is the specification: every page, asked for (GET) and sent an empty form (POST), with the status
each role gets. 302 sends somebody who is not signed in to sign in; 403 lacks the permission; 404 is not
involved, or lacks the permission where the address names one thing.
A new page fails until its rows stand there; the failure prints them, to be checked by a human and added.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from dsr.accounts.permissions import PERMISSIONS
from dsr.policy.models import Area
from tests.architecture.addresses import Address, addresses, unasked, undeclared
from tests.architecture.asking import MATRIX, VERBS, Asker, matrix
from tests.architecture.world import ACTORS, EVERYBODY, STRANGERS, built

PAGES = addresses()
EXPECTED = matrix()

#: Offices for a whole area: whoever holds one in any of its organisations reaches the pages with these permissions.
WHOLE_AREA = {
    "accounts_manage": "an administrator looks after the accounts of the whole area",
    "second_factor_agree": "any second administrator, lead or privacy officer of the area may agree",
    "audit_view": "the privacy officer answers for the area's whole register",
}
#: Answers that are no page.
NO_PAGES = {"health": "a word for the machine that watches the service"}
#: What does not depend on whose id stands in the address.
NOT_ABOUT_THE_ID = {("register_search", "POST"): "starts a search of the worker's own"}


def named(page: Address) -> str:
    return page.name


@pytest.fixture(scope="module")
def asker(kept_area: Area) -> Iterator[Asker]:
    """One world for all of them."""
    with built(kept_area) as world:
        yield Asker(world)


def test_every_address_says_who_may_open_it():
    found = undeclared()
    assert found == [], "\n".join(found)


def test_every_permission_has_a_page():
    assert unasked() == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_page_answers_everybody_as_it_should(asker: Asker, page: Address):
    """Rules 2, 3 and 4 at once, so that a page is asked for once."""
    problems = [*_not_in_matrix(asker, page), *_open_to_strangers(asker, page), *_looks_unrecorded(asker, page)]
    problems += [*_names_in_the_log(asker, page), *_taken_for_real(asker, page)]
    assert problems == [], "\n".join(["", *problems])


def _not_in_matrix(asker: Asker, page: Address) -> Iterator[str]:
    for verb in VERBS:
        seen = {who: asker.ask(page, verb, who).status for who in EVERYBODY}
        if EXPECTED.get((page.name, verb)) != seen:
            yield f"{MATRIX.name} says otherwise than: {page.name},{verb},{','.join(map(str, seen.values()))}"


def _open_to_strangers(asker: Asker, page: Address) -> Iterator[str]:
    if not page.parameters or page.access not in PERMISSIONS:
        return
    for who, verb in product(STRANGERS, VERBS):
        if (page.name, verb) in NOT_ABOUT_THE_ID or (who == "stranger_in_area" and page.access in WHOLE_AREA):
            continue
        status = asker.ask(page, verb, who).status
        if status not in (404, 405):
            yield f"{verb} {page.name} answers {status} to {who}"


def _looks_unrecorded(asker: Asker, page: Address) -> Iterator[str]:
    if page.access in PERMISSIONS:
        for who, verb in product([*ACTORS, *STRANGERS], VERBS):
            answer = asker.ask(page, verb, who)
            unseen = answer.shown - answer.recorded
            if answer.status == 200 and unseen:
                yield f"{verb} {page.name} shows {sorted(unseen)} to {who}, and nobody is on record as having looked"


def _names_in_the_log(asker: Asker, page: Address) -> Iterator[str]:
    """Rule 5: the audit log names people by id, never by what identifies them."""
    for who, verb in product(EVERYBODY, VERBS):
        if leaked := asker.ask(page, verb, who).leaked:
            yield f"{verb} {page.name} by {who} writes {sorted(leaked)} into the audit log"


def _taken_for_real(asker: Asker, page: Address) -> Iterator[str]:
    """Where people are made up, as in these tests, every page says so; the other half is ``test_practice.py``."""
    for who, verb in product(EVERYBODY, VERBS):
        answer = asker.ask(page, verb, who)
        if answer.status == 200 and answer.real and page.name not in NO_PAGES:
            yield f"{verb} {page.name} does not tell {who} that nobody on it is real"


def test_making_the_world_wrote_no_name_into_the_log(asker: Asker):
    assert asker.leaked_before() == frozenset()


def test_the_matrix_names_no_page_that_is_gone():
    assert {name for name, _ in EXPECTED} == {page.name for page in PAGES}


@pytest.mark.parametrize("page", [page for page in PAGES if page.access in PERMISSIONS], ids=named)
def test_the_matrix_agrees_with_the_permissions(page: Address):
    """A slip in the matrix is found too: without the permission 403 or 404 and no further, without sign-in 302."""
    for verb in VERBS:
        row = EXPECTED.get((page.name, verb), {})
        for who, status in row.items():
            allowed = who != "anonymous" and PERMISSIONS[page.access] & set(ACTORS[who][2])
            refused = {302} if who == "anonymous" else {404 if page.parameters else 403}
            assert allowed or status in refused | {405}, (page.name, verb, who, status)
