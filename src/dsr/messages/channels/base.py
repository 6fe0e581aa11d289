"""What channels share."""

from __future__ import annotations


class Undeliverable(Exception):
    """The message was not taken. ``for_good``: trying again would not help (a wrong address)."""

    def __init__(self, sentence: str, *, for_good: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.for_good = for_good
