"""What goes wrong on purpose: each carries the sentence its reader sees."""

from collections.abc import Iterable


class Refused(Exception):
    """A rule says no. `sentence` is for the user; `reasons` lists what is missing, one sentence each."""

    def __init__(self, sentence: str, reasons: Iterable[str] = ()):
        super().__init__(sentence)
        self.sentence = sentence
        self.reasons = list(reasons)


class Conflict(Refused):
    """Somebody else changed the same thing first; the page shows both versions instead of overwriting."""
