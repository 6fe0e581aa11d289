"""The embedded server, with real servers: made, stopped, killed in every way, and its walls."""

import os
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from dsr.launcher import postgres, postmaster, processes
from dsr.launcher.postgres import APPLICATION, OWNER, SUPERUSER, Cluster
from dsr.launcher.progress import Trouble
from dsr.launcher.server_user import ServerUser

MakeCluster = Callable[..., Cluster]
AS_ROOT = os.geteuid() == 0


def ask(cluster: Cluster, question: str, role: str = SUPERUSER) -> list[tuple]:
    with psycopg.connect(cluster.url(role)) as connection:
        return connection.execute(question).fetchall()


def tell(cluster: Cluster, statement: str, role: str = OWNER) -> None:
    with psycopg.connect(cluster.url(role)) as connection:
        connection.execute(statement)


def server_pid(cluster: Cluster) -> int:
    pid = postmaster.running_pid(cluster.data)
    assert pid is not None
    return pid


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if listed.exists():
        return [int(number) for number in listed.read_text().split()]
    told = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(number) for number in told.split()]


def kill_everything(cluster: Cluster) -> None:
    """What a power cut does: the server and each process it made, with no chance to tidy."""
    pid = server_pid(cluster)
    for number in (pid, *children_of(pid)):
        with suppress(ProcessLookupError):  # a backend that ended by itself meanwhile
            os.kill(number, signal.SIGKILL)
    assert processes.wait_until_gone(pid, 5)


@contextmanager
def living_process(user: ServerUser, folder: str = "/") -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(["sleep", "60"], cwd=folder, **user.process_options())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def write_pid(cluster: Cluster, pid: int) -> None:
    record = cluster.data / "postmaster.pid"
    record.write_text("\n".join([str(pid), *record.read_text().split("\n")[1:]]))


@contextmanager
def changed(cluster: Cluster, name: str, contents: str) -> Iterator[None]:
    """The stopped server with one of its files replaced; put right and started again afterwards."""
    cluster.stop()
    file = cluster.data / name
    before = file.read_text()
    file.write_text(contents)
    try:
        yield
    finally:
        file.write_text(before)
        cluster.start()


