"""A toolkit as a Word document, opened with python-docx."""

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from catalog.toolkit import Toolkit
from toolkit_samples import PUBLIC_URL, SHARED_URL, source, source_filled_with
from webui.branding import notice
from webui.formats.toolkits.docx import toolkit_docx

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def document():
    return docx.Document(BytesIO(toolkit_docx(source())))


def lines(document, style=None):
    return [paragraph.text for paragraph in document.paragraphs if style in (None, paragraph.style.name)]


def xml_part(content, name):
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def test_titles_are_headings_by_their_style(document):
    assert lines(document, "Title") == ["C\u00e1maras in small towns"]
    assert lines(document, "Heading 1") == ["Settle first", "Later", "About this toolkit"]
    assert lines(document, "Heading 2")[:3] == [
        "1. License plate readers for violence reduction",
        "2. Body-worn cameras in small towns",
        "3. A report that was withdrawn",
    ]


def kept_with_next(paragraph):
    by_style = paragraph.style.paragraph_format.keep_with_next
    return bool(by_style if (own := paragraph.paragraph_format.keep_with_next) is None else own)


def test_a_heading_is_kept_with_its_first_item_and_every_item_on_one_page(document):
    paragraphs = document.paragraphs
    starts = [number for number, paragraph in enumerate(paragraphs) if paragraph.style.name.startswith("Heading")]
    for start, end in pairwise(starts):
        *others, last = paragraphs[start:end]
        assert all(map(kept_with_next, others))
        assert kept_with_next(last) == (last.style.name == "Heading 1")
        assert all(paragraph.paragraph_format.keep_together for paragraph in (*others, last)[1:])


def test_a_word_document_contains_the_toolkit(document):
    text = "\n".join(lines(document))
    for expected in (
        "For the chief & the council.\nRead it before Thursday.",
        "Note: Read page 3 first: \u201cstorage\u201d costs more than <b>cameras</b> & tripods.",
        "Publication \u00b7 May 2020 \u00b7 12 pages \u00b7 Up to 49 sworn officers \u00b7 ",
        "This resource is no longer in the catalog.",
        "Replaced by a newer resource: Body-worn cameras in small towns",
        f"In the catalog: {PUBLIC_URL}/resources/talk",
        f"This toolkit on the web: {SHARED_URL}",
    ):
        assert expected in text


def test_the_links_of_a_word_document_lead_to_the_catalog_and_to_the_resources(document):
    links = {link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks}
    assert {f"{PUBLIC_URL}/resources/guide", "https://example.org/guide", SHARED_URL} <= links
    assert not [url for url in links if not url.startswith("https://")]


def test_a_word_document_has_its_title_author_and_language(document):
    properties = document.core_properties
    assert (properties.title, properties.language) == ("C\u00e1maras in small towns", "en-US")
    assert (properties.author, properties.subject, properties.comments) == (
        "Public Safety Clearinghouse",
        "Toolkit",
        "",
    )
    content = xml_part(toolkit_docx(source()), "word/styles.xml")
    assert content.find(f".//{WORD}docDefaults//{WORD}lang").get(f"{WORD}val") == "en-US"


def test_every_page_has_the_funding_notice_and_its_page_number(document):
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "Public Safety Clearinghouse"
    assert section.footer.paragraphs[0].text == f"{notice().title}. {notice().text}"
    footer = etree.tostring(section.footer._element).decode()
    assert footer.index('w:instr="PAGE"') < footer.index("> of <") < footer.index('w:instr="NUMPAGES"')
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)


def test_the_parts_of_a_style_are_in_the_order_of_the_schema():
    order = ["pBdr", "shd", "spacing", "ind"]
    for style in xml_part(toolkit_docx(source()), "word/styles.xml").iter(f"{WORD}style"):
        if style.find(f"{WORD}name").get(f"{WORD}val") in ("Toolkit note", "Toolkit change"):
            assert [element.tag.removeprefix(WORD) for element in style.find(f"{WORD}pPr")] == order


def test_a_word_document_has_no_image_and_no_macro():
    with ZipFile(BytesIO(toolkit_docx(source()))) as archive:
        assert {name.rpartition(".")[2] for name in archive.namelist()} == {"xml", "rels"}


def test_equal_toolkits_give_equal_bytes():
    assert toolkit_docx(source()) == toolkit_docx(source())


def test_an_empty_toolkit_is_a_valid_document():
    assert lines(docx.Document(BytesIO(toolkit_docx(source(Toolkit())))), "Title") == ["My toolkit"]


@pytest.mark.parametrize(
    "text", ["Policing" * 50, "</w:t><w:p/>&amp;\x00\x0b\ud800", "\u0628\u0644\u062f\u0629 \U0001f600"]
)
def test_markup_in_any_text_stays_text(text):
    document = docx.Document(BytesIO(toolkit_docx(source_filled_with(text))))
    valid_text = text.rstrip("\x00\x0b\ud800")
    assert lines(document, "Heading 1")[0] == valid_text
    assert lines(document, "Heading 2") == [f"1. {valid_text}", f"2. {valid_text}"]
    assert document.core_properties.title == valid_text[:255]
