"""The embedded PostgreSQL server: made, started, stopped, and mended after any kind of end.

It listens on a Unix socket in a folder only its user may enter, never on the network, so it needs no
password.
"""

import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dsr.launcher import postmaster, processes
from dsr.launcher.progress import Trouble, disk_full, tells_of_full_disk
from dsr.launcher.server_user import ServerUser

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 103  # macOS allows 103 bytes, Linux 107
ROOM_NEEDED = 200  # megabytes: 40 for an empty cluster, the rest for its log of changes
DATABASE, SUPERUSER, OWNER, APPLICATION = "dsr", "dsr_super", "dsr_owner", "dsr_app"
EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gist")
LEFTOVER_BACKENDS = "pre-existing shared memory block"

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@dataclass(frozen=True)
class Cluster:
    """One server with its data. A `lasting` one survives a power cut; the other is for tests, and quicker."""

    home: Path
    programs: Path
    user: ServerUser
    lasting: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def sockets(self) -> Path:
        return socket_folder(self.home)

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql:///{database}?host={quote(str(self.sockets))}&user={role}"

    def is_alive(self) -> bool:
        """Whether its process runs; asks the server itself nothing, so it may be asked often."""
        return postmaster.running_pid(self.data) is not None

    def is_running(self) -> bool:
        return self.is_alive() and self._answers()

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.sockets / SOCKET)) == 0

    def start(self) -> None:
        """Make the data if there is none, mend what a killed server left, and wait until it answers."""
        if self.is_running():
            return
        self._check_room()
        if not self.data.is_dir():
            self._create()
        self._check_version()
        self._write_settings()
        self._start_server()

    def stop(self) -> None:
        """End the server in an orderly way; needs none of its programs."""
        pid = postmaster.running_pid(self.data)
        if pid is None:
            return
        for number, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
            os.kill(pid, number)
            if processes.wait_until_gone(pid, patience):
                return
        raise Trouble(f"The database server (process {pid}) cannot be ended: end it, then run again.")

    def remove(self) -> None:
        self.stop()
        for folder in (self.home, self.sockets):
            shutil.rmtree(folder, ignore_errors=True)

    # Making the data: in a folder beside it that is renamed at the end, so that half a cluster is never used.

    def _create(self) -> None:
        self.user.folder(self.home)
        half = self.home / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        command = [
            "initdb",
            "-D",
            str(half),
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            *locale_options(),
        ]
        self._run([*command, "--no-sync"] if not self.lasting else command)
        self._single_user(half, "template1", [f"CREATE EXTENSION {name}" for name in EXTENSIONS])
        self._single_user(half, "postgres", role_statements(may_create_databases=not self.lasting))
        with (half / "postgresql.conf").open("a") as settings:
            settings.write("\ninclude 'dsr.conf'\n")
        half.rename(self.data)

    def _single_user(self, data: Path, database: str, statements: list[str]) -> None:
        script = ";\n\n".join(statements) + ";\n\n"
        self._run(["postgres", "--single", "-j", "-D", str(data), "-c", "exit_on_error=on", database], script)

    def _write_settings(self) -> None:
        make_socket_folder(self.sockets, self.user)
        chosen = SETTINGS | {"unix_socket_directories": str(self.sockets)} | (DURABLE if self.lasting else FAST)
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in chosen.items()]
        file = self.data / "dsr.conf"
        file.write_text("".join(lines))
        self.user.give(file)

    # Starting

    def _start_server(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            if postmaster.running_pid(self.data) is None:
                postmaster.forget_dead_server(self.data, self.sockets)
            self._empty_log()
            outcome = self._call(
                ["pg_ctl", "start", "-D", str(self.data), "-w", "-t", "120", "-l", str(self.log), "-s"]
            )
            if outcome.returncode == 0:
                return
            story = outcome.stderr + self._read_log()
            if LEFTOVER_BACKENDS not in story or time.monotonic() > deadline:
                raise self._trouble(story)
            time.sleep(0.3)

    def _empty_log(self) -> None:
        """Keep the former run's log beside this one's: what is read after a failure is this run's only."""
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.before"))

    def _read_log(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _call(self, command: list[str], typed: str = "") -> subprocess.CompletedProcess[str]:
        program, *arguments = command
        return subprocess.run(
            [str(self.programs / program), *arguments],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            **self.user.process_options(),
        )

    def _run(self, command: list[str], typed: str = "") -> None:
        outcome = self._call(command, typed)
        if outcome.returncode != 0:
            raise self._trouble(f"{outcome.stdout}\n{outcome.stderr}")

    # Saying what went wrong

    def _check_room(self) -> None:
        place = next(folder for folder in (self.home, *self.home.parents) if folder.is_dir())
        if shutil.disk_usage(place).free < ROOM_NEEDED * 1_000_000:
            raise disk_full(self.home)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        present = self._call(["postgres", "--version"]).stdout.split()[-1].partition(".")[0]
        if made_by != present:
            raise Trouble(
                f"The local data were made by PostgreSQL {made_by} and this is PostgreSQL {present}: "
                "run `./dsr reset` to begin again, or set DSR_PG_BIN to the former one's programs."
            )

    def _trouble(self, story: str) -> Trouble:
        if tells_of_full_disk(story):
            return disk_full(self.home)
        last = [line for line in story.splitlines() if line.strip()][-3:]
        return Trouble(f"PostgreSQL did not start; its last words were: {' / '.join(last)} (log: {self.log}).")


def role_statements(*, may_create_databases: bool) -> list[str]:
    """The two roles of the product and its database. Neither role may pass a wall; the owner only owns."""
    plain = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION"
    return [
        f"CREATE ROLE {OWNER} {plain} {'CREATEDB' if may_create_databases else 'NOCREATEDB'}",
        f"CREATE ROLE {APPLICATION} {plain} NOCREATEDB",
        f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template1",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION}",
    ]


def locale_options(platform: str = os.uname().sysname) -> list[str]:
    """Unicode letters, and order by code point. macOS has no C.UTF-8 of its own: PostgreSQL brings it."""
    if platform == "Linux":
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def socket_folder(home: Path) -> Path:
    """Beside the data, or in /tmp when that path is longer than the system lets a socket's be."""
    folder = home / "run"
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET_PATH:
        return folder
    return Path("/tmp") / f"dsr-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"  # noqa: S108 - checked for its owner


def make_socket_folder(folder: Path, user: ServerUser) -> None:
    """Only the server's user may enter it. In /tmp somebody else may have put something there first."""
    try:
        folder.mkdir(mode=0o700)
        user.give(folder)
    except FileExistsError:
        found = folder.lstat()
        expected = os.geteuid() if user.uid is None else user.uid
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != expected:
            raise Trouble(f"{folder} belongs to another user: remove it, then run again.") from None
        folder.chmod(0o700)
