"""`./dsr up` and `./dsr stop`."""

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dsr.launcher import assets, catalogues, databases, environment, locks, processes, product
from dsr.launcher.paths import Paths
from dsr.launcher.postgres import Cluster
from dsr.launcher.product import Product
from dsr.launcher.progress import Trouble, say, step
from dsr.launcher.supervisor import Service, Supervisor, end_leftovers

HOST = "127.0.0.1"
PORT = 8000
WORKERS = 2
THREADS = 4
ANSWER_WITHIN = 90  # seconds; a slow machine compiles everything at its first start


def up(paths: Paths, arguments: list[str]) -> int:
    options = _options().parse_args(arguments)
    if options.background:
        return _up_in_background(paths, options.port)
    signal.signal(signal.SIGTERM, _interrupt)
    with locks.refusing(paths.run / "up.lock", _already_running(paths)):
        end_leftovers(paths.run / "services.json")
        check_port(options.port)
        assets.prepare(paths)
        catalogues.prepare(paths)
        with _database(paths) as (env, cluster):
            env.setdefault("DSR_PUBLIC_URL", address(options.port))
            Product(paths, env, cluster).bring_up_to_date(with_people=True)
            _serve(paths, env, cluster, options.port)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dsr up")
    default = int(os.environ.get("DSR_PORT") or PORT)
    parser.add_argument("--port", type=int, default=default, help=f"port on this machine (default {default})")
    parser.add_argument("--background", action="store_true", help="return once it answers; end it with ./dsr stop")
    return parser


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def _database(paths: Paths) -> Iterator[tuple[dict[str, str], Cluster | None]]:
    if environment.names_a_database():
        yield environment.external(paths, os.environ), None
        return
    with databases.in_use(paths) as cluster:
        yield environment.embedded(paths, cluster, os.environ), cluster


def _serve(paths: Paths, env: Mapping[str, str], cluster: Cluster | None, port: int) -> None:
    supervisor = Supervisor(paths.run / "services.json", env, paths.root, _database_keeper(paths, cluster))
    supervisor.listen_for_signals()
    web = Service("web server", web_command(port), paths.logs / "web.log")
    try:
        with step("Starting the web server"):
            supervisor.start(web)
            status = _wait_for_answer(web, port, supervisor.told_to_stop.is_set)
        supervisor.start(Service("worker", product.django("run_worker"), paths.logs / "worker.log"))
        write_state(paths, port)
        _announce(paths, port, with_accounts=cluster is not None)
        if status >= 500:
            say(f"The start page fails with error {status}: {web.last_words()}")
        supervisor.watch()
        say("\nStopping.")
    finally:
        supervisor.stop()
        state_file(paths).unlink(missing_ok=True)


def web_command(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", HOST, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10"),
        "dsr.config.wsgi:application",
    ]


def _database_keeper(paths: Paths, cluster: Cluster | None) -> Callable[[], None]:
    """Starts the embedded server again when it was killed."""

    def keep() -> None:
        if cluster is not None and not cluster.is_alive():
            say("  The database ended by itself; starting it again.")
            databases.start(paths, cluster)

    return keep


def address(port: int) -> str:
    return f"http://{HOST}:{port}"


def check_port(port: int) -> None:
    if _is_free(port):
        return
    other = next((number for number in range(port + 1, port + 50) if _is_free(number)), port + 1)
    raise Trouble(f"Port {port} is in use by another program: end that program, or run `./dsr up --port {other}`.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _wait_for_answer(web: Service, port: int, is_told_to_stop: Callable[[], bool]) -> int:
    """The status of the start page, once there is one."""
    deadline = time.monotonic() + ANSWER_WITHIN
    while not is_told_to_stop():
        status = ask(port)
        if status is not None:
            return status
        if web.has_died() or time.monotonic() > deadline:
            raise Trouble(f"The web server does not answer; its last words: {web.last_words()} (log: {web.log}).")
        time.sleep(0.05)
    raise KeyboardInterrupt


def ask(port: int) -> int | None:
    """The status of the start page; None while nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _announce(paths: Paths, port: int, *, with_accounts: bool) -> None:
    say(f"\nThe register answers at {address(port)}/\n")
    if with_accounts:
        say(product.accounts(paths))
    say("Stop it with Ctrl-C here, or with `./dsr stop` in any terminal.")
    say(f"Logs: {paths.logs / 'web.log'} and worker.log beside it.")


# What other processes need to know of the one that serves


def state_file(paths: Paths) -> Path:
    return paths.run / "up.json"


def write_state(paths: Paths, port: int) -> None:
    state = {"pid": os.getpid(), "birth": processes.birth(os.getpid()), "port": port}
    state_file(paths).write_text(json.dumps(state))


def read_state(paths: Paths) -> dict[str, Any]:
    """Empty when nothing serves, also when what served was killed."""
    try:
        state: dict[str, Any] = json.loads(state_file(paths).read_text())
    except (OSError, ValueError):
        return {}
    return state if processes.birth(state["pid"]) == state["birth"] else {}


def _already_running(paths: Paths) -> str:
    port = read_state(paths).get("port")
    where = f" at {address(port)}/" if port else ""
    return f"`./dsr up` already runs here{where}: use that one, or end it with `./dsr stop`."


def _up_in_background(paths: Paths, port: int) -> int:
    """Start `up` detached from the terminal, and show what it says until it serves."""
    log = paths.logs / "up.log"
    with log.open("wb") as stream:
        child = subprocess.Popen(
            [sys.executable, "-m", "dsr.launcher", "up", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    with log.open() as said:
        while child.poll() is None and read_state(paths).get("pid") != child.pid:
            print(said.read(), end="", flush=True)
            time.sleep(0.05)
        time.sleep(0.1)
        print(said.read(), end="", flush=True)
    return child.poll() or 0


def stop(paths: Paths, arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="./dsr stop").parse_args(arguments)
    pid = read_state(paths).get("pid")
    if pid:
        with step("Stopping the web server, the worker and the database"):
            os.kill(pid, signal.SIGTERM)
            if not processes.wait_until_gone(pid, 60):
                raise Trouble(f"`./dsr up` (process {pid}) does not end: end it, then run `./dsr stop` again.")
    stopped = stop_leftovers(paths)
    say("Stopped." if pid or stopped else "Nothing was running.")
    return 0


def stop_leftovers(paths: Paths) -> int:
    """End what killed commands left running; what a running command still uses is let alone."""
    stopped = 0
    if not locks.is_held(paths.run / "up.lock"):
        stopped += end_leftovers(paths.run / "services.json")
    for cluster in databases.known_clusters(paths):
        if cluster.is_alive() and not databases.is_used(paths, cluster):
            cluster.stop()
            stopped += 1
    return stopped
