"""The languages the public pages speak: which there are, which one a page is in, and how far each was checked.

The language stands in the address (``/ur/refer/``) and nowhere else: no cookie, no guess from the browser, so
that a link opens for everybody as it was sent. English has no prefix. Staff pages are English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
NOT_STARTED, DRAFTED, REVIEWED, CHECKED = "not-started", "drafted", "reviewed", "clinically-checked"
REVIEW_STATES = (NOT_STARTED, DRAFTED, REVIEWED, CHECKED)
#: What staff, and whoever answers the telephone, call the languages.
ENGLISH_NAMES = {
    "en-gb": "English",
    "pl": "Polish",
    "pa": "Panjabi",
    "ro": "Romanian",
    "gu": "Gujarati",
    "ur": "Urdu",
    "ar": "Arabic",
    "pt": "Portuguese",
}
STATE_LINE = re.compile(r'^"X-Review-State: ([\w-]+)\\n"$', re.MULTILINE)

Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Language:
    """One language: its code in addresses, its name in itself, its direction, how far its words were checked."""

    code: str
    own_name: str
    dir: str
    review_state: str

    @property
    def tag(self) -> str:
        """For the ``lang`` attribute (BCP 47): ``en-GB``, ``pa``."""
        first, *rest = self.code.split("-")
        return "-".join([first, *map(str.upper, rest)])

    @property
    def english_name(self) -> str:
        """What staff call it. Raises KeyError for a language nobody has named."""
        return ENGLISH_NAMES[self.code]

    @property
    def both_names(self) -> str:
        """For somebody who reads it and somebody who does not: "اردو (Urdu)"."""
        return f"{self.own_name} ({self.english_name})"

    @property
    def is_default(self) -> bool:
        return self.code == settings.LANGUAGE_CODE

    @property
    def is_reviewed(self) -> bool:
        """Whether a qualified translator has checked it. Until then no decision is taken in it."""
        return self.review_state in (REVIEWED, CHECKED)

    @property
    def is_offered(self) -> bool:
        """Whether its translation has begun: before, pages would be English under its name."""
        return self.review_state != NOT_STARTED


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Language]:
    return {code: _language(code, str(name)) for code, name in settings.LANGUAGES}


def _language(code: str, own_name: str) -> Language:
    direction = "rtl" if code in settings.LANGUAGES_BIDI else "ltr"
    return Language(code, own_name, direction, CHECKED if code == settings.LANGUAGE_CODE else review_state(code))


def review_state(code: str) -> str:
    """What the head of the language's catalogue says; without a catalogue nothing was begun."""
    try:
        head = catalogue(code).read_text(encoding="utf-8")[:4000]
    except FileNotFoundError:
        return NOT_STARTED
    found = STATE_LINE.search(head)
    return found[1] if found and found[1] in REVIEW_STATES else NOT_STARTED


def catalogue(code: str) -> Path:
    """The source of the language's words."""
    return CATALOGUES / code / "LC_MESSAGES" / "django.po"


def all_languages() -> list[Language]:
    """Every language of the service in the order of the list on its pages."""
    return list(_by_code().values())


def offered() -> list[Language]:
    """Those a page may be read in today."""
    return [language for language in all_languages() if language.is_offered]


def get(code: str) -> Language:
    """Raises KeyError for a language the service does not have."""
    return _by_code()[code]


def current() -> Language:
    """The language of the page being made; outside a page English."""
    return _by_code().get(translation.get_language() or "") or get(settings.LANGUAGE_CODE)


def is_reviewed(code: str) -> bool:
    return get(code).is_reviewed


def forget() -> None:
    """Read the catalogues' heads again (tests)."""
    _by_code.cache_clear()


def split(path: str) -> tuple[str, str]:
    """(language, the path without it): ``/ur/refer/`` is ``("ur", "/refer/")``."""
    first, slash, rest = path.removeprefix("/").partition("/")
    if slash and first in _by_code() and first != settings.LANGUAGE_CODE:
        return first, f"/{rest}"
    return settings.LANGUAGE_CODE, path


class LanguageMiddleware:
    """Speaks the language of the address. Django's own also asks the browser and says so to caches; we do not."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code, _ = split(request.path_info)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", get(code).tag)
        return response
