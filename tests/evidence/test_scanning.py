"""The virus scanner against a daemon of our own on the loopback; off unless set up."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from dsr.audit.models import Event
from dsr.config.env import Environment, SettingsError, socket_from_url
from dsr.core import scope
from dsr.core.errors import Refused
from dsr.evidence import actions, presenters, queries, rules, scanning
from dsr.evidence.models import EvidenceContent
from dsr.evidence.states import EvidenceState as S
from dsr.tasks.models import Task
from tests.evidence.making import HIDDEN
from tests.factories.evidence import make_evidence
from tests.factories.people import make_person


class Daemon(threading.Thread):
    """Speaks INSTREAM: keeps what it is sent, and answers as it is told."""

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(daemon=True)
        self.listener, self.answer, self.received, self.pieces = listener, b"stream: OK\0", [], []

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!L", sent.read(4))[0]:
                self.pieces.append(length)
                content += sent.read(length)
            self.received.append(content)
        for part in (self.answer[:3], self.answer[3:]):
            connection.sendall(part)


@pytest.fixture(params=["tcp", "unix"])
def daemon(request, settings, tmp_path) -> Iterator[Daemon]:
    family = socket.AF_INET if request.param == "tcp" else socket.AF_UNIX
    listener = socket.socket(family)
    listener.bind(("127.0.0.1", 0) if request.param == "tcp" else str(tmp_path / "clamd"))
    listener.listen()
    settings.CLAMAV = listener.getsockname()
    running = Daemon(listener)
    running.start()
    yield running
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    running.join()


def test_off_unless_set_up(settings):
    assert settings.CLAMAV == ""
    assert not scanning.is_on()


def test_a_file_goes_over_in_pieces(daemon):
    content = bytes(range(256)) * 600
    assert scanning.scan(content) == ""
    assert daemon.received == [content]
    assert daemon.pieces == [65536, 65536, 600 * 256 - 2 * 65536]


def test_what_is_found_has_its_name(daemon):
    daemon.answer = b"stream: Eicar-Test-Signature FOUND\0"
    assert scanning.scan(b"x") == "Eicar-Test-Signature"
    daemon.answer = b"stream:  FOUND\0"
    assert scanning.scan(b"x") == "something"


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OKAY\0", b"x" * 5000])
def test_anything_but_yes_or_no_is_no_answer(daemon, answer):
    daemon.answer = answer
    with pytest.raises(scanning.ScannerUnavailable, match="answered"):
        scanning.scan(b"x")


@pytest.mark.parametrize("address", [("127.0.0.1", 1), "/nowhere/clamd"])
def test_nobody_there(settings, address):
    settings.CLAMAV = address
    with pytest.raises(scanning.ScannerUnavailable, match="did not answer"):
        scanning.scan(b"x")


@pytest.fixture
def waiting(area, coordinator, daemon):
    """A file beside somebody, which nobody has scanned yet."""
    with scope.job(name="test", area_id=area.pk):
        yield make_evidence(coordinator, person=make_person(coordinator))


def test_nobody_opens_what_was_not_scanned(waiting, coordinator):
    assert waiting.state == S.WAITING
    assert not rules.can_download(waiting)
    with pytest.raises(Refused, match="waits for the virus scanner"):
        rules.check_can_download(waiting)
    with coordinator.scope():
        assert not EvidenceContent.objects.exists()
    assert presenters.status(waiting) == ("Being checked", "yellow")
    assert "Checked" not in [fact["key"] for fact in presenters.facts(waiting)]


def test_the_job_has_it_scanned(waiting, daemon):
    call_command("run_job", "evidence.check")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.checked_with) == (S.CLEAN, "ClamAV")
    assert daemon.received == [queries.content(waiting)]
    assert "ClamAV found nothing harmful" in presenters.facts(waiting)[-1]["value"]


def test_what_the_scanner_refuses_is_deleted_and_says_why(waiting, daemon, area):
    daemon.answer = b"stream: Eicar FOUND\0"
    assert actions.check_waiting(area_id=area.pk) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.refused_reason) == (S.REFUSED, "Eicar")
    assert not EvidenceContent.objects.exists()
    assert presenters.why_not(waiting) == "Refused"
    assert "ClamAV found Eicar" in presenters.facts(waiting)[-1]["value"]
    assert Event.objects.get(action="evidence_refused").targets == [f"evidence:{waiting.public_id}"]
    assert actions.check_waiting(area_id=area.pk) == 0
    task = Task.objects.get(kind="file_refused")
    assert (task.person, task.source) == (waiting.person, f"evidence:{waiting.public_id}")
    assert task.organisation.kind == "register_team"


def test_the_same_file_may_come_again_after_it_was_refused(waiting, daemon, area, coordinator):
    daemon.answer = b"stream: Eicar FOUND\0"
    actions.check_waiting(area_id=area.pk)
    assert not queries.standing(waiting.person, None).exists()


def test_while_the_scanner_is_away_everything_waits(waiting, daemon, area, caplog):
    daemon.answer = b"busy\0"
    assert actions.check_waiting(area_id=area.pk) == 0
    waiting.refresh_from_db()
    assert waiting.state == S.WAITING
    assert "Evidence waits for the scanner" in caplog.text
    assert HIDDEN.decode() not in caplog.text


def test_without_a_scanner_nothing_waits_any_longer(waiting, settings, area):
    settings.CLAMAV = ""
    assert actions.check_waiting(area_id=area.pk) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.checked_with) == (S.CLEAN, "")
    assert "No virus scanner is set up" in presenters.facts(waiting)[-1]["value"]


def test_content_of_what_waits_cannot_be_deleted(waiting):
    with pytest.raises(Exception, match="entered in error"), transaction.atomic():
        EvidenceContent.objects.filter(pk=waiting.pk).delete()


@pytest.mark.parametrize(
    ("url", "expected"), [("tcp://clam.example:3310", ("clam.example", 3310)), ("unix:///run/clamd", "/run/clamd")]
)
def test_the_address_is_read(url, expected):
    assert Environment({"DSR_CLAMAV": url}).scanner("DSR_CLAMAV") == expected


@pytest.mark.parametrize("url", ["clam.example:3310", "tcp://clam.example", "unix://run/clamd", "http://a:1"])
def test_another_address_is_refused(url):
    with pytest.raises(SettingsError, match="DSR_CLAMAV must look like"):
        socket_from_url(url)
    assert Environment({}).scanner("DSR_CLAMAV") == ""
