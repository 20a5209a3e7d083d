"""Word: text outside the plain paragraphs is read once, where a reader sees it; what cannot be read is noted."""

import pytest

from catalog.model import Locator
from extraction_results import refusal, texts
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
from office_packages import document, drawing_paragraph, drawn, paragraph, run

BOX = "<w:txbxContent>{}</w:txbxContent>"
FRAME = '<w:pPr><w:framePr w:wrap="around" {}/></w:pPr>'
CHUNK = '<w:altChunk r:id="rIdA"/>'
PAGE = f"<html><body><h1>Plan</h1><div><p>{'Words of the plan. ' * 20}</p></div></body></html>"
PAGE_LINES = ["Plan", ("Words of the plan. " * 20).strip()]
MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + PAGE.replace("=", "=3D").encode()
)
RUBY = f"<w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('char')}</w:rubyBase></w:ruby>"
FRACTION = "<m:f><m:num><m:r><m:t>cases</m:t></m:r></m:num><m:den><m:r><m:t>people</m:t></m:r></m:den></m:f>"
DROP_DOWN = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Yes'/><w:listEntry w:val='No'/></w:ddList>"
UNREAD = "was not read: open the document in its own program, save it again, and use that copy."


def lines(data):
    """Return the paragraphs of a document."""
    return [line for section in extract(data, "x.docx").sections for line in section.text.split("\n\n")]


def chunk(data, content_type, target="afchunk.dat"):
    """Return a Word document with a sentence, a part embedded after it, and another sentence."""
    types = {target.rpartition(".")[2]: content_type}
    body = paragraph("Before.") + CHUNK + paragraph("After.")
    return document(body, {"rIdA": ("aFChunk", target)}, {target: data}, types)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [(CHART_REFERENCE, CHART_TEXTS), (NEW_CHART_REFERENCE, NEW_CHART_TEXTS), (DIAGRAM_REFERENCE, DIAGRAM_TEXTS)],
    ids=["chart", "newer chart", "diagram"],
)
def test_a_graphic_is_read_where_it_is_drawn(reference, expected):
    data = document(paragraph("Before.") + drawn(reference) + paragraph("After."), graphic_relations(), graphic_parts())
    assert lines(data) == ["Before.", *expected, "After."]


def test_a_diagram_without_data_is_read_as_it_was_last_drawn():
    data = '<dgm:dataModel><a:extLst><a:ext><dsp:dataModelExt relId="rIdS"/></a:ext></a:extLst></dgm:dataModel>'
    relations = {"rIdD": ("diagramData", "data1.xml"), "rIdS": ("urn:x/diagramDrawing", "drawing1.xml")}
    parts = {"data1.xml": data, "drawing1.xml": f"<dsp:drawing>{drawing_paragraph('Respond')}</dsp:drawing>"}
    assert lines(document(drawn(DIAGRAM_REFERENCE), relations, parts)) == ["Respond"]


def test_shapes_on_a_chart_are_read_once_even_if_they_refer_to_the_chart():
    shapes = f"<c:userShapes>{drawing_paragraph('Policy began')}{CHART_REFERENCE}</c:userShapes>"
    relations = graphic_relations() | {"../any/chart1.xml#rIdU": ("chartUserShapes", "shapes1.xml")}
    parts = graphic_parts() | {"../any/shapes1.xml": shapes}
    assert lines(document(drawn(CHART_REFERENCE), relations, parts)) == [*CHART_TEXTS, "Policy began"]


def test_what_a_part_refers_to_many_times_is_read_once():
    body = drawn(CHART_REFERENCE, 'descr="Map"') * 2 + CHUNK * 2
    relations = graphic_relations() | {"rIdA": ("aFChunk", "a.html")}
    data = document(body, relations, graphic_parts() | {"a.html": b"<p>Chunk</p>"})
    assert sorted(lines(data)) == sorted([*CHART_TEXTS, "Map", "Chunk"])


