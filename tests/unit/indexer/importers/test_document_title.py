"""Titles and dates of documents: what is left over from programs and templates does not count."""

import pytest

from indexer.importers.readers.documents.document_title import document_title
from indexer.importers.readers.documents.first_page import date_of_publication


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "untitled",
        "Document1",
        "Microsoft Word - final_v3.doc",
        "PowerPoint Presentation",
        "Slide 1",
        "report_final_v3",
        "GUIDE-2019.indd",
        "guide",
        r"C:\Users\jdoe\guide",
        "12345",
        "x",
        "Layout 1",
        "Presentación de PowerPoint",
    ],
)
def test_a_title_that_a_program_left_there_does_not_count(metadata):
    assert document_title([metadata], ["Body-worn cameras"], "guide.pdf") == "Body-worn cameras"


def test_a_good_title_of_the_metadata_comes_first():
    assert document_title(["Body-worn cameras"], ["Chapter 1"], "guide.pdf") == "Body-worn cameras"


def test_the_prefix_of_a_program_is_taken_off():
    assert document_title(["Microsoft Word - A Guide to Cameras"], [], "x.pdf") == "A Guide to Cameras"


@pytest.mark.parametrize("heading", ["Notes: speak up", "a | b | c", "What follows is:", "This is a link to a blog."])
def test_rows_notes_and_sentences_are_no_titles(heading):
    assert document_title([], [heading], "camera_guide.pdf") == "Camera guide"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("camera_guide_2019.pdf", "Camera guide 2019"),
        ("camera-guide.pdf", "Camera guide"),
        ("Camera guide - part 2.pdf", "Camera guide - part 2"),
        ("folder/Camera%20guide (1).docx", "Camera guide"),
        ("guía_de_cámaras.md", "Guía de cámaras"),
        ("___.pdf", "___.pdf"),
    ],
)
def test_without_any_other_the_title_is_the_name_of_the_file_as_words(name, title):
    assert document_title([], [], name) == title


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("A Guide\nMay 2015\nBy us", "2015-05"),
        ("A Guide\nPublished: May 3, 2015. It tells of June 2014.", "2015-05-03"),
        ("Guía\n3 de mayo de 2015", "2015-05-03"),
        ("A Guide\n\u00a9 2016 Police Foundation", "2016"),
        ("In May 2015, 20 officers were trained.", ""),
        ("May 2015\nJune 2016", ""),
        ("Copyright 2010-2016", ""),
        ("", ""),
    ],
)
def test_only_a_date_that_says_when_a_document_was_published_counts(text, date):
    assert date_of_publication(text) == date
