"""A toolkit as a PDF to print and hand on: US Letter, standard fonts, an outline, working links, no picture.

What the standard fonts lack is shown by what comes nearest, see `pdf_text`; the outline and the properties have every
text as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
)

from webui.branding import NAME
from webui.formats.toolkits import pdf_styles as looks
from webui.formats.toolkits.pdf_text import markup, unbroken, winansi
from webui.formats.toolkits.sheet import Sheet, SheetItem, SheetSection, sheet_of
from webui.formats.toolkits.source import ToolkitSource
from webui.formats.toolkits.words import count_words
from webui.i18n.locale import gettext as _
from webui.i18n.locale import locale_tag

HEAD = 300
"""Characters that fit into a line at the head of a page at most, however narrow they are."""
LONG_TITLE = 90
"""Characters from which a title is set smaller."""
_WIDTH, _HEIGHT = looks.PAPER


def toolkit_pdf(source: ToolkitSource) -> bytes:
    """Return the file: the same bytes for the same toolkit on the same day."""
    sheet = sheet_of(source)
    pages = _built(sheet, 0)[1]  # laid out once more, as the first page already says how many there are
    return _built(sheet, pages)[0]


def _built(sheet: Sheet, pages: int) -> tuple[bytes, int]:
    """Return the file, and how many pages it has; its feet say that there are `pages`."""
    file = BytesIO()
    document = _Template(
        file,
        pagesize=looks.PAPER,
        title=unbroken(sheet.title),
        author=NAME,
        subject=_("Toolkit"),
        creator=NAME,
        lang=locale_tag(sheet.language),
        displayDocTitle=True,
        invariant=1,
    )
    inside = Frame(
        looks.MARGIN,
        looks.BOTTOM,
        _WIDTH - 2 * looks.MARGIN,
        _HEIGHT - looks.TOP - looks.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    frame = _PageFrame(sheet, pages)
    document.addPageTemplates(PageTemplate(frames=[inside], onPage=frame.draw, pagesize=looks.PAPER))
    document.build(list(_story(sheet)))
    return file.getvalue(), document.page


class _Template(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Puts every flowable with an `outline` into the outline: its level and its text."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # the library's name
        """Note where the flowable stands."""
        if entry := getattr(flowable, "outline", None):
            key, level, text = entry
            self.canv.bookmarkPage(key, fit="XYZ", top=self.frame._y + flowable.height + looks.PADDING)  # noqa: SLF001
            self.canv.addOutlineEntry(text, key, level, closed=level > 0)


class _PageFrame:
    """What stands around the text of each page."""

    def __init__(self, sheet: Sheet, pages: int) -> None:
        self._title = _fitting(winansi(sheet.title), _WIDTH - 2 * looks.MARGIN)
        self._pages = pages

    def draw(self, canvas: Any, document: BaseDocTemplate) -> None:
        """Draw the head and the foot of a page."""
        canvas.saveState()
        right, top = _WIDTH - looks.MARGIN, _HEIGHT - 40
        if document.page == 1:
            canvas.setFillColor(looks.NAVY)
            canvas.rect(looks.MARGIN, top, right - looks.MARGIN, 5, stroke=0, fill=1)
            canvas.setFillColor(looks.GOLD)
            canvas.rect(looks.MARGIN, top - 2, right - looks.MARGIN, 1.5, stroke=0, fill=1)
        else:
            self._small(canvas, looks.MARGIN, top, self._title)
            self._line(canvas, top - 7)
        self._line(canvas, 48)
        self._small(canvas, looks.MARGIN, 35, NAME)
        pages = _("%(page)s of %(pages)s", page=document.page, pages=self._pages)
        canvas.drawRightString(right, 35, winansi(pages))
        canvas.restoreState()

    @staticmethod
    def _small(canvas: Any, left: float, height: float, text: str) -> None:
        canvas.setFont(looks.PLAIN, looks.SMALL)
        canvas.setFillColor(looks.MUTED)
        canvas.drawString(left, height, text)

    @staticmethod
    def _line(canvas: Any, height: float) -> None:
        canvas.setStrokeColor(looks.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(looks.MARGIN, height, _WIDTH - looks.MARGIN, height)


def _fitting(text: str, width: float) -> str:
    """Return a text that is at most `width` points wide, cut where it must be."""
    if stringWidth(text, looks.PLAIN, looks.SMALL) <= width:
        return text
    text = text[:HEAD]
    while text and stringWidth(f"{text} ...", looks.PLAIN, looks.SMALL) > width:
        text = text[:-1]
    return f"{text.rstrip()} ..."


def _story(sheet: Sheet) -> Iterator[Flowable]:
    yield Paragraph(markup(NAME), looks.NAME_STYLE)
    yield Paragraph(markup(sheet.title), looks.LONG_TITLE if len(sheet.title) > LONG_TITLE else looks.TITLE)
    yield Paragraph(markup(" \u00b7 ".join(sheet.facts)), looks.KNOWN)
    if sheet.purpose:
        yield Paragraph(markup(sheet.purpose), looks.PURPOSE)
    numbers = {id(section): f"section-{number}" for number, section in enumerate(sheet.sections, 1)}
    for section in sheet.contents():
        link = f'<a href="#{numbers[id(section)]}" color="#005ea2">{markup(section.title)}</a>'
        count = f'<font color="#565c65">{markup(count_words(len(section.items)))}</font>'
        yield Paragraph(f"{link} &nbsp;{count}", looks.CONTENTS)
    for section in sheet.sections:
        yield from _section(section, numbers[id(section)])
    yield from _end(sheet)


def _section(section: SheetSection, key: str) -> Iterator[Flowable]:
    head: list[Flowable] = []
    if section.title:
        heading = Paragraph(markup(section.title), looks.SECTION)
        heading.outline = (key, 0, unbroken(section.title))
        head = [heading, HRFlowable(width="100%", thickness=1, color=looks.NAVY, spaceBefore=2, spaceAfter=0)]
    for item in section.items:
        # A heading is never the last thing on a page, nor is a title torn from its summary.
        yield KeepTogether([*head, *_item(item, 1 if section.title else 0)])
        head = []


def _item(item: SheetItem, level: int) -> Iterator[Flowable]:
    title = Paragraph(_link(item.title.label, item.title.url, "#1b1b1b"), looks.ITEM, bulletText=f"{item.number}.")
    title.outline = (f"item-{item.number}", level, unbroken(f"{item.number}. {item.title.label}"))
    yield title
    if item.facts:
        yield Paragraph(markup(" \u00b7 ".join(item.facts)), looks.FACTS)
    if item.changes:
        yield Paragraph("<br/>".join(_link(each.label, each.url) for each in item.changes), looks.CHANGE)
    if item.note:
        yield Paragraph(f'<font name="{looks.BOLD}">{markup(_("Note:"))}</font> {markup(item.note)}', looks.NOTE)
    if item.summary:
        yield Paragraph(markup(item.summary), looks.SUMMARY)
    for each in item.places:
        yield Paragraph(f"{markup(each.label)}: {_link(each.url, each.url)}", looks.PLACE)


def _link(label: str, address: str, color: str = "#005ea2") -> str:
    """Return a link in the markup of a Paragraph; plain text without an address."""
    return f'<a href="{markup(address)}" color="{color}">{markup(label)}</a>' if address else markup(label)


def _end(sheet: Sheet) -> Iterator[Flowable]:
    origin = [
        Paragraph(f"{markup(each.label)}{': ' if each.url else ''}{_link(each.url, each.url)}", looks.END)
        for each in sheet.origin
    ]
    about = Paragraph(markup(_("About this toolkit")), looks.END_TITLE)
    line = HRFlowable(width="100%", thickness=0.5, color=looks.LINE, spaceBefore=0, spaceAfter=0)
    told = Paragraph(markup(sheet.notice.title), looks.END_TITLE), Paragraph(markup(sheet.notice.text), looks.END)
    yield Spacer(1, 24)
    yield KeepTogether([line, about, *origin, *told])