def test_a_missing_graphic_is_noted_and_the_rest_is_read():
    extraction = extract(document(paragraph("Before.") + drawn(CHART_REFERENCE), graphic_relations()), "x.docx")
    assert extraction.sections[0].text == "Before."
    assert extraction.notes == (f"A part of this document (chart1.xml) {UNREAD}",)


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
@pytest.mark.parametrize("in_table", [False, True])
def test_a_note_follows_the_paragraph_or_row_that_refers_to_it(kind, in_table):
    marked = f'<w:p>{run("Text.")}<w:r><w:{kind}Reference w:id="7"/></w:r></w:p>'
    body = f"<w:tbl><w:tr><w:tc>{marked}</w:tc></w:tr></w:tbl>" if in_table else marked
    notes = f'<w:{kind}s><w:{kind} w:id="7">{paragraph("See the manual.")}</w:{kind}></w:{kind}s>'
    data = document(body + paragraph("After."), {"rId1": (f"{kind}s", "some.xml")}, {"some.xml": notes})
    note = "Comment: See the manual." if kind == "comment" else "See the manual."
    assert lines(data) == ["Text.", note, "After."]


def test_a_note_is_read_with_its_pictures_and_with_comments_on_it():
    picture = drawn("", 'descr="Seal"')
    on_note = f'<w:p>{run("See the manual.")}<w:r><w:commentReference w:id="3"/></w:r></w:p>'
    footnotes = f'<w:footnotes><w:footnote w:id="1">{on_note}{picture}</w:footnote></w:footnotes>'
    comments = f'<w:comments><w:comment w:id="3">{paragraph("Which one?")}</w:comment></w:comments>'
    relations = {"rId1": ("footnotes", "f.xml"), "rId2": ("comments", "c.xml")}
    body = f'<w:p>{run("Text.")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    data = document(body, relations, {"f.xml": footnotes, "c.xml": comments})
    assert lines(data) == ["Text.", "See the manual.\nComment: Which one?\nSeal"]


def test_descriptions_of_tables_are_read():
    described = '<w:tblPr><w:tblCaption w:val="Beats"/><w:tblDescription w:val="All beats"/></w:tblPr>'
    data = document(f"<w:tbl>{described}<w:tr><w:tc>{paragraph('North')}</w:tc></w:tr></w:tbl>")
    assert lines(data) == ["Beats", "All beats", "North"]


def test_a_text_box_is_read_once_after_the_paragraph_it_is_anchored_in():
    box = BOX.format(paragraph("In the box."))
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    for drawing in (both, old):
        assert lines(document(f"<w:p>{run('Anchor')}<w:r>{drawing}</w:r>{run('ed.')}</w:p>")) == [
            "Anchored.",
            "In the box.",
        ]


def test_a_text_box_in_a_heading_is_under_that_heading():
    style = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    data = document(f"<w:p>{style}<w:r>{BOX.format(paragraph('In the box.'))}</w:r>{run('Findings')}</w:p>")
    assert texts(data, "x.docx") == [("Findings", "Findings\n\nIn the box.")]


