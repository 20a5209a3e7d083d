"""OpenDocument: text outside the plain paragraphs and cells is read once; what cannot be read is noted."""

import pytest

from catalog.model import Locator
from document_bytes import OPEN_DOCUMENT_NAMESPACES, XLINK, changed, open_document
from extraction_results import texts
from indexer.extract import extract

TITLES = "<svg:title>Figure 2</svg:title><svg:desc>Map of shootings</svg:desc>"
PICTURE = f'<draw:frame><draw:image {XLINK} xlink:href="Pictures/a.png"/>{TITLES}</draw:frame>'
CHART = """<office:chart><chart:chart><chart:title><text:p>Shootings</text:p></chart:title><table:table>
<table:table-row>
<table:table-cell office:value-type="string"><text:p>Solved</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Spring</text:p></table:table-cell>
<table:table-cell office:value-type="float"><text:p>12.5</text:p></table:table-cell></table:table-row></table:table>
</chart:chart></office:chart>"""
TABLE = """<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>Beat</text:p></table:table-cell>
<table:table-cell><text:p>7</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"""
FORMULA = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>cases</mi><mn>12</mn></mfrac></math>'


def lines(kind, body, parts=None):
    """Return the paragraphs of the only section of a document."""
    ((_, text),) = texts(with_parts(open_document(kind, body), parts), "x")
    return text.split("\n\n")


def with_parts(data, parts):
    """Return a package with more parts."""
    return changed(data, {name: lambda _, content=content: content for name, content in (parts or {}).items()})


def content(body):
    inside = f"<office:body>{body}</office:body>"
    return f"<office:document-content {OPEN_DOCUMENT_NAMESPACES}>{inside}</office:document-content>"


def embedded(name="Object 1"):
    return f'<draw:frame><draw:object {XLINK} xlink:href="./{name}"/></draw:frame>'


def cell(inside="", attributes=""):
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def sheet(*cells, shapes=""):
    return f'<table:table table:name="S">{shapes}<table:table-row>{"".join(cells)}</table:table-row></table:table>'


def test_descriptions_of_pictures_follow_their_paragraph_and_a_title_field_is_part_of_it():
    body = f"<text:p>See <text:title>the plan</text:title>{PICTURE} below.</text:p>{PICTURE}"
    described = ["Figure 2", "Map of shootings"]
    assert lines("text", body) == ["See the plan below.", *described, *described]


@pytest.mark.parametrize("kind", ["presentation", "spreadsheet"])
def test_descriptions_of_pictures_are_read_in_slides_and_sheets(kind):
    body = f"<draw:page>{PICTURE}</draw:page>" if kind == "presentation" else sheet(cell(PICTURE))
    assert lines(kind, body) == ["Figure 2", "Map of shootings"]


def test_text_boxes_and_notes_follow_the_paragraph_they_are_in():
    box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>"
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the manual.</text:p>"
        "</text:note-body></text:note>"
    )
    assert lines("text", f"<text:p>Anchor{box}ed{note} here.</text:p>") == [
        "Anchored here.",
        "In the box.",
        "See the manual.",
    ]


def test_shapes_and_comments_of_a_sheet_follow_its_rows():
    shape = "<draw:custom-shape><text:p>Call the lab</text:p></draw:custom-shape>"
    comment = "<office:annotation><text:p>estimated</text:p></office:annotation>"
    first = cell(f"{comment}<text:p>City</text:p>")
    second = cell("<text:p>Cases</text:p><draw:rect><text:p>Box in a cell</text:p></draw:rect>")
    data = sheet(first, second, shapes=f"<table:shapes>{shape}{embedded()}</table:shapes>")
    assert lines("spreadsheet", data, {"Object 1/content.xml": content(CHART)}) == [
        "City | Cases",
        "Call the lab",
        "Shootings",
        "Solved | Spring",
        "Comment: estimated",
        "Box in a cell",
    ]


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ('office:value-type="percentage" office:value="0.457"', "45.7%"),
        ('office:value-type="float" office:value="0.30000000000000004"', "0.3"),
        ('office:value-type="date" office:date-value="2024-03-05"', "2024-03-05"),
        ('office:value-type="time" office:time-value="PT37H30M00S"', "37:30:00"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        ('office:value-type="string" office:string-value="Tulsa"', "Tulsa"),
    ],
)
def test_a_cell_shows_its_paragraph_or_else_its_value(attributes, shown):
    shown_cell = cell("<text:p>as shown</text:p>", attributes)
    assert lines("spreadsheet", sheet(cell("", attributes), shown_cell)) == [f"{shown} | as shown"]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (content(CHART), ["Shootings", "Solved | Spring"]),
        (content(TABLE), ["Beat | 7"]),
        (FORMULA, ["cases 12"]),
    ],
    ids=["chart", "table", "formula"],
)
@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_an_embedded_object_is_read_in_its_place(kind, part, expected):
    inside = f"<text:p>Before.</text:p>{embedded()}<text:p>After.</text:p>"
    body = f"<draw:page>{inside}</draw:page>" if kind == "presentation" else inside
    assert lines(kind, body, {"Object 1/content.xml": part}) == ["Before.", *expected, "After."]


