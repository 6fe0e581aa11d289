"""What an Easy Read page is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: A picture's name and the sentence beside it. ``{name}`` stands for the person the form is about.
Said = tuple[str, str]
#: By the value of a choice: its picture ("" for none) and simpler words ("" keeps the form's own).
Choices = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class EasyPage:
    """``title`` is the question; ``them_…`` hold the words of a form about somebody else, where they differ.

    ``labels`` name the boxes of a page that has several; a single box or list of choices is named by the title.
    """

    title: str
    said: tuple[Said, ...] = ()
    them_title: str = ""
    them_said: tuple[Said, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    them_labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    them_choices: Mapping[str, Choices] = field(default_factory=dict)
