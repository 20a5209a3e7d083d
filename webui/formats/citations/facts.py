"""The facts of a reference that APA and Chicago cite, by the rules that both styles share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from catalog.model import Document, DocumentText, Entry, PartialDate
from webui.components.documents import can_be_opened
from webui.formats.citations.csl_item import CslItem
from webui.formats.citations.person_names import AuthorName, organization_name
from webui.formats.citations.reference_types import ReferenceType
from webui.urls import SiteUrls

MONTHS = "January February March April May June July August September October November December".split()
"""Citations are in English on pages of every language, because the styles are."""
UNDATED = "n.d."


@dataclass(frozen=True, slots=True)
class CitationFacts:
    """The facts of a citation; unknown values are empty.

    `publisher` omits publishers that are authors. `medium` and `recording` are the terms of APA and the catalog for a
    recording, empty for other works. `edition`, `numbers` and `series`, except of an episode, omit what the title
    has. `address` is the URL to print.
    """

    authors: tuple[AuthorName, ...]
    publisher: str
    title: str
    kind: ReferenceType
    medium: str
    recording: str
    series: str
    edition: str
    numbers: tuple[str, ...]
    published: PartialDate | None
    address: str


def citation_facts(item: CslItem, address: str) -> CitationFacts:
    """Return the facts of a citation. Publishers stand in for missing authors (APA 7, 9.11; Chicago 17, 14.84)."""
    kind, title = item.reference_type, item.title
    authors = item.authors or tuple(map(organization_name, item.publishers))
    author_names = {name.natural.casefold() for name in authors}
    numbers = (_unless_in(title, number) for number in (_report_number(item.number), item.accession_number))
    return CitationFacts(
        authors=authors,
        publisher="; ".join(name for name in item.publishers if name.casefold() not in author_names),
        title=title,
        kind=kind,
        medium=item.medium,
        recording=item.genre if kind.played else "",
        series=item.container_title or _unless_in(title, item.collection_title),
        edition=_unless_in(title, _short_edition(item.edition)),
        numbers=tuple(filter(None, numbers)),
        published=item.issued,
        address=address,
    )


def citation_address(item: CslItem, entry: Entry, public: SiteUrls) -> str:
    """Return the URL of the resource: by DOI, on the web, or its page here if the catalog has its documents."""
    if item.doi:
        return f"https://doi.org/{quote(item.doi, safe='/()')}"
    has_file = any(document.path and can_be_opened(document, text) for document, text in documents_with_texts(entry))
    return item.url or (public.resource(item.id) if has_file else "")


def documents_with_texts(entry: Entry) -> Iterator[tuple[Document, DocumentText]]:
    """Yield each document of an entry with the text extracted from its file."""
    for number, document in enumerate(entry.record.documents):
        yield document, entry.texts[number] if number < len(entry.texts) else DocumentText()


def _unless_in(title: str, text: str) -> str:
    """Return a text, or an empty one if the title already has it."""
    return "" if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", title, re.IGNORECASE) else text


def _short_edition(edition: str) -> str:
    """Return "2nd ed." for "2" and "2nd edition"; other editions stay as they are."""
    if re.fullmatch(r"\d+", edition, re.ASCII):
        ordinal = {"1": "1st", "2": "2nd", "3": "3rd"}.get(edition[-1], f"{edition[-1]}th")
        return f"{edition}th ed." if edition[-2:-1] == "1" else f"{edition[:-1]}{ordinal} ed."
    return re.sub(r"\bedition\.?$", "ed.", edition, flags=re.IGNORECASE)


def _report_number(number: str) -> str:
    """Return the number of a report, after "Report No." unless it has a word of its own."""
    return number if not number or re.search("[^\\W\\d_]{3}", number) else f"Report No. {number}"
