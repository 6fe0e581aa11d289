"""`./dsr up` from nothing to the first page, again, killed, and gone. Takes half a minute."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dsr.launcher import serve
from dsr.launcher.paths import ROOT, Paths, server_folder

pytestmark = pytest.mark.long

Dsr = Callable[..., subprocess.CompletedProcess[str]]
INHERITED = ("PATH", "HOME", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")


@pytest.fixture
def port() -> int:
    with socket.create_server((serve.HOST, 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def dsr(var: Path) -> Iterator[Dsr]:
    env = {name: os.environ[name] for name in INHERITED if name in os.environ}
    env |= {"DSR_VAR": str(var), "DSR_VENV": sys.prefix}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(ROOT / "dsr"), *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)

    yield run
    run("stop")
    run("reset", "--yes")


def first_page(port: int) -> int:
    connection = http.client.HTTPConnection(serve.HOST, port, timeout=30)
    connection.request("GET", "/")
    status = connection.getresponse().status
    connection.close()
    return status


def started_again(dsr: Dsr, port: int) -> tuple[subprocess.CompletedProcess[str], float]:
    """What a start said, and the seconds to its first page."""
    begun = time.monotonic()
    said = dsr("up", "--background", "--port", str(port))
    assert first_page(port) == 200
    return said, time.monotonic() - begun


def test_from_nothing_to_the_first_page_and_back(dsr: Dsr, var: Path, port: int) -> None:
    first = dsr("up", "--background", "--port", str(port))
    assert first.returncode == 0, first.stderr
    assert f"The register answers at http://127.0.0.1:{port}" in first.stdout
    assert first_page(port) == 200
    assert "already runs here" in dsr("up").stderr
    assert dsr("stop").stdout.endswith("Stopped.\n")
    assert dsr("stop").stdout == "Nothing was running.\n"
    log = (var / "log" / "setup.log").read_text()

    second, taken = started_again(dsr, port)
    for _ in range(2):  # other long tests have the machine as well: the quickest of three counts
        dsr("stop")
        taken = min(taken, started_again(dsr, port)[1])
    assert taken < 3, "seconds from a second start to the first page"
    assert re.findall(r"^  (\w+).* \.\.\. ", second.stdout, re.M) == ["Starting", "Starting"]
    assert (var / "log" / "setup.log").read_text() == log

    paths = Paths(ROOT, var, server_folder(var, as_root=os.geteuid() == 0))
    os.kill(serve.read_state(paths)["pid"], signal.SIGKILL)
    third = dsr("up", "--background", "--port", str(port))
    assert third.returncode == 0, third.stderr
    assert first_page(port) == 200
    dsr("stop")

    for left in var.iterdir():
        if left != paths.server:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    anew = dsr("up", "--background", "--port", str(port))
    assert anew.returncode == 0, anew.stderr
    assert first_page(port) == 200
    dsr("stop")
    assert "Deleting" in dsr("reset", "--yes").stdout
    assert not paths.server.exists()
