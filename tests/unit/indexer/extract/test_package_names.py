"""Names of parts in a package: their case, their slashes and their spelling do not matter."""

import io
import zipfile

import pytest

import document_bytes
from extraction_results import outcome, texts
from office_packages import document, paragraph

DOCUMENTS = {
    "x.docx": document_bytes.word(),
    "x.pptx": document_bytes.slides(),
    "x.xlsx": document_bytes.workbook({"S": [("a", 1)]}),
    "x.odt": document_bytes.changed(document_bytes.open_document("text", "<text:p>Words</text:p>"), {}),
}


def renamed(package, rename):
    """Return a package whose parts have other names."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return document_bytes.zipped({rename(name): old.read(name) for name in old.namelist()})


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(
    "rename",
    [str.upper, str.lower, lambda name: name.replace("/", "\\"), lambda name: f"/{name}", lambda name: f"./{name}"],
    ids=["capitals", "lowercase", "backslashes", "leading slash", "leading dot"],
)
def test_a_package_with_other_spellings_of_names_is_read_alike(name, rename):
    data = renamed(DOCUMENTS[name], rename)
    assert texts(data, "document") == texts(DOCUMENTS[name], name)


def test_a_name_with_a_space_may_be_encoded_in_the_relation_or_in_the_package():
    note = f'<w:footnotes><w:footnote w:id="1">{paragraph("A note.")}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Text.</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    for target, part in (("my%20notes.xml", "my notes.xml"), ("my notes.xml", "my%20notes.xml")):
        data = document(body, {"rId1": ("footnotes", target)}, {part: note})
        assert texts(data, "x.docx") == [("", "Text.\n\nA note.")]


@pytest.mark.parametrize("target", ["/word/n.xml", "./n.xml", "../word/n.xml", "\\word\\n.xml", "N.XML"])
def test_a_relation_may_spell_its_target_in_any_way(target):
    note = f'<w:footnotes><w:footnote w:id="1">{paragraph("A note.")}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Text.</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert texts(document(body, {"rId1": ("footnotes", target)}, {"n.xml": note}), "x.docx")[0][1].endswith("A note.")


def test_of_parts_with_equivalent_names_the_one_spelled_as_asked_for_is_read():
    data = document(paragraph("Right."), parts={"Document.xml": f"<w:document>{paragraph('Wrong.')}</w:document>"})
    assert texts(data, "x.docx") == [("", "Right.")]


def test_a_package_with_other_spellings_is_still_checked_for_its_size(monkeypatch):
    monkeypatch.setattr("indexer.extract.office.xml.archive.MAX_TOTAL_BYTES", 1_000)
    assert outcome(renamed(DOCUMENTS["x.docx"], str.upper), "x.docx") == "too-large"
