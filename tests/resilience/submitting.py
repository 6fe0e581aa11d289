"""Somebody who sends a form and does not give up until it is confirmed."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from dsr.demo.bench import walk
from dsr.demo.bench.client import Answer, Client, Unanswered

REFERENCE = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
PATIENCE = 600  # seconds for one answer, over every restart of a busy machine


class GaveUp(Exception):
    """No confirmation in time."""


@dataclass
class Sent:
    """What the clients were told, by the draft's secret."""

    references: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unanswered: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)


class Senders:
    """Client threads that send the drafts; ``in_flight`` is how many wait for the answer to a submit now."""

    def __init__(self, url: str, tokens: Iterable[str], *, clients: int, again: bool = True) -> None:
        self.url, self.again = url, again
        self.waiting: SimpleQueue[str] = SimpleQueue()
        for token in tokens:
            self.waiting.put(token)
        self.sent = Sent()
        self.in_flight = 0
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(clients)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def wait(self) -> Sent:
        """Until every draft is confirmed, or after ``stopping`` every one that was begun."""
        for thread in self.threads:
            thread.join()
        return self.sent

    @property
    def busy(self) -> bool:
        return any(thread.is_alive() for thread in self.threads)

    def _work(self) -> None:
        with Client(self.url) as client:
            while not self.stopping.is_set():
                try:
                    self._until_confirmed(client, self.waiting.get_nowait())
                except Empty:
                    return
                except Exception as problem:  # told to the test
                    self.sent.problems.append(repr(problem))

    def _until_confirmed(self, client: Client, token: str) -> None:
        """Send with the same key until a reference comes back, then once more, as somebody who clicks twice."""
        deadline = time.monotonic() + PATIENCE
        confirmed = 0
        while confirmed < (2 if self.again else 1):
            if time.monotonic() > deadline:
                raise GaveUp(token)
            answer = self._send(client, token)
            found = REFERENCE.search(answer.body) if answer is not None and answer.status == 200 else None
            if found is None:
                time.sleep(0.05)
                continue
            confirmed += 1
            with self.lock:
                self.sent.references[token].add(found[0])

    def _send(self, client: Client, token: str) -> Answer | None:
        with self.lock:
            self.in_flight += 1
        try:
            answer = client.post(walk.check_path(token), client.with_token({}))
        except Unanswered:
            self.sent.unanswered += 1
            return None
        finally:
            with self.lock:
                self.in_flight -= 1
        self.sent.refused += answer.status >= 500
        return answer
