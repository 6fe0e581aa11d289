"""A small browser without a screen: one kept connection, cookies, redirects."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

CSRF_COOKIE, CSRF_FIELD = "csrftoken", "csrfmiddlewaretoken"
REDIRECTS = (301, 302, 303)
MOST_REDIRECTS = 5

Values = Mapping[str, str] | Sequence[tuple[str, str]]


class Unanswered(Exception):
    """The server gave no whole answer: whether it did what it was asked is not known."""


@dataclass(frozen=True)
class Answer:
    """What came back. ``statements`` is the last request's SQL where the server counts it."""

    status: int
    path: str
    body: str
    statements: int = 0
    location: str = ""


class Client:
    """Talks to one server from one thread."""

    def __init__(self, url: str, *, cookies: Mapping[str, str] | None = None, timeout: float = 30) -> None:
        parts = urlsplit(url)
        self.connection = HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
        self.cookies = {CSRF_COOKIE: secrets.token_hex(16)} | dict(cookies or {})

    def with_token(self, values: Mapping[str, str]) -> dict[str, str]:
        """The form's values with the token that shows it was sent from here."""
        return {**values, CSRF_FIELD: self.cookies[CSRF_COOKIE]}

    def get(self, path: str, *, follow: bool = True) -> Answer:
        return self._ask("GET", path, None, follow=follow)

    def post(self, path: str, values: Values, *, follow: bool = True) -> Answer:
        """Send a form. Raises Unanswered."""
        return self._ask("POST", path, urlencode(values), follow=follow)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def _ask(self, method: str, path: str, body: str | None, *, follow: bool) -> Answer:
        for _ in range(MOST_REDIRECTS):
            answer = self._once(method, path, body)
            if not (follow and answer.location):
                return answer
            method, path, body = "GET", answer.location, None
        raise Unanswered(f"More than {MOST_REDIRECTS} redirects, the last to {path}")

    def _once(self, method: str, path: str, body: str | None) -> Answer:
        try:
            self.connection.request(method, path, body, self._headers(body))
            response = self.connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException) as problem:
            self.connection.close()
            raise Unanswered(f"{type(problem).__name__}: {problem}") from problem
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        counted = response.headers.get("X-Statements")
        place = response.headers.get("Location", "") if response.status in REDIRECTS else ""
        return Answer(response.status, path, text, int(counted or 0), _local(path, place) if place else "")

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {
            "Accept": "text/html",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


def _local(path: str, place: str) -> str:
    parts = urlsplit(urljoin(path, place))
    return parts.path + (f"?{parts.query}" if parts.query else "")
