"""Paper: one template for print, large print and PDF; PDFs are tagged, titled and say their language."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from dsr.core import paper
from dsr.policy import queries as policies
from tests.support.html import assert_valid_html

WORDS = {
    "en-gb": ("Your choice", "You can say yes. You can say no."),
    "pa": ("ਤੁਹਾਡੀ ਚੋਣ", "ਤੁਸੀਂ ਹਾਂ ਕਹਿ ਸਕਦੇ ਹੋ।"),
    "gu": ("તમારી પસંદગી", "તમે હા કહી શકો છો."),
    "ur": ("آپ کا انتخاب", "آپ ہاں کہہ سکتے ہیں۔"),
    "ar": ("اختيارك", "يمكنك أن تقول نعم."),
    "ro": ("Alegerea dumneavoastră", "Puteți să spuneți da."),
}


@pytest.fixture
def document(area):
    """The document of a small page in a language."""

    def make(code: str, **options) -> str:
        title, words = WORDS[code]
        body = f"<h1>{title}</h1><p>{words}</p><ul><li>{words}</li></ul>"
        with translation.override(code):
            return paper.page(title, body, policy=policies.current(area.pk), **options)

    return make


@pytest.mark.django_db
@pytest.mark.parametrize("code", WORDS)
def test_print_is_a_whole_page_in_its_language(document, code):
    html = document(code)
    page = assert_valid_html(html).query_one("html")
    assert page.attrs["dir"] == ("rtl" if code in ("ur", "ar") else "ltr")
    assert "paper-large.css" not in html
    assert "paper-large.css" in document(code, large=True)
    assert ("translation-notice" in html) is (code != "en-gb")


@pytest.mark.paper
@pytest.mark.django_db
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("code", WORDS)
def test_a_pdf_has_tags_language_and_title(document, code, large):
    reader = PdfReader(BytesIO(paper.pdf(document(code, large=large), language=code)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == ("en-GB" if code == "en-gb" else code)
    assert {"H1", "P", "L", "LI"} <= _tags(root["/StructTreeRoot"])
    assert WORDS[code][0] in reader.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


def _tags(node: DictionaryObject) -> set[str]:
    found = {str(node["/S"]).removeprefix("/")} if "/S" in node else set()
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        found |= _tags(inner) if isinstance(inner, DictionaryObject) else set()
    return found


@pytest.mark.paper
@pytest.mark.django_db
@pytest.mark.parametrize("code", WORDS)
def test_every_letter_is_embedded_from_our_own_fonts(document, code):
    reader = PdfReader(BytesIO(paper.pdf(document(code), language=code)))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    assert all("Noto" in font["/BaseFont"] for font in fonts), [font["/BaseFont"] for font in fonts]


@pytest.mark.paper
@pytest.mark.django_db
def test_large_print_is_eighteen_point_and_up(document):
    sizes = []

    def note(text, matrix, transform, font, size):
        if text.strip():
            sizes.append(round(abs(size * transform[3] * matrix[3]), 1))

    PdfReader(BytesIO(paper.pdf(document("en-gb", large=True), language="en-gb"))).pages[0].extract_text(
        visitor_text=note
    )
    assert sizes
    assert min(sizes) >= 18, sizes


def test_a_machine_without_pango_says_so(monkeypatch):
    monkeypatch.setattr(paper, "is_available", lambda: False)
    assert paper.offered() == ["print", "large-print"]
    with pytest.raises(paper.PaperUnavailable):
        paper.pdf('<html lang="en-GB">', language="en-gb")


@pytest.mark.paper
def test_a_page_that_offers_pdfs_does_not_wait_for_what_sets_them():
    code = "import sys; from dsr.core import paper; print(paper.is_available(), 'weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True False\n"


@pytest.mark.parametrize(
    ("found", "loads", "offered"), [(True, True, True), (False, True, True), (False, False, False)]
)
def test_what_is_not_found_is_tried_before_pdfs_are_switched_off(monkeypatch, found, loads, offered):
    paper.is_available.cache_clear()
    monkeypatch.setattr(paper.pango, "is_there", lambda: found)
    monkeypatch.setattr(paper, "_loads", lambda: loads)
    assert paper.is_available() is offered
    paper.is_available.cache_clear()


def test_pango_that_is_found_and_cannot_be_loaded_means_no_pdf(monkeypatch):
    monkeypatch.setattr(paper, "is_available", lambda: True)
    monkeypatch.setattr(paper, "_loads", lambda: False)
    with pytest.raises(paper.PaperUnavailable):
        paper.pdf('<html lang="en-GB">', language="en-gb")


@pytest.mark.paper
def test_a_document_in_another_language_is_refused():
    with pytest.raises(ValueError, match="does not say that it is in pl"):
        paper.pdf('<!DOCTYPE html><html lang="en-GB"><title>x</title>', language="pl")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png",
        "file:///etc/passwd",
        "{public}/static/../pyproject.toml",
        "{public}/static/%2e%2e/%2e%2e/pyproject.toml",
        "{public}/get-help-now/",
        "{public}/static/dsr/no-such.css",
    ],
)
def test_nothing_but_our_static_files_is_read(settings, url):
    with pytest.raises(Exception) as refused:  # noqa: PT011  (ours, or the finder's own refusal to leave its folder)
        paper.static_file(url.format(public=settings.PUBLIC_URL))
    assert type(refused.value).__name__ in ("LookupError", "SuspiciousFileOperation")


@pytest.mark.paper
def test_a_picture_that_is_missing_fails_the_whole():
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        paper.pdf('<html lang="en-GB"><title>x</title><img src="/static/dsr/gone.svg" alt="">', language="en-gb")


@pytest.mark.paper
def test_a_letter_is_not_kept_and_what_everybody_reads_is():
    letter, page = (f'<html lang="en-GB"><title>{title}</title><p>Hello' for title in ("Dear Ada", "Help now"))
    paper._kept.cache_clear()
    paper.pdf(letter, language="en-gb")
    assert paper._kept.cache_info().currsize == 0
    assert paper.pdf(page, language="en-gb", keep=True) is paper.pdf(page, language="en-gb", keep=True)


@pytest.mark.paper
def test_a_font_is_unpacked_once_however_many_pictures_come_between(settings, monkeypatch):
    from fontTools.ttLib import woff2

    unpacked = []
    monkeypatch.setattr(woff2, "decompress", lambda font, into: unpacked.append(font.name))
    paper._unpacked.cache_clear()
    try:
        fonts = sorted((settings.VAR / "assets" / "fonts").glob("*.woff2"))
        assert len(fonts) > 1
        for _ in range(3):
            for font in fonts:
                paper._contents(font)
            for picture in sorted((Path(paper.__file__).parent / "static" / "dsr").rglob("*.svg")):
                paper._contents(picture)
        assert sorted(unpacked) == [str(font) for font in fonts]
    finally:
        paper._unpacked.cache_clear()


@pytest.mark.paper
@pytest.mark.django_db
def test_many_at_once_are_led_to_print_instead_of_stopping_everybody(client, area, monkeypatch):
    monkeypatch.setattr(paper, "LONGEST_WAIT", 0.01)
    paper._kept.cache_clear()
    with paper._turn:
        assert client.get("/ratings/pdf/").url == "/ratings/print/"
    assert paper._turn.acquire(timeout=1)
    paper._turn.release()
