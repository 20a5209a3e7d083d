"""A toolkit as a Word document (ISO/IEC 29500) to edit and share, with real headings and links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from webui.branding import SITE_NAME
from webui.formats.toolkits.document_model import DocumentItem, DocumentModel, document_model_of
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.locale import gettext as _
from webui.i18n.locale import locale_tag

NAVY, BLUE, MUTED = RGBColor(0x16, 0x2E, 0x51), RGBColor(0x00, 0x5E, 0xA2), RGBColor(0x56, 0x5C, 0x65)
FONT = "Calibri"
SIZES = {"Title": 26, "Heading 1": 16, "Heading 2": 12.5, "Normal": 11, "Footer": 7.5, "Header": 9}
MAX_PROPERTY_CHARACTERS = 255
"""The limit of python-docx and Word for a property of a document."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, the earliest that ZIP allows, so that equal toolkits give equal bytes."""


def toolkit_docx(source: ToolkitSource) -> bytes:
    """Return the file: the same bytes for the same toolkit on the same day."""
    model = document_model_of(source)
    document = docx.Document()
    _set_styles(document, locale_tag(model.language))
    _set_properties(document, model, source.published_at)
    document.add_paragraph(model.title, style="Title")
    document.add_paragraph(" \u00b7 ".join(model.facts), style="Toolkit facts")
    if model.purpose:
        document.add_paragraph(model.purpose)
    for section in model.sections:
        if section.title:
            document.add_paragraph(section.title, style="Heading 1")
        for item in section.items:
            _item(document, item)
    document.add_paragraph(_("About this toolkit"), style="Heading 1")
    for line in model.origin:
        _link(document.add_paragraph(f"{line.label}{': ' if line.url else ''}"), line.url, line.url)
    _set_page_layout(document, model)
    return _repacked(document)


def _item(document: Document, item: DocumentItem) -> None:
    """Add an item. It is kept on one page, and with the heading above it, if a page has room for it."""
    paragraphs = list(_item_paragraphs(document, item))
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_together = True
    for paragraph in paragraphs[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _item_paragraphs(document: Document, item: DocumentItem) -> Iterator[Any]:
    """Add the paragraphs of an item, and yield each."""
    yield _link(document.add_paragraph(f"{item.number}. ", style="Heading 2"), item.title.label, item.title.url)
    if item.facts:
        yield document.add_paragraph(" \u00b7 ".join(item.facts), style="Toolkit facts")
    for change in item.changes:
        yield _link(document.add_paragraph(style="Toolkit change"), change.label, change.url)
    if item.note:
        note = document.add_paragraph(style="Toolkit note")
        note.add_run(f"{_('Note:')} ").bold = True
        note.add_run(item.note)
        yield note
    if item.summary:
        yield document.add_paragraph(item.summary)
    for location in item.locations:
        paragraph = document.add_paragraph(f"{location.label}: ", style="Toolkit facts")
        yield _link(paragraph, location.url, location.url)


def _link(paragraph: Any, label: str, address: str) -> Any:
    """Add a link at the end of a paragraph, or plain text if there is no URL; return the paragraph."""
    run = paragraph.add_run(label)
    if address:
        run.font.color.rgb = BLUE
        run.font.underline = True
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)  # noqa: SLF001  # the library has no function for links
        link.append(run._r)  # noqa: SLF001
    return paragraph


def _set_styles(document: Document, language: str) -> None:
    """Set the fonts, colors and spacing of the styles, and the language of the text."""
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in (
            "asciiTheme",
            "hAnsiTheme",
            "eastAsiaTheme",
            "cstheme",
        ):  # a theme font takes precedence over a named one
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name not in ("Normal", "Footer", "Header"):
            style.font.color.rgb, style.font.bold = NAVY, True
    document.styles["Heading 1"].paragraph_format.space_before = Pt(22)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(14)
    _added_style(document, "Toolkit facts").font.color.rgb = MUTED
    for name, fill, bar in (("Toolkit note", "F0F4F9", "005EA2"), ("Toolkit change", "FFF5DC", "FFBE2E")):
        _boxed(_added_style(document, name), fill, bar)
    for default_language in document.styles.element.xpath(".//w:docDefaults//w:lang"):
        default_language.set(qn("w:val"), language)


def _added_style(document: Document, name: str) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(10)
    style.paragraph_format.space_after = Pt(4)
    return style


def _boxed(style: Any, fill: str, bar: str) -> None:
    """Give a style a background and a bar on the left."""
    properties = style.element.get_or_add_pPr()
    spacing = properties.find(qn("w:spacing"))
    borders, left, shading = OxmlElement("w:pBdr"), OxmlElement("w:left"), OxmlElement("w:shd")
    for name, value in {"val": "single", "sz": "18", "space": "8", "color": bar}.items():
        left.set(qn(f"w:{name}"), value)
    for name, value in {"val": "clear", "color": "auto", "fill": fill}.items():
        shading.set(qn(f"w:{name}"), value)
    borders.append(left)
    spacing.addprevious(borders)  # the schema requires this order: borders, shading, spacing
    spacing.addprevious(shading)
    style.paragraph_format.left_indent = Inches(0.15)


def _set_properties(document: Document, model: DocumentModel, published_at: dt.datetime) -> None:
    properties = document.core_properties
    properties.title = model.title[:MAX_PROPERTY_CHARACTERS]
    properties.author, properties.language = SITE_NAME, locale_tag(model.language)
    properties.subject, properties.comments, properties.keywords = _("Toolkit"), "", ""
    properties.last_modified_by, properties.revision = SITE_NAME, 1
    properties.created = properties.modified = published_at.astimezone(dt.UTC).replace(tzinfo=None)


def _set_page_layout(document: Document, model: DocumentModel) -> None:
    """Set US Letter, a header with the name of the site, and a footer with the notice and the page number."""
    page = document.sections[0]
    page.page_width, page.page_height = Inches(8.5), Inches(11)
    page.left_margin = page.right_margin = Inches(1)
    header = page.header.paragraphs[0]
    header.add_run(SITE_NAME).font.color.rgb = MUTED
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{model.notice.title}. ").bold = True
    footer.add_run(model.notice.text)
    number = page.footer.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, _page, between, _pages, after = (
        _("%(page)s of %(pages)s", page="\0", pages="\0").replace("\0", "\n\0\n").split("\n")
    )
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        number.add_run(text)
        if field:
            _field(number, field)


def _field(paragraph: Any, instruction: str) -> None:
    """Add a field that Word replaces with a number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    placeholder = paragraph.add_run("1")
    paragraph._p.append(field)  # noqa: SLF001
    field.append(placeholder._r)  # noqa: SLF001


def _repacked(document: Document) -> bytes:
    """Return the file without the thumbnail, with the same time for every part."""
    relationships = document.part.package.rels
    thumbnails = [
        name for name, relationship in relationships.items() if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]
    for name in thumbnails:
        del relationships[name]  # an image of the library's empty document
    original, repacked = BytesIO(), BytesIO()
    document.save(original)
    with ZipFile(original) as parts, ZipFile(repacked, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(ZipInfo(name, _ZIP_EPOCH), parts.read(name), ZIP_DEFLATED)
    return repacked.getvalue()
