"""Email, by whatever mail backend is set up (DSR_MAIL_URL): SMTP, or a folder that keeps what would have left."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from dsr.messages.channels.base import Undeliverable
from dsr.messages.models import Message


def why_off() -> str:
    return ""


def deliver(message: Message) -> None:
    """Send once. The message id is the same at every try, so that a mail server can drop a second copy."""
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.recipient_address.strip()],
        headers={"Message-ID": _message_id(message), "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        raise Undeliverable("The mail server does not know this address.", for_good=True) from error
    except (SMTPException, OSError) as error:
        raise Undeliverable(f"The mail server could not be reached or refused ({type(error).__name__}).") from error


def _message_id(message: Message) -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<{message.public_id}@{host}>"
