"""A folder of documents: each is a row, or a fault with its path."""

import docx
import pytest

import unreadable
from catalog.errors import CatalogError
from catalog.settings import Settings
from document_bytes import drawn_pdf, pdf
from indexer.importers.rows import SourceNote
from indexer.importers.sources import Opener, open_source
from source_items import fault_places, links_of, rows_of

ENGLISH = "The officers of the department are trained to listen to the people, and it is not easy for them. " * 3


@pytest.fixture
def folder(tmp_path):
    """An empty folder."""
    path = tmp_path / "folder"
    path.mkdir()
    return path


@pytest.fixture
def read(folder, tmp_path):
    """A function that returns the items of the folder."""

    def items(**limits):
        settings = Settings(corpus=tmp_path / "corpus", data=tmp_path / "data", **limits)
        return list(open_source("folder", str(folder), Opener(settings)))

    return items


def test_a_document_is_a_row_with_its_path_as_id(folder, read):
    (folder / "2024").mkdir()
    (folder / "2024" / "guide.md").write_text(
        f"---\ntitle: Body-worn cameras\ndate: 2024-05-03\nauthor: Jane Doe\n---\n\n# Cameras\n\n{ENGLISH}", "utf-8"
    )
    assert rows_of(read()) == [
        {
            "source_id": "2024/guide.md",
            "title": "Body-worn cameras",
            "authors": ["Jane Doe"],
            "language": "en",
            "published": "2024-05-03",
            "documents": [{"path": "2024/guide.md", "media_type": "text/markdown"}],
        }
    ]


def test_rows_are_in_the_order_of_the_paths(folder, read):
    for name in ("c.md", "a.md", "b.md"):
        (folder / name).write_text(f"# Title {name}\n\nText.", "utf-8")
    assert [row["source_id"] for row in rows_of(read())] == ["a.md", "b.md", "c.md"]


def test_the_largest_text_of_the_first_page_of_a_pdf_is_its_title(folder, read):
    content = (
        "BT /F1 9 Tf 72 760 Td (Office of Justice) Tj ET BT /F1 24 Tf 72 700 Td (Cameras on Patrol) Tj ET "
        "BT /F1 24 Tf 72 670 Td (in Small Towns) Tj ET BT /F1 10 Tf 72 640 Td (May 2015) Tj ET "
        "BT /F1 10 Tf 72 600 Td (The text of the report begins here and goes on for a line.) Tj ET"
    )
    (folder / "final_v3.pdf").write_bytes(drawn_pdf(content))
    (row,) = rows_of(read())
    assert (row["title"], row["published"], row["pages"]) == ("Cameras on Patrol in Small Towns", "2015-05", 1)


def test_a_good_title_in_the_properties_of_a_pdf_comes_first(folder, read):
    (folder / "x.pdf").write_bytes(pdf(("Some text on a page",), title="Cameras in Small Towns"))
    (row,) = rows_of(read())
    assert row["title"] == "Cameras in Small Towns"


def test_the_day_a_file_was_made_is_only_a_hint(folder, read):
    document = docx.Document()
    document.add_heading("Cameras on Patrol")
    document.core_properties.author = "python-docx"
    document.save(folder / "x.docx")
    (row,) = rows_of(read())
    assert "published" not in row
    assert row["created"] == "2013-12-23"
    assert "authors" not in row


def test_a_scanned_pdf_is_a_row_all_the_same(folder, read):
    (folder / "old_scan.pdf").write_bytes(pdf((), picture=True))
    items = read()
    assert [row["title"] for row in rows_of(items)] == ["Old scan"]
    assert fault_places(items) == ["old_scan.pdf"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(folder, read):
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 damaged")
    (folder / "b.pdf").write_bytes(pdf(("Secret",), user_password="x"))  # noqa: S106
    (folder / "c.xyz").write_bytes(bytes(range(256)) * 10)
    (folder / "d.md").write_text("# Title\n\nText.", "utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    unreadable.pipe(folder / "pipe.pdf")
    unreadable.broken_link(folder / "link.pdf")
    items = read()
    assert [row["source_id"] for row in rows_of(items)] == ["d.md"]
    assert sorted(fault_places(items)) == ["a.pdf", "b.pdf", "c.xyz", "empty.pdf", "link.pdf", "pipe.pdf"]


def test_hidden_files_and_those_of_the_system_are_left_out(folder, read):
    for name in (".hidden.md", "Thumbs.db", ".DS_Store", "~$report.docx"):
        (folder / name).write_text("x", "utf-8")
    assert read() == []


def test_a_folder_that_cannot_be_listed_is_named(folder, read):
    (folder / "a.md").write_text("# Title\n\nText.", "utf-8")
    unreadable.link_loop(folder / "loop")
    items = read()
    assert [row["source_id"] for row in rows_of(items)] == ["a.md"]
    assert (fault_places(items), "incomplete" in dict(links_of(items))) == (["loop"], True)


def test_a_folder_that_does_not_exist_is_refused(folder, read):
    folder.rmdir()
    with pytest.raises(CatalogError, match="no folder"):
        read()


def test_a_document_that_takes_too_much_memory_is_named(folder, read):
    (folder / "a.md").write_text("x " * 30_000_000, "utf-8")
    (folder / "b.md").write_text("# Title\n\nText.", "utf-8")
    items = read(document_memory_mb=400)
    assert fault_places(items) == ["a.md"]
    assert [row["source_id"] for row in rows_of(items)] == ["b.md"]


def test_a_file_that_is_not_what_its_name_says_has_a_note_with_what_it_was_read_as(folder, read):
    for name in ("broken.pdf", "notes.xyz", "good.md", "good.txt"):
        (folder / name).write_text(f"# Title of {name}\n\nText.", "utf-8")
    notes = {item.place: item.message for item in read() if isinstance(item, SourceNote)}
    assert notes == dict.fromkeys(
        ("broken.pdf", "notes.xyz"),
        "This was read as text, which its name does not say: check that it is the right file.",
    )
