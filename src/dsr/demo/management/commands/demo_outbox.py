"""Show what would have left this machine, each message as it would arrive."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dsr.demo import accounts

LINE = "-" * 72


class Command(BaseCommand):
    """What ``./dsr demo outbox`` shows."""

    help = "Show every email and text this machine would have sent, the newest last."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts.require_embedded()
        shown = [as_it_arrives(message) for message in messages(Path(settings.EMAIL_FILE_PATH))]
        self.stdout.write(f"\n{LINE}\n".join(shown) or "Nothing has been sent from here.")


def messages(folder: Path) -> list[EmailMessage]:
    """Every message of the folder, as the mail backend wrote them, in the order in which they were sent."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns) if folder.is_dir() else []
    parts = (part.strip() for file in files for part in file.read_bytes().split(b"\n" + b"-" * 79))
    return [message_from_bytes(part, policy=policy.default) for part in parts if part]  # type: ignore[misc]


def as_it_arrives(message: EmailMessage) -> str:
    """A text message is its words alone; an email has its sender and subject."""
    body = message.get_content().strip()
    if message["X-Way"] == "text":
        return f"Text message to {message['X-To']}, {message['Date']}\n\n{body}"
    return (
        f"Email to {message['To']}, {message['Date']}\nFrom: {message['From']}\nSubject: {message['Subject']}\n\n{body}"
    )
