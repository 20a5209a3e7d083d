"""Excel: what a sheet shows besides plain cells, and how it shows its numbers."""

import openpyxl
import pytest

import document_bytes
from extraction_results import texts
from indexer.extract import extract
from office_graphics import (
    CHART_REFERENCE,
    CHART_TEXTS,
    DIAGRAM_REFERENCE,
    DIAGRAM_TEXTS,
    NEW_CHART_REFERENCE,
    NEW_CHART_TEXTS,
    graphic_parts,
    graphic_relations,
)
from office_packages import MICROSOFT, drawing_paragraph, row, spreadsheet

STYLES = (
    '<x:styleSheet><x:numFmts><x:numFmt numFmtId="164" formatCode="00000"/><x:numFmt numFmtId="165" '
    'formatCode="&quot;Unit &quot;@"/></x:numFmts><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="10"/>'
    '<x:xf numFmtId="164"/><x:xf numFmtId="165"/><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>'
)


def lines(data):
    """Return the lines of the only sheet."""
    ((label, text),) = texts(data, "x.xlsx")
    assert label == "Cases"
    return text.split("\n\n")


def test_cells_are_read_by_their_number_formats_and_strings_without_phonetic_guides():
    cells = (
        '<x:c s="1"><x:v>0.457</x:v></x:c><x:c s="2"><x:v>1234</x:v></x:c><x:c s="4"><x:v>45356</x:v></x:c>'
        '<x:c t="s" s="3"><x:v>0</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c>'
        '<x:c t="str"><x:f>A1</x:f><x:v>One_x000D_\nTwo</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c>'
        '<x:c s="99"><x:v>7</x:v></x:c>'
    )
    strings = (
        "<x:sst><x:si><x:r><x:t>No</x:t></x:r><x:r><x:t>rth</x:t></x:r></x:si>"
        "<x:si><x:t>kanji</x:t><x:rPh><x:t>KANJI</x:t></x:rPh></x:si></x:sst>"
    )
    data = spreadsheet(f"<x:row>{cells}</x:row>", parts={"styles.xml": STYLES, "sharedStrings.xml": strings})
    assert lines(data) == ["45.70% | 01234 | 3/5/2024 | Unit North | TRUE | #N/A | One Two | kanji | 7"]


def test_dates_may_be_counted_from_1904():
    cell = '<x:row><x:c s="4"><x:v>43894</x:v></x:c></x:row>'
    data = spreadsheet(cell, parts={"styles.xml": STYLES}, workbook='<x:workbookPr date1904="1"/>')
    assert lines(data) == ["3/5/2024"]


def test_dates_of_strict_open_xml_are_shown_by_their_format():
    cells = '<x:c t="d" s="4"><x:v>2024-03-05T00:00:00</x:v></x:c><x:c t="d" s="4"><x:v>soon</x:v></x:c>'
    assert lines(spreadsheet(f"<x:row>{cells}</x:row>", parts={"styles.xml": STYLES})) == ["3/5/2024 | soon"]


def test_shapes_graphics_and_descriptions_follow_the_rows():
    box = f"<xdr:sp><xdr:txBody>{drawing_paragraph('Call_x000D_the lab')}</xdr:txBody></xdr:sp>"
    picture = '<xdr:pic><xdr:cNvPr id="2" descr="Badge of the unit"/></xdr:pic>'
    anchors = "".join(
        f"<xdr:twoCellAnchor>{content}</xdr:twoCellAnchor>"
        for content in (box, picture, CHART_REFERENCE, NEW_CHART_REFERENCE, DIAGRAM_REFERENCE)
    )
    relations = graphic_relations("drawing1.xml#") | {"rId1": ("drawing", "../drawing1.xml")}
    parts = graphic_parts() | {"drawing1.xml": f"<xdr:wsDr>{anchors}</xdr:wsDr>"}
    graphics = [*CHART_TEXTS, *NEW_CHART_TEXTS, *DIAGRAM_TEXTS]
    data = spreadsheet(row("City"), relations=relations, parts=parts)
    assert lines(data) == ["City", "Call\nthe lab", "Badge of the unit", *graphics]


