"""Remembers what a step was last done for, so that it is done again only when that changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """The same for the same contents, whatever the files' dates; a missing file counts as an empty one."""
    digest = hashlib.sha256("\0".join(facts).encode())
    for file in sorted(files):
        contents = file.read_bytes() if file.is_file() else b""
        digest.update(f"\0{file.name}\0{len(contents)}\0".encode() + contents)
    return digest.hexdigest()


class Stamp:
    def __init__(self, file: Path, value: str) -> None:
        self.file, self.value = file, value

    def is_current(self) -> bool:
        return self.file.is_file() and self.file.read_text() == self.value

    def set(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        draft = self.file.with_name(f"{self.file.name}.draft")
        draft.write_text(self.value)
        draft.replace(self.file)
