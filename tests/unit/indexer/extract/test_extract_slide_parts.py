"""PowerPoint: graphics, comments, descriptions, footers and what a design draws; what cannot be read is noted."""

import pytest

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
from office_packages import MICROSOFT, drawing_paragraph, presentation, shape, slide

FIRST = "slides/slide1.xml#"


def lines(data):
    """Return the paragraphs of each slide."""
    return [text.split("\n\n") for _, text in texts(data, "x.pptx")]


def test_graphics_are_read_in_their_places():
    references = (CHART_REFERENCE, NEW_CHART_REFERENCE, DIAGRAM_REFERENCE)
    frames = [f"<p:graphicFrame>{reference}</p:graphicFrame>" for reference in references]
    shapes = "".join([shape("Before"), *frames, shape("After"), shape("Title", "title")])
    data = presentation(shapes, relations=graphic_relations(FIRST), parts=graphic_parts())
    assert lines(data) == [["Title", "Before", *CHART_TEXTS, *NEW_CHART_TEXTS, *DIAGRAM_TEXTS, "After"]]


def test_descriptions_are_read_and_an_embedded_file_is_noted():
    picture = '<p:pic><p:nvPicPr><p:cNvPr id="4" descr="Officers at a table"/></p:nvPicPr></p:pic>'
    ole = '<p:graphicFrame><p:oleObj progId="Word.Document.12"/></p:graphicFrame>'
    extraction = extract(presentation(shape("Text", description='title="Callout"') + picture + ole), "x.pptx")
    assert extraction.sections[0].text == "Callout\n\nText\n\nOfficers at a table"
    assert extraction.notes[0].startswith("An embedded file (Word.Document.12) was not read")


@pytest.mark.parametrize(
    ("kind", "comments"),
    [
        ("comments", "<p:cmLst><p:cm><p:text>Check this figure</p:text></p:cm></p:cmLst>"),
        (f"{MICROSOFT}/comments", f"<p:cmLst><p:txBody>{drawing_paragraph('Check this figure')}</p:txBody></p:cmLst>"),
    ],
    ids=["older", "newer"],
)
def test_notes_and_comments_come_last(kind, comments):
    notes = slide(shape("Say this slowly.", "body") + shape("3", "sldNum"), "p:notes")
    relations = {f"{FIRST}rId8": (kind, "../comments.xml"), f"{FIRST}rId9": ("notesSlide", "../notes.xml")}
    data = presentation(shape("Text"), relations=relations, parts={"comments.xml": comments, "notes.xml": notes})
    assert lines(data) == [["Text", "Notes: Say this slowly.", "Comment: Check this figure"]]


def test_captions_of_videos_are_read():
    captions = b"WEBVTT\n\n00:01.000 --> 00:02.000\nWe met weekly.\n"
    relations = {f"{FIRST}rId7": (f"{MICROSOFT}/track", "../media/captions1.vtt")}
    data = presentation(shape("Video"), relations=relations, parts={"media/captions1.vtt": captions})
    assert lines(data) == [["Video", "We met weekly."]]


def test_what_footers_and_a_design_repeat_on_every_slide_is_read_once():
    footer = shape("Training unit", "ftr") + shape("7", "sldNum")
    relations = {f"slides/slide{number}.xml#rId9": ("slideLayout", "../layout.xml") for number in (1, 2)}
    relations["layout.xml#rId1"] = ("slideMaster", "master.xml")
    layout = slide(shape("Click to add text", "body") + shape("Not for release"), "p:sldLayout")
    parts = {"layout.xml": layout, "master.xml": slide(shape("Office of Justice"), "p:sldMaster")}
    data = presentation(shape("One") + footer, shape("Two") + footer, relations=relations, parts=parts)
    assert lines(data) == [["One", "Training unit", "Not for release", "Office of Justice"], ["Two"]]


def test_a_missing_slide_is_noted_and_the_others_are_read():
    extraction = extract(presentation(shape("One"), shape("Two"), parts={"slides/slide1.xml": b""}), "x.pptx")
    assert [(section.locator.label, section.text) for section in extraction.sections] == [("slide 2", "Two")]
    assert extraction.pages == 2
    assert [note.split(" was")[0] for note in extraction.notes] == ["A part of this document (slide1.xml)"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Patrol_x000D_Beat", "Patrol\nBeat"),
        ("Patrol_x000B_Beat", "Patrol\nBeat"),
        ("Patrol_x0009_Beat", "Patrol Beat"),
        ("Patrol_x0020_Beat", "Patrol Beat"),
        ("file_x005F_x000D_name", "file_x000D_name"),
        ("max_x_size and _x12_", "max_x_size and _x12_"),
        ("_xD83D__xDE94_ car", "\U0001f694 car"),
        ("A</a:t></a:r><a:br/><a:r><a:t>B", "A\nB"),
    ],
)
def test_escapes_are_decoded_in_slides_notes_and_descriptions(written, shown):
    notes = slide(shape(written, "body"), "p:notes")
    relations = {f"{FIRST}rId9": ("notesSlide", "../notes.xml")}
    data = presentation(shape(written), relations=relations, parts={"notes.xml": notes})
    assert texts(data, "x.pptx") == [("slide 1", f"{shown}\n\nNotes: {shown}")]


@pytest.mark.parametrize("captions", [b"WEBVTT\n\n", b"\0\x01\x02" * 50, b""])
def test_captions_that_cannot_be_read_are_noted_and_the_slides_are_read(captions):
    relations = {f"{FIRST}rId7": (f"{MICROSOFT}/track", "../media/captions1.vtt")}
    data = presentation(
        shape("Video"), relations=relations, parts={"media/captions1.vtt": captions} if captions else {}
    )
    assert lines(data) == [["Video"]]
    assert "captions1.vtt" in extract(data, "x.pptx").notes[0]
