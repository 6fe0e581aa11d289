"""A place PostgreSQL's own user can reach, and one server for the tests that only look."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dsr.launcher.paths import Paths
from dsr.launcher.postgres import Cluster
from dsr.launcher.postgres_programs import programs_folder
from dsr.launcher.server_user import ServerUser, server_user


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """Not pytest's own folder: as root that one is closed to the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="dsr-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def programs(place: Path) -> Path:
    return programs_folder(place)


@pytest.fixture(scope="session")
def user() -> ServerUser:
    return server_user()


@pytest.fixture
def make_cluster(place: Path, programs: Path, user: ServerUser) -> Iterator[Callable[..., Cluster]]:
    made: list[Cluster] = []

    def make(name: str, *, inside: Path = place, lasting: bool = False) -> Cluster:
        made.append(Cluster(inside / name, programs, user, lasting=lasting))
        return made[-1]

    yield make
    for cluster in made:
        cluster.remove()


@pytest.fixture(scope="session")
def _shared(place: Path, programs: Path, user: ServerUser) -> Iterator[Cluster]:
    cluster = Cluster(place / "shared", programs, user)
    yield cluster
    cluster.remove()


@pytest.fixture
def server(_shared: Cluster) -> Cluster:
    """A running server, whatever the test before did to it."""
    _shared.start()
    return _shared


@pytest.fixture(scope="session")
def quick_server(place: Path, programs: Path, user: ServerUser) -> Iterator[Cluster]:
    """A running server as the tests use, in a folder too long for a socket's path."""
    cluster = Cluster(place / ("long-" * 20), programs, user, lasting=False)
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(root=tmp_path / "checkout", var=tmp_path / "var", server=tmp_path / "server")
