"""Word documents: the same words; no macros, nothing fetched, nobody's name in what the document says of itself."""

from __future__ import annotations

import pytest

from dsr.core.errors import Refused
from dsr.evidence.files import packages, word
from dsr.evidence.files.cleaning import clean
from dsr.evidence.files.kinds import OTHER_ZIP
from tests.evidence.making import HIDDEN, MAIN, OFFICE, W, body, document, link, links, packed, parts_of

RELATION = f"{OFFICE}/relationships"


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        clean(content)
    return refused.value.sentence


def cleaned(**changes: bytes | None) -> dict[str, bytes]:
    return parts_of(clean(document(**changes)).content)


def coded(*codes: str, separate: bool = True) -> bytes:
    """A paragraph with one field whose code stands in these pieces."""
    pieces = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    result = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>' if separate else ""
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return body(f"<w:p>{begin}{pieces}{result}{end}</w:p>")


def test_words_stay_and_who_made_it_goes():
    before, after = parts_of(document()), cleaned()
    assert after.keys() == before.keys()
    assert after["word/document.xml"] == before["word/document.xml"]
    assert after["word/media/image3.emf"] == b"drawing"
    assert not [name for name, part in after.items() if HIDDEN in part and name != "word/media/image2.png"]
    assert after["docProps/core.xml"].startswith(b"<coreProperties")
    assert b"thumbnail" not in after["_rels/.rels"]


def test_pictures_lose_their_notes():
    after = cleaned()
    assert b"Exif" not in after["word/media/image1.jpeg"]
    assert HIDDEN not in after["word/media/image2.png"]


def test_the_same_document_is_always_written_the_same():
    assert clean(document()).content == clean(document()).content
    assert clean(document()).pages == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"word__vbaProject_bin": b"x"}, word.MACROS),
        ({"types": MAIN.replace("document.main", "document.macroEnabled.main").encode()}, word.MACROS),
        ({"links": links(link(1, f"{RELATION}/vbaProject", "other.bin"))}, word.MACROS),
        ({"links": links(link(1, f"{RELATION}/control", "a.xml"))}, word.MACROS),
        ({"word__embeddings__one_bin": b"MZ"}, word.FILES_INSIDE),
        ({"word__activeX__one_xml": b"<a/>"}, word.FILES_INSIDE),
        ({"links": links(link(1, f"{RELATION}/oleObject", "x", outside=True))}, word.FILES_INSIDE),
        ({"links": links(link(1, f"{RELATION}/aFChunk", "page.html"))}, word.FILES_INSIDE),
        ({"links": links(link(1, f"{RELATION}/image", "file:///etc/passwd"))}, word.REACHES_OUT),
        ({"links": links(link(1, f"{RELATION}/image", "\\\\server\\share"))}, word.REACHES_OUT),
        ({"links": links(link(1, f"{RELATION}/image", "//server/share"))}, word.REACHES_OUT),
        ({"links": b"<Relationships"}, packages.SPOILT),
        ({"word__document_foo": coded(" DDE cmd ")}, word.REACHES_OUT),
        ({"word__document_foo": "<a/>".encode("utf-16")}, packages.SPOILT),
        ({"types": None}, OTHER_ZIP),
        ({"root_links": None}, OTHER_ZIP),
        ({"types": b"<Types>spreadsheetml.sheet.main+xml</Types>"}, OTHER_ZIP),
        ({"word__document_xml": b"\xff\xfe<\x00"}, packages.SPOILT),
        ({"word__document_xml": b"<a>\x00</a>"}, packages.SPOILT),
        ({"word__document_xml": b"<a><b></a>"}, packages.SPOILT),
        ({"word__document_xml": b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}, packages.SPOILT),
    ],
)
def test_what_cannot_be_made_safe_is_refused(changes, sentence):
    assert refusal(document(**changes)) == sentence


@pytest.mark.parametrize("code", [
    (' DDEAUTO c:\\\\cmd.exe "/k calc" ',), ("DD", "EAUTO c:\\\\calc.exe"), (' INCLUDETEXT "x" ',),
    (' INCLUDEPICTURE "https://example.org/a.png" \\d ',), (" LINK Excel.Sheet ",),
    (" QUOTE 68 68 69 ",), ("  ",), ("",),
])  # fmt: skip
def test_fields_that_fetch_or_run_are_refused(code):
    assert refusal(document(word__document_xml=coded(*code))) == word.REACHES_OUT
    assert refusal(document(word__header1_xml=coded(*code, separate=False))) == word.REACHES_OUT


