"""The files of translations: brought up to date, checked, compiled. Needs polib and nothing of Django.

    python -m dsr.core.catalogues SOURCE TARGET     compiles every catalogue (the launcher does this at set-up)

A catalogue's head says how far it was checked (``X-Review-State``, see `languages`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

NAME = Path("LC_MESSAGES") / "django.po"
WIDTH = 110
#: Places in a sentence: ``%(name)s``, ``%%`` and ``{name}``. A translation has the same ones.
PLACE = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")


@dataclass(frozen=True)
class Message:
    """One thing to translate, with its plural where it has one, and the files it stands in."""

    id: str
    plural: str = ""
    context: str = ""
    files: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.id, self.plural


def key_of(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def brought_up_to_date(before: polib.POFile | None, messages: Iterable[Message], head: dict[str, str]) -> polib.POFile:
    """The messages there are now, with what was translated before. What is gone and was translated is set aside."""
    known = {key_of(entry): entry for entry in before or []}
    after = polib.POFile(wrapwidth=WIDTH)
    after.metadata = head | (before.metadata if before else {})
    for message in messages:
        after.append(_entry(message, known.pop(message.key, None)))
    for gone in known.values():
        if gone.msgstr or any(gone.msgstr_plural.values()):
            gone.obsolete = True
            gone.occurrences = []
            after.append(gone)
    return after


def _entry(message: Message, before: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.id, msgid_plural=message.plural, msgctxt=message.context or None)
    entry.occurrences = [(file, "") for file in message.files]
    entry.comment = "\n".join(message.comments)
    if before is not None:
        entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        entry.tcomment = before.tcomment
        entry.flags = [flag for flag in before.flags if flag == "fuzzy"]
    if "%(" in message.id:
        entry.flags.append("python-format")
    return entry


def faults(catalogue: polib.POFile, messages: Sequence[Message]) -> Iterator[str]:
    """What keeps a catalogue from being complete, a sentence for each."""
    there = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = {message.key for message in messages}
    yield from (f"is not in the catalogue: {key[1]!r}" for key in sorted(wanted - there.keys()))
    yield from (f"is in the catalogue and nowhere else: {key[1]!r}" for key in sorted(there.keys() - wanted))
    for entry in there.values():
        if entry.fuzzy:
            yield f"is marked fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"is not translated: {entry.msgid!r}"
        else:
            yield from _misplaced(entry)


def _misplaced(entry: polib.POEntry) -> Iterator[str]:
    """A place left out of one plural form is natural ("one day"); a place made up is a fault anywhere."""
    known = set(PLACE.findall(entry.msgid)) | set(PLACE.findall(entry.msgid_plural or ""))
    if entry.msgid_plural:
        invented = {place for words in entry.msgstr_plural.values() for place in PLACE.findall(words)} - known
        if invented:
            yield f"has places the English lacks ({', '.join(sorted(invented))}): {entry.msgid!r}"
    elif set(PLACE.findall(entry.msgstr)) != known:
        yield f"has other places than the English: {entry.msgid!r}"


def compile_all(source: Path, target: Path) -> list[str]:
    """Write the compiled form of every catalogue; return their languages. What is fuzzy stays English."""
    done = []
    for file in sorted(source.glob(f"*/{NAME}")):
        code = file.parts[-3]
        folder = target / code / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / "django.mo.draft"
        polib.pofile(str(file)).save_as_mofile(str(draft))
        draft.replace(folder / "django.mo")
        done.append(code)
    return done


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]), Path(sys.argv[2]))
