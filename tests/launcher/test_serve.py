"""Starting and stopping: the sentences, and what other processes are told."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dsr.launcher import serve
from dsr.launcher.paths import Paths
from dsr.launcher.progress import Trouble


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server((serve.HOST, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_names_a_free_one(taken_port: int) -> None:
    with pytest.raises(Trouble, match=rf"Port {taken_port} is in use .* run `./dsr up --port (\d+)`"):
        serve.check_port(taken_port)


def test_a_free_port_passes(taken_port: int) -> None:
    with socket.create_server((serve.HOST, 0)) as listener:
        free = listener.getsockname()[1]
    serve.check_port(free)


class Failing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(503)

    def log_message(self, *arguments: object) -> None:
        return


def test_any_answer_has_a_status_and_silence_none(taken_port: int) -> None:
    server = HTTPServer((serve.HOST, 0), Failing)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    assert serve.ask(server.server_port) == 503
    thread.join()
    server.server_close()
    assert serve.ask(server.server_port) is None


def test_the_state_of_a_living_process_is_believed(paths: Paths) -> None:
    serve.write_state(paths, 8123)
    assert serve.read_state(paths)["port"] == 8123


def test_the_state_of_a_dead_process_is_not(paths: Paths) -> None:
    reused = json.dumps({"pid": os.getpid(), "birth": "long ago", "port": 1})
    for contents in ("", "{", reused):
        serve.state_file(paths).write_text(contents)
        assert serve.read_state(paths) == {}


def test_stop_with_nothing_running(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.stop(paths, []) == 0
    assert capsys.readouterr().out == "Nothing was running.\n"
