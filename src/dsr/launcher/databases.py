"""Which database a command works with, started when it must be and stopped by its last user."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from dsr.launcher import environment, locks
from dsr.launcher.paths import Paths, made, running_as_root
from dsr.launcher.postgres import Cluster
from dsr.launcher.postgres_programs import programs_folder
from dsr.launcher.progress import Trouble, step
from dsr.launcher.server_user import server_user

MAIN, TEST, BENCH = ALL = ("main", "test", "bench")


def cluster(paths: Paths, name: str = MAIN) -> Cluster:
    """The cluster by name, with what is needed to start it."""
    made(paths.server)
    if running_as_root():
        paths.server.chmod(0o755)
    return Cluster(paths.server / name, programs_folder(paths.server), server_user(), lasting=name != TEST)


def known_clusters(paths: Paths) -> list[Cluster]:
    """Every cluster there is, good for stopping and removing only: that needs no programs."""
    names = [name for name in ALL if (paths.server / name).is_dir()]
    return [Cluster(paths.server / name, paths.server, server_user()) for name in names]


def remove(paths: Paths, *names: str) -> None:
    """Delete these clusters with their data, and the programs' copy with the last of them.

    What another command still uses is let alone.
    """
    for chosen in known_clusters(paths):
        if chosen.home.name in names and not is_used(paths, chosen):
            chosen.remove()
    if not known_clusters(paths):
        shutil.rmtree(paths.server, ignore_errors=True)


def is_used(paths: Paths, chosen: Cluster) -> bool:
    return locks.is_held(paths.run / f"{chosen.home.name}.users")


@contextmanager
def in_use(paths: Paths, name: str = MAIN) -> Iterator[Cluster]:
    """Keep the cluster running meanwhile; the last of several users stops it."""
    chosen = cluster(paths, name)
    with locks.shared(paths.run / f"{name}.users", chosen.stop):
        start(paths, chosen)
        yield chosen


def start(paths: Paths, chosen: Cluster) -> None:
    with locks.waiting(
        paths.run / f"{chosen.home.name}.start.lock", "Another ./dsr starts the database; waiting for it."
    ):
        if not chosen.is_running():
            with step("Starting PostgreSQL" if chosen.data.is_dir() else "Making and starting PostgreSQL"):
                _start(chosen)


def _start(chosen: Cluster) -> None:
    """The tests' data do not survive a power cut, by choice: when they are broken they are made anew."""
    try:
        chosen.start()
    except Trouble:
        if chosen.lasting:
            raise
        chosen.remove()
        chosen.start()


@contextmanager
def main_environment(paths: Paths) -> Iterator[dict[str, str]]:
    """The environment of the product itself: the user's own database when he names one, else the embedded."""
    if environment.names_a_database():
        yield environment.external(paths, os.environ)
        return
    with in_use(paths) as chosen:
        yield environment.embedded(paths, chosen, os.environ)


@contextmanager
def separate_environment(paths: Paths, name: str) -> Iterator[dict[str, str]]:
    """The environment of tests or measurements, with a server that holds nothing else."""
    with in_use(paths, name) as chosen:
        chosen_environment = environment.embedded(paths, chosen, os.environ)
        yield environment.with_superuser(chosen_environment, chosen)
