"""PDF: the same pages in a new document; nothing runs, nothing is attached, nothing tells who made it."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from dsr.core.errors import Refused
from dsr.evidence.files import pdfs
from dsr.evidence.files.cleaning import clean
from tests.evidence.making import (
    HIDDEN,
    field,
    hostile_pdf,
    look,
    name,
    new_pdf,
    numbers,
    picture,
    put_on,
    read_pdf,
    stream,
    written,
)

HARMFUL = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/Filespec", b"/OpenAction", b"/AA", b"/Metadata")


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        clean(content)
    return refused.value.sentence


def test_pages_and_their_words_stay():
    cleaned = clean(written(new_pdf(3)))
    assert cleaned.pages == 3
    pages = read_pdf(cleaned.content).pages
    assert [page.extract_text() for page in pages] == [f"Confirmed: autism {number}" for number in range(3)]
    assert [float(side) for side in pages[0].mediabox] == [0, 0, 200, 100]


def test_nothing_hidden_and_nothing_that_runs_is_left():
    before = hostile_pdf()
    assert all(word in before for word in HARMFUL)
    assert before.count(HIDDEN) >= 10
    after = clean(before).content
    assert HIDDEN not in after
    assert [word for word in HARMFUL if word in after] == []
    reader = read_pdf(after)
    assert reader.metadata is None
    assert reader.trailer["/Root"].keys() == {"/Type", "/Pages"}
    assert "/Annots" not in reader.pages[0]
    text = reader.pages[0].extract_text()
    assert "Confirmed: autism 0" in text
    assert "Ada" in text


def test_the_photo_on_a_page_stays_without_its_notes():
    images = read_pdf(clean(hostile_pdf()).content).pages[0].images
    assert [image.image.size for image in images] == [(60, 40)]


def test_cleaning_twice_changes_nothing_more():
    once = clean(hostile_pdf()).content
    assert read_pdf(clean(once).content).pages[0].extract_text() == read_pdf(once).pages[0].extract_text()


def test_what_was_filled_in_stands_where_it_stood():
    writer = new_pdf()
    at = numbers(20, 10, 120, 30)  # twice as wide and as high as the look
    put_on(writer, field(at, FT=name("/Tx"), V=TextStringObject("Ada"), AP=DictionaryObject({name("/N"): look()})))
    page = read_pdf(clean(written(writer)).content).pages[0]
    assert b"q 2.00000 0.00000 0.00000 2.00000 20.00000 10.00000 cm /FlatMark0 Do Q" in page.get_contents().get_data()


def test_a_turned_look_is_placed_by_its_turned_box():
    writer = new_pdf()
    turned = look(Matrix=numbers(0, 1, -1, 0, 0, 0))  # a quarter: 50 by 10 becomes 10 by 50
    put_on(writer, field(numbers(0, 0, 10, 50), AP=DictionaryObject({name("/N"): turned})))
    page = read_pdf(clean(written(writer)).content).pages[0]
    assert b"q 1.00000 0.00000 0.00000 1.00000 10.00000 0.00000 cm" in page.get_contents().get_data()


def test_of_a_box_to_tick_the_look_of_its_state_is_drawn():
    def box(state: str) -> DictionaryObject:
        looks = DictionaryObject({name("/Yes"): look(b"(ticked) Tj"), name("/Odd"): NumberObject(1)})
        return field(numbers(0, 0, 50, 10), FT=name("/Btn"), AS=name(state), AP=DictionaryObject({name("/N"): looks}))

    for state, shown in (("/Yes", True), ("/Off", False), ("/Odd", False)):
        writer = new_pdf()
        put_on(writer, box(state))
        assert ("ticked" in read_pdf(clean(written(writer)).content).pages[0].extract_text()) is shown


@pytest.mark.parametrize("mark", [
    field(numbers(0, 0, 0)), field(numbers(0, 0, 50, 10), AP=DictionaryObject()),
    field(numbers(0, 0, 50, 10), AP=DictionaryObject({name("/N"): stream(b"")})),
    field(numbers(0, 0, 50, 10), AP=DictionaryObject({name("/N"): stream(b"", BBox=numbers(0, 0, 0, 9))})),
    field(numbers(0, 0, 50, 10), AP=DictionaryObject({name("/N"): NumberObject(1)})),
])  # fmt: skip
def test_a_mark_without_look_or_place_is_left_out(mark):
    writer = new_pdf()
    put_on(writer, mark)
    assert b"FlatMark" not in clean(written(writer)).content


def test_a_form_that_would_arrive_empty_is_refused():
    writer = new_pdf()
    put_on(writer, field(numbers(0, 0, 50, 10), FT=name("/Tx"), V=TextStringObject("Ada")))
    assert refusal(written(writer)) == pdfs.FORM_NOT_DRAWN
    writer = new_pdf()
    parent = DictionaryObject({name("/FT"): name("/Ch"), name("/V"): TextStringObject("Yes")})
    put_on(writer, field(numbers(0, 0, 50, 10), Parent=parent))
    assert refusal(written(writer)) == pdfs.FORM_NOT_DRAWN
    writer = new_pdf()
    writer._root_object[name("/AcroForm")] = DictionaryObject({name("/XFA"): stream(b"<xfa/>")})
    assert refusal(written(writer)) == pdfs.FORM_NOT_DRAWN


def test_protected_too_long_and_empty():
    locked = new_pdf()
    locked.encrypt("", "owner")
    assert refusal(written(locked)) == pdfs.LOCKED
    assert refusal(written(new_pdf(pdfs.MOST_PAGES + 1))) == pdfs.TOO_LONG
    assert refusal(written(new_pdf(0))) == pdfs.SPOILT


def test_pages_without_content_and_with_several_pieces():
    writer = new_pdf(2)
    del writer.pages[0]["/Contents"]
    pieces = [stream(b"BT /F1 12 Tf 10 50 Td (one) Tj"), stream(b"(two) Tj ET")]
    writer.pages[1][name("/Contents")] = ArrayObject(writer._add_object(piece) for piece in pieces)
    pages = read_pdf(clean(written(writer)).content).pages
    assert [page.extract_text() for page in pages] == ["", "onetwo"]


def test_a_photo_behind_two_filters_is_left_as_it_is():
    writer = new_pdf()
    photo = stream(b"ffd8ff>")
    photo[name("/Filter")] = ArrayObject([name("/ASCIIHexDecode"), name("/DCTDecode")])
    one = stream(picture())
    one[name("/Filter")] = ArrayObject([name("/DCTDecode")])
    resources = writer.pages[0]["/Resources"]
    resources[name("/XObject")] = DictionaryObject(
        {name("/A"): writer._add_object(photo), name("/B"): writer._add_object(one)}
    )
    after = clean(written(writer)).content
    assert b"ffd8ff>" in after
    assert b"Exif" not in after


def test_very_many_or_very_deep_objects_are_refused(monkeypatch):
    writer = new_pdf()
    writer.pages[0]["/Resources"][name("/Deep")] = BooleanObject(True)
    nested = written(writer).replace(b"/Deep true", b"/Deep " + b"[" * 3000 + b"]" * 3000)
    assert refusal(nested) == pdfs.SPOILT
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 1)
    assert refusal(written(new_pdf())) == pdfs.SPOILT


def test_objects_that_go_round_in_a_circle_end():
    writer = new_pdf()
    one, two = DictionaryObject(), DictionaryObject()
    first, second = writer._add_object(one), writer._add_object(two)
    one[name("/Next")], two[name("/Next")] = second, first
    writer.pages[0]["/Resources"][NameObject("/Properties")] = DictionaryObject({name("/P"): first})
    assert clean(written(writer)).pages == 1
