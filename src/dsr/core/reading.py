"""How a public page is read: the standard way, or Easy Read under ``/easy-read/``.

Easy Read is not a set of pages of its own: it is the same addresses behind one prefix, as a second shop window of the
same service. The prefix is taken off before the address is looked up and put before every address made, so that
links, forms and redirects of a page stay in its way of reading. Views ask ``current()`` where words differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import URLPattern, URLResolver, get_resolver, get_script_prefix, set_script_prefix
from django.urls.resolvers import LocalePrefixPattern

from dsr.core import languages

STANDARD, EASY = "standard", "easy"
READINGS = (STANDARD, EASY)
MOUNT = "/easy-read"

Handler = Callable[[HttpRequest], HttpResponse]
_current: ContextVar[str] = ContextVar("reading", default=STANDARD)
_root: ContextVar[str] = ContextVar("root", default="/")


def current() -> str:
    """``easy`` or ``standard``; outside a page standard."""
    return _current.get()


def is_easy() -> bool:
    return current() == EASY


@lru_cache(maxsize=1)
def public_names() -> frozenset[str]:
    """The names of the pages that stand in every language: only these have an Easy Read side."""
    roots = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    return frozenset(name for one in roots if isinstance(one.pattern, LocalePrefixPattern) for name in _names(one))


def _names(entry: URLPattern | URLResolver) -> Iterator[str]:
    if isinstance(entry, URLResolver):
        for inner in entry.url_patterns:
            yield from _names(inner)
    elif entry.name:
        yield entry.name


def outside(name: str) -> AbstractContextManager[None]:
    """Around making the address of the named page: a page with no Easy Read side is not looked for there."""
    return _mounted("") if is_easy() and name not in public_names() else nullcontext()


@contextmanager
def _mounted(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(f"{_root.get().rstrip('/')}{prefix}/")
    try:
        yield
    finally:
        set_script_prefix(before)


@contextmanager
def spoken(reading: str) -> Iterator[None]:
    """Everything inside is read this way, and addresses made inside lead to it (messages, receipts, tests)."""
    if reading not in READINGS:
        raise ValueError(f"{reading!r} is no way of reading")
    marker = _current.set(reading)
    try:
        with _mounted(MOUNT if reading == EASY else ""):
            yield
    finally:
        _current.reset(marker)


def is_public(request: HttpRequest) -> bool:
    """Whether the page shown stands in every language and in both ways of reading."""
    match = request.resolver_match
    return match is not None and match.view_name in public_names()


def address(request: HttpRequest, *, reading: str | None = None, language: str | None = None) -> str:
    """This page's address read another way or in another language; path and query stay, the answers with them."""
    code, path = languages.split(request.path_info)
    code = language or code
    mount = MOUNT if (reading or current()) == EASY else ""
    prefix = "" if languages.get(code).is_default else f"/{code}"
    path = f"/{path.lstrip('/')}"  # two slashes at the start would lead to another site
    query = request.META.get("QUERY_STRING", "")
    root = _root.get().rstrip("/")
    return f"{root}{mount}{prefix}{path}{'?' if query else ''}{query}"


class ReadingMiddleware:
    """Takes ``/easy-read`` off the address and lets only public pages stand behind it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        marker = _root.set(get_script_prefix())
        try:
            return self._answer(request)
        finally:
            _root.reset(marker)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == MOUNT:
            return HttpResponsePermanentRedirect(f"{request.path}/")
        reading = EASY if request.path_info.startswith(f"{MOUNT}/") else STANDARD
        request.reading = reading  # type: ignore[attr-defined]
        if reading == STANDARD:
            return self.get_response(request)
        request.path_info = request.path_info.removeprefix(MOUNT)
        request.META |= {
            "PATH_INFO": request.path_info,
            "SCRIPT_NAME": request.META.get("SCRIPT_NAME", "").rstrip("/") + MOUNT,
        }
        with spoken(EASY):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if is_easy() and not is_public(request):
            raise Http404("This page has no Easy Read side.")
