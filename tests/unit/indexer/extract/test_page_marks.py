"""Plain text and Markdown with marks of pages, slides, times and sections have locators."""

import pytest

from catalog.model import Locator, LocatorKind
from indexer.extract import extract
from indexer.extract.plain.page_marks import mark


def sections(text, name="a.txt"):
    """Return the label and the text of each section."""
    return [(section.locator.label, section.text) for section in extract(text.encode(), name).sections]


def test_form_feeds_divide_pages():
    assert sections("First page.\fSecond page.\f") == [("p. 1", "First page."), ("p. 2", "Second page.")]


def test_a_form_feed_at_the_end_only_makes_no_pages():
    assert sections("A text.\f") == [("", "A text.")]


def test_marks_name_pages_slides_times_and_sections():
    text = """Above.

--- page 3 ---
On page three.
--- Slide 4 ---
On slide four.
--- 4:31 ---
Said then.
--- section: What to ask ---
Questions.
"""
    assert sections(text) == [
        ("", "Above."),
        ("p. 3", "On page three."),
        ("slide 4", "On slide four."),
        ("00:04:31", "Said then."),
        ("What to ask", "Questions."),
    ]


def test_a_form_feed_after_a_mark_begins_the_next_page():
    assert sections("--- page 7 ---\nSeven.\fEight.") == [("p. 7", "Seven."), ("p. 8", "Eight.")]


def test_the_last_page_is_the_number_of_pages():
    assert extract(b"--- page 3 ---\nThree.\n--- page 9 ---\nNine.", "a.txt").pages == 9


def test_lines_of_hyphens_and_other_words_are_text():
    text = "One.\n---\nTwo.\n--- continued ---\nThree."
    assert sections(text) == [("", text)]


def test_marked_pages_of_markdown_are_one_section_each():
    text = "--- page 1 ---\n# Title\n\nSome **bold** text.\n\n## More\n\nMore text.\n\n--- page 2 ---\n\nThe end.\n"
    assert sections(text, "a.md") == [("p. 1", "Title\n\nSome bold text.\n\nMore\n\nMore text."), ("p. 2", "The end.")]


@pytest.mark.parametrize(
    "locator",
    [
        Locator(LocatorKind.PAGE, "p. 12", "page=12"),
        Locator(LocatorKind.PAGE, "slide 4"),
        Locator(LocatorKind.TIME, "01:04:31", "t=3871"),
        Locator(LocatorKind.HEADING, "What to ask"),
    ],
)
def test_the_mark_of_a_locator_is_read_as_that_locator(locator):
    (section,) = extract(f"{mark(locator)}\nSome words.\n".encode(), "a.txt").sections
    assert (section.locator, section.text) == (locator, "Some words.")
