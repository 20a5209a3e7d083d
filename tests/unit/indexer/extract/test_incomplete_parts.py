"""A part that ends too early or is nested too deeply is read as far as possible, and noted."""

import pytest

import document_bytes
from extraction_results import texts
from indexer.extract import extract
from office_packages import document, paragraph, row, spreadsheet

ODT = document_bytes.open_document("text", "<text:p>First.</text:p><text:p>Last.</text:p>")
DOCUMENTS = {
    "word/document.xml": document(paragraph("First.") + paragraph("Last.")),
    "xl/worksheets/sheet1.xml": spreadsheet(row("First.") + row("Last.")),
    "content.xml": ODT,
}


def notes(data):
    return [note.split(":")[0] for note in extract(data, "x").notes]


@pytest.mark.parametrize("part", DOCUMENTS)
def test_a_truncated_part_is_read_to_its_end_and_noted(part):
    data = document_bytes.changed(DOCUMENTS[part], {part: lambda xml: xml[: xml.index(b"Last.")]})
    assert [text for _, text in texts(data, "x")] == ["First."]
    assert notes(data) == [f"A part of this document ({part.rpartition('/')[2]}) was not read completely"]


@pytest.mark.parametrize("part", DOCUMENTS)
def test_small_errors_lose_nothing_and_are_not_noted(part):
    data = document_bytes.changed(DOCUMENTS[part], {part: lambda xml: xml.replace(b"Last.", b"Last.\x01")})
    assert [text.split() for _, text in texts(data, "x")] == [["First.", "Last."]]
    assert notes(data) == []


def test_a_part_that_is_nested_too_deeply_is_noted():
    deep = "<w:smartTag>" * 300 + paragraph("Deep.") + "</w:smartTag>" * 300
    data = document(paragraph("First.") + deep)
    assert texts(data, "x")[0][1].startswith("First.")
    assert notes(data) == ["A part of this document (document.xml) was not read completely"]


def test_a_relation_to_a_main_part_that_is_missing_leads_to_the_usual_one():
    def changed_target(relations):
        return relations.replace(b"word/document.xml", b"word/document2.xml")

    data = document_bytes.changed(document(paragraph("Words.")), {"_rels/.rels": changed_target})
    assert texts(data, "x.docx") == [("", "Words.")]
