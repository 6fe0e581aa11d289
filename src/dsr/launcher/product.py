"""Brings the product's own side up to date: tables, policies, static files, synthetic people.

Each step runs Django in a process of its own, and only when what it depends on has changed since.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from dsr.launcher import environment
from dsr.launcher.paths import Paths
from dsr.launcher.postgres import Cluster
from dsr.launcher.progress import Trouble, disk_full, step, tells_of_full_disk
from dsr.launcher.stamps import Stamp, fingerprint

ACCOUNTS = "demo-accounts.txt"


def django(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "django", *arguments]


class Product:
    """The product on one database. `cluster` is None for a server of the user's own."""

    def __init__(self, paths: Paths, env: Mapping[str, str], cluster: Cluster | None) -> None:
        self.paths, self.env, self.cluster = paths, env, cluster
        self.log = paths.logs / "setup.log"

    def bring_up_to_date(self, *, with_people: bool) -> None:
        changed = self._tables_and_policies()
        self._static_files()
        if with_people and self.cluster:
            self._people(self.cluster, changed=changed)

    def migrate(self) -> None:
        with step("Bringing the database's tables up to date"):
            self.run("migrate", owner=True)
            self.run("prepare_database", owner=True)
        with step("Loading the local policies"):
            self.run("load_policy", owner=True)

    def _tables_and_policies(self) -> bool:
        """A server of the user's own may have been changed by others: there, nothing is taken for granted."""
        if self.cluster is None:
            self.migrate()
            return True
        stamp = self._stamp("database", fingerprint(_database_files(self.paths), *self._facts(self.cluster)))
        if stamp.is_current():
            return False
        self.migrate()
        stamp.set()
        return True

    def _static_files(self) -> None:
        static = self.paths.root.glob("src/dsr/*/static/**/*")
        files = [*static, self.paths.stamps / "assets", self.paths.root / "requirements" / "base.txt"]
        stamp = Stamp(self.paths.stamps / "static", fingerprint(files, self.env["DJANGO_SETTINGS_MODULE"]))
        if stamp.is_current() and (self.paths.var / "static").is_dir():
            return
        with step("Collecting the static files"):
            self.run("collectstatic", "--noinput", "--clear", "--verbosity", "0")
        stamp.set()

    def _people(self, cluster: Cluster, *, changed: bool) -> None:
        """Synthetic people are loaded once; `./dsr demo` loads them again."""
        stamp = self._stamp("people", identity(cluster))
        seeded = stamp.is_current()
        if not seeded:
            with step("Loading synthetic people"):
                self.run("seed_demo")
        if changed or not seeded:
            (self.paths.var / ACCOUNTS).write_text(self.run("demo_accounts"))
        stamp.set()

    def _facts(self, cluster: Cluster) -> tuple[str, str]:
        return identity(cluster), self.env["DSR_SCOPE_KEY"]

    def _stamp(self, what: str, value: str) -> Stamp:
        home = self.cluster.home.name if self.cluster else "external"
        return Stamp(self.paths.stamps / f"{home}.{what}", value)

    def run(self, *arguments: str, owner: bool = False) -> str:
        """Run a management command and return what it printed; what it complained of goes to the log."""
        env = environment.as_owner(self.env) if owner else dict(self.env)
        outcome = subprocess.run(
            django(*arguments), env=env, cwd=self.paths.root, capture_output=True, text=True, check=False
        )
        with self.log.open("a") as log:
            log.write(f"== {' '.join(arguments)}\n{outcome.stdout}{outcome.stderr}")
        if outcome.returncode != 0:
            raise self._trouble(arguments[0], outcome.stderr)
        return outcome.stdout

    def _trouble(self, command: str, story: str) -> Trouble:
        if tells_of_full_disk(story):
            return disk_full(self.paths.var)
        last = next((line for line in reversed(story.splitlines()) if line.strip()), "no message")
        return Trouble(f"The step `{command}` failed: {last.strip()} (details: {self.log}).")


def accounts(paths: Paths) -> str:
    file = paths.var / ACCOUNTS
    return file.read_text() if file.is_file() else ""


def identity(cluster: Cluster) -> str:
    """Tells one set of data from the next, so that nothing done for deleted data is taken for done."""
    made = (cluster.data / "PG_VERSION").stat()
    return f"{made.st_ino} {made.st_mtime_ns}"


def _database_files(paths: Paths) -> Iterator[Path]:
    yield paths.root / "requirements" / "base.txt"
    yield from paths.root.glob("src/dsr/*/migrations/*.py")
    yield from paths.root.glob("src/dsr/core/management/commands/*.py")
    yield from paths.root.glob("src/dsr/policy/**/*.py")
    for folder in ("policies", "support-tools"):
        yield from paths.root.glob(f"{folder}/**/*")