def test_an_embedded_object_that_cannot_be_read_is_noted():
    body = f"<text:p>Text.</text:p>{embedded()}<draw:frame><draw:object-ole/></draw:frame>"
    notes = extract(open_document("text", body), "x.odt").notes
    assert [note.split(" was")[0] for note in notes] == ["A part of this document (Object 1)", "An embedded file"]


def test_the_controls_of_a_form_give_their_labels_and_what_is_filled_in_or_selected():
    body = (
        '<office:forms><form:form><form:fixed-text form:label="Unit"/><form:text form:current-value="Gang unit"/>'
        '<form:listbox><form:option form:label="North" form:current-selected="true"/><form:option form:label="South"/>'
        "</form:listbox></form:form></office:forms><text:p>Sign here.</text:p>"
    )
    assert lines("text", body) == ["Unit", "Gang unit", "North", "Sign here."]


def test_the_pronunciation_of_a_word_and_data_of_pictures_are_left_out():
    ruby = "<text:ruby><text:ruby-base>char</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>"
    data = "<draw:frame><draw:image><office:binary-data>aGVsbG8=</office:binary-data></draw:image></draw:frame>"
    assert lines("text", f"<text:p>A {ruby}{data}.</text:p>") == ["A char."]


@pytest.mark.parametrize("kind", ["text", "presentation", "spreadsheet"])
def test_headers_and_the_design_of_slides_are_read_once_without_page_numbers(kind):
    master = (
        "<style:master-page><style:header><text:p>Office of Justice</text:p></style:header><style:footer>"
        "<text:p>Page <text:page-number>1</text:page-number></text:p><text:p>Office of Justice</text:p></style:footer>"
        '<draw:frame presentation:class="title"><text:p>Click to add a title</text:p></draw:frame>'
        "<draw:frame><text:p>Training unit</text:p></draw:frame></style:master-page>"
    )
    styles = (
        f"<office:document-styles {OPEN_DOCUMENT_NAMESPACES}><office:master-styles>{master}</office:master-styles>"
        "</office:document-styles>"
    )
    paragraph = "<text:p>Words.</text:p>"
    footer = "<presentation:footer-decl>For release</presentation:footer-decl>"
    bodies = {
        "text": paragraph,
        "presentation": f"{footer}<draw:page>{paragraph}</draw:page>",
        "spreadsheet": sheet(cell(paragraph)),
    }
    extraction = extract(with_parts(open_document(kind, bodies[kind]), {"styles.xml": styles}), "x")
    declared = "For release\n\n" if kind == "presentation" else ""
    assert extraction.sections[0].text == "Words."
    assert (extraction.sections[1].locator, extraction.sections[1].text) == (
        Locator(),
        f"{declared}Office of Justice\n\nTraining unit",
    )
    assert extraction.pages == (1 if kind == "presentation" else None)


def test_the_text_of_a_field_of_a_form_is_read_wherever_it_is_stored():
    body = (
        "<office:forms><form:form><form:textarea><text:p>Gang unit</text:p></form:textarea>"
        '<form:text form:value="North"/><form:checkbox form:value="1"/></form:form></office:forms>'
        "<text:p>Sign.</text:p>"
    )
    assert lines("text", body) == ["Gang unit", "North", "Sign."]


def test_what_a_sheet_tells_people_to_enter_is_read_once():
    message = '<table:help-message table:title="Beat"><text:p>Enter a number.</text:p></table:help-message>'
    validation = f'<table:content-validation table:name="v1">{message}</table:content-validation>'
    cell = '<table:table-cell table:content-validation-name="v1"><text:p>7</text:p></table:table-cell>'
    body = (
        f"<table:content-validations>{validation}</table:content-validations>"
        f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>"
    )
    assert lines("spreadsheet", body) == ["7 | 7", "Beat Enter a number."]
