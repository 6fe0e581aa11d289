"""Text messages by GOV.UK Notify, switched off until a key and a template are set.

The template holds one placeholder, ``((message))``. Its API: a JSON web token signed with the key's secret
(issuer: the service), then POST /v2/notifications/sms. The message's own id is the reference there.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage

from dsr.core import clock
from dsr.messages.channels.base import Undeliverable
from dsr.messages.models import Message

OFF = "Text messages are switched off here. Choose email or a letter."
#: A key is its name, the service's id and the secret, the last two as UUIDs.
KEY = re.compile(r"^.*-(?P<service>[0-9a-f-]{36})-(?P<secret>[0-9a-f-]{36})$")
SECONDS = 20


def why_off() -> str:
    is_set_up = settings.NOTIFY_KEY and settings.NOTIFY_TEXT_TEMPLATE
    return "" if is_set_up or settings.TEXTS_TO_OUTBOX else OFF


def deliver(message: Message) -> None:
    """Hand over to Notify. Raises Undeliverable; for good where Notify says the request itself is wrong."""
    if off := why_off():
        raise Undeliverable(off, for_good=True)
    if settings.TEXTS_TO_OUTBOX:
        _keep(message)
        return
    body = {
        "phone_number": message.recipient_address.strip(),
        "template_id": settings.NOTIFY_TEXT_TEMPLATE,
        "personalisation": {"message": message.body},
        "reference": message.public_id,
    }
    try:
        with urlopen(_request(body), timeout=SECONDS):  # noqa: S310  (the address is a setting, https by default)
            return
    except HTTPError as error:
        error.close()
        raise Undeliverable(f"GOV.UK Notify refused it ({error.code}).", for_good=error.code == 400) from error
    except (URLError, OSError) as error:
        raise Undeliverable("GOV.UK Notify could not be reached.") from error


def _keep(message: Message) -> None:
    """Where nothing leaves the machine: among the emails, marked as what it is."""
    headers = {"X-Way": "text", "X-To": message.recipient_address.strip()}
    EmailMessage(body=message.body, to=["text@localhost"], headers=headers).send()


def _request(body: dict[str, Any]) -> Request:
    return Request(  # noqa: S310
        f"{settings.NOTIFY_URL}/v2/notifications/sms",
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {_token(settings.NOTIFY_KEY)}", "Content-Type": "application/json"},
        method="POST",
    )


def _token(key: str) -> str:
    """A JSON web token (RFC 7519, HS256) that Notify takes for 30 seconds."""
    found = KEY.match(key)
    if found is None:
        raise Undeliverable("The key for GOV.UK Notify is not in the form it gives out.", for_good=True)
    claims = {"iss": found["service"], "iat": int(clock.now().timestamp())}
    signed = ".".join(_encoded(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "HS256"}, claims))
    mac = hmac.new(found["secret"].encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(mac)}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