class TestRoles:
    def test_neither_role_may_pass_a_wall(self, server: Cluster) -> None:
        rows = ask(server, "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles")
        rights = {name: any(rest) for name, *rest in rows}
        assert rights[OWNER] is False
        assert rights[APPLICATION] is False

    def test_the_owner_owns_the_database_and_the_application_nothing(self, server: Cluster) -> None:
        owner = ask(server, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'dsr'")
        assert owner == [(OWNER,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            tell(server, "CREATE TABLE mine (n int)", APPLICATION)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            tell(server, "CREATE TEMPORARY TABLE mine (n int)", APPLICATION)

    def test_tests_may_make_databases_with_the_extensions(self, quick_server: Cluster) -> None:
        with psycopg.connect(quick_server.url(OWNER), autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")
        with psycopg.connect(quick_server.url(OWNER, "another")) as connection:
            names = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
        assert set(postgres.EXTENSIONS) <= names


class TestSettings:
    def test_nothing_listens_on_the_network(self, server: Cluster) -> None:
        assert ask(server, "SHOW listen_addresses") == [("",)]
        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700

    @pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
    def test_a_lasting_server_keeps_what_it_acknowledged(self, server: Cluster, name: str) -> None:
        assert ask(server, f"SHOW {name}") == [("on",)]

    def test_names_sort_and_fold_as_unicode(self, server: Cluster) -> None:
        assert ask(server, "SELECT lower('ÉŁÖ')") == [("éłö",)]

    def test_macos_gets_the_same_letters_from_postgresql_itself(self) -> None:
        assert "--builtin-locale=C.UTF-8" in postgres.locale_options("Darwin")


class TestEnds:
    def test_stop_and_start_keep_the_data(self, server: Cluster) -> None:
        tell(server, "CREATE TABLE kept_by_stop AS SELECT 1 AS n")
        server.stop()
        assert not server.is_running()
        server.start()
        assert ask(server, "SELECT n FROM kept_by_stop") == [(1,)]

    def test_starting_twice_is_starting_once(self, server: Cluster) -> None:
        before = server_pid(server)
        server.start()
        assert server_pid(server) == before

    def test_kill_of_every_process_loses_nothing_acknowledged(self, server: Cluster) -> None:
        tell(server, "CREATE TABLE kept_by_kill AS SELECT generate_series(1, 500) AS n")
        kill_everything(server)
        server.start()
        assert ask(server, "SELECT count(*) FROM kept_by_kill") == [(500,)]

    def test_kill_of_the_server_alone_waits_for_its_busy_backends(self, server: Cluster) -> None:
        with psycopg.connect(server.url(OWNER)) as connection:
            backend = connection.info.backend_pid
            os.kill(backend, signal.SIGSTOP)
            killed = server_pid(server)
            os.kill(killed, signal.SIGKILL)
            assert processes.wait_until_gone(killed, 5)
            resume = subprocess.Popen(["sh", "-c", f"sleep 1; kill -CONT {backend}"])
            started = time.monotonic()
            server.start()
            assert time.monotonic() - started > 0.8
            resume.wait()
            connection.close()

    def test_a_number_taken_by_another_process_is_not_a_server(self, server: Cluster, user: ServerUser) -> None:
        kill_everything(server)
        with living_process(user) as other:
            write_pid(server, other.pid)
            (server.sockets / f"{postgres.SOCKET}.lock").write_text(f"{other.pid}\n")
            assert not server.is_running()
            server.start()
            assert server.is_running()
            assert other.poll() is None

    def test_a_zombie_is_not_a_server(self, server: Cluster, user: ServerUser) -> None:
        kill_everything(server)
        zombie = subprocess.Popen(["true"], cwd="/", **user.process_options())
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
        write_pid(server, zombie.pid)
        server.start()
        assert server.is_running()
        zombie.wait()

    @pytest.mark.parametrize("contents", ["", "\n", "not a number\n"])
    def test_a_torn_record_is_no_obstacle(self, server: Cluster, contents: str) -> None:
        kill_everything(server)
        (server.data / "postmaster.pid").write_text(contents)
        server.start()
        assert server.is_running()


class TestPlaces:
    def test_a_path_too_long_for_a_socket(self, quick_server: Cluster) -> None:
        assert len(str(quick_server.home)) > 100
        assert quick_server.sockets.parent == Path("/tmp")
        assert stat.S_IMODE(quick_server.sockets.stat().st_mode) == 0o700
        assert ask(quick_server, "SELECT 1") == [(1,)]

    def test_an_odd_path_with_half_made_data(self, make_cluster: MakeCluster) -> None:
        cluster = make_cluster("an odd 'place' & more")
        (cluster.home / "data.half" / "base").mkdir(parents=True)
        cluster.start()
        assert ask(cluster, "SELECT 1") == [(1,)]
        assert not (cluster.home / "data.half").exists()
        pid = server_pid(cluster)
        cluster.remove()
        assert not cluster.home.exists()
        assert not processes.is_alive(pid)

    @pytest.mark.skipif(not AS_ROOT, reason="only root can give a folder away")
    def test_a_socket_folder_of_somebody_else_is_refused(self, tmp_path: Path) -> None:
        folder = tmp_path / "run"
        folder.mkdir()
        os.chown(folder, 12345, 12345)
        with pytest.raises(Trouble, match="belongs to another user"):
            postgres.make_socket_folder(folder, ServerUser())

    def test_a_link_in_place_of_the_socket_folder_is_refused(self, tmp_path: Path) -> None:
        folder = tmp_path / "run"
        folder.symlink_to(tmp_path)
        with pytest.raises(Trouble, match="belongs to another user"):
            postgres.make_socket_folder(folder, ServerUser())


class TestTrouble:
    def test_data_of_another_version(self, server: Cluster) -> None:
        with changed(server, "PG_VERSION", "14\n"), pytest.raises(Trouble, match=r"PostgreSQL 14 .* `./dsr reset`"):
            server.start()

    def test_a_wrong_setting_shows_the_last_words(self, server: Cluster) -> None:
        with changed(server, "postgresql.auto.conf", "no_such = 1\n"), pytest.raises(Trouble, match="no_such"):
            server.start()

    @pytest.mark.skipif(not AS_ROOT, reason="only root can mount a small disk")
    @pytest.mark.parametrize("megabytes", [20, 260])
    def test_a_full_disk_is_one_sentence(self, make_cluster: MakeCluster, place: Path, megabytes: int) -> None:
        disk = place / f"disk-{megabytes}"
        disk.mkdir()
        options = f"size={megabytes}m,mode=755"
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", disk], check=False)
        if mounted.returncode:
            pytest.skip("this machine does not let root mount a disk")
        try:
            cluster = make_cluster("main", inside=disk)
            if megabytes > postgres.ROOM_NEEDED:
                cluster.start()
                kill_everything(cluster)
                fill(disk)
            with pytest.raises(Trouble, match=r"disk that holds .* is full: free"):
                cluster.start()
            cluster.remove()
        finally:
            subprocess.run(["umount", "-l", disk], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb") as filler:
        try:
            while True:
                filler.write(bytes(1_000_000))
                filler.flush()
        except OSError:
            return
