"""The content of a document decides its type; a document that cannot be read is refused with a clear reason."""

import io
import zipfile

import pytest

import document_bytes
from catalog.errors import ExtractError
from extraction_results import outcome, refusal
from indexer.extract import DOCUMENT_TYPES, extract
from indexer.extract.office.xml import archive
from indexer.extract.sniff.media_type import detect_media_type

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("name", ["x.html", "x.docx", "x.txt", "x", "x.pdf"])
@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (document_bytes.pdf(("Words",)), "application/pdf"),
        (document_bytes.word(), WORD),
        (document_bytes.slides(), SLIDES),
        (document_bytes.workbook({"S": [("a",)]}), SHEETS),
        (document_bytes.open_document("text", ""), "application/vnd.oasis.opendocument.text"),
        (document_bytes.open_document("presentation", ""), "application/vnd.oasis.opendocument.presentation"),
        (b"<!-- saved --><!DOCTYPE html><p>Words", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "text/html"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nWords", "text/vtt"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nWords", "application/x-subrip"),
        (b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "text/csv"),
        (b"a\tb\tc\n1\t2\t3\n4\t5\t6\n7\t8\t9\n", "text/tab-separated-values"),
        (b"# Title\n\n**Bold** [link](https://example.org)\n\n- item\n", "text/markdown"),
    ],
    ids=lambda value: value.rpartition("/")[2][-20:] if isinstance(value, str) else "",
)
def test_the_content_decides_the_media_type_whatever_the_file_name(data, media_type, name):
    assert detect_media_type(data, name) == media_type


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("x.txt", "text/plain"), ("x.md", "text/markdown"), ("x.csv", "text/csv"), ("x.srt", "application/x-subrip")],
)
def test_the_file_name_decides_for_text_that_fits_several_types(name, media_type):
    assert detect_media_type(b"Just some words, and a few more.", name) == media_type


def test_prose_with_commas_is_not_a_table():
    assert detect_media_type(b"First, second, third.\nOne, two.\nRed, green, blue, yellow.\n", "x") == "text/plain"


def test_a_pdf_with_a_wrong_file_name_is_read():
    assert extract(document_bytes.pdf(("Words",)), "report.html").media_type == "application/pdf"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This picture cannot be read. Use PDF, Word"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "This sound or video file cannot"),
        (b"{\\rtf1 words}", "This Rich Text file cannot"),
        (document_bytes.zipped({"a.txt": "words"}), "This archive cannot"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This file is in an older Office format"),
        (bytes(range(256)) * 8, "This file cannot"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "This file cannot"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(data, message):
    error = refusal(data, "file")
    assert error.kind in {"unknown-type", "scanned"}
    assert str(error).startswith(message)


def test_an_encrypted_office_file_is_refused_as_encrypted():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert outcome(data, "plan.docx") == "encrypted"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0" * 50])
def test_blank_content_is_refused_as_empty(data):
    assert outcome(data, "x.txt") == "empty"


def test_a_truncated_office_file_is_damaged_and_not_unknown():
    assert outcome(document_bytes.slides()[:2000], "talk.pptx") == "damaged"


def test_no_error_message_shows_a_class_or_a_traceback():
    messages = [
        str(refusal(b"PK\3\4" + b"broken" * 20, f"x{suffix}")) for suffix in (".docx", ".pptx", ".xlsx", ".odt")
    ]
    assert all(text.startswith("This ") and "Error" not in text for text in messages)


def test_every_document_type_has_an_extractor():
    for document_type in DOCUMENT_TYPES.values():
        module = __import__(f"indexer.extract.{document_type.module}", fromlist=["read"])
        assert callable(module.read)


def bomb(size_bytes, entries=1):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for n in range(entries):
            package.writestr(f"part{n}.bin", b"\0" * size_bytes)
    return out.getvalue()


def test_a_part_that_inflates_beyond_the_limit_is_refused():
    error = refusal(bomb(archive.MAX_ENTRY_BYTES + 1), "bomb.odt")
    assert (error.kind, str(error)) == (
        "too-large",
        "This document unpacks to far more than its size: save it as a PDF.",
    )


def test_parts_that_together_inflate_beyond_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1_000_000)
    assert outcome(bomb(300_000, entries=4), "bomb.odt") == "too-large"


def test_a_package_with_too_many_parts_is_refused():
    assert outcome(bomb(1, entries=archive.MAX_ENTRIES + 1), "bomb.odt") == "too-large"


def test_a_false_size_in_the_directory_is_not_trusted():
    data = bytearray(bomb(100_000))
    directory = data.rindex(b"PK\1\2")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises((zipfile.BadZipFile, ExtractError)):
        archive.Archive(bytes(data))
