"""Telling files by content, and writing them anew: nothing hidden and nothing that runs is left."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dsr.core.errors import Refused
from dsr.evidence.files import kinds, pictures
from dsr.evidence.files.cleaning import GROWN, TOO_LARGE, clean
from dsr.evidence.files.kinds import FileKind, kind_of
from tests.evidence.making import HIDDEN, document, new_pdf, picture, written


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture(), FileKind.JPEG),
        (picture("PNG"), FileKind.PNG),
        (written(new_pdf()), FileKind.PDF),
        (b"\n\n" + written(new_pdf()), FileKind.PDF),
        (document(), FileKind.WORD),
    ],
)
def test_a_kind_is_told_by_content(content, kind):
    assert kind_of(content) is kind
    assert {kind} <= kinds.LABEL.keys() & kinds.MEDIA_TYPE.keys() & kinds.EXTENSION.keys()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, kinds.HEIC),
        (b"\x00\x00\x00\x18ftypmif1" + b"\x00" * 20, kinds.HEIC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 20, kinds.OLD_OFFICE),
        (b"II*\x00\x08", kinds.TIFF),
        (b"MM\x00*\x08", kinds.TIFF),
        (b"MZ\x90\x00 program", kinds.NOT_TAKEN),
        (b"<html><script>alert(1)</script>", kinds.NOT_TAKEN),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', kinds.NOT_TAKEN),
        (b"GIF89a", kinds.NOT_TAKEN),
        (b"\x00\x00\x00\x18ftypisom", kinds.NOT_TAKEN),
        (b" " * 2000 + b"%PDF-1.7", kinds.NOT_TAKEN),
        (b"", kinds.NOT_TAKEN),
    ],
)
def test_anything_else_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(Refused) as refused:
        clean(content)
    assert refused.value.sentence == sentence


def test_size_counts_before_and_after(monkeypatch):
    with pytest.raises(Refused) as refused:
        clean(b"\xff" * (kinds.MOST_BYTES + 1))
    assert refused.value.sentence == TOO_LARGE
    small = BytesIO()
    Image.linear_gradient("L").save(small, format="PNG", optimize=True)
    file = small.getvalue()
    monkeypatch.setattr("dsr.evidence.files.cleaning.MOST_BYTES", len(file))
    monkeypatch.setattr(pictures, "_written", lambda *given: file + b"more")
    with pytest.raises(Refused) as refused:
        clean(file)
    assert refused.value.sentence == GROWN


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_photo_only_what_can_be_seen_is_left(kind):
    before = picture(kind)
    assert before.count(HIDDEN) >= 2
    after = clean(before)
    assert (after.kind, after.pages) == (FileKind(kind.lower()), 1)
    assert HIDDEN not in after.content
    with Image.open(BytesIO(after.content)) as shown:
        assert shown.size == (40, 60)  # it was held on its side
        assert not shown.getexif()
        assert not {"comment", "exif", "Author", "xmp", "XML:com.adobe.xmp"} & shown.info.keys()


@pytest.mark.parametrize(("kind", "mode", "after"), [
    ("JPEG", "L", "L"), ("JPEG", "CMYK", "RGB"), ("PNG", "P", "P"), ("PNG", "RGBA", "RGBA"), ("PNG", "1", "1"),
])  # fmt: skip
def test_colours_stay_as_far_as_a_browser_knows_them(kind, mode, after):
    with Image.open(BytesIO(clean(picture(kind, mode=mode, notes=False)).content)) as shown:
        assert shown.mode == after


@pytest.mark.parametrize("quality", [40, 75, 95])
def test_a_photo_stays_as_fine_and_as_large_as_it_came(quality):
    before = BytesIO()
    Image.effect_noise((300, 200), 40).convert("RGB").save(before, format="JPEG", quality=quality, subsampling=0)
    after = clean(before.getvalue()).content
    assert abs(len(after) - len(before.getvalue())) < len(after) / 20
    with Image.open(before) as old, Image.open(BytesIO(after)) as new:
        assert old.quantization == new.quantization


def test_see_through_stays_and_a_moving_picture_stands_still():
    still, moved = Image.new("P", (9, 9)), Image.new("P", (9, 9), 1)
    file = BytesIO()
    still.save(file, format="PNG", save_all=True, append_images=[moved], transparency=0)
    with Image.open(BytesIO(clean(file.getvalue()).content)) as shown:
        assert shown.info["transparency"] == 0
        assert getattr(shown, "n_frames", 1) == 1


def test_a_picture_that_unpacks_to_very_many_dots_is_refused(monkeypatch):
    with pytest.raises(Refused) as refused:
        clean(picture("PNG", mode="1", size=(9000, 6000), notes=False))
    assert refused.value.sentence == pictures.TOO_LARGE
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(Refused) as refused:
        clean(picture("PNG", notes=False))
    assert refused.value.sentence == pictures.TOO_LARGE


@pytest.mark.parametrize("content", [picture()[:200], picture("PNG")[:60], b"\x89PNG\r\n\x1a\n" + b"x" * 50])
def test_a_spoilt_picture_is_refused(content):
    with pytest.raises(Refused) as refused:
        clean(content)
    assert refused.value.sentence == pictures.SPOILT


def test_a_picture_in_a_document_keeps_every_dot():
    for kind in ("JPEG", "PNG"):
        before = picture(kind)[: -len(HIDDEN)]
        after = pictures.without_notes(before)
        assert HIDDEN not in after
        with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
            assert old.tobytes() == new.tobytes()
    assert pictures.without_notes(b"something else") == b"something else"


@given(
    st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"PK\x03\x04", b""])
)
def test_whatever_comes_is_cleaned_or_refused(tail, beginning):
    """Never another error, and never without end."""
    pictures.without_notes(beginning + tail)
    with suppress(Refused):
        clean(beginning + tail)