def test_comments_are_read_once_if_they_are_stored_for_two_generations_of_excel():
    old = (
        "<x:comments><x:commentList><x:comment><x:text><x:r><x:t>Lee:_x000A_</x:t></x:r><x:r><x:t>estimated</x:t></x:r>"
        "</x:text></x:comment><x:comment><x:text><x:t>[Threaded comment] Your version ...: recount</x:t></x:text>"
        "</x:comment></x:commentList></x:comments>"
    )
    new = "<x:ThreadedComments><x:threadedComment><x:text>recount</x:text></x:threadedComment></x:ThreadedComments>"
    relations = {"rId1": ("comments", "../c.xml"), "rId2": (f"{MICROSOFT}/threadedComment", "../t.xml")}
    data = spreadsheet(row("City"), relations=relations, parts={"c.xml": old, "t.xml": new})
    assert lines(data) == ["City", "Comment: recount", "Comment: Lee:\nestimated"]


def test_captions_of_controls_prompts_and_page_headers_are_read():
    shape = '<v:shape><v:textbox><div><font>{0}</font></div></v:textbox><o:ClientData ObjectType="{1}"/></v:shape>'
    controls = f"<xml>{shape.format('Add a case', 'Button')}{shape.format('a comment', 'Note')}</xml>"
    rest = (
        '<x:dataValidations><x:dataValidation promptTitle="Beat" prompt="Two digits"/></x:dataValidations>'
        '<x:headerFooter><x:oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Crime &amp;&amp; courts&amp;RUnit 7</x:oddHeader>'
        "<x:oddFooter>&amp;CPage &amp;P of &amp;N</x:oddFooter></x:headerFooter>"
    )
    relations = {"rId1": ("vmlDrawing", "../v.vml")}
    data = spreadsheet(row("City"), rest, relations=relations, parts={"v.vml": controls})
    assert lines(data) == ["City", "Add a case", "Beat Two digits", "Crime & courts", "Unit 7"]


def test_descriptions_of_tables_are_read_and_embedded_files_are_noted():
    table = '<x:table><x:extLst><x:table altText="Beats" altTextSummary="All beats and units"/></x:extLst></x:table>'
    rest = '<x:oleObjects><x:oleObject progId="Word.Document.12"/></x:oleObjects>'
    data = spreadsheet(row("City"), rest, relations={"rId1": ("table", "../table1.xml")}, parts={"table1.xml": table})
    assert lines(data) == ["City", "Beats", "All beats and units"]
    assert extract(data, "x.xlsx").notes[0].startswith("An embedded file (Word.Document.12) was not read")


def test_missing_strings_are_noted():
    data = spreadsheet('<x:row><x:c t="s"><x:v>3</x:v></x:c><x:c><x:v>7</x:v></x:c></x:row>')
    extraction = extract(data, "x.xlsx")
    assert extraction.sections[0].text == "7"
    assert extraction.notes[0].startswith("A part of this document (sharedStrings.xml) was not read completely")


def test_a_missing_sheet_is_noted():
    data = document_bytes.workbook({"A": [("one",)], "B": [("two",)]})
    extraction = extract(document_bytes.changed(data, {"xl/worksheets/sheet1.xml": None}), "x.xlsx")
    assert [section.text for section in extraction.sections] == ["two"]
    assert [note.split(" was")[0] for note in extraction.notes] == ["A part of this document (sheet1.xml)"]


def test_formulas_without_any_value_are_noted():
    book = openpyxl.Workbook()
    book.active.append(["Total", "=1+1"])
    assert extract(document_bytes.saved(book), "x.xlsx").notes == (
        "Cells with formulas have no values: open the workbook in Excel, save it, and use that copy.",
    )


@pytest.mark.parametrize("value", ["<x:v>2</x:v>", "<x:v/></x:c><x:c><x:f>2</x:f><x:v>2</x:v>"])
def test_formulas_of_which_some_have_values_are_not_noted(value):
    data = spreadsheet(f"<x:row><x:c><x:f>1+1</x:f>{value}</x:c></x:row>")
    extraction = extract(data, "x.xlsx")
    assert (extraction.sections[0].text, extraction.notes) == ("2", ())
