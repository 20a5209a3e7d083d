"""When an editor is told that a file is not what its name says."""

import pytest

from indexer.extract.media_types import CSV, DOCX, HTML, PDF, PLAIN, TSV, XLSX, type_note


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        (PDF, "a.PDF"),
        (PLAIN, "a.txt"),
        (CSV, "a.txt"),
        (TSV, "a.csv"),
        (PLAIN, "a.md"),
        (HTML, "page.aspx"),
        ("image/png", "scan.png"),
        ("image/jpeg", "scan.png"),
    ],
)
def test_a_name_that_says_the_type_or_a_like_one_needs_no_note(media_type, name):
    assert type_note(media_type, name) == ""


@pytest.mark.parametrize(
    ("media_type", "name", "words"),
    [
        (PLAIN, "broken.pdf", "read as text,"),
        (PLAIN, "notes.xyz", "read as text,"),
        (PLAIN, "README", "read as text,"),
        (PDF, "report.docx", "read as a PDF,"),
        (XLSX, "report.docx", "read as an Excel workbook,"),
        (HTML, "report.docx", "read as a web page,"),
        (DOCX, "report", "read as a Word document,"),
        ("image/png", "report.pdf", "read as a picture,"),
    ],
)
def test_another_type_is_named(media_type, name, words):
    assert words in type_note(media_type, name)
