"""Every format is read in the sandbox, where nothing can be imported or opened any more."""

import datetime as dt
import gzip
import io

import openpyxl
import pytest

from indexer.importers.reading import READERS, read_rows
from indexer.importers.rows import SourceFault, SourceNote, SourceRow
from indexer.sandbox.limits import StreamLimits

LIMITS = StreamLimits(frame_s=20.0, memory_bytes=600 << 20, input_bytes=10 << 20)


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["Title", "Published"])
    book.active.append(["Prevención", dt.date(2024, 5, 3)])
    book.active["A2"].hyperlink = "https://example.org"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SOURCES = {
    "csv": ("Título,Autor\nPrevención,Núñez\n".encode("cp1252"), {"Título": "Prevención", "Autor": "Núñez"}),
    "xlsx": (
        workbook(),
        {"Title": "Prevención", "Published": "2024-05-03", "Title (link)": "https://example.org"},
    ),
    "jsonl": (gzip.compress('{"title": "Prevención"}'.encode()), {"title": "Prevención"}),
    "ris": ("TY  - RPRT\nTI  - Prevención\nER  - \n".encode("utf-16"), {"type": "RPRT", "title": "Prevención"}),
    "bibtex": (
        rb"@misc{a, title = {Prevenci\'on $x^2$ --- \emph{more}}, author = {{A Forum} and Jane {Van Houten}}}",
        {
            "source_id": "a",
            "type": "misc",
            "title": "Prevención $x^2$ \u2014 more",
            "authors": ["A Forum", "Van Houten, Jane"],
        },
    ),
}


@pytest.fixture
def source(tmp_path):
    """A function that makes a file with the given content."""

    def make_source(content):
        path = tmp_path / "source"
        path.write_bytes(content)
        return path

    return make_source


@pytest.mark.parametrize("source_format", SOURCES)
def test_a_file_is_read(source, source_format):
    content, values = SOURCES[source_format]
    assert [item.values for item in read_rows(source(content), source_format, LIMITS)] == [values]


@pytest.mark.parametrize("source_format", READERS)
@pytest.mark.parametrize("content", [b"", b"\0" * 10_000, b"\xff\xfe\x00\xd8" * 1_000, bytes(range(256)) * 100])
def test_a_file_of_nonsense_is_read_to_its_end(source, source_format, content):
    items = list(read_rows(source(content), source_format, LIMITS))
    assert not [
        item for item in items if isinstance(item, SourceFault | SourceNote) and "could not be read" in item.message
    ]


def test_a_workbook_that_needs_too_much_memory_is_named(source):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Title", "Author"])
    for number in range(40_000):
        sheet.append([f"Report {number}" + "x" * 200, "Doe"])
    file = io.BytesIO()
    book.save(file)
    small = StreamLimits(frame_s=60.0, memory_bytes=230 << 20, input_bytes=100 << 20)
    items = list(read_rows(source(file.getvalue()), "xlsx", small))
    assert "it needs more than 230 MB of memory; split the file" in items[-1].message


def test_rows_of_a_large_file_arrive_before_its_end(source):
    rows = read_rows(source(b'{"title": "A"}\n' * 200_000), "jsonl", LIMITS)
    assert next(rows) == SourceRow("line 1", {"title": "A"})
    rows.close()
