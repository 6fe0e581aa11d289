"""The environment of every process, the keys in it, and which database it names."""

import stat
from pathlib import Path

import pytest

from dsr.launcher import environment
from dsr.launcher.keys import key
from dsr.launcher.paths import Paths, server_folder
from dsr.launcher.postgres import Cluster
from dsr.launcher.progress import Trouble
from dsr.launcher.server_user import ServerUser


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    return Cluster(tmp_path / "main", tmp_path, ServerUser())


def test_the_embedded_server_serves_as_the_application(paths: Paths, cluster: Cluster) -> None:
    env = environment.embedded(paths, cluster, {"PATH": "/bin"})
    assert env["DATABASE_URL"].endswith("&user=dsr_app")
    assert env["DATABASE_OWNER_URL"].endswith("&user=dsr_owner")
    assert env["DSR_EMBEDDED"] == "1"
    assert env["PATH"] == "/bin"
    assert "DSR_PG_SUPERUSER_URL" not in env


def test_what_the_user_set_wins_but_never_the_role_or_the_code(paths: Paths, cluster: Cluster) -> None:
    given = {"DSR_SECRET_KEY": "mine", "DSR_DB_ROLE": "owner", "PYTHONPATH": "/elsewhere"}
    env = environment.embedded(paths, cluster, given)
    assert env["DSR_SECRET_KEY"] == "mine"
    assert "DSR_DB_ROLE" not in env
    assert env["PYTHONPATH"] == str(paths.root / "src")
    assert environment.as_owner(env)["DSR_DB_ROLE"] == "owner"


def test_a_server_of_ones_own_never_holds_synthetic_people(paths: Paths) -> None:
    given = {"DATABASE_URL": "postgresql://a", "DATABASE_OWNER_URL": "postgresql://b", "DSR_EMBEDDED": "1"}
    env = environment.external(paths, given)
    assert "DSR_EMBEDDED" not in env
    assert env["DATABASE_URL"] == "postgresql://a"
    assert environment.names_a_database(given)


def test_one_address_without_the_other_is_refused() -> None:
    with pytest.raises(Trouble, match="DATABASE_URL is set and DATABASE_OWNER_URL is not: set both"):
        environment.names_a_database({"DATABASE_URL": "postgresql://a"})
    assert not environment.names_a_database({"DATABASE_URL": ""})


def test_a_key_is_made_once_and_only_its_user_reads_it(tmp_path: Path) -> None:
    first = key(tmp_path, "scope-key")
    assert len(first) >= 50
    assert key(tmp_path, "scope-key") == first
    assert key(tmp_path, "secret-key") != first
    assert stat.S_IMODE((tmp_path / "scope-key").stat().st_mode) == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["scope-key", "secret-key"]


def test_roots_database_lives_where_its_user_can_go(tmp_path: Path) -> None:
    assert server_folder(tmp_path, as_root=False) == tmp_path / "postgres"
    assert server_folder(tmp_path, as_root=True).parent == Path("/var/lib")
    assert server_folder(tmp_path, as_root=True) != server_folder(tmp_path / "other", as_root=True)
