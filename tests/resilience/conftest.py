"""One database that keeps what it acknowledges, and the production server on it, for the tests that kill them."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dsr.launcher.postgres import Cluster
from dsr.launcher.postgres_programs import programs_folder
from dsr.launcher.server_user import server_user
from tests.resilience.killing import Database, KilledServer


@pytest.fixture(scope="session")
def lasting() -> Iterator[Database]:
    """A PostgreSQL of its own with fsync and synchronous_commit on."""
    place = Path(tempfile.mkdtemp(prefix="dsr-kill-"))
    place.chmod(0o755)
    cluster = Cluster(place / "kill", programs_folder(place), server_user(), lasting=True)
    made = Database(cluster)
    try:
        made.prepare()
        yield made
    finally:
        cluster.remove()
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def web(lasting: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KilledServer]:
    """The production server with two workers."""
    server = KilledServer(lasting.cluster, Path(tmp_path_factory.mktemp("web")) / "server.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Seeded; the seed is printed, and given again by DSR_SEED."""
    seed = int(os.environ.get("DSR_SEED") or secrets.randbelow(2**32))
    print(f"{request.node.name}: DSR_SEED={seed}")
    return random.Random(seed)
