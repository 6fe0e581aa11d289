"""Where people are real, no page says that they are made up. That each says so where they are: ``test_access.py``."""

from __future__ import annotations

import pytest

from dsr.policy import queries as policies
from tests.architecture.addresses import addresses
from tests.architecture.asking import SAYS_MADE_UP, Asker, matrix
from tests.architecture.world import EVERYBODY, built

pytestmark = pytest.mark.django_db


def test_no_page_calls_real_people_made_up(settings):
    settings.EMBEDDED = False
    wrong = []
    with built(policies.public_area()) as world:
        asker = Asker(world)
        for page in addresses():
            row = matrix()[page.name, "GET"]
            who = next((who for who in reversed(EVERYBODY) if row[who] == 200), "")
            answer = world.clients[who].get(asker.url(page, who)) if who else None
            if answer and not answer.streaming and SAYS_MADE_UP.encode() in answer.content:
                wrong.append(page.name)
    assert wrong == []
