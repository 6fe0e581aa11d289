"""Keys of this machine's own installation, made once and readable by its user only."""

import os
import secrets
from pathlib import Path


def key(folder: Path, name: str) -> str:
    """Read the key, or make it. Two processes that make it at the same moment get the same one."""
    file = folder / name
    if not file.exists():
        _make(file)
    return file.read_text().strip()


def _make(file: Path) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink()
