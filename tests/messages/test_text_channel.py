"""Text messages by GOV.UK Notify against a local stand-in; off unless set up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.mail import send_mail
from django.core.management import call_command

from dsr.messages import channels
from dsr.messages.channels import Undeliverable, text
from dsr.messages.models import Message

SERVICE, SECRET = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"


class Notify(BaseHTTPRequestHandler):
    """Keeps what it is sent and answers as it is told."""

    received: list[tuple[str, dict]] = []
    status = 201

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.received.append((self.path, body | {"token": self.headers["Authorization"].removeprefix("Bearer ")}))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def notify(settings) -> Iterator[type[Notify]]:
    server = HTTPServer(("127.0.0.1", 0), Notify)
    Thread(target=server.serve_forever, daemon=True).start()
    Notify.received, Notify.status = [], 201
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
    settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = f"test-{SERVICE}-{SECRET}", "template"
    yield Notify
    server.shutdown()
    server.server_close()


MESSAGE = Message(channel="text", recipient_address=" 07700 900123 ", body="Please call us.", public_id="abc")


def decoded(part: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_off_unless_set_up():
    assert channels.why_off("text") == text.OFF
    with pytest.raises(Undeliverable) as failed:
        text.deliver(MESSAGE)
    assert failed.value.for_good
    assert channels.why_off("email") == channels.why_off("letter") == ""


def test_notify_gets_a_signed_request(notify):
    assert channels.why_off("text") == ""
    channels.deliver(MESSAGE)
    ((path, body),) = notify.received
    assert path == "/v2/notifications/sms"
    assert (body["phone_number"], body["personalisation"], body["reference"]) == (
        "07700 900123", {"message": "Please call us."}, "abc",
    )  # fmt: skip
    head, claims, signature = body["token"].split(".")
    expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(expected).rstrip(b"=").decode() == signature
    assert decoded(claims)["iss"] == SERVICE


@pytest.mark.parametrize(("status", "for_good"), [(400, True), (403, False), (500, False)])
def test_a_refusal_says_whether_trying_again_helps(notify, status, for_good):
    notify.status = status
    with pytest.raises(Undeliverable, match=str(status)) as failed:
        text.deliver(MESSAGE)
    assert failed.value.for_good is for_good


def test_nobody_there(notify, settings):
    settings.NOTIFY_URL = "http://127.0.0.1:1"
    with pytest.raises(Undeliverable, match="could not be reached"):
        text.deliver(MESSAGE)


def test_a_key_in_another_form(notify, settings):
    settings.NOTIFY_KEY = "nonsense"
    with pytest.raises(Undeliverable, match="key"):
        text.deliver(MESSAGE)


def test_on_ones_own_machine_a_text_is_kept_beside_the_emails(settings, tmp_path, capsys):
    settings.TEXTS_TO_OUTBOX = True
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    call_command("demo_outbox")
    assert "Nothing has been sent" in capsys.readouterr().out
    assert channels.why_off("text") == ""
    channels.deliver(MESSAGE)
    send_mail("Hello", "Good morning, Robin.\n\nSee you.", "team@example.org", ["robin@example.org"])
    call_command("demo_outbox")
    first, second = capsys.readouterr().out.split("-" * 72)
    assert first.startswith("Text message to 07700 900123, ")
    assert first.strip().endswith("Please call us.")
    assert "Email to robin@example.org, " in second
    assert "From: team@example.org\nSubject: Hello\n\nGood morning, Robin.\n\nSee you." in second