@pytest.mark.parametrize(
    ("initial", "frame", "rest", "expected"),
    [
        ("Q", 'w:dropCap="drop"', "uetzal met.", ["Quetzal met."]),
        ("\u201cQ", 'w:dropCap="margin"', "UETZAL met.", ["\u201cQUETZAL met."]),
        ("A", 'w:dropCap="drop"', " chief met.", ["A chief met."]),
        ("Q", "", "uetzal met.", ["Quetzal met."]),
        ("Q", "", "Other people met.", ["Q", "Other people met."]),
        ("Aside", "", "other people met.", ["Aside", "other people met."]),
    ],
)
def test_an_initial_in_a_frame_is_part_of_its_word(initial, frame, rest, expected):
    body = f"{paragraph(initial, FRAME.format(frame))}<w:bookmarkStart/>{paragraph(rest)}"
    assert lines(document(body)) == expected
    assert lines(document(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>")) == [" ".join(expected)]


@pytest.mark.parametrize(
    ("rest", "expected"), [("uetzal met.", ["Quetzal met."]), ("Question", ["Question", "Q"])], ids=["initial", "label"]
)
def test_an_initial_in_a_text_box_is_part_of_its_word(rest, expected):
    assert lines(document(f"<w:p><w:r>{BOX.format(paragraph('Q'))}</w:r>{run(rest)}</w:p>")) == expected


def test_what_people_wrote_about_pictures_is_read():
    person = drawn("", 'descr="Map of  shootings" title="Figure 2"')
    machine = drawn("", 'descr="A map&#10;&#10;Description automatically generated"')
    old = '<v:shape alt="Photo of a lab"><v:textpath string="DRAFT"/></v:shape>'
    data = document(person + drawn("", 'descr="IMG_0042.JPG"') + machine + f"<w:p><w:r>{old}</w:r></w:p>")
    assert lines(data) == ["Figure 2", "Map of shootings", "Photo of a lab", "DRAFT"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("Name") + "<w:r><w:tab/></w:r>" + run("Rank"), "Name Rank"),
        (run("Name") + "<w:r><w:ptab/></w:r>" + run("Rank"), "Name Rank"),
        (run("Plan") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + run("Do"), "Plan Do"),
        (run("Hotel") + "<w:r><w:cr/></w:r>" + run("Room"), "Hotel\nRoom"),
        (run("co") + "<w:r><w:softHyphen/></w:r>" + run("operate"), "cooperate"),
        (run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b"), "a-b"),
        (f"<m:oMath>{FRACTION}</m:oMath>", "cases/people"),
        (RUBY, "char"),
        (f'<w:fldSimple w:instr="REF x">{run("page")}</w:fldSimple><w:instrText>PAGEREF</w:instrText>', "page"),
        (f"<w:r><w:fldChar><w:ffData>{DROP_DOWN}</w:ffData></w:fldChar></w:r>", "No"),
        (f"<w:smartTag>{run('Tul')}</w:smartTag>{run('sa')}", "Tulsa"),
        (f"<w:del>{run('cut')}</w:del><w:ins>{run('kept')}</w:ins>", "kept"),
    ],
)
def test_words_are_neither_joined_nor_divided_by_what_is_between_them(content, expected):
    assert lines(document(f"<w:p>{content}</w:p>")) == [expected]


def test_content_controls_are_read_at_every_level():
    control = "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cells = [f"<w:tc>{paragraph(text)}</w:tc>" for text in "abc"]
    in_row = f"<w:tbl><w:tr>{cells[0]}{control.format(cells[1])}</w:tr></w:tbl>"
    in_table = f"<w:tbl>{control.format(f'<w:tr>{cells[2]}</w:tr>')}</w:tbl>"
    in_run = f"<w:p>{run('Sent by ')}{control.format(run('Lee'))}</w:p>"
    data = document(control.format(control.format(paragraph("Nested"))) + in_run + in_row + in_table)
    assert lines(data) == ["Nested", "Sent by Lee", "a | b", "c"]


def test_headers_and_footers_are_read_once_without_page_numbers():
    header = f"<w:hdr>{paragraph('Office of Justice')}{paragraph('Page 3 of 9')}</w:hdr>"
    footer = f"<w:ftr>{paragraph('For training')}</w:ftr>"
    parts = {"header1.xml": header, "header2.xml": header, "footer1.xml": footer}
    data = document(paragraph("Text."), {f"rId{name}": (name[:6], name) for name in parts}, parts)
    assert [(section.locator, section.text) for section in extract(data, "x.docx").sections] == [
        (Locator(), "Text."),
        (Locator(), "Office of Justice\n\nFor training"),
    ]


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (PAGE.encode(), "text/html"),
        (PAGE.encode("utf-16"), "text/html"),
        (PAGE.encode(), "application/xhtml+xml"),
        (MHT, "message/rfc822"),
        (MHT, "application/octet-stream"),
    ],
)
def test_an_embedded_web_page_is_read_whole_in_its_place(data, content_type):
    assert lines(chunk(data, content_type)) == ["Before.", *PAGE_LINES, "After."]


