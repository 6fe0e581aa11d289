"""Requests nobody should send: random, hostile, broken; all made from one seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

METHODS = ("GET", "GET", "POST", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
#: Addresses without a form's secret.
PLACES = (
    "/", "/refer/", "/refer/deleted/", "/get-help-now/", "/health/", "/sign-in/", "/sign-in/code/", "/sign-in/again/",
    "/sign-in/refused/", "/sign-in/with/{odd}/", "/sign-in/with/{odd}/back/", "/sign-out/", "/signed-out/",
    "/session-ended/", "/keep-alive/", "/password/forgotten/", "/password/forgotten/sent/",
    "/password/new/{odd}-{odd}/", "/easy-read/", "/easy-read/{odd}", "/ur/refer/", "/easy-read/pl/", "/{odd}/refer/",
    "/easy-read/ar/refer/{token}/name/", "/follow/", "/follow/{token}/", "/follow/code/{token}/",
    "/invitation/{token}/", "/account/", "/account/prove/", "/refer/{odd}/",
    "/{odd}", "/static/{odd}", "/refer//{odd}/",
)  # fmt: skip
#: Pages of one form, behind its secret.
PAGES = (
    "", "leave", "save", "delete", "help-now", "check", "sent", "equality", "equality/sex", "people/add",
    "people/{odd}", "people/{id}", "people/{id}/remove", "danger", "who", "name", "born", "nhs-number", "lives",
    "address", "now", "formats", "language", "contact-details", "voicemail", "join", "discuss", "share-cwpt", "{odd}",
)  # fmt: skip
FIELDS = (
    "danger", "who", "given_name", "family_name", "called", "born_on_day", "born_on_month", "born_on_year", "decision",
    "nhs_number", "postcode", "worries", "formats", "contact_email", "contact_phone", "involved_name", "action", "from",
    "login", "password", "email", "code", "next", "csrfmiddlewaretoken", "website", "equality", "seen", "__class__",
)  # fmt: skip
TEXTS = (
    "", " ", "me", "yes", "no", "agreed", "not_sure", "0", "-1", "31", "99999999999999999999", "1e309", "NaN", "٣١",
    "\0", "a\0b", "\ud7ff\ue000", "\U0001f9d1\u200d\U0001f9af" * 20, "\u202eevil", "é" * 300, "Z̷̢̛" * 50,
    "\r\nSet-Cookie: a=b",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{% raw %}", "%(name)s",
    "{name.__class__}",
    "' OR 1=1 --", "'; DROP TABLE referrals_referral; --", "../../etc/passwd", "${jndi:ldap://x}", "a@b",
    "a" * 255 + "@x.org",
    "Робин", "ਰੌਬਿਨ", "روبن", "\ufffe", "\x1b[31m", "True", "null", "[]", "javascript:alert(1)",
    "//evil.example/", "\x7f\x80",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"Accept-Language": "x" * 3000}, {"Cookie": "sessionid=" + "a" * 500}, {"Cookie": "=;;;csrftoken"},
    {"Range": "bytes=0-5"}, {"X-Forwarded-For": "not an address, ::1"}, {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "null"}, {"Origin": "http://["}, {"Referer": "http://[::bad"}, {"Accept": "*/*;q=banana"},
    {"If-None-Match": "\"'"}, {"If-Modified-Since": "yesterday"}, {"Content-Encoding": "gzip"},
    {"X-HTTP-Method-Override": "PUT"},
)  # fmt: skip
URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Hostile:
    """One request."""

    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        body = "" if self.body is None else f" with {len(self.body)} bytes {self.body[:200]!r}"
        return f"{self.method} {self.path[:300]} {self.headers}{body}"


class Attacker:
    """Knows the secrets of some forms of its own, and tries everything else."""

    def __init__(self, chance: random.Random, tokens: Sequence[str]) -> None:
        self.chance, self.tokens = chance, list(tokens)

    def request(self) -> Hostile:
        method = self.chance.choice(METHODS)
        body, kind = self._body() if method in ("POST", "PUT", "PATCH") else (None, "")
        headers = dict(self.chance.choice(HEADERS))
        return Hostile(method, self._path() + self._query(), body, headers | ({"Content-Type": kind} if kind else {}))

    def _path(self) -> str:
        if self.chance.random() < 0.35:
            return self._filled(self.chance.choice(PLACES))
        page = self._filled(self.chance.choice(PAGES))
        return f"/refer/{self._token()}/{page}{'/' if page else ''}"

    def _filled(self, path: str) -> str:
        odd = quote(self._text()[:200], safe=self.chance.choice(("", "/", "%&=?.")))
        return path.format(odd=odd.replace(" ", "%20"), token=self._token(), id=self._characters(16))

    def _token(self) -> str:
        return self.chance.choice([*self.tokens, *self.tokens, self._characters(43), self._characters(22), "a"])

    def _characters(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(count))

    def _query(self) -> str:
        if self.chance.random() < 0.7:
            return ""
        pairs = ((self.chance.choice(FIELDS), self._text()) for _ in range(self.chance.randint(1, 4)))
        return "?" + "&".join(f"{name}={quote_plus(value)}" for name, value in pairs)

    def _text(self) -> str:
        if self.chance.random() < 0.8:
            return self.chance.choice(TEXTS)
        points = (self.chance.choice((range(0x250), range(0x2500), range(0x10000, 0x1FFFF))) for _ in range(20))
        return "".join(chr(self.chance.choice(one)) for one in points)

    def _body(self) -> tuple[bytes, str]:
        kinds: list[Callable[[], tuple[bytes, str]]] = [
            self._form, self._form, self._form, self._form, self._many_keys, self._huge, self._multipart,
            self._broken_multipart, self._noise, self._json, self._odd_charset,
        ]  # fmt: skip
        return self.chance.choice(kinds)()

    def _form(self) -> tuple[bytes, str]:
        """Some fields, some of them several times."""
        names = [self.chance.choice(FIELDS) for _ in range(self.chance.randint(0, 12))]
        pairs = [(name, self._text()) for name in names for _ in range(self.chance.choice((1, 1, 1, 3)))]
        return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode(), URLENCODED

    def _many_keys(self) -> tuple[bytes, str]:
        count = self.chance.choice((500, 1001, 5000))
        return "&".join(f"formats={number}" for number in range(count)).encode(), URLENCODED

    def _huge(self) -> tuple[bytes, str]:
        size = self.chance.choice((20_001, 300_000, 3_000_000))
        return self.chance.choice(FIELDS).encode() + b"=" + b"%F0%9F%A7%91a"[:13] * (size // 13), URLENCODED

    def _multipart(self) -> tuple[bytes, str]:
        """Well made, with a file where text is expected."""
        parts = []
        for _ in range(self.chance.randint(1, 5)):
            file = '; filename="a.exe"\r\nContent-Type: image/png' if self.chance.random() < 0.3 else ""
            name = self.chance.choice(FIELDS)
            head = f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
            parts.append(head.encode() + self._text().encode("utf-8", "surrogatepass") + b"\r\n")
        return b"".join(parts) + b"--edge--\r\n", "multipart/form-data; boundary=edge"

    def _broken_multipart(self) -> tuple[bytes, str]:
        body, _ = self._multipart()
        kind = self.chance.choice(("", "; boundary=", "; boundary=other", "; boundary=edge", '; boundary="é"'))
        return body[: self.chance.randint(0, len(body))], f"multipart/form-data{kind}"

    def _noise(self) -> tuple[bytes, str]:
        kind = self.chance.choice((URLENCODED, "", "text/plain", "multipart/form-data; boundary=edge", "\xff/\xfe"))
        return self.chance.randbytes(self.chance.randint(0, 2000)), kind

    def _json(self) -> tuple[bytes, str]:
        return json.dumps({self.chance.choice(FIELDS): [self._text()]}).encode(), "application/json"

    def _odd_charset(self) -> tuple[bytes, str]:
        charset = self.chance.choice(("utf-16", "utf-7", "nonsense", "idna", "rot13", "undefined"))
        return b"given_name=%ff%fe%00&who=me", f"{URLENCODED}; charset={charset}"
