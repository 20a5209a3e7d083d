"""The appearance of a toolkit's PDF: paper, the colors of the site, and paragraph styles."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter

from webui.formats.toolkits.pdf_paragraph import ParagraphStyle

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


def _box(color: HexColor, after: float) -> ParagraphStyle:
    return ParagraphStyle(
        PLAIN,
        9.5,
        13.5,
        INK,
        left=INDENT + PADDING,
        right=PADDING,
        before=11,
        after=after,
        background=color,
        padding=(5, PADDING, 6),
    )


NAME_STYLE = ParagraphStyle(BOLD, 9.5, 12, NAVY, after=16)
TITLE_STYLE = ParagraphStyle(BOLD, 25, 30, NAVY, after=8)
LONG_TITLE_STYLE = ParagraphStyle(BOLD, 17, 21.5, NAVY, after=8)
TOOLKIT_FACTS = ParagraphStyle(PLAIN, 9.5, 13, MUTED, after=12)
PURPOSE = ParagraphStyle(PLAIN, 11.5, 17, INK, after=12)
CONTENTS = ParagraphStyle(PLAIN, 10, 15, INK)
SECTION = ParagraphStyle(BOLD, 15, 19, NAVY, before=20, after=3)
ITEM = ParagraphStyle(BOLD, 11.5, 15, INK, left=INDENT, before=13)
FACTS = ParagraphStyle(PLAIN, SMALL + 0.5, 12.5, MUTED, left=INDENT, before=1, after=2)
NOTE = _box(SURFACE, 9)
CHANGE = _box(WARM, 15)  # leaves a gap before a note
SUMMARY = ParagraphStyle(PLAIN, 10, 14, INK, left=INDENT, before=3, after=3)
LOCATION = ParagraphStyle(PLAIN, SMALL, 12, MUTED, left=INDENT)
END_TITLE = ParagraphStyle(BOLD, 10, 14, NAVY, before=12, after=2)
END = ParagraphStyle(PLAIN, SMALL, 12, MUTED)
