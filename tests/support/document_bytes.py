"""Small PDF, Office and OpenDocument files as bytes, for the tests of the extractors."""

import base64
import hashlib
import io
import zipfile

import docx
import openpyxl
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Inches
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches as SlideInches

PDF_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")  # ISO 32000-1, 7.6.3.3

PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(*pages, title="", user_password=None, picture=False):
    """Return a PDF with a tuple of lines for each page; `user_password` encrypts it (RC4, 40 bits)."""
    streams = [_page_stream(lines, picture=picture) for lines in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    encryption = _encryption(user_password) if user_password is not None else None
    for n, stream in enumerate(streams):
        page, content = 4 + 2 * n, 5 + 2 * n
        objects[page] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        ).encode()
        data = _encrypted(stream, encryption[0], content) if encryption else stream
        objects[content] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
    trailer = b"/ID [<00> <00>]"
    if encryption:
        objects[1000] = encryption[1]
        trailer += b" /Encrypt 1000 0 R"
    if title:
        objects[1001] = b"<< /Title (" + title.encode("latin-1") + b") >>"
        trailer += b" /Info 1001 0 R"
    return _file_bytes(objects, trailer)


def drawn_pdf(content, annotations=(), catalog="", objects=None):
    """Return a PDF of one page with drawing operators, annotation dictionaries, catalog entries and further objects.

    Fonts are /F1 and /F2; the page is object 4, and further objects have numbers from 10.
    """
    numbers = [100 + n for n in range(len(annotations))]
    references = " ".join(f"{number} 0 R" for number in numbers)
    stream = content.encode("cp1252")
    return _file_bytes(
        {
            1: f"<< /Type /Catalog /Pages 2 0 R {catalog.replace('ANNOTATIONS', references)} >>".encode(),
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            4: (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /StructParents 0 "
                f"/Resources << /Font << /F1 3 0 R /F2 3 0 R >> >> /Annots [{references}] >>"
            ).encode(),
            5: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            **{
                number: f"<< /Type /Annot /Rect [72 600 400 640] /P 4 0 R {entries} >>".encode("cp1252")
                for number, entries in zip(numbers, annotations, strict=True)
            },
            **(objects or {}),
        },
        b"",
    )


def pdf_stream(data, entries=""):
    """Return a stream object of a PDF."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def _page_stream(lines, *, picture):
    drawing = b"0 0 100 100 re f\n" if picture else b""
    text = b"".join(b"(" + line.replace("(", r"\(").encode("cp1252") + b") Tj T*\n" for line in lines)
    return drawing + (b"BT /F1 12 Tf 14 TL 72 700 Td\n" + text + b"ET" if lines else b"")


def _file_bytes(objects, trailer):
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, offset in offsets.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, offset))
    size = max(objects) + 1
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start))
    return out.getvalue()


def _encryption(user_password):
    """Return key and dictionary of the standard security handler, revision 2 (ISO 32000-1, algorithms 2 to 4)."""
    padded = (user_password.encode() + PDF_PADDING)[:32]
    owner = _rc4(hashlib.md5(b"owner" + PDF_PADDING[:27], usedforsecurity=False).digest()[:5], padded)
    permissions = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + permissions + b"\0", usedforsecurity=False).digest()[:5]
    user = _rc4(key, PDF_PADDING)
    entries = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>"
    return key, entries.encode()


def _encrypted(stream, key, number):
    digest = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()
    return _rc4(digest[:10], stream)


def _rc4(key, data):
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def saved(document):
    """Return the bytes of a python-docx, python-pptx or openpyxl document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word():
    """Return a Word document with a title, two headings, a table between paragraphs, and a list."""
    document = docx.Document()
    document.core_properties.title = "Field guide"
    document.add_paragraph("Before any heading.")
    document.add_heading("Tracing guns", 1)
    document.add_paragraph("First paragraph.")
    table = document.add_table(2, 2)
    table.columns[0].width = Inches(2)
    for row, cells in zip(table.rows, (("City", "Cases"), ("Tulsa", "12")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("After the table.")
    document.add_heading("Next steps", 2)
    document.add_paragraph("Call the lab.", style="List Bullet")
    return saved(document)


def slides():
    """Return three slides: one with text in a group and notes, a hidden one with a table, and one without words."""
    presentation = Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[5])
    box = first.shapes.add_group_shape().shapes.add_textbox(0, 0, SlideInches(2), SlideInches(1))
    box.text_frame.text = "Inside a group"
    first.shapes.title.text = "What NIBIN is"
    first.notes_slide.notes_text_frame.text = "Say this slowly."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    second.element.set("show", "0")
    table = second.shapes.add_table(1, 2, 0, 0, SlideInches(4), SlideInches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Lead", "Owner"
    presentation.slides.add_slide(presentation.slide_layouts[6])
    return saved(presentation)


def chart_data():
    """Return the data of a chart: cases and clearances by quarter."""
    data = CategoryChartData()
    data.categories = ["Spring", "Summer"]
    data.add_series("Cases", (3, 5))
    data.add_series("Clearances", (1, 2))
    return data


def chart_slide():
    """Return one slide with nothing on it but a chart."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, SlideInches(4), SlideInches(3), chart_data())
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Shootings by quarter"
    return saved(presentation)


def chart_page():
    """Return a Word document whose first heading has nothing under it but a chart, followed by another heading."""
    document = docx.Document()
    document.add_heading("What we saw", 1)
    paragraph = document.add_paragraph()
    document.add_heading("What follows", 1)
    xml = ChartXmlWriter(XL_CHART_TYPE.COLUMN_CLUSTERED, chart_data()).xml.encode()
    part = Part(PackURI("/word/charts/chart1.xml"), CT.DML_CHART, xml, document.part.package)
    relation = document.part.relate_to(part, f"{OFFICE_RELATIONS}/chart")
    graphic = f'<c:chart xmlns:c="{DRAWING}/chart" xmlns:r="{OFFICE_RELATIONS}" r:id="{relation}"/>'
    paragraph.add_run()._r.append(parse_xml(f'<w:drawing xmlns:w="{WORD}">{graphic}</w:drawing>'))
    return saved(document)


def picture_page():
    """Return a Word document with a picture and no words."""
    document = docx.Document()
    document.add_picture(io.BytesIO(PIXEL))
    return saved(document)


def picture_slide():
    """Return a slide with a picture and no words."""
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6]).shapes.add_picture(io.BytesIO(PIXEL), 0, 0)
    return saved(presentation)


def workbook(sheets):
    """Return a workbook with the given rows, by sheet name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
OPEN_DOCUMENT_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
        "style": "style",
        "svg": "svg-compatible",
        "form": "form",
        "chart": "chart",
    }.items()
)


def open_document(kind, body, doctype=""):
    """Return an OpenDocument file of a kind ("text", "presentation", "spreadsheet") with the given body."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {OPEN_DOCUMENT_NAMESPACES}>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def zipped(parts):
    """Return a ZIP package with the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def changed(package, changes):
    """Return the ZIP package with parts changed by functions, or left out (None)."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b"")) if change else None
    return zipped({name: content for name, content in parts.items() if content is not None})
