"""Addresses of pages, looked up once: a list of people asks for the same few again and again."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils import translation

#: What may be kept in memory. A secret link is not among them.
KEPT = frozenset({"pid"})


def address(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page in the language and reading in force. Raises NoReverseMatch."""
    if args or not KEPT.issuperset(kwargs):
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _kept(name, tuple(kwargs.items()), translation.get_language(), get_script_prefix(), get_urlconf())


@lru_cache(maxsize=4096)
def _kept(name: str, kwargs: tuple[tuple[str, object], ...], *_where: str | None) -> str:
    return reverse(name, kwargs=dict(kwargs) or None)
