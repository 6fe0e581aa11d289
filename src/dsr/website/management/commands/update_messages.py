"""Brings every catalogue up to date with what the pages say now."""

from __future__ import annotations

from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from dsr.core import catalogues, languages
from dsr.website import extraction


class Command(BaseCommand):
    """`./dsr messages`: keeps every translation, adds what is new, sets aside what is gone."""

    help = "Find every message and bring the catalogues up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        found = extraction.messages()
        for code, _ in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                self._bring_up_to_date(code, found)

    def _bring_up_to_date(self, code: str, found: list[catalogues.Message]) -> None:
        file = languages.catalogue(code)
        before = polib.pofile(str(file), wrapwidth=catalogues.WIDTH) if file.is_file() else None
        after = catalogues.brought_up_to_date(before, found, head(code))
        file.parent.mkdir(parents=True, exist_ok=True)
        after.save(str(file))
        missing = len(after.untranslated_entries()) + len(after.fuzzy_entries())
        self.stdout.write(
            f"{code}: {len(found)} messages, {missing} not translated, {len(after.obsolete_entries())} gone, "
            f"{after.metadata['X-Review-State']}"
        )


def head(code: str) -> dict[str, str]:
    """What a new catalogue begins with."""
    from babel.messages.plurals import get_plural

    return {
        "Project-Id-Version": "dynamic-support-register",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(code).plural_forms,
        "X-Review-State": languages.NOT_STARTED,
    }
