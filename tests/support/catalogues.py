"""Languages as if their translation had begun, for tests of pages that offer them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from dsr.core import languages


@contextmanager
def in_state(folder: Path, state: str) -> Iterator[None]:
    """Every language's catalogue says this review state."""
    before = languages.CATALOGUES
    languages.CATALOGUES = folder
    for code, _ in settings.LANGUAGES:
        languages.catalogue(code).parent.mkdir(parents=True, exist_ok=True)
        languages.catalogue(code).write_text(f'"X-Review-State: {state}\\n"\n', encoding="utf-8")
    languages.forget()
    try:
        yield
    finally:
        languages.CATALOGUES = before
        languages.forget()
