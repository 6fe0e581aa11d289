"""Finds everything a person outside may read: in the code, the templates, the content pages and the policies.

Babel does the finding and is a tool of developers only, so it is imported where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import yaml
from django.conf import settings

from dsr.core.catalogues import Message
from dsr.website import content

SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1]
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "later"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
NOT_FOR_PEOPLE = ("launcher", "migrations", "management", "demo")
#: As the pages' own environment reads templates (core/jinja.py): white space is part of a message.
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
COMMENT = "Translators:"

#: What the public reads of a policy, by part. An area translates its own file; the example's is not translated.
POLICY_WORDS = {
    "area": {"name"},
    "labels": {"register_name", "in_a_sentence"},
    "team": {"name", "hours_in_words", "caller_name", "caller_number_in_words"},
    "ratings": {"name", "meaning", "definition", "review_in_words", "title"},
    "support_needs": {"title"},
    "organisations": {"name", "what_it_does", "would_be_told"},
    "outcomes": {"sentence"},
    "not_accepted_reasons": {"sentence", "ask_again"},
    "signposts": {"name", "text"},
    "crisis_contacts": {"name", "what_for", "hours"},
    "retention": {"covers"},
    "information_formats": {"name"},
    "languages": {"name"},
}


def messages() -> list[Message]:
    """Every message once, in the order of the files it stands in."""
    found: dict[tuple[str, str, str], Message] = {}
    for one in [*_in_code(), *_in_content(), *_in_policies()]:
        before = found.get(one.key)
        files = dict.fromkeys((*(before.files if before else ()), *one.files))
        comments = dict.fromkeys((*(before.comments if before else ()), *one.comments))
        found[one.key] = Message(one.id, one.plural, one.context, tuple(files), tuple(comments))
    return [message for message in found.values() if message.id.strip()]


def _in_code() -> Iterator[Message]:
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.jinja")]):
        if not set(NOT_FOR_PEOPLE) & set(file.relative_to(SOURCE).parts):
            with file.open("rb") as stream:
                yield from _in_file(stream, file)


def _in_file(stream: IO[bytes], file: Path) -> Iterator[Message]:
    from babel.messages.extract import extract

    method, options = ("python", {}) if file.suffix == ".py" else ("jinja2.ext:babel_extract", JINJA)
    for _, words, comments, context in extract(
        method, stream, KEYWORDS, [COMMENT], dict(options), strip_comment_tags=True
    ):
        first, plural = (words[0], words[1]) if isinstance(words, tuple) else (words, "")
        yield Message(first, plural or "", context or "", (_name(file),), tuple(comments))


def _in_content() -> Iterator[Message]:
    for file, _, text in content.messages():
        yield Message(text, files=(_name(file),))


def _in_policies() -> Iterator[Message]:
    for file in sorted(settings.POLICIES.glob("*.yaml")):
        if not file.stem.startswith("example-"):
            document = yaml.safe_load(file.read_text(encoding="utf-8"))
            for part, keys in POLICY_WORDS.items():
                yield from (Message(text, files=(_name(file),)) for text in words_of(document.get(part), keys))


def words_of(node: Any, keys: Iterable[str]) -> Iterator[str]:
    """Every text under one of the keys, however deep."""
    if isinstance(node, list):
        for item in node:
            yield from words_of(item, keys)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in keys and isinstance(value, str):
                yield value.strip()
            else:
                yield from words_of(value, keys)


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
