"""Rule 8: every list page costs the same few statements for 1, 10 and 1,000 rows, for the widest role."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dsr.accounts.models import Role
from dsr.core import scope
from dsr.imports import queries
from dsr.people.actions.searches import keep_search
from tests.architecture.addresses import Address
from tests.architecture.rows import NOT_LONG, ROWS, Rows, lists
from tests.factories.accounts import make_actor
from tests.support.clients import signed_in

MOST = 12
STEPS = (1, 9, 990)
#: A savepoint where the service has a transaction; and the policy in force, asked once a minute whatever the list.
OF_THE_TEST = re.compile(r'^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|SELECT "policy_policyversion"."id" AS)')
SEARCHES = {
    "audit_results": ("audit_workers", {"text": "Zephyrine"}),
    "person_search_results": ("people", {"q": "Quillfeather"}),
    "referral_results": ("referral_search", {"wanted": "Zephyrine"}),
    "register_search": ("register_list", {"text": "Quillfeather"}),
}


def test_every_list_has_its_rows():
    """A new list fails here until it says how to fill it."""
    assert {page.name for page in lists()} == ROWS.keys()


def test_a_list_is_found_by_its_name_and_by_what_it_calls():
    def view() -> None:
        paginate()  # noqa: F821

    from tests.architecture.rows import _is_list

    assert _is_list(Address("anything", "", view))
    assert _is_list(Address("anything_list", "", lambda: None))
    assert not _is_list(Address("anything", "", test_every_list_has_its_rows))


def test_what_is_never_long_is_a_page(area):
    from tests.architecture.addresses import addresses

    assert NOT_LONG.keys() <= {page.name for page in addresses()}


@pytest.mark.parametrize("page", lists(), ids=lambda page: page.name)
def test_a_list_costs_the_same_however_long(area, page: Address):
    place = "trust" if page.name == "discussion_list" else "register_team"
    actor = make_actor(area, place, *Role.values)
    rows, client, url = Rows(area, actor), signed_in(actor), _url(page, actor)
    counts = []
    for number in STEPS:
        with scope.job(name="test", area_id=area.pk):
            ROWS[page.name](rows, number)
        client.get(url)  # what is kept between pages, as the policy in force, is kept now
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        counts.append([query["sql"] for query in captured if not OF_THE_TEST.match(query["sql"])])
    told = "\n".join(statement[:150] for statement in counts[-1])
    lengths = [len(statements) for statements in counts]
    assert max(lengths) == lengths[0], f"{lengths}: a longer list asks for more\n{told}"
    assert max(lengths) <= MOST, f"{lengths}:\n{told}"


def _url(page: Address, actor) -> str:
    if page.name == "audit_worker":
        return reverse(page.name, kwargs={"pid": actor.worker.public_id})
    if page.name == "import":
        with actor.scope():
            Rows(actor.organisation.area, actor).import_rows(0)
            return reverse(page.name, kwargs={"pid": queries.imports(actor.area_id)[0].public_id})
    if page.name not in SEARCHES:
        return reverse(page.name)
    (name,) = [name for _, _, name in page.parameters]
    of, terms = SEARCHES[page.name]
    with actor.scope():
        return reverse(page.name, kwargs={name: keep_search(page=of, terms=terms, by=actor).public_id})
