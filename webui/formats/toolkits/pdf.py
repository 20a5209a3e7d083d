"""A toolkit as a PDF to print and share: US Letter, standard fonts, an outline, links, no images.

Characters that the standard fonts lack are replaced (see `pdf_text`), except in the outline and the properties.
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

from webui.branding import SITE_NAME
from webui.formats.toolkits import pdf_styles as styles
from webui.formats.toolkits.document_model import DocumentItem, DocumentModel, DocumentSection, document_model_of
from webui.formats.toolkits.labels import resource_count_label
from webui.formats.toolkits.pdf_text import markup, unbroken, winansi
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.locale import gettext as _
from webui.i18n.locale import locale_tag

MAX_HEADER_CHARACTERS = 300
"""Characters that can fit into the header of a page."""
LONG_TITLE_CHARACTERS = 90
"""A title of more characters has a smaller font size."""
_WIDTH, _HEIGHT = styles.PAPER


def toolkit_pdf(source: ToolkitSource) -> bytes:
    """Return the file: the same bytes for the same toolkit on the same day."""
    model = document_model_of(source)
    page_count = _build(model, 0)[1]  # two layouts, because the first page already has the number of pages
    return _build(model, page_count)[0]


def _build(model: DocumentModel, page_count: int) -> tuple[bytes, int]:
    """Return the file and its number of pages; `page_count` is the number in the footer of each page."""
    file = BytesIO()
    document = _Template(
        file,
        pagesize=styles.PAPER,
        title=unbroken(model.title),
        author=SITE_NAME,
        subject=_("Toolkit"),
        creator=SITE_NAME,
        lang=locale_tag(model.language),
        displayDocTitle=True,
        invariant=1,
    )
    frame = Frame(
        styles.MARGIN,
        styles.BOTTOM,
        _WIDTH - 2 * styles.MARGIN,
        _HEIGHT - styles.TOP - styles.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    decoration = _PageDecoration(model, page_count)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=decoration.draw, pagesize=styles.PAPER))
    document.build(list(_story(model)))
    return file.getvalue(), document.page


class _Template(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Adds every flowable with an `outline` to the outline of the PDF."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # the library's name
        """Add the position of a flowable to the outline."""
        if entry := getattr(flowable, "outline", None):
            key, level, text = entry
            self.canv.bookmarkPage(key, fit="XYZ", top=self.frame._y + flowable.height + styles.PADDING)  # noqa: SLF001
            self.canv.addOutlineEntry(text, key, level, closed=level > 0)


class _PageDecoration:
    """The header and footer of each page."""

    def __init__(self, model: DocumentModel, page_count: int) -> None:
        self._title = _truncated(winansi(model.title), _WIDTH - 2 * styles.MARGIN)
        self._page_count = page_count

    def draw(self, canvas: Any, document: BaseDocTemplate) -> None:
        """Draw the header and the footer of a page."""
        canvas.saveState()
        right, top = _WIDTH - styles.MARGIN, _HEIGHT - 40
        if document.page == 1:
            canvas.setFillColor(styles.NAVY)
            canvas.rect(styles.MARGIN, top, right - styles.MARGIN, 5, stroke=0, fill=1)
            canvas.setFillColor(styles.GOLD)
            canvas.rect(styles.MARGIN, top - 2, right - styles.MARGIN, 1.5, stroke=0, fill=1)
        else:
            self._small(canvas, styles.MARGIN, top, self._title)
            self._line(canvas, top - 7)
        self._line(canvas, 48)
        self._small(canvas, styles.MARGIN, 35, SITE_NAME)
        pages = _("%(page)s of %(pages)s", page=document.page, pages=self._page_count)
        canvas.drawRightString(right, 35, winansi(pages))
        canvas.restoreState()

    @staticmethod
    def _small(canvas: Any, left: float, height: float, text: str) -> None:
        canvas.setFont(styles.PLAIN, styles.SMALL)
        canvas.setFillColor(styles.MUTED)
        canvas.drawString(left, height, text)

    @staticmethod
    def _line(canvas: Any, height: float) -> None:
        canvas.setStrokeColor(styles.LINE)
        canvas.setLineWidth(0.5)
        canvas.line(styles.MARGIN, height, _WIDTH - styles.MARGIN, height)


def _truncated(text: str, width: float) -> str:
    """Return a text, truncated if it is more than `width` points wide."""
    if stringWidth(text, styles.PLAIN, styles.SMALL) <= width:
        return text
    text = text[:MAX_HEADER_CHARACTERS]
    while text and stringWidth(f"{text} ...", styles.PLAIN, styles.SMALL) > width:
        text = text[:-1]
    return f"{text.rstrip()} ..."


def _story(model: DocumentModel) -> Iterator[Flowable]:
    yield Paragraph(markup(SITE_NAME), styles.NAME_STYLE)
    yield Paragraph(
        markup(model.title), styles.LONG_TITLE_STYLE if len(model.title) > LONG_TITLE_CHARACTERS else styles.TITLE_STYLE
    )
    yield Paragraph(markup(" \u00b7 ".join(model.facts)), styles.TOOLKIT_FACTS)
    if model.purpose:
        yield Paragraph(markup(model.purpose), styles.PURPOSE)
    keys = {id(section): f"section-{number}" for number, section in enumerate(model.sections, 1)}
    for section in model.contents():
        link = f'<a href="#{keys[id(section)]}" color="#005ea2">{markup(section.title)}</a>'
        count = f'<font color="#565c65">{markup(resource_count_label(len(section.items)))}</font>'
        yield Paragraph(f"{link} &nbsp;{count}", styles.CONTENTS)
    for section in model.sections:
        yield from _section(section, keys[id(section)])
    yield from _end(model)


def _section(section: DocumentSection, key: str) -> Iterator[Flowable]:
    heading: list[Flowable] = []
    if section.title:
        title = Paragraph(markup(section.title), styles.SECTION)
        title.outline = (key, 0, unbroken(section.title))
        heading = [title, HRFlowable(width="100%", thickness=1, color=styles.NAVY, spaceBefore=2, spaceAfter=0)]
    for item in section.items:
        # A page never ends with a heading, or between a title and its summary.
        yield KeepTogether([*heading, *_item(item, 1 if section.title else 0)])
        heading = []


def _item(item: DocumentItem, level: int) -> Iterator[Flowable]:
    title = Paragraph(_link(item.title.label, item.title.url, "#1b1b1b"), styles.ITEM, bulletText=f"{item.number}.")
    title.outline = (f"item-{item.number}", level, unbroken(f"{item.number}. {item.title.label}"))
    yield title
    if item.facts:
        yield Paragraph(markup(" \u00b7 ".join(item.facts)), styles.FACTS)
    if item.changes:
        yield Paragraph("<br/>".join(_link(change.label, change.url) for change in item.changes), styles.CHANGE)
    if item.note:
        yield Paragraph(f'<font name="{styles.BOLD}">{markup(_("Note:"))}</font> {markup(item.note)}', styles.NOTE)
    if item.summary:
        yield Paragraph(markup(item.summary), styles.SUMMARY)
    for location in item.locations:
        yield Paragraph(f"{markup(location.label)}: {_link(location.url, location.url)}", styles.LOCATION)


def _link(label: str, address: str, color: str = "#005ea2") -> str:
    """Return a link in the markup of a Paragraph, or plain text if there is no URL."""
    return f'<a href="{markup(address)}" color="{color}">{markup(label)}</a>' if address else markup(label)


def _end(model: DocumentModel) -> Iterator[Flowable]:
    origin = [
        Paragraph(f"{markup(line.label)}{': ' if line.url else ''}{_link(line.url, line.url)}", styles.END)
        for line in model.origin
    ]
    about = Paragraph(markup(_("About this toolkit")), styles.END_TITLE)
    rule = HRFlowable(width="100%", thickness=0.5, color=styles.LINE, spaceBefore=0, spaceAfter=0)
    notice = Paragraph(markup(model.notice.title), styles.END_TITLE), Paragraph(markup(model.notice.text), styles.END)
    yield Spacer(1, 24)
    yield KeepTogether([rule, about, *origin, *notice])
