"""A toolkit as PDF, opened with pypdf."""

from io import BytesIO

import pytest
from pypdf import PdfReader

import web_catalog
from catalog.toolkit import Item, Section, Toolkit
from toolkit_samples import PUBLIC_URL, RECORDS, SHARED_URL, source, source_filled_with
from webui.branding import notice
from webui.formats.toolkits.pdf import toolkit_pdf
from webui.formats.toolkits.pdf_paragraph import Paragraph, TextSpan, text_width
from webui.formats.toolkits.pdf_styles import BOLD, INK, MARGIN, PAPER, PLAIN, ParagraphStyle
from webui.formats.toolkits.pdf_text import winansi


@pytest.fixture(scope="module")
def reader():
    return PdfReader(BytesIO(toolkit_pdf(source())))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def outline_of(reader):
    def titles(entries):
        return [titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in entries]

    return titles(reader.outline)


def links_of(reader):
    annotations = [annotation.get_object() for page in reader.pages for annotation in page.get("/Annots", [])]
    return {annotation["/A"]["/URI"] for annotation in annotations if "/A" in annotation}


def test_a_pdf_contains_the_toolkit(reader):
    text = text_of(reader)
    for expected in (
        "C\u00e1maras in small towns",
        "5 resources \u00b7 Created March 5, 2026",
        "For the chief & the council. Read it before Thursday.",
        "Settle first",
        "Webinar \u00b7 2016 \u00b7 25 min \u00b7 Bureau of Justice Assistance",
        "Note: Read page 3 first: \u201cstorage\u201d costs more than <b>cameras</b> & tripods.",
        "A talk about license plate readers (LPR) in shooting cases.",
        "https://www.youtube.com/watch?v=abc",
        f"{PUBLIC_URL}/resources/guide",
        f"This toolkit on the web: {SHARED_URL}",
        "Its link works until May 6, 2027.",
        "Generated on May 6, 2026 from the catalog of May 4, 2026.",
    ):
        assert expected in text


def test_a_pdf_shows_what_has_changed(reader):
    text = text_of(reader)
    assert "This resource is no longer in the catalog." in text
    assert "Replaced by a newer resource: Body-worn cameras in small towns" in text
    assert "the edition was: 1st, 2015" in text
    assert "When it was added, its title was: The cameras guide" in text


def test_a_pdf_has_the_funding_notice(reader):
    assert notice().title in text_of(reader)
    assert notice().text in text_of(reader)


def test_a_pdf_has_its_title_author_and_language(reader):
    assert (reader.metadata.title, reader.metadata.author) == (
        "C\u00e1maras in small towns",
        "Public Safety Clearinghouse",
    )
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_the_outline_lists_sections_and_their_items(reader):
    assert outline_of(reader) == [
        "1. License plate readers for violence reduction",
        "Settle first",
        ["2. Body-worn cameras in small towns", "3. A report that was withdrawn"],
        "Later",
        ["4. Questions to ask about storage", f"5. {web_catalog.HOSTILE}"],
    ]


def test_the_links_of_a_pdf_lead_to_the_catalog_and_to_the_resources(reader):
    assert {f"{PUBLIC_URL}/", SHARED_URL, f"{PUBLIC_URL}/resources/talk", "https://example.org/guide"} <= links_of(
        reader
    )
    assert not [url for url in links_of(reader) if not url.startswith("https://")]


def test_every_page_is_us_letter_and_has_its_page_number():
    items = tuple(Item(f"review-{number:02}", "note " * 200) for number in range(1, 13)) * 3
    reader = PdfReader(BytesIO(toolkit_pdf(source(Toolkit("Long", sections=(Section("", items),))))))
    pages = len(reader.pages)
    assert pages > 9
    for number, page in enumerate(reader.pages, 1):
        assert tuple(page.mediabox) == (0, 0, 612, 792)
        assert f"{number} of {pages}" in page.extract_text()


def test_equal_toolkits_give_equal_bytes():
    assert toolkit_pdf(source()) == toolkit_pdf(source())


def test_an_empty_toolkit_is_a_valid_document():
    reader = PdfReader(BytesIO(toolkit_pdf(source(Toolkit()))))
    assert "My toolkit" in text_of(reader)
    assert "0 resources" in text_of(reader)


@pytest.mark.parametrize("text", ["Policing" * 50, "a very long title " * 24, "<b>&amp;</b>" * 40, "line\n" * 200])
def test_long_texts_do_not_break_the_layout(text):
    printed_text = text_of(PdfReader(BytesIO(toolkit_pdf(source_filled_with(text)))))
    assert text.split()[0][:8] in printed_text


