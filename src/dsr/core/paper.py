"""Pages on paper: HTML to print, large print, and tagged PDF (PDF/UA-1), all from the same template.

    html = paper.page(title, body, policy=policy, large=True)   a whole document in the language in force
    pdf = paper.pdf(html, language="ur")                        the same as bytes

PDFs are set by WeasyPrint, which needs Pango from the system: a machine without it serves everything but PDFs, and the
page says that print is there instead. Nothing is fetched from a network: style, fonts and pictures are our own files.
"""

from __future__ import annotations

import logging
import mimetypes
import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from markupsafe import Markup

from dsr.core import languages, pango

PRINT, LARGE, PDF = "print", "large-print", "pdf"
FORMATS = (PRINT, LARGE, PDF)
VARIANT = "pdf/ua-1"
#: PDFs kept in a process. The same pages are asked for again and again, and setting one takes most of a second.
KEPT = 512
#: Setting one takes a processor for about a second: one at a time in a process, and nobody waits longer for a turn.
LONGEST_WAIT = 5.0
#: As components/easy.jinja writes a pictogram: its words stand beside it.
DECORATION = re.compile(r'<img class="dsr-picture" src="([^"]+)" alt=""[^>]*>')

logger = logging.getLogger(__name__)


_turn = threading.Lock()


class PaperUnavailable(RuntimeError):
    """This machine cannot set PDFs, or not now. Offer print instead."""


def page(title: str, body: str | Markup, *, policy: object, large: bool = False, **context: Any) -> str:
    """A document for print or PDF around a page's inner HTML, in the language and reading in force."""
    context |= {"title": title, "body": Markup(body), "policy": policy, "large": large}  # noqa: S704  (rendered by us)
    context["synthetic"] = settings.EMBEDDED
    return render_to_string("layouts/paper.jinja", context)


@cache
def is_available() -> bool:
    """Whether PDFs can be set here. Pango is looked for once, and loaded for the first PDF only: pages do not wait."""
    return pango.is_there() or _loads()


@cache
def _loads() -> bool:
    try:
        import weasyprint  # noqa: F401
    except OSError as missing:
        logger.warning("PDFs are switched off: %s", missing)
        return False
    return True


def pdf(html: str, *, language: str, keep: bool = False) -> bytes:
    """Tagged PDF of a document; ``keep`` those everybody may read, never a letter to somebody.

    Raises PaperUnavailable, and ValueError where the document names another language.
    """
    if not (is_available() and _loads()):
        raise PaperUnavailable("Pango is missing (see docs/settings.md).")
    if f'lang="{languages.get(language).tag}"' not in html[:300]:
        raise ValueError(f"The document does not say that it is in {language}.")
    return _kept(html) if keep else _set(html)


def without_figures(html: str) -> str:
    """Pictures that say nothing of their own as backgrounds: PDF/UA asks words of every figure and none of these."""
    return DECORATION.sub(r'<span class="dsr-picture" style="background-image: url(\1)"></span>', html)


@lru_cache(maxsize=KEPT)
def _kept(html: str) -> bytes:
    return _set(html)


def _set(html: str) -> bytes:
    import weasyprint

    if not _turn.acquire(timeout=LONGEST_WAIT):
        raise PaperUnavailable("Too many PDFs are being made at once.")
    try:
        document = weasyprint.HTML(
            string=without_figures(html), base_url=f"{settings.PUBLIC_URL}/", url_fetcher=_fetcher()
        )
        written = document.write_pdf(pdf_variant=VARIANT)
    finally:
        _turn.release()
    assert isinstance(written, bytes)
    return written


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFilesOnly(URLFetcher):
        """Reads our own static files from the disk, and fails for anything else: paper must be whole."""

        def fetch(self, url: str, headers: object = None) -> Any:
            try:
                file = static_file(url)
            except LookupError as missing:
                raise FatalURLFetchingError(str(missing)) from missing
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, _contents(file), {"Content-Type": kind})

    return StaticFilesOnly()


def _contents(file: Path) -> bytes:
    return _unpacked(file) if file.suffix == ".woff2" else file.read_bytes()


@cache
def _unpacked(font: Path) -> bytes:
    """A font, kept while the process lives: left to itself WeasyPrint takes a second to unpack all for every PDF.

    There are as many as scripts and weights; the pictures of the pages are many more and would push them out.
    """
    from fontTools.ttLib import woff2

    unpacked = BytesIO()
    with font.open("rb") as packed:
        woff2.decompress(packed, unpacked)
    return unpacked.getvalue()


def static_file(url: str) -> Path:
    """The file behind an address of ours. Raises LookupError for any other address and for a file there is not."""
    ours = f"{settings.PUBLIC_URL}{settings.STATIC_URL}"
    if not url.startswith(ours):
        raise LookupError(f"{url} is not one of our static files")
    name = unquote(urlsplit(url.removeprefix(ours)).path)
    root = Path(settings.STATIC_ROOT).resolve()
    collected = (root / name).resolve()
    if collected.is_file() and collected.is_relative_to(root):
        return collected
    found = finders.find(name)
    if not found:
        raise LookupError(f"There is no static file {name}")
    return Path(found)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Opens in the browser; saved under the page's own name."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def offered(formats: Iterable[str] = FORMATS) -> list[str]:
    """The formats this machine can give."""
    return [one for one in formats if one != PDF or is_available()]
