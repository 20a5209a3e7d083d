"""PDF: pages, paragraphs, running heads, and a readable reason if there is no text."""

import pytest

import document_bytes
from catalog.model import Locator, LocatorKind
from extraction_results import outcome, refusal
from indexer.extract import extract
from indexer.extract.pdf.lines import page_paragraphs
from indexer.extract.pdf.page_breaks import whole_words
from indexer.extract.pdf.running_heads import HeadedPages, without_running_heads

FULL = "A line that is as wide as all the others on this page of the report"


def test_every_page_with_text_is_a_section_with_the_page_number_as_locator():
    document = extract(document_bytes.pdf(("First page",), ("Second page",), title="Gun tracing"), "report.pdf")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(LocatorKind.PAGE, "p. 1", "page=1"), "First page"),
        (Locator(LocatorKind.PAGE, "p. 2", "page=2"), "Second page"),
    ]
    assert (document.media_type, document.pages, document.title) == ("application/pdf", 2, "Gun tracing")


def test_pages_with_only_pictures_are_counted_in_a_note():
    document = extract(document_bytes.pdf(("Words",), (), picture=True), "report.pdf")
    assert [section.locator.label for section in document.sections] == ["p. 1"]
    assert document.notes == ("1 of 2 pages contain only pictures, or letters that cannot be read.",)


def test_the_program_that_printed_the_pdf_is_not_part_of_its_title():
    document = extract(document_bytes.pdf(("Words",), title="Microsoft Word - plan.docx"), "report.pdf")
    assert document.title == "plan.docx"


def test_an_encrypted_pdf_is_refused_with_a_readable_reason():
    error = refusal(document_bytes.pdf(("Secret",), user_password=str(12345)), "report.pdf")
    assert (error.kind, str(error)) == (
        "encrypted",
        "This PDF is encrypted: save a copy without a password.",
    )


def test_a_pdf_with_only_an_owner_password_is_read():
    assert extract(document_bytes.pdf(("Open",), user_password=""), "report.pdf").sections[0].text == "Open"


def test_a_pdf_with_only_pictures_is_refused_as_scanned():
    error = refusal(document_bytes.pdf((), (), picture=True), "scan.pdf")
    assert (error.kind, str(error)) == (
        "scanned",
        "This PDF contains only scanned pages or pictures: run text recognition (OCR) on it.",
    )


def test_a_pdf_of_blank_pages_is_refused_as_empty():
    assert outcome(document_bytes.pdf((), ()), "blank.pdf") == "empty"


def test_a_pdf_without_its_objects_is_refused_as_damaged():
    error = refusal(b"%PDF-1.4\nnothing that follows is a PDF", "broken.pdf")
    assert error.kind == "damaged"
    assert str(error).startswith("This PDF is damaged")


def test_a_truncated_pdf_is_read_or_refused_as_damaged():
    data = document_bytes.pdf(*[("Some words",)] * 20)
    outcomes = {outcome(data[:end], "cut.pdf") for end in range(100, len(data), 97)}
    assert outcomes <= {"text", "damaged", "empty"}


def test_lines_are_joined_into_paragraphs_and_a_short_line_ends_one():
    text = "\r\n".join(["Violence", FULL, FULL, "ends here.", "New Start " + FULL, FULL])
    assert page_paragraphs(text) == ["Violence", f"{FULL} {FULL} ends here.", f"New Start {FULL} {FULL}"]


def test_each_list_item_is_a_paragraph():
    text = "• first item of the list, long\r\n• second item of the list, long\r\n3. third one"
    assert len(page_paragraphs(text)) == 3


def test_a_very_long_word_is_read():
    assert len(page_paragraphs("x" * 300_000)[0]) == 300_000


def pages_of(*pages):
    return [section.text for section in extract(document_bytes.pdf(*pages), "report.pdf").sections]


