"""What an earlier register said of somebody who waits to be asked: whoever brought it in puts a function here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dsr.people.models import Person

#: A heading of the earlier sheet and the words below it.
Words = tuple[str, str]
providers: list[Callable[[Person], Iterable[Words]]] = []


def words(person: Person) -> list[Words]:
    """Everything, in the order of the sheet."""
    return [said for provide in providers for said in provide(person)]
