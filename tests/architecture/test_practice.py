"""Where people are made up, every page says so: whoever practises never takes them for real, nor the reverse."""

from __future__ import annotations

import pytest

from dsr.policy import queries as policies
from tests.architecture.addresses import addresses
from tests.architecture.asking import Asker, matrix
from tests.architecture.world import EVERYBODY, built

pytestmark = pytest.mark.django_db

SAYS_SO = "Everybody shown here is made up."
#: Answers that are no page.
NO_PAGES = {"health": "a word for the machine that watches the service"}


@pytest.mark.parametrize("embedded", [True, False])
def test_every_page_says_whether_people_are_made_up(settings, embedded):
    settings.EMBEDDED = embedded
    wrong = []
    with built(policies.public_area()) as world:
        asker = Asker(world)
        for page in addresses():
            row = matrix()[page.name, "GET"]
            who = next((who for who in reversed(EVERYBODY) if row[who] == 200), "")
            if not who or page.name in NO_PAGES:
                continue
            answer = world.clients[who].get(asker.url(page, who))
            if "html" in answer.headers["Content-Type"] and (SAYS_SO in answer.text) != embedded:
                wrong.append(page.name)
    assert wrong == []
