"""A sheet of 5,000 rows is checked in under 30 seconds, and says on the way how far it is."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from dsr.accounts.actor import Actor
from dsr.core import scope
from dsr.imports import actions, queries
from dsr.policy import queries as policies
from tests.factories.accounts import make_actor
from tests.factories.register import many_on_register
from tests.imports.sheets.make import number
from tests.support import database

ROWS, SECONDS = 5_000, 30
NAMES = ("Okafor", "Kowalska", "Begum", "Nowak", "Hussain", "Fraser", "Zhou", "Abdi", "Singh", "Whitfield")


def line(serial: int) -> str:
    family, given = NAMES[serial % len(NAMES)], f"Given{serial}"
    born = f"{serial % 28 + 1:02d}/{serial % 12 + 1:02d}/{1950 + serial % 70}"
    rest = f"LD / ASD,{'RAG'[serial % 3]},01/10/2026,Dr Grey,12 High Street Coventry CV1 2NT,note {serial}"
    return f"{number(serial)},{family.upper()} {given},{born},{rest}"


@pytest.fixture
def coordinator(committed) -> Iterator[Actor]:
    """Of an area with 2,000 people, of whom the database knows as much as a night after they came."""
    area = policies.public_area()
    with transaction.atomic(), scope.job(name="test", area_id=area.pk):
        coordinator = make_actor(area, "register_team", "coordinator")
        many_on_register(area, 2_000)
    database.analyse(connection.settings_dict["NAME"])
    with transaction.atomic(), coordinator.scope():
        yield coordinator


def test_five_thousand_rows_in_thirty_seconds(coordinator):
    heading = "NHS number,Name,DOB,Diagnosis,RAG,Rated on,Rated by,Address,Notes\n"
    content = (heading + "\n".join(map(line, range(ROWS)))).encode()
    begun_at = time.monotonic()
    uploaded = actions.upload(file_name="long.csv", content=content, by=coordinator)
    begun = actions.save_mapping(importing=uploaded, mapping=uploaded.mapping, by=coordinator)
    seen: list[int] = []
    checked = actions.check(importing=begun, by=coordinator, progress=lambda done, of: seen.append(done))
    taken = time.monotonic() - begun_at
    print(f"{ROWS} rows read and checked in {taken:.1f} s beside 2,000 people on record")
    assert taken < SECONDS
    assert seen == list(range(queries.BATCH, ROWS + 1, queries.BATCH))
    assert queries.counts(checked) == {"new": ROWS}
