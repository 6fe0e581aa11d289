"""The commands that work on the product's data: shell, migrate, demo, bench, matching, import, manage, reset."""

import argparse
import os
import subprocess
from collections.abc import Mapping

from dsr.launcher import assets, catalogues, databases, environment, locks
from dsr.launcher.paths import Paths
from dsr.launcher.product import Product, django
from dsr.launcher.progress import Trouble, say, step
from dsr.launcher.serve import stop_leftovers


def manage(paths: Paths, arguments: list[str]) -> int:
    """Any management command; as the owner of the tables when DSR_DB_ROLE=owner is set."""
    with databases.main_environment(paths) as env:
        return _run(paths, env | _asked_role(), arguments or ["help"])


def shell(paths: Paths, arguments: list[str]) -> int:
    return manage(paths, ["shell", *arguments])


def migrate(paths: Paths, arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="./dsr migrate").parse_args(arguments)
    catalogues.prepare(paths)
    with databases.main_environment(paths) as env:
        Product(paths, env, None).migrate()
    return 0


def bench(paths: Paths, arguments: list[str]) -> int:
    """Measurements fill thousands of people in, so they have a server of their own, as safe as the real."""
    assets.prepare(paths)
    catalogues.prepare(paths)
    with databases.in_use(paths, databases.BENCH) as cluster:
        env = environment.embedded(paths, cluster, os.environ)
        Product(paths, env, cluster).bring_up_to_date(with_people=False)
        return _run(paths, environment.with_superuser(env, cluster), ["bench", *arguments])


def matching(paths: Paths, arguments: list[str]) -> int:
    """Measurements need the product's functions in a database and none of its people."""
    argparse.ArgumentParser(prog="./dsr matching").parse_args(arguments)
    catalogues.prepare(paths)
    with databases.in_use(paths, databases.BENCH) as cluster:
        env = environment.embedded(paths, cluster, os.environ)
        Product(paths, env, cluster).migrate()
        return _run(paths, env, ["measure_matching"])


def import_register(paths: Paths, arguments: list[str]) -> int:
    return manage(paths, ["import_register", *arguments])


def demo(paths: Paths, arguments: list[str]) -> int:
    if arguments == ["outbox"]:
        return manage(paths, ["demo_outbox"])
    if environment.names_a_database():
        raise Trouble("Synthetic people live in the embedded database only: unset DATABASE_URL and DATABASE_OWNER_URL.")
    _delete(paths, "./dsr demo", arguments, databases.MAIN)
    assets.prepare(paths)
    catalogues.prepare(paths)
    with databases.in_use(paths) as cluster:
        env = environment.embedded(paths, cluster, os.environ)
        Product(paths, env, cluster).bring_up_to_date(with_people=True)
    return 0


def reset(paths: Paths, arguments: list[str]) -> int:
    _delete(paths, "./dsr reset", arguments, *databases.ALL)
    return 0


def _delete(paths: Paths, program: str, arguments: list[str], *clusters: str) -> None:
    """Delete embedded servers with their data, after asking; never while the product is served."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args(arguments)
    with locks.refusing(paths.run / "up.lock", "`./dsr up` runs here: end it with `./dsr stop` first."):
        if not options.yes and not _is_sure():
            raise Trouble("Nothing was deleted.")
        stop_leftovers(paths)
        with step("Deleting the embedded database"):
            databases.remove(paths, *clusters)


def _is_sure() -> bool:
    say("This deletes every person, referral and account in the embedded database.")
    try:
        return input("Type yes to go on: ").strip().lower() == "yes"
    except EOFError:
        return False


def _asked_role() -> dict[str, str]:
    role = os.environ.get("DSR_DB_ROLE")
    return {"DSR_DB_ROLE": role} if role else {}


def _run(paths: Paths, env: Mapping[str, str], arguments: list[str]) -> int:
    return subprocess.run(django(*arguments), env=dict(env), cwd=paths.root, check=False).returncode