def test_an_embedded_text_and_an_embedded_word_document_are_read_in_their_places():
    assert lines(chunk(b"Plain <b>words</b>", "text/plain")) == ["Before.", "Plain <b>words</b>", "After."]
    inner = chunk(document(paragraph("Inmost.")), "application/x-docx")
    assert lines(chunk(inner, "application/x-docx")) == ["Before.", "Before.", "Inmost.", "After.", "After."]


def test_documents_inside_each_other_are_read_to_a_limit_and_then_noted():
    data = document(paragraph("Inmost."))
    for _ in range(6):
        data = chunk(data, "application/x-docx")
    extraction = extract(data, "x.docx")
    assert extraction.notes == (f"A part of this document (afchunk.dat) {UNREAD}",)
    assert [section.text.count("Before.") for section in extraction.sections] == [4]


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"{\\rtf1 words}", "application/rtf"),
        (b"<?xml version='1.0'?><pkg/>", "application/xml"),
        (b"PK\3\4broken", "application/x-docx"),
    ],
)
def test_an_embedded_part_that_cannot_be_read_is_noted(data, content_type):
    extraction = extract(chunk(data, content_type), "x.docx")
    assert extraction.sections[0].text == "Before.\n\nAfter."
    assert extraction.notes == (f"A part of this document (afchunk.dat) {UNREAD}",)


def test_a_part_outside_of_the_package_is_noted():
    data = document(paragraph("Text.") + CHUNK, {"rIdA": ("aFChunk", "https://example.org/a.html")})
    assert extract(data, "x.docx").notes == (f"A part of this document (altChunk) {UNREAD}",)


def test_a_document_whose_only_text_cannot_be_read_is_refused_with_the_note():
    data = document(CHUNK, {"rIdA": ("aFChunk", "afchunk.rtf")}, {"afchunk.rtf": b"{\\rtf1 words}"})
    error = refusal(data, "x.docx")
    assert (error.kind, str(error)) == ("empty", f"A part of this document (afchunk.rtf) {UNREAD}")


def test_an_embedded_file_is_noted_once_and_an_equation_is_not():
    sheet, equation = '<o:OLEObject ProgID="Excel.Sheet.12"/>', '<o:OLEObject ProgID="Equation.3"/>'
    data = document(f"<w:p>{run('Text.')}<w:r><w:object>{sheet}{sheet}{equation}</w:object></w:r></w:p>")
    (note,) = extract(data, "x.docx").notes
    assert note.startswith("An embedded file (Excel.Sheet.12) was not read: if its text matters, save it")


@pytest.mark.parametrize("newer", ["", "<zz:new xmlns:zz='urn:z' text='x'/>"])
def test_the_text_for_old_programs_is_read_if_the_one_for_newer_ones_has_none(newer):
    alternatives = f"<mc:Choice>{newer}</mc:Choice><mc:Fallback>{run('Old')}</mc:Fallback>"
    data = document(f"<w:p><mc:AlternateContent>{alternatives}</mc:AlternateContent></w:p>")
    assert lines(data) == ["Old"]


def test_a_comment_on_deleted_text_is_read_at_the_end():
    comments = f'<w:comments><w:comment w:id="3">{paragraph("Why?")}</w:comment></w:comments>'
    body = f'<w:p>{run("Text.")}<w:del><w:r><w:commentReference w:id="3"/></w:r></w:del></w:p>'
    assert lines(document(body, {"rId2": ("comments", "c.xml")}, {"c.xml": comments})) == ["Text.", "Comment: Why?"]
