"""Files as people send them, and files made to do harm."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

#: Stands in every hidden place of the files below: it must be found in none that was cleaned.
HIDDEN = b"SomebodyHidden9434765919"


def picture(kind: str = "JPEG", *, mode: str = "RGB", size: tuple[int, int] = (60, 40), notes: bool = True) -> bytes:
    """With where it was taken, a comment, a thumbnail of notes, and something after its end."""
    image = Image.new(mode, size)
    image.paste(Image.new(mode, (size[0] // 2, size[1]), 200 if mode in ("L", "P") else None), (0, 0))
    options = _notes(image, kind) if notes else {}
    file = BytesIO()
    image.save(file, format=kind, **options)
    return file.getvalue() + (HIDDEN if notes else b"")


def _notes(image: Image.Image, kind: str) -> dict:
    exif = image.getexif()
    exif[0x010E], exif[0x0112] = HIDDEN.decode(), 6  # a description; held on its side
    exif.get_ifd(0x8825)[1] = "N"
    if kind == "JPEG":
        return {"exif": exif, "comment": HIDDEN}
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", HIDDEN.decode())
    info.add_itxt("XML:com.adobe.xmp", HIDDEN.decode())
    return {"exif": exif, "pnginfo": info}


def name(text: str) -> NameObject:
    return NameObject(text)


def stream(data: bytes, **keys: object) -> StreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    made.update({name(f"/{key}"): value for key, value in keys.items()})
    return made


def numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


def action(kind: str) -> DictionaryObject:
    words = TextStringObject(HIDDEN.decode())
    keys = ("/JS", "/URI", "/F")
    return DictionaryObject({name("/S"): name(kind), **{name(key): words for key in keys}})


def font() -> DictionaryObject:
    """One that every reader has."""
    return DictionaryObject(
        {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Helvetica")}
    )


def new_pdf(pages: int = 1, text: bytes = b"Confirmed: autism") -> PdfWriter:
    """Pages with words in a font."""
    writer = PdfWriter()
    shared = writer._add_object(font())
    for number in range(pages):
        page = writer.add_blank_page(200, 100)
        page[name("/Resources")] = DictionaryObject({name("/Font"): DictionaryObject({name("/F1"): shared})})
        drawn = stream(b"BT /F1 12 Tf 10 50 Td (" + text + b" %d) Tj ET" % number)
        page[name("/Contents")] = writer._add_object(drawn)
    return writer


def written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def field(rectangle: ArrayObject, **keys: object) -> DictionaryObject:
    made = {name("/Type"): name("/Annot"), name("/Subtype"): name("/Widget"), name("/Rect"): rectangle}
    return DictionaryObject(made | {name(f"/{key}"): value for key, value in keys.items()})


def look(words: bytes = b"(Ada) Tj", **keys: object) -> StreamObject:
    """How a filled field looks."""
    drawn = stream(b"BT /F1 9 Tf 2 2 Td " + words + b" ET", BBox=numbers(0, 0, 50, 10), **keys)
    drawn[name("/Subtype")] = name("/Form")
    drawn[name("/Resources")] = DictionaryObject({name("/Font"): DictionaryObject({name("/F1"): font()})})
    return drawn


def put_on(writer: PdfWriter, *marks: DictionaryObject, page: int = 0) -> None:
    writer.pages[page][name("/Annots")] = ArrayObject(writer._add_object(mark) for mark in marks)


def hostile_pdf() -> bytes:
    """Everything a PDF can run, attach, fetch and tell, in every place we know."""
    writer = new_pdf()
    page = writer.pages[0]
    writer.add_metadata({"/Author": HIDDEN.decode(), "/Title": HIDDEN.decode()})
    writer.add_attachment("harm.exe", b"MZ" + HIDDEN)
    root = writer._root_object
    scripts = ArrayObject([TextStringObject("start"), writer._add_object(action("/JavaScript"))])
    root["/Names"][name("/JavaScript")] = DictionaryObject({name("/Names"): scripts})
    root[name("/OpenAction")] = action("/Launch")
    root[name("/AA")] = DictionaryObject({name("/WC"): action("/JavaScript")})
    root[name("/Metadata")] = writer._add_object(stream(HIDDEN, Type=name("/Metadata"), Subtype=name("/XML")))
    page[name("/AA")] = DictionaryObject({name("/O"): action("/JavaScript")})
    page[name("/Metadata")] = root.raw_get("/Metadata")
    page[name("/PieceInfo")] = DictionaryObject({name("/Word"): TextStringObject(HIDDEN.decode())})
    put_on(writer, *_hostile_marks(writer))
    _hide_in_drawings(writer, page)
    return written(writer)


def _hostile_marks(writer: PdfWriter) -> list[DictionaryObject]:
    everywhere = numbers(0, 0, 200, 100)
    link = field(everywhere, A=action("/URI"))
    link[name("/Subtype")] = name("/Link")
    attached = field(everywhere, FS=DictionaryObject({name("/Type"): name("/Filespec"), name("/EF"): action("/URI")}))
    attached[name("/Subtype")] = name("/FileAttachment")
    unseen = field(everywhere, F=NumberObject(2), AP=DictionaryObject({name("/N"): writer._add_object(stream(HIDDEN))}))
    look_here = writer._add_object(look(Metadata=stream(HIDDEN), PieceInfo=TextStringObject(HIDDEN.decode())))
    runs = field(
        everywhere,
        FT=name("/Tx"), V=TextStringObject("Ada"), A=action("/JavaScript"), AA=action("/JavaScript"),
        AP=DictionaryObject({name("/N"): look_here}),
    )  # fmt: skip
    return [link, attached, unseen, runs]


def _hide_in_drawings(writer: PdfWriter, page: DictionaryObject) -> None:
    """In the resources, where only what is drawn should stand: a way back to everything, and a photo with notes."""
    photo = StreamObject()
    photo._data = picture()[: -len(HIDDEN)]
    photo.update(
        {
            name("/Type"): name("/XObject"), name("/Subtype"): name("/Image"), name("/Width"): NumberObject(60),
            name("/Height"): NumberObject(40), name("/ColorSpace"): name("/DeviceRGB"),
            name("/BitsPerComponent"): NumberObject(8), name("/Filter"): name("/DCTDecode"),
            name("/F"): TextStringObject(HIDDEN.decode()),
        }
    )  # fmt: skip
    resources = page["/Resources"]
    resources[name("/XObject")] = DictionaryObject(
        {
            name("/Photo"): writer._add_object(photo),
            name("/Ps"): writer._add_object(stream(HIDDEN, Subtype=name("/PS"))),
        }
    )
    resources[name("/Properties")] = DictionaryObject(
        {
            name("/Back"): writer._root_object.indirect_reference,
            name("/Run"): writer._add_object(action("/JavaScript")),
            name("/File"): DictionaryObject({name("/EF"): ByteStringObject(HIDDEN)}),
        }
    )


def read_pdf(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}/relationships"'


def link(number: int, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{mode}/>'


def links(*listed: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(listed)}</Relationships>'.encode()


def body(inside: str = "<w:p><w:r><w:t>Confirmed: autism</w:t></w:r></w:p>") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{inside}</w:body></w:document>'.encode()


def document(**changes: bytes | None) -> bytes:
    """A Word document that says who made it; ``changes`` are parts by name, None to leave one out."""
    said = HIDDEN.decode()
    parts: dict[str, bytes | None] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{MAIN}"/></Types>'.encode(),
        "_rels/.rels": links(
            link(1, f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            link(2, f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            link(3, f"{OFFICE}/relationships/extended-properties", "/docProps/app.xml"),
            link(4, f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
            link(5, f"{PACKAGE}/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg"),
        ),
        "docProps/core.xml": f"<a>{said}</a>".encode(),
        "docProps/app.xml": f"<a>{said}</a>".encode(),
        "docProps/custom.xml": f"<a>{said}</a>".encode(),
        "word/document.xml": body(),
        "word/media/image1.jpeg": picture()[: -len(HIDDEN)],
        "word/media/image2.png": picture("PNG"),
        "word/media/image3.emf": b"drawing",
    }
    return packed(parts | {_part_name(key): value for key, value in changes.items()})


def _part_name(key: str) -> str:
    """``word__document_xml`` is ``word/document.xml``."""
    named = {"types": "[Content_Types].xml", "root_links": "_rels/.rels", "links": "word/_rels/document.xml.rels"}
    return named.get(key) or key.replace("__", "/").replace("_", ".")


def packed(parts: dict[str, bytes | None]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            if content is not None:
                archive.writestr(ZipInfo(part), content, compress_type=ZIP_DEFLATED)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}
