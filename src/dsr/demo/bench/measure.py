"""Takes the times: how long a page takes from the first byte sent to the last byte read, over kept connections."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.management.base import CommandError

from dsr.demo.bench.client import Answer, Client

FIRST = 1  # requests of each client that are not counted, in each round


@dataclass(frozen=True)
class Request:
    """What is timed. ``values`` makes it a POST."""

    path: str
    values: Mapping[str, str] | None = None

    def send(self, client: Client) -> Answer:
        if self.values is None:
            return client.get(self.path, follow=False)
        return client.post(self.path, client.with_token(self.values), follow=False)


@dataclass(frozen=True)
class Page:
    """A page to measure. ``ready`` does what comes before, untimed, and gives None when its supplies are used up."""

    name: str
    ready: Callable[[Client], Request | None]
    expects: int = 200
    is_public: bool = False
    is_judged: bool = False


@dataclass
class Samples:
    """The times of one page, in milliseconds, with the most SQL statements one request took."""

    times: list[float] = field(default_factory=list)
    statements: int = 0

    def add(self, other: Samples) -> None:
        self.times += other.times
        self.statements = max(self.statements, other.statements)

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """The 95th percentile."""
        return sorted(self.times)[int(len(self.times) * 0.95)]


def take(url: str, cookies: Mapping[str, str], page: Page, *, clients: int, seconds: float) -> Samples:
    """Ask for the page from this many clients at once. Raises CommandError when an answer is not what it must be."""
    each = [_Taker(url, cookies, page, seconds) for _ in range(clients)]
    for taker in each:
        taker.start()
    for taker in each:
        taker.join()
    together = Samples()
    for taker in each:
        if taker.problem:
            raise CommandError(f"{page.name}: {taker.problem}")
        together.add(taker.samples)
    return together


class _Taker(threading.Thread):
    """One client."""

    def __init__(self, url: str, cookies: Mapping[str, str], page: Page, seconds: float) -> None:
        super().__init__(daemon=True)
        self.client = Client(url, cookies={} if page.is_public else cookies)
        self.page, self.seconds = page, seconds
        self.samples = Samples()
        self.problem = ""

    def run(self) -> None:
        try:
            with self.client:
                self._take()
        except Exception as problem:  # told to the thread that waits
            self.problem = f"{type(problem).__name__}: {problem}"

    def _take(self) -> None:
        for _ in range(FIRST):
            self._one()
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            sample = self._one()
            if sample is None:
                return
            self.samples.add(sample)

    def _one(self) -> Samples | None:
        request = self.page.ready(self.client)
        if request is None:
            return None
        begun = time.perf_counter()
        answer = request.send(self.client)
        taken = (time.perf_counter() - begun) * 1000
        if answer.status != self.page.expects:
            raise CommandError(f"{request.path} answered {answer.status}: {answer.body[-1000:]}")
        return Samples([taken], answer.statements)
