"""Compiled templates, kept on disk: compiling costs the first page of every new process most of a second."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache


def edition() -> str:
    """Changes with whatever a compiled template depends on beside its source: the compiler, our filters and options."""
    digest = hashlib.sha256(jinja2.__version__.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class TemplateCache(FileSystemBytecodeCache):
    """One folder for each edition; the newest clears away the others. A folder that cannot be used is no harm."""

    def __init__(self, place: Path) -> None:
        folder = place / edition()
        with suppress(OSError):
            if not folder.exists():
                shutil.rmtree(place, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """A file half written when the power went is as good as none."""
        try:
            super().load_bytecode(bucket)
        except Exception:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)
