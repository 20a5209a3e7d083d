"""OpenDocument (ODT, ODP, ODS) read straight from content.xml, as OASIS OpenDocument 1.3, part 3, describes it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from catalog.errors import ExtractError
from catalog.model import Locator
from indexer.extract.cleaning import label
from indexer.extract.media_types import ODP, ODS
from indexer.extract.office.archive import checked
from indexer.extract.office.xml_flow import Dialect, Element, attribute, flow, local_name, parsed
from indexer.extract.outline import Outline
from indexer.extract.result import Extracted, Section
from indexer.extract.row_limits import Rows

OPEN_DOCUMENT = Dialect(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    words=frozenset(),
    signs={"s": " ", "tab": " ", "line-break": "\n"},
    skipped=frozenset({"annotation", "tracked-changes", "notes", "forms", "note-citation", "event-listeners"}),
)


def read(data: bytes, media_type: str) -> Extracted:
    """Return a text by its headings, a presentation by its slides, a spreadsheet by its sheets."""
    package = checked(data)
    if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise ExtractError("encrypted", "This document is encrypted: save a copy without a password and try again.")
    root = parsed(package.read("content.xml"))
    meta = _meta(package)
    title, language = meta.get("title", ""), meta.get("language", "")
    if media_type == ODP:
        slides = tuple(_slides(root))
        return Extracted(media_type=media_type, sections=slides, title=title, language=language, pages=len(slides))
    if media_type == ODS:
        rows = Rows()
        sheets = tuple(_sheets(root, rows))
        return Extracted(media_type=media_type, sections=sheets, title=title, language=language, notes=rows.notes)
    return Extracted(media_type=media_type, sections=_headed(root), title=title, language=language)


def _meta(package: zipfile.ZipFile) -> dict[str, str]:
    """Return what meta.xml says, by local name."""
    if "meta.xml" not in package.namelist():
        return {}
    return {local_name(element): element.text or "" for element in parsed(package.read("meta.xml")).iter("{*}*")}


def _headed(root: Element) -> tuple[Section, ...]:
    outline = Outline()
    for paragraph, text in flow(root, OPEN_DOCUMENT):
        if paragraph is not None and local_name(paragraph) == "h":
            outline.heading(text)
        else:
            outline.paragraph(text)
    return outline.sections()


def _slides(root: Element) -> Iterator[Section]:
    for number, page in enumerate(root.iter("{*}page"), 1):
        texts = [text for _, text in flow(page, OPEN_DOCUMENT)]
        for notes in page.iterfind("{*}notes"):
            spoken = "\n".join(text for _, text in flow(notes, OPEN_DOCUMENT))
            texts += [f"Notes: {spoken}"] if spoken else []
        yield Section(Locator("page", f"slide {number}"), "\n\n".join(texts))


def _sheets(root: Element, rows: Rows) -> Iterator[Section]:
    for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
        yield Section(Locator("heading", label(attribute(table, "name"))), rows.text(_cells(table)))


def _cells(table: Element) -> Iterator[list[str]]:
    """Yield a sheet's rows; one that stands for many equal ones is given once."""
    for row in table.iter("{*}table-row"):
        yield ["\n".join(_paragraphs(cell)) for cell in row.iterfind("{*}table-cell")]


def _paragraphs(cell: Element) -> Iterator[str]:
    for paragraph in cell.iterfind("{*}p"):
        for _, text in flow(paragraph, OPEN_DOCUMENT):
            yield text
