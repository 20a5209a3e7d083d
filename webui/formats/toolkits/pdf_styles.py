"""The appearance of a toolkit's PDF: paper, the colors of the site, and paragraph styles."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle

PAPER = letter
MARGIN = 61.0
"""Points to the left and right of the text."""
TOP, BOTTOM = 64.0, 66.0
NAVY, BLUE, GOLD = HexColor("#162e51"), HexColor("#005ea2"), HexColor("#ffbe2e")
INK, MUTED, LINE = HexColor("#1b1b1b"), HexColor("#565c65"), HexColor("#c6cace")
SURFACE, WARM = HexColor("#f0f4f9"), HexColor("#fff5dc")
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
SMALL = 8.5
INDENT = 27.0
"""Points between the number of an item and its text."""
PADDING = 7.0
"""Points between the edge of a box and its text."""


def _style(name: str, size: float, leading: float, **changes: object) -> ParagraphStyle:
    styles = {"fontName": PLAIN, "textColor": INK, "alignment": TA_LEFT, "splitLongWords": 1, **changes}
    return ParagraphStyle(name, fontSize=size, leading=leading, **styles)


def _box(name: str, color: HexColor, below: float) -> ParagraphStyle:
    indent = INDENT + PADDING
    return _style(
        name,
        9.5,
        13.5,
        leftIndent=indent,
        rightIndent=PADDING,
        backColor=color,
        borderPadding=(5, PADDING, 6, PADDING),
        spaceBefore=11,
        spaceAfter=below,
    )


NAME_STYLE = _style("name", 9.5, 12, fontName=BOLD, textColor=NAVY, spaceAfter=16)
TITLE_STYLE = _style("title", 25, 30, fontName=BOLD, textColor=NAVY, spaceAfter=8)
LONG_TITLE_STYLE = _style("long title", 17, 21.5, fontName=BOLD, textColor=NAVY, spaceAfter=8)
TOOLKIT_FACTS = _style("toolkit facts", 9.5, 13, textColor=MUTED, spaceAfter=12)
PURPOSE = _style("purpose", 11.5, 17, spaceAfter=12)
CONTENTS = _style("contents", 10, 15, leftIndent=0)
SECTION = _style("section", 15, 19, fontName=BOLD, textColor=NAVY, spaceBefore=20, spaceAfter=3)
ITEM = _style(
    "item",
    11.5,
    15,
    fontName=BOLD,
    leftIndent=INDENT,
    bulletFontName=BOLD,
    bulletFontSize=11.5,
    bulletColor=BLUE,
    spaceBefore=13,
)
FACTS = _style("facts", SMALL + 0.5, 12.5, textColor=MUTED, leftIndent=INDENT, spaceBefore=1, spaceAfter=2)
NOTE = _box("note", SURFACE, 9)
CHANGE = _box("change", WARM, 15)  # leaves a gap before a note
SUMMARY = _style("summary", 10, 14, leftIndent=INDENT, spaceBefore=3, spaceAfter=3)
LOCATION = _style("location", SMALL, 12, leftIndent=INDENT, textColor=MUTED)
END_TITLE = _style("end title", 10, 14, fontName=BOLD, textColor=NAVY, spaceBefore=12, spaceAfter=2)
END = _style("end", SMALL, 12, textColor=MUTED)