def test_a_word_split_at_the_end_of_a_page_is_whole_on_that_page():
    first, second = pages_of(("All officers of the com-",), ("munity, and others of it",))
    assert (first, second) == ("All officers of the community,", "and others of it")


def test_a_page_number_and_a_running_head_may_be_between_the_halves_of_a_word():
    first, second = whole_words(["Report\nall of the in-\n1", "Report on guns\nvestigation goes on\n2"])
    assert (first, second) == ("Report\nall of the in-\nvestigation\n1", "Report on guns\ngoes on\n2")


def test_pages_without_a_split_word_stay_as_they_are():
    pages = ["A page that ends here.", "and one that begins small", "A pre-", "Trial begins"]
    assert whole_words(pages) == pages


def report(pages, head="Annual report of the unit"):
    return [f"{head}\nTold in chapter {'x' * number}\n{number + 4} | Page" for number in range(pages)]


def body_of(pages):
    return [page.strip("\n").replace("\n\n", "\n") for page in without_running_heads(pages).texts]


def test_a_running_head_is_read_only_on_its_first_page():
    assert body_of(report(3)) == [report(3)[0], "Told in chapter x", "Told in chapter xx"]


def test_a_running_head_that_is_kept_is_a_paragraph_of_its_own():
    headed = without_running_heads(report(3))
    assert headed.texts[0] == "Annual report of the unit\n\nTold in chapter \n\n4 | Page"
    assert headed.heads == ("Annual report of the unit", "4 | Page")


@pytest.mark.parametrize("head", ["Page {} of 3", "Spring 2026, page {}", "Report 2026 - page {} of 12 - draft 7"])
def test_a_page_number_may_be_anywhere_in_a_running_head(head):
    pages = [f"{head.format(number)}\nOnly {'x' * number}" for number in (1, 2, 3)]
    assert body_of(pages) == [pages[0], "Only xx", "Only xxx"]


def test_a_running_head_may_have_more_lines_than_are_compared_at_once():
    letterhead = "Department\nof Safety\n1 Main Street\nSpringfield\nwww.example.org"
    pages = [f"{letterhead}\nOnly {'x' * number}" for number in (1, 2, 3)]
    assert body_of(pages)[1:] == ["Only xx", "Only xxx"]


def test_the_head_of_a_chapter_is_a_running_head_of_its_pages():
    pages = [f"{'Hiring' if 4 <= number < 9 else 'x' * number}\nOnly {'y' * number}" for number in range(1, 21)]
    assert [number for number, page in enumerate(body_of(pages), 1) if "Hiring" in page] == [4]


def test_two_pages_have_no_running_heads():
    assert without_running_heads(report(2)) == HeadedPages(tuple(report(2)))


def test_different_heads_of_left_and_right_pages_are_both_running_heads():
    pages = [f"{'Left' if number % 2 else 'Right'} head\nOnly {'x' * number}" for number in range(8)]
    assert body_of(pages)[2:] == [f"Only {'x' * number}" for number in range(2, 8)]


def test_a_line_in_the_middle_of_pages_is_not_a_running_head():
    page = "{0}a\n{0}b\n{0}c\nYes\n{0}d\n{0}e\n{0}f"
    pages = [page.format(name * 3) for name in "pqrs"]
    assert body_of(pages) == pages


def test_rows_of_figures_at_the_edges_of_pages_are_not_running_heads():
    pages = [f"{number * 7} 12\nTotal {number * 5}" for number in range(1, 9)]
    assert body_of(pages) == pages


def test_lines_that_most_pages_have_alone_are_not_heads():
    assert without_running_heads(["Same"] * 4).heads == ()
    assert without_running_heads(["Same"] * 2 + [f"Same\nOnly {'x' * number}" for number in range(3)]).heads == (
        "Same",
    )


def test_a_page_with_nothing_but_running_heads_keeps_them():
    assert body_of(["Same"] * 4) == ["Same"] * 4
