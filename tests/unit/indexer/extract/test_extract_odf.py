"""OpenDocument: texts by heading, presentations by slide, and nothing from outside the package."""

import document_bytes
from catalog.model import Locator, LocatorKind
from extraction_results import refusal, texts
from indexer.extract import extract


def test_headings_are_locators_and_inline_markup_is_text():
    body = (
        "<text:p>Before.</text:p><text:h>Part <text:span>one</text:span></text:h>"
        "<text:p>A<text:s/>b<text:tab/>c<text:line-break/>d<text:span>e</text:span>f</text:p>"
        "<text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>"
    )
    document = extract(document_bytes.open_document("text", body), "guide.odt")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(), "Before."),
        (Locator(LocatorKind.HEADING, "Part one", ""), "Part one\n\nA b c\ndef\n\nItem"),
    ]


def test_a_table_row_is_one_line_a_comment_follows_its_paragraph_and_deleted_text_is_left_out():
    body = (
        "<text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>"
        "<text:p>Kept<office:annotation><text:p>Comment</text:p></office:annotation> here.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Role</text:p></table:table-cell>"
        "<table:table-cell><text:p>Task</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert texts(document_bytes.open_document("text", body), "x.odt") == [
        ("", "Kept here.\n\nComment: Comment\n\nRole | Task")
    ]


def test_slides_are_pages_with_their_notes_last():
    body = (
        "<draw:page><presentation:notes><text:p>Speak slowly.</text:p></presentation:notes>"
        "<draw:frame><text:p>Title</text:p></draw:frame></draw:page>"
        "<draw:page><draw:frame><text:p>Second</text:p></draw:frame></draw:page>"
    )
    document = extract(document_bytes.open_document("presentation", body), "talk.odp")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(LocatorKind.PAGE, "slide 1", ""), "Title\n\nNotes: Speak slowly."),
        (Locator(LocatorKind.PAGE, "slide 2", ""), "Second"),
    ]
    assert document.pages == 2


def test_title_and_language_come_from_the_metadata():
    namespace = "http://purl.org/dc/elements/1.1/"
    meta = f'<m xmlns:dc="{namespace}"><dc:title>Peer support</dc:title><dc:language>en-US</dc:language></m>'
    data = document_bytes.open_document("text", "<text:p>Words</text:p>")
    document = extract(document_bytes.changed(data, {"meta.xml": lambda _: meta}), "x.odt")
    assert (document.title, document.language) == ("Peer support", "en-US")


def test_an_external_entity_gives_no_file_content(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    error = refusal(document_bytes.open_document("text", "<text:p>&e;</text:p>", doctype), "x.odt")
    assert error.kind == "unsafe"


def test_an_external_document_type_is_never_read(tmp_path):
    rules = tmp_path / "rules.dtd"
    rules.write_text("<!ENTITY e 'top secret'>")
    doctype = f'<!DOCTYPE x SYSTEM "{rules.as_uri()}">'
    data = document_bytes.open_document("text", "<text:p>Safe &e; words</text:p>", doctype)
    assert "secret" not in texts(data, "x.odt")[0][1]


def test_an_encrypted_document_is_refused_as_encrypted():
    data = document_bytes.open_document("text", "<text:p>x</text:p>")
    manifest = {"META-INF/manifest.xml": lambda _: "<manifest:encryption-data/>"}
    assert refusal(document_bytes.changed(data, manifest), "x.odt").kind == "encrypted"


def test_a_document_without_its_content_is_refused_as_damaged():
    data = document_bytes.zipped({"mimetype": "application/vnd.oasis.opendocument.text"})
    error = refusal(data, "x.odt")
    assert (error.kind, str(error).split(":")[0]) == ("damaged", "This OpenDocument text is damaged")
