"""Every document format is read the same inside the sandbox, where no file can be opened, and outside it."""

import base64
import hashlib
import io
import zipfile

import docx
import openpyxl
import pptx
import pytest

from catalog.errors import ExtractError
from document_bytes import drawn_pdf, pdf_stream
from indexer.extract import extract
from indexer.sandbox.pool import ExtractorPool, Job
from office_packages import document
from sandbox_runs import PATIENT

ODT = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
  <text:h text:outline-level="1">Patrol</text:h><text:p>Officers walk their beat.</text:p>
</office:text></office:body></office:document-content>"""


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word():
    document = docx.Document()
    document.add_heading("Patrol")
    document.add_paragraph("Officers walk their beat.")
    document.add_table(1, 2).cell(0, 0).text = "Beat"
    return saved(document)


def slides():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Patrol"
    slide.placeholders[1].text = "Officers walk their beat."
    slide.notes_slide.notes_text_frame.text = "Say it slowly."
    return saved(deck)


def sheet():
    book = openpyxl.Workbook()
    book.active.append(["Beat", "Officers"])
    book.active.append(["North", 12])
    return saved(book)


def open_text():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT)
    return stream.getvalue()


def pdf():
    drawing = b"BT /F1 12 Tf 72 720 Td (Officers walk their beat.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


STAMP = pdf_stream(
    b"BT /F1 12 Tf 5 12 Td (Superseded) Tj ET",
    "/Type /XObject /Subtype /Form /BBox [0 0 228 40] /Resources << /Font << /F1 3 0 R >> >>",
)
FORM = b"<x:xdp xmlns:x='http://ns.adobe.com/xdp/'><draw><value><text>Grant</text></value></draw></x:xdp>"

HTML = (
    "<html><head><title>Patrol</title></head><body><nav>Menu</nav><main><h1>Patrol</h1><p>{}</p></main></body></html>"
)
SENTENCE = "Officers walk their beat \u2013 an \u00e9lite, they say, \u201cday and night\u201d, and write it down. "
SAVED_PAGE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
    b"charset=windows-1252\r\nContent-Transfer-Encoding: base64\r\n\r\n%s\r\n--x--\r\n"
) % base64.encodebytes(HTML.format(SENTENCE * 5).encode("cp1252"))
RUSSIAN = "\u041f\u043e\u043b\u0438\u0446\u0438\u044f \u0440\u0430\u0431\u043e\u0442\u0430\u0435\u0442. "
JAPANESE = "\u8b66\u5bdf\u306e\u5de1\u56de\u3067\u3059\u3002"

DOCUMENTS = {
    "report.pdf": pdf(),
    "stamped.pdf": drawn_pdf("", ["/Subtype /Stamp /F 4 /AP << /N 10 0 R >>"], objects={10: STAMP}),
    "form.pdf": drawn_pdf("", (), "/NeedsRendering true /AcroForm << /XFA 10 0 R >>", {10: pdf_stream(FORM)}),
    "report.docx": word(),
    "report.pptx": slides(),
    "report.xlsx": sheet(),
    "report.odt": open_text(),
    "page.html": HTML.format(SENTENCE * 5).encode(),
    "old-page.html": HTML.format(SENTENCE * 5).encode("cp1252"),
    "odd-charset.html": HTML.format(SENTENCE * 5).replace("<head>", "<head><meta charset=utf8mb4>").encode(),
    "page.mht": SAVED_PAGE,
    "embedded.docx": document('<w:altChunk r:id="rId1"/>', {"rId1": ("aFChunk", "a.mht")}, {"a.mht": SAVED_PAGE}),
    "talk.vtt": b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>Officers walk their beat.\n",
    "talk.srt": b"1\n00:00:01,000 --> 00:00:04,000\nOfficers walk their beat.\n",
    "notes.md": b"---\ntitle: Patrol\n---\n\n# Patrol\n\nOfficers *walk* their beat.\n\n- one\n- two\n",
    "table.csv": b"beat,officers\nnorth,12\nsouth,14\n",
    "plain.txt": (SENTENCE * 5).encode(),
    "windows.txt": (SENTENCE * 5).encode("cp1252"),
    "mac.csv": (SENTENCE * 5).encode("mac_roman"),
    "russian.txt": (RUSSIAN * 40).encode("koi8-r"),
    "japanese.txt": (JAPANESE * 40).encode("shift_jis"),
    "two-byte.txt": (SENTENCE * 5).encode("utf-16"),
    "broken.pdf": b"%PDF-1.4\nnothing",
    "broken.docx": word()[:-200],
    "broken.odt": open_text().replace(b"</text:h>", b"</text:p>"),
    "empty.txt": b"",
    "program.exe": b"MZ\x90\x00" + bytes(range(256)) * 8,
}


def without_sandbox(data, name):
    try:
        return extract(data, name)
    except ExtractError as error:
        return error


def comparable(outcome):
    return (outcome.kind, str(outcome)) if isinstance(outcome, ExtractError) else outcome


@pytest.fixture(scope="module")
def sandboxed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    for name, data in DOCUMENTS.items():
        (folder / name).write_bytes(data)
    with ExtractorPool(limits=PATIENT) as pool:
        jobs = (Job(folder / name, name, hashlib.sha256(data).hexdigest()) for name, data in DOCUMENTS.items())
        return {job.name: outcome for job, outcome in pool.run(jobs)}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_the_same_with_and_without_the_sandbox(sandboxed, name):
    assert comparable(sandboxed[name]) == comparable(without_sandbox(DOCUMENTS[name], name))
