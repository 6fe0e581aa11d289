"""Settings from the environment, read and checked in one place.

Every variable is listed in ``VARIABLES``; ``docs/settings.md`` is generated from the list.
A wrong value stops the start with one sentence that names the variable and the mend.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


@dataclass(frozen=True)
class Variable:
    """One variable of the environment: its name, its default and what it is for."""

    name: str
    default: str | None
    purpose: str


VARIABLES = (
    Variable("DATABASE_URL", None, "Database as the application role (serves pages and jobs)."),
    Variable("DATABASE_OWNER_URL", "", "Database as the owner role; needed only to migrate and load policy."),
    Variable("DSR_DB_ROLE", "application", "`owner` in a process that migrates or loads policy."),
    Variable("DSR_SECRET_KEY", None, "Signs sessions and forms; at least 50 characters in production."),
    Variable("DSR_SCOPE_KEY", None, "Signs the scope tickets the database checks; at least 32 characters."),
    Variable(
        "DSR_AREA",
        "coventry-warwickshire",
        "Code of the area whose register this is (a file in `policies/`).",
    ),
    Variable("DSR_VAR", "", "Folder for what is made at run time; default `var/` beside the code."),
    Variable("DSR_EMBEDDED", "", "`1` when the launcher runs the embedded PostgreSQL; allows synthetic people."),
    Variable("DSR_BENCH", "", "`1` in a server that `./dsr bench` measures; only with the embedded PostgreSQL."),
    Variable("DSR_HOST_NAMES", "localhost,127.0.0.1", "Names the service answers to, separated by commas."),
    Variable("DSR_PUBLIC_URL", "http://127.0.0.1:8000", "Address people use; put in links of messages."),
    Variable(
        "DSR_MAIL_URL",
        "",
        "`smtp+tls://user:password@host:587` to send mail; empty keeps it in the outbox folder.",
    ),
    Variable("DSR_MAIL_FROM", "no-reply@localhost", "Sender address of mail."),
    Variable("DSR_NOTIFY_KEY", "", "GOV.UK Notify API key for text messages; empty switches them off."),
    Variable("DSR_NOTIFY_TEXT_TEMPLATE", "", "Id of the Notify text template whose only words are `((message))`."),
    Variable("DSR_NOTIFY_URL", "https://api.notifications.service.gov.uk", "Address of GOV.UK Notify."),
    Variable(
        "DSR_CLAMAV",
        "",
        "ClamAV's daemon, `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; empty: files are not scanned.",
    ),
    Variable("DSR_OIDC_ISSUER", "", "OpenID Connect issuer for staff sign-in; empty switches it off."),
    Variable("DSR_OIDC_CLIENT_ID", "", "OpenID Connect client id."),
    Variable("DSR_OIDC_CLIENT_SECRET", "", "OpenID Connect client secret."),
    Variable("DSR_OIDC_NAME", "Your organisation's sign-in", "What the OpenID Connect button says."),
    Variable(
        "DSR_OIDC_ACR",
        "",
        "`acr` values, separated by commas, by which the provider says it asked for a second factor; else we ask.",
    ),
    Variable("DSR_OIDC_AMR", "", "The same for `amr` values, for example `mfa`."),
    Variable("DSR_TRUSTED_PROXIES", "0", "How many proxies add to `X-Forwarded-For`; wrong tries are counted by it."),
    Variable("DSR_EXIT_URL", "https://www.bbc.co.uk/weather", 'Neutral website that "Exit this page" opens.'),
    Variable("DSR_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


class Environment:
    """Typed access to the variables, with errors that name the mend."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = os.environ if values is None else values
        self.known = {v.name: v for v in VARIABLES}

    def text(self, name: str) -> str:
        """The value or its default. Raises SettingsError when there is neither."""
        value = self.values.get(name) or self.known[name].default
        if value is None:
            purpose = self.known[name].purpose
            raise SettingsError(f"{name} is not set. {purpose} Set it, or start with ./dsr up.")
        return value

    def flag(self, name: str) -> bool:
        """True for ``1``, false for empty or ``0``; anything else is an error."""
        value = self.text(name)
        if value not in ("", "0", "1"):
            raise SettingsError(f"{name} is {value!r}. Set it to 1 or leave it out.")
        return value == "1"

    def names(self, name: str) -> list[str]:
        """A comma-separated list without blanks."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def secret(self, name: str, *, least: int) -> str:
        """A secret of at least ``least`` characters."""
        value = self.text(name)
        if len(value) < least:
            raise SettingsError(f"{name} is too short. Use at least {least} random characters.")
        return value

    def choice(self, name: str, *allowed: str) -> str:
        """One of the allowed words."""
        value = self.text(name)
        if value not in allowed:
            raise SettingsError(f"{name} is {value!r}. Use one of: {', '.join(allowed)}.")
        return value

    def database(self, name: str) -> dict[str, Any]:
        """Django's database settings from a ``postgresql://`` address."""
        return database_from_url(self.text(name), name=name)

    def mail(self, name: str) -> dict[str, object]:
        """Django's settings of an SMTP server; nothing when the variable is empty."""
        return mail_from_url(self.text(name), name=name) if self.text(name) else {}

    def scanner(self, name: str) -> str | tuple[str, int]:
        """Where the virus scanner listens: a path, or a host and a port; nothing when the variable is empty."""
        return socket_from_url(self.text(name), name=name) if self.text(name) else ""


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_from_url(url: str, *, name: str = "DSR_MAIL_URL") -> dict[str, object]:
    """Read ``smtp://user:password@host:port``; ``smtp+tls`` begins TLS on the way, ``smtps`` from the start.

    Raises SettingsError for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise SettingsError(f"{name} must look like smtp+tls://user:password@host:587 (or smtp://, smtps://).")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "HOST": parts.hostname,
        "PORT": parts.port or MAIL_PORTS[parts.scheme],
        "HOST_USER": unquote(parts.username or ""),
        "HOST_PASSWORD": unquote(parts.password or ""),
        "USE_TLS": parts.scheme == "smtp+tls",
        "USE_SSL": parts.scheme == "smtps",
        "TIMEOUT": 20,
    }


def socket_from_url(url: str, *, name: str = "DSR_CLAMAV") -> str | tuple[str, int]:
    """Read ``tcp://host:port`` or ``unix:///path``. Raises SettingsError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc:
        return parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return parts.hostname, parts.port
    raise SettingsError(f"{name} must look like tcp://host:3310 or unix:///run/clamav/clamd.ctl.")


def database_from_url(url: str, *, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Read ``postgresql://user:password@host:port/name?host=/socket&user=…``.

    Raises SettingsError for another scheme or a missing database name.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise SettingsError(f"{name} must look like postgresql://user:password@host:5432/database.")
    query = dict(parse_qsl(parts.query))
    settings: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": query.pop("user", None) or unquote(parts.username or ""),
        "PASSWORD": query.pop("password", None) or unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": query.pop("port", None) or str(parts.port or ""),
    }
    if query:
        settings["OPTIONS"] = dict(query)
    return settings


def table() -> str:
    """The variables as a Markdown table: what ``docs/settings.md`` shows."""
    lines = ["| variable | default | what it is for |", "| --- | --- | --- |"]
    for variable in VARIABLES:
        default = (
            "must be set" if variable.default is None else f"`{variable.default}`" if variable.default else "empty"
        )
        lines.append(f"| `{variable.name}` | {default} | {variable.purpose} |")
    return "\n".join(lines)


def _default(variable: Variable) -> str:
    if variable.default is None:
        return "must be set"
    return f"`{variable.default}`" if variable.default else "empty"
