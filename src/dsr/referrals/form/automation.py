"""Gentle signs of a machine: nobody is turned away for them, a person looks at what they mark.

No puzzle is ever set: puzzles shut out the people this form is for (WCAG 2.2, 3.3.8). The counts are kept in this
process only, so that a flood costs the database nothing.
"""

from __future__ import annotations

import threading
from collections import deque
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from dsr.core import clock

#: a field no person sees or reaches; only a program fills it in
HONEYPOT = "website"
QUICKEST = timedelta(seconds=60)
WINDOW = timedelta(minutes=10)
#: forms begun from one address within the window before it is asked to wait; a whole hospital may share one
MOST_STARTS = 3000
#: forms sent from one address within the window before a person is told
MANY_SENT = 20
MOST_ADDRESSES = 10_000

FILLED_HIDDEN = "A box that people cannot see was filled in. A program may have done it."


class Counter:
    """How often something came from an address within the last minutes."""

    def __init__(self) -> None:
        self._times: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def count(self, address: str) -> int:
        """Count one more, and say how many there were with it."""
        now = clock.now()
        with self._lock:
            times = self._times.pop(address, None) or deque(maxlen=MOST_STARTS + 1)
            while len(self._times) >= MOST_ADDRESSES:
                del self._times[next(iter(self._times))]  # whoever was quiet longest, never everybody
            self._times[address] = times
            times.append(now)
            while times[0] < now - WINDOW:
                times.popleft()
            return len(times)

    def forget(self) -> None:
        with self._lock:
            self._times.clear()


starts, sendings = Counter(), Counter()


def address_of(request: HttpRequest) -> str:
    """Who is counted as one: the address that connects to us, or that our own proxies saw connecting to them.

    What stands further left in the header anybody could have written, and is not believed (ASVS 4.1.3). Of an IPv6
    address the network counts: one household has more addresses than can be counted.
    """
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    told = seen[-proxies] if 0 < proxies <= len(seen) else ""
    return _network(told or str(request.META.get("REMOTE_ADDR", "")))


def _network(address: str) -> str:
    host, colon, _port = address.partition(":")
    try:
        known = ip_address(host if colon and "." in host else address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))


def may_start(request: HttpRequest) -> bool:
    return starts.count(address_of(request)) <= MOST_STARTS


def signs(request: HttpRequest, *, started_at: datetime, hidden_filled: bool) -> tuple[str, ...]:
    """Sentences for the team about a form that is being sent."""
    found = [FILLED_HIDDEN] if hidden_filled or request.POST.get(HONEYPOT) else []
    seconds = (clock.now() - started_at).total_seconds()
    if seconds < QUICKEST.total_seconds():
        found.append(f"The whole form was filled in within {int(seconds)} seconds.")
    sent = sendings.count(address_of(request))
    if sent > MANY_SENT:
        found.append(f"{sent} forms came from the same internet address within {WINDOW.seconds // 60} minutes.")
    return tuple(found)