def test_a_title_in_any_script_is_complete_in_the_metadata():
    title = "\u0628\u0644\u062f\u0629 \u4e2d\u6587 \U0001f600"
    reader = PdfReader(BytesIO(toolkit_pdf(source_filled_with(title))))
    assert reader.metadata.title == title
    assert title in outline_of(reader)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "Espa\u00f1ol: \u00bfqu\u00e9? \u201cs\u00ed\u201d \u2013 \u20ac5 \u2022",
            "Espa\u00f1ol: \u00bfqu\u00e9? \u201cs\u00ed\u201d \u2013 \u20ac5 \u2022",
        ),
        ("e\u0301", "\u00e9"),
        ("Vi\u1ec7t \u0141\u00f3d\u017a \ufb01ne", "Vi\u00eat L\u00f3dz fine".replace("\u00ea", "e")),
        ("\u0110or\u0111e \u0126al H\u0142a\u0142 \u0131t \u014bo Hawai\u02bbi", "Dorde Hal Hlal it no Hawai\u2018i"),
        ("50 \u2265 40 \u2192 more", "50 >= 40 -> more"),
        ("\u4e2d\u6587 \U0001f600", "?? ?"),
        ("\U0001f469\u200d\U0001f692", "??"),
        ("a\u00adb\x00c\u202ed\ud800", "abcd"),
        ("one\u2009two\tthree", "one two three"),
    ],
)
def test_characters_that_the_fonts_lack_are_replaced_by_similar_ones(text, printed):
    assert winansi(text) == printed


def test_a_letter_that_stands_for_many_is_one_question_mark():
    assert winansi("\ufdfa\u33af") == "??"


def test_the_outline_lists_the_items_of_a_section_whose_title_fills_a_page():
    items = tuple(Item(record) for record in RECORDS)
    title = "\u2260" * 200
    reader = PdfReader(BytesIO(toolkit_pdf(source(Toolkit(title, sections=(Section(title, items),))))))
    assert len(outline_of(reader)[-1]) == len(items)


STYLE = ParagraphStyle(PLAIN, 10, 12, INK)


def lines_of(paragraph, width=100):
    paragraph.wrap(width, 1_000)
    return [" ".join(piece.text for piece in line) for line in paragraph._lines]


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "a few words that fill several lines",
        "W" * 300,
        "i" * 300,
        "a " * 200,
        "one\ntwo\n\nfour",
        "<&>" * 99,
        "",
    ],
)
def test_the_lines_of_a_paragraph_have_all_its_words_and_fit(text):
    lines = lines_of(Paragraph([TextSpan(text)], STYLE))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, PLAIN, 10) <= 100 for line in lines)


def test_a_line_end_begins_a_line_and_a_blank_line_stays():
    assert lines_of(Paragraph([TextSpan("one\n\ntwo"), TextSpan("three", font=BOLD)], STYLE)) == [
        "one",
        "",
        "two three",
    ]


def test_a_paragraph_is_divided_between_pages_but_not_after_its_first_line():
    paragraph = Paragraph([TextSpan("word " * 30)], STYLE, outline=("key", 0, "Word"))
    first, second = paragraph.split(100, 3 * STYLE.leading)
    assert (len(lines_of(first)), [first.outline, second.outline]) == (3, [("key", 0, "Word"), None])
    assert lines_of(first) + lines_of(second) == lines_of(paragraph)
    assert paragraph.split(100, 1.5 * STYLE.leading) == []


def test_no_line_of_a_page_is_wider_than_the_text_area():
    rows = []

    def note_end(text, _transform, matrix, _font, size):
        if text.strip():
            rows.append(matrix[4] + text_width(winansi(text.strip()), PLAIN, size))

    for page in PdfReader(BytesIO(toolkit_pdf(source_filled_with("Policing & more, " * 40)))).pages:
        page.extract_text(visitor_text=note_end)
    assert rows
    assert max(rows) <= PAPER[0] - MARGIN + 5


def test_a_note_with_one_letter_per_line_fills_at_most_five_pages():
    notes = 10
    assert len(PdfReader(BytesIO(toolkit_pdf(source_filled_with("a\n" * 499, notes)))).pages) <= 5 * notes


def test_every_record_of_the_catalog_can_be_exported():
    items = tuple(Item(record) for record in RECORDS)
    assert toolkit_pdf(source(Toolkit("All", sections=(Section("", items),)))).startswith(b"%PDF-")
