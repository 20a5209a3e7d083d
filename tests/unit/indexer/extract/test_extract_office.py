"""Word and PowerPoint: order, headings, notes, hidden slides, and unusual packages."""

import docx
import pytest

import document_bytes
from catalog.model import Locator, LocatorKind
from extraction_results import outcome, refusal, texts
from indexer.extract import extract

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TEXTS = [
    ("", "Before any heading."),
    ("Tracing guns", "Tracing guns\n\nFirst paragraph.\n\nCity | Cases\n\nTulsa | 12\n\nAfter the table."),
    ("Next steps", "Next steps\n\nCall the lab."),
]


def test_word_paragraphs_and_tables_are_in_order_under_their_headings():
    document = extract(document_bytes.word(), "guide.docx")
    assert [(section.locator.label, section.text) for section in document.sections] == WORD_TEXTS
    assert document.sections[1].locator == Locator(LocatorKind.HEADING, "Tracing guns", "")
    assert document.title == "Field guide"


def test_a_localized_heading_style_is_recognized_by_its_outline_level():
    def renamed(styles):
        return styles.replace(b'w:val="heading 1"', b'w:val="\xc3\x9cberschrift 1"')

    data = document_bytes.changed(document_bytes.word(), {"word/styles.xml": renamed})
    assert texts(data, "guide.docx") == WORD_TEXTS


def test_a_style_based_on_a_heading_is_a_heading():
    document = docx.Document()
    style = document.styles.add_style("Chapter", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    document.add_paragraph("Chapter one", style="Chapter")
    document.add_paragraph("Text.")
    assert texts(document_bytes.saved(document), "x.docx") == [("Chapter one", "Chapter one\n\nText.")]


def test_strict_open_xml_reads_like_transitional_open_xml():
    def strict(xml):
        return xml.replace(TRANSITIONAL, STRICT).replace(
            RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )

    parts = ("word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels")
    data = document_bytes.changed(document_bytes.word(), dict.fromkeys(parts, strict))
    assert texts(data, "guide.docx") == WORD_TEXTS


def test_a_word_package_without_its_relations_is_read_from_the_document_part():
    data = document_bytes.changed(document_bytes.word(), {"_rels/.rels": None, "word/styles.xml": None})
    assert "First paragraph." in texts(data, "guide.docx")[0][1]


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    def referring(document):
        return document.replace(b"First paragraph.</w:t>", b"First paragraph.</w:t><w:footnoteReference w:id='2'/>")

    def note(_):
        words = b"<w:footnote w:id='2'><w:p><w:r><w:t>See the manual.</w:t></w:r></w:p></w:footnote>"
        return b"<w:footnotes xmlns:w='%s'>%s</w:footnotes>" % (TRANSITIONAL, words)

    changes = {"word/document.xml": referring, "word/footnotes.xml": note}
    data = document_bytes.changed(document_bytes.word(), changes)
    assert "First paragraph.\n\nSee the manual.\n\nCity | Cases" in texts(data, "guide.docx")[1][1]


def test_text_in_content_controls_and_tracked_insertions_is_read_and_deleted_text_is_not():
    def tracked(document):
        run = b"<w:r><w:t>%s</w:t></w:r>"
        inserted = b"<w:sdt><w:sdtContent><w:p><w:ins>" + run % b"Put in" + b"</w:ins></w:p></w:sdtContent></w:sdt>"
        deleted = b"<w:p><w:del><w:r><w:delText>Cut out</w:delText></w:r></w:del></w:p>"
        return document.replace(b"<w:body>", b"<w:body>" + inserted + deleted)

    text = texts(document_bytes.changed(document_bytes.word(), {"word/document.xml": tracked}), "x.docx")[0][1]
    assert text == "Put in\n\nBefore any heading."


def test_an_external_entity_in_a_word_document_gives_no_file_content(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")

    def hostile(document):
        declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
        return declared + document.split(b"?>", 1)[1].replace(b"First paragraph.", b"&e;")

    data = document_bytes.changed(document_bytes.word(), {"word/document.xml": hostile})
    assert refusal(data, "guide.docx").kind == "unsafe"


def test_a_word_document_without_text_is_refused_as_empty():
    assert outcome(document_bytes.saved(docx.Document()), "blank.docx") == "empty"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (document_bytes.picture_page(), "x.docx"),
        (document_bytes.picture_slide(), "x.pptx"),
        (document_bytes.changed(document_bytes.open_document("text", ""), {"Pictures/a.png": lambda _: b"x"}), "x.odt"),
    ],
)
def test_a_document_with_only_pictures_is_refused_as_scanned(data, name):
    error = refusal(data, name)
    assert (error.kind, str(error).startswith("This document contains only pictures:")) == ("scanned", True)


def test_a_chart_on_a_slide_gives_its_title_series_and_categories():
    text = "Shootings by quarter\n\nCases | Clearances\n\nSpring | Summer"
    assert texts(document_bytes.chart_slide(), "x.pptx") == [("slide 1", text)]


def test_a_chart_in_a_word_document_gives_its_series_and_categories_in_place():
    assert texts(document_bytes.chart_page(), "x.docx") == [
        ("What we saw", "What we saw\n\nCases | Clearances\n\nSpring | Summer"),
        ("What follows", "What follows"),
    ]


def test_a_truncated_word_document_is_refused_as_damaged():
    error = refusal(document_bytes.word()[:3000], "guide.docx")
    assert (error.kind, str(error)) == (
        "damaged",
        "This Word document is damaged: open it in its own program, save it again, and use that copy.",
    )


def test_a_slide_is_a_section_with_its_title_first_and_its_notes_last():
    document = extract(document_bytes.slides(), "nibin.pptx")
    assert document.sections[0].locator == Locator(LocatorKind.PAGE, "slide 1", "")
    assert document.sections[0].text == "What NIBIN is\n\nInside a group\n\nNotes: Say this slowly."


def test_hidden_slides_are_read_and_slides_without_text_are_counted():
    document = extract(document_bytes.slides(), "nibin.pptx")
    assert [(section.locator.label, section.text) for section in document.sections[1:]] == [("slide 2", "Lead | Owner")]
    assert document.pages == 3


def test_a_slide_show_is_read_like_a_presentation():
    def show(types):
        return types.replace(b"presentation.main+xml", b"slideshow.main+xml")

    data = document_bytes.changed(document_bytes.slides(), {"[Content_Types].xml": show})
    assert len(texts(data, "nibin.ppsx")) == 2


def test_a_presentation_without_its_main_part_is_refused_as_damaged():
    data = document_bytes.changed(document_bytes.slides(), {"ppt/presentation.xml": None})
    assert outcome(data, "x.pptx") == "damaged"