def test_a_simple_field_and_one_hidden_in_another_are_refused():
    simple = body('<w:p><w:fldSimple w:instr=" DDE cmd "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>')
    assert refusal(document(word__document_xml=simple)) == word.REACHES_OUT
    assert refusal(document(word__document_xml=body("<w:fldSimple/>"))) == word.REACHES_OUT
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    inner = f"{begin}<w:instrText> DATE </w:instrText>{end}"
    nested = body(f"<w:p>{begin}{inner}<w:instrText>DDE</w:instrText>{end}</w:p>")
    assert refusal(document(word__document_xml=nested)) == word.REACHES_OUT


def test_fields_that_count_and_ask_stay():
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    inner = f"{begin}<w:instrText> PAGE </w:instrText>{end}"
    separate = '<w:fldChar w:fldCharType="separate"/>'
    counting = body(
        f"<w:p>{begin}<w:instrText> IF </w:instrText>{inner}<w:instrText> = 1</w:instrText>{separate}{inner}"
        f'<w:instrText>stray</w:instrText>{end}{end}<w:fldSimple w:instr="NUMPAGES"/><w:instrText>lost</w:instrText>'
        f'{separate}<w:fldChar w:fldCharType="other"/></w:p>'
    )
    assert cleaned(word__document_xml=counting)["word/document.xml"] == counting


def test_links_keep_their_words_and_lead_nowhere():
    out = links(
        link(1, f"{RELATION}/hyperlink", "https://example.org/?who=me", outside=True),
        link(2, f"{RELATION}/image", "media/image1.jpeg"),
        link(3, f"{RELATION}/attachedTemplate", "file:///server/letter.dotx", outside=True),
    )
    after = cleaned(links=out)["word/_rels/document.xml.rels"].decode()
    assert 'Id="rId1"' in after
    assert 'Target="about:blank" TargetMode="External"' in after
    assert 'Target="media/image1.jpeg"/>' in after
    assert "example.org" not in after
    assert "letter.dotx" not in after


def test_addresses_in_fields_and_drawings_go_too():
    inside = (
        '<w:p><w:fldChar w:fldCharType="begin"/>'
        '<w:instrText> HYPERLINK "https://example.org/a" \\o "tip" </w:instrText>'
        '<w:fldChar w:fldCharType="end"/><w:fldSimple w:instr=\' HYPERLINK "file://server/x" \'/>'
        '<w:fldSimple w:instr="HYPERLINK \\l part2"/>'
        '<v:imagedata xmlns:v="v" src="https://example.org/b.png" title="T"/></w:p>'
    )
    after = cleaned(word__document_xml=body(inside))["word/document.xml"].decode()
    assert "example.org" not in after
    assert "server" not in after
    assert ' HYPERLINK "about:blank" \\o "tip" ' in after
    assert "HYPERLINK \\l part2" in after
    assert 'title="T"' in after


def test_settings_reach_for_no_template_and_no_list_of_addresses():
    settings = (
        f'<w:settings {W}><w:attachedTemplate r:id="rId1"/><w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>'
        "<w:zoom/></w:settings>"
    )
    after = cleaned(word__settings_xml=settings.encode())["word/settings.xml"]
    assert after == f"<w:settings {W}><w:zoom/></w:settings>".encode()


def test_a_packed_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = document(word__media__big_bin=b"\0" * (packages.MOST_BYTES + 1))
    assert len(bomb) < 500_000
    assert refusal(bomb) == packages.TOO_LARGE
    monkeypatch.setattr(packages, "MOST_PARTS", 2)
    assert refusal(document()) == packages.TOO_LARGE


@pytest.mark.parametrize("name", ["../harm.xml", "/etc/passwd", "word/../../x", "c:\\x", "a//b", "word/a\nb"])
def test_names_that_lead_elsewhere_are_refused(name):
    assert refusal(packed({name: b"x"})) == packages.SPOILT


def test_other_spoilt_packages():
    assert refusal(document()[:100]) == packages.SPOILT
    assert refusal(packed({"a": b"x", "A": b"y"})) == packages.SPOILT
    assert refusal(packed({"a/": b"", "b": b"x"})) == OTHER_ZIP
    locked = bytearray(packed({"word/document.xml": b"x"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)) == packages.LOCKED
    damaged = bytearray(packed({"word/document.xml": b"some words" * 99}))
    damaged[60] ^= 0xFF
    assert refusal(bytes(damaged)) == packages.SPOILT
