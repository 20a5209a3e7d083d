"""A toolkit as a PDF to print and share: US Letter, standard fonts, an outline, links, no images.

Characters that the standard fonts lack are replaced (see `pdf_text`), except in the outline and the properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, HRFlowable, KeepTogether, PageTemplate, Spacer

from webui.branding import SITE_NAME
from webui.components.cards import Link
from webui.formats.toolkits import pdf_styles as styles
from webui.formats.toolkits.document_model import DocumentItem, DocumentModel, DocumentSection, document_model_of
from webui.formats.toolkits.labels import resource_count_label
from webui.formats.toolkits.pdf_paragraph import Paragraph, TextSpan, text_width
from webui.formats.toolkits.pdf_text import unbroken, winansi
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.locale import gettext as _
from webui.i18n.locale import locale_tag

MAX_HEADER_CHARACTERS = 300
"""Characters that can fit into the header of a page."""
LONG_TITLE_CHARACTERS = 90
"""A title of more characters has a smaller font size."""
_WIDTH, _HEIGHT = styles.PAPER
rl_config.useA85 = 0  # text in ASCII takes longer and is a quarter larger


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
    text = text[:MAX_HEADER_CHARACTERS]
    if text_width(text, styles.PLAIN, styles.SMALL) <= width:
        return text
    while text and text_width(f"{text} ...", styles.PLAIN, styles.SMALL) > width:
        text = text[:-1]
    return f"{text.rstrip()} ..."


def _story(model: DocumentModel) -> Iterator[Flowable]:
    yield Paragraph([_span(SITE_NAME)], styles.NAME_STYLE)
    title_style = styles.LONG_TITLE_STYLE if len(model.title) > LONG_TITLE_CHARACTERS else styles.TITLE_STYLE
    yield Paragraph([_span(model.title)], title_style)
    yield Paragraph([_span(" \u00b7 ".join(model.facts))], styles.TOOLKIT_FACTS)
    if model.purpose:
        yield Paragraph([_span(model.purpose)], styles.PURPOSE)
    keys = {id(section): f"section-{number}" for number, section in enumerate(model.sections, 1)}
    for section in model.contents():
        count = TextSpan(f"\u00b7 {winansi(resource_count_label(len(section.items)))}", color=styles.MUTED)
        yield Paragraph([_link(section.title, f"#{keys[id(section)]}"), count], styles.CONTENTS)
    for section in model.sections:
        yield from _section(section, keys[id(section)])
    yield from _end(model)


def _section(section: DocumentSection, key: str) -> Iterator[Flowable]:
    heading: list[Flowable] = []
    if section.title:
        heading = [
            Paragraph([_span(section.title)], styles.SECTION, outline=(key, 0, unbroken(section.title))),
            HRFlowable(width="100%", thickness=1, color=styles.NAVY, spaceBefore=2, spaceAfter=0),
        ]
    for item in section.items:
        # A page never ends with a heading, or between a title and its summary.
        yield KeepTogether([*heading, *_item(item, 1 if section.title else 0)])
        heading = []


def _item(item: DocumentItem, level: int) -> Iterator[Flowable]:
    yield Paragraph(
        [TextSpan(winansi(item.title.label), item.title.url)],
        styles.ITEM,
        bullet=TextSpan(f"{item.number}.", color=styles.BLUE),
        outline=(f"item-{item.number}", level, unbroken(f"{item.number}. {item.title.label}")),
    )
    if item.facts:
        yield Paragraph([_span(" \u00b7 ".join(item.facts))], styles.FACTS)
    if item.changes:
        first, *others = (_link(change.label, change.url) for change in item.changes)
        yield Paragraph([first, *(span for other in others for span in (TextSpan("\n"), other))], styles.CHANGE)
    if item.note:
        yield Paragraph([TextSpan(winansi(_("Note:")), font=styles.BOLD), _span(item.note)], styles.NOTE)
    if item.summary:
        yield Paragraph([_span(item.summary)], styles.SUMMARY)
    for location in item.locations:
        yield Paragraph([_span(f"{location.label}:"), _link(location.url, location.url)], styles.LOCATION)


def _span(text: str) -> TextSpan:
    return TextSpan(winansi(text))


def _link(label: str, url: str) -> TextSpan:
    """Return a link, or plain text if there is no URL."""
    return TextSpan(winansi(label), url, color=styles.BLUE) if url else _span(label)


def _end(model: DocumentModel) -> Iterator[Flowable]:
    origin = [Paragraph(_origin(line), styles.END) for line in model.origin]
    about = Paragraph([_span(_("About this toolkit"))], styles.END_TITLE)
    rule = HRFlowable(width="100%", thickness=0.5, color=styles.LINE, spaceBefore=0, spaceAfter=0)
    notice = (
        Paragraph([_span(model.notice.title)], styles.END_TITLE),
        Paragraph([_span(model.notice.text)], styles.END),
    )
    yield Spacer(1, 24)
    yield KeepTogether([rule, about, *origin, *notice])


def _origin(line: Link) -> list[TextSpan]:
    return [_span(f"{line.label}:"), _link(line.url, line.url)] if line.url else [_span(line.label)]
