"""What may stand in a page's file. Unknown keys, pictures, facts and parts are refused."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, StringConstraints, model_validator

from dsr.core import pictures
from dsr.website.content.names import FACTS, PARTS

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
Group = Literal["service", "understand", "people", "about"]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z0-9]+)*$")]


def _with_known_facts(text: str) -> str:
    unknown = sorted(set(PLACEHOLDER.findall(text)) - FACTS)
    if unknown:
        raise ValueError(f"No fact is called {', '.join(unknown)}. See facts.py.")
    if "%" in PLACEHOLDER.sub("", text):
        raise ValueError("Write 'per cent' in words: this sign stands before the name of a fact.")
    return text


def _known_picture(name: str) -> str:
    if name not in pictures.names():
        raise ValueError(f"There is no picture {name!r}.")
    return name


def _known_part(name: str) -> str:
    if name not in PARTS:
        raise ValueError(f"There is no part {name!r} to show.")
    return name


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_with_known_facts)]
Picture = Annotated[str, AfterValidator(_known_picture)]
Part = Annotated[str, AfterValidator(_known_part)]


class Piece(BaseModel):
    """A part of a file. Nothing can be changed after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Link(Piece):
    """A link to another page of ours by its code, or to a web address outside."""

    to: Code | None = None
    address: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    words: Text

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if (self.to is None) is (self.address is None):
            raise ValueError("Give either to (a page) or address (a web address).")
        return self


class Callout(Piece):
    """A callout: what must not be missed."""

    heading: Text
    text: Text


class Block(Piece):
    """One block of a standard page: exactly one of these."""

    heading: Text | None = None
    text: Text | None = None
    bullets: tuple[Text, ...] | None = None
    steps: tuple[Text, ...] | None = None
    note: Text | None = None
    warning: Callout | None = None
    link: Link | None = None
    show: Part | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [name for name, value in self if value is not None]
        if len(given) != 1:
            raise ValueError(f"A block is one thing; this is {len(given)}.")
        return self

    @property
    def kind(self) -> str:
        return next(name for name, value in self if value is not None)


class Sentence(Piece):
    """A picture and what is said beside it."""

    picture: Picture
    say: Text


class EasyPage(Piece):
    """One idea: a heading, its sentences, and perhaps a part made from the policy."""

    heading: Text
    sentences: Annotated[tuple[Sentence, ...], Field(max_length=8)] = ()
    show: Part | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.sentences and self.show is None:
            raise ValueError("A page needs sentences or something to show.")
        return self


class Page(Piece):
    """One information page in both ways of reading."""

    title: Text
    summary: Text
    group: Group
    order: PositiveInt
    standard: Annotated[tuple[Block, ...], Field(min_length=1)]
    easy: Annotated[tuple[EasyPage, ...], Field(min_length=1)]
