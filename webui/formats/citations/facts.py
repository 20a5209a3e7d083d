"""What a citation of a record is made of, whatever its style. Texts with italics, without markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from catalog.model import Document, DocumentText, Entry, PartialDate, Record
from catalog.taxonomy import Taxonomy
from webui.components.documents import can_be_opened
from webui.formats.citations.person_names import Name, organization, read_name
from webui.formats.citations.reference_types import Kind, kind_of
from webui.formats.records.listing import one_line, publishers, web_address
from webui.urls import Addresses

MONTHS = "January February March April May June July August September October November December".split()
"""Citations are in English on pages of every language, as the styles are."""
UNDATED = "n.d."
_ENDED = re.compile("[.?!][\"'\u2019\u201d]*$")
"""What needs no stop behind it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a citation. `named` is set where it holds the resource's own words, which may not be English."""

    text: str
    italic: bool = False
    named: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """The facts of a citation; whatever is not known is empty. `publisher` is empty where it is the author, too."""

    authors: tuple[Name, ...]
    publisher: str
    title: str
    kind: Kind
    form: str
    series: str
    edition: str
    numbers: tuple[str, ...]
    published: PartialDate | None
    address: str


def cited(entry: Entry, taxonomy: Taxonomy, public: Addresses) -> Cited:
    """Return the facts. Publishers stand as authors where a record names none (APA 7, 9.11; Chicago 17, 14.84)."""
    record = entry.record
    kind, authors = kind_of(record.format), authors_of(record, taxonomy)
    sources = [one_line(name) for name in dict.fromkeys(publishers(record, taxonomy)) if name.strip()]
    authors = authors or tuple(map(organization, sources))
    names = {name.natural.casefold() for name in authors}
    title, series = whole_title(record), one_line(record.series or "")
    edition, *numbers = (_unsaid(each, title) for each in (_edition(one_line(record.edition or "")), *_numbers(record)))
    return Cited(
        authors=authors,
        publisher="; ".join(name for name in sources if name.casefold() not in names),
        title=title,
        kind=kind,
        form=taxonomy.label("format", record.format) if record.format and kind.played else "",
        series=series if kind.episode else _unsaid(series, title),
        edition=edition,
        numbers=tuple(filter(None, numbers)),
        published=record.published,
        address=_address(entry, public),
    )


def authors_of(record: Record, taxonomy: Taxonomy) -> tuple[Name, ...]:
    """Return the authors that a record names; those who are known as publishers are organizations."""
    own = {name.casefold() for name in record.publishers}

    def read(name: str) -> Name:
        term = taxonomy.publisher(name)
        if taxonomy.term("publisher", term.value):
            return organization(term.label)
        return organization(name) if name.casefold() in own else read_name(name)

    return tuple(read(name) for name in record.authors if one_line(name).strip(" ,;"))


def whole_title(record: Record) -> str:
    """Return title and subtitle as one; no colon follows a question mark. The case stays as its publisher has it."""
    title, subtitle = one_line(record.title), one_line(record.subtitle or "")
    return f"{title}{' ' if is_ended(title) else ': '}{subtitle}" if subtitle else title


def bare_doi(text: str | None) -> str:
    """Return a DOI without the address or the word that may stand before it; nothing for nothing."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", "", one_line(text or ""), flags=re.IGNORECASE)


def _address(entry: Entry, public: Addresses) -> str:
    """Return where a reader finds the resource itself: by DOI, on the web, or here if we hold its documents."""
    if doi := bare_doi(entry.record.identifiers.doi):
        return f"https://doi.org/{quote(doi, safe='/()')}"
    held = any(document.path and can_be_opened(document, text) for document, text in with_texts(entry))
    return web_address(entry.record) or (public.resource(entry.record.id) if held else "")


def with_texts(entry: Entry) -> Iterator[tuple[Document, DocumentText]]:
    """Yield the documents of an entry, each with what is known of its file."""
    for number, document in enumerate(entry.record.documents):
        yield document, entry.texts[number] if number < len(entry.texts) else DocumentText()


def _unsaid(text: str, title: str) -> str:
    """Return a text, nothing where the title has it already."""
    return "" if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", title, re.IGNORECASE) else text


def _edition(text: str) -> str:
    """Return an edition in short: "2nd ed."; whatever is no edition by that word stays."""
    if re.fullmatch(r"\d+", text, re.ASCII):
        last = {"1": "1st", "2": "2nd", "3": "3rd"}.get(text[-1], f"{text[-1]}th")
        return f"{text}th ed." if text[-2:-1] == "1" else f"{text[:-1]}{last} ed."
    return re.sub(r"\bedition\.?$", "ed.", text, flags=re.IGNORECASE)


def _numbers(record: Record) -> Iterator[str]:
    """Yield the numbers readers look for; one that does not say itself what it is gets a word before it."""
    if report := one_line(record.identifiers.report or ""):
        yield report if re.search("[^\\W\\d_]{3}", report) else f"Report No. {report}"
    if ncj := one_line(record.identifiers.ncj or ""):
        yield f"NCJ {ncj.upper().removeprefix('NCJ').strip()}"


# Writing


def stopped(spans: Spans) -> Spans:
    """Return an element with a stop at its end, unless it has an end of its own; nothing stays nothing."""
    filled = tuple(span for span in spans if span.text)
    return filled if not filled or is_ended(filled[-1].text) else (*filled, Span("."))


def is_ended(text: str) -> bool:
    """Tell whether a text has an end of its own, quotation marks aside."""
    return bool(_ENDED.search(text))


def written(elements: Iterable[Spans]) -> Spans:
    """Return elements as one text, with a space between; empty ones leave no trace."""
    spans: list[Span] = []
    for element in filter(None, elements):
        spans += [Span(" "), *element] if spans else element
    return tuple(spans)


def text_of(spans: Spans) -> str:
    """Return a citation as plain text."""
    return "".join(span.text for span in spans)
