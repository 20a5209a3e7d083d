"""What of a record is compared with others, computed once for each record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from catalog.addresses import MovedUrl, address_key, is_front_page, not_moved
from catalog.identifiers import bare_doi, bare_ncj, isbn_stem
from catalog.model import PartialDate, Record, RecordStatus
from catalog.taxonomy import Taxonomy
from catalog.text import fold, language_subtag
from indexer.check.duplicates.model import EvidenceKind
from indexer.check.duplicates.titles import ComparedTitle, is_number

MIN_SUMMARY = 80
"""Characters of the shortest summary that says something when another record has it, too."""
MIN_OMITTED = 5
"""Letters of the shortest word that may be misspelled."""
MIN_WORDS_OF_PARTIAL_TITLE = 4
"""Words of the shortest title that is compared with others that differ by a word."""
_DOI_IN_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\S+)", re.IGNORECASE)
_KEEPS_LETTERS_AND_DIGITS = re.compile(r"[\W_]+")

Fact = tuple[EvidenceKind, str]
"""Something that identifies a resource, such as its DOI, in the form that is compared."""


@dataclass(frozen=True, slots=True)
class Features:
    """What of a record is compared. `facts` identify the resource, each with the value as the record has it."""

    id: str
    title: ComparedTitle
    facts: Mapping[Fact, str]
    publishers: frozenset[str]
    published: PartialDate | None
    language: str
    summary: str
    page: str
    """The address of the resource itself, in the form that is compared, with the position in the page; or empty."""
    linked: frozenset[str]
    """The ids of records that an editor set in order with this one: those it replaces, or that replace it."""
    weight: tuple[int, ...] = field(default=(), repr=False)
    """Whether visitors see it, and then the greater, the more a record says."""
    added: dt.date | None = None
    """The day when it was added to the catalog, or None: of records to merge, the first one stays."""

    @property
    def year(self) -> int | None:
        """The year of publication, or None."""
        return self.published.year if self.published else None


def features_of(
    record: Record, taxonomy: Taxonomy, hashes: Collection[str] = (), moved_url: MovedUrl = not_moved
) -> Features:
    """Return what of a record is compared. `hashes` are those of the files of its documents."""
    successor = record.withdrawn.replaced_by if record.withdrawn else None
    summary = " ".join(fold(record.summary or "").split())
    return Features(
        record.id,
        ComparedTitle(record.title, record.subtitle or "", record.edition or ""),
        dict(_facts(record, hashes, moved_url)),
        frozenset(taxonomy.publisher(name).value for name in record.publishers),
        record.published,
        language_subtag(record.language or "en"),
        summary if len(summary) >= MIN_SUMMARY else "",
        page_key(record.url or "", moved_url),
        frozenset((*record.supersedes, *filter(None, (successor,)))),
        _weight(record),
        record.added,
    )


def page_key(url: str, moved_url: MovedUrl = not_moved) -> str:
    """Return a text that is the same for all addresses of one place; empty for none, and for the page of a whole site.

    Other than `address_key`, it tells the positions in a page apart: several resources may be on one page.
    """
    key = address_key(url, moved_url)
    if not key or is_front_page(key):
        return ""
    position = url.partition("#")[2]
    return f"{key}#{position}" if position and "#" not in key else key


def _facts(record: Record, hashes: Collection[str], moved_url: MovedUrl) -> Iterator[tuple[Fact, str]]:
    numbers, url = record.identifiers, record.url or ""
    doi_in_address = _DOI_IN_ADDRESS.fullmatch(url)
    doi = numbers.doi or (doi_in_address[1] if doi_in_address else "")
    for kind, value, key in (
        (EvidenceKind.DOI, doi, bare_doi(doi or "").lower()),
        (EvidenceKind.ISBN, numbers.isbn, isbn_stem(numbers.isbn or "")),
        (EvidenceKind.NCJ, numbers.ncj, bare_ncj(numbers.ncj or "").lstrip("0")),
        (EvidenceKind.REPORT, numbers.report, _KEEPS_LETTERS_AND_DIGITS.sub("", fold(numbers.report or ""))),
    ):
        if value and key:
            yield (kind, key), value
    addresses = (url, *(document.url or "" for document in record.documents))
    for address in filter(None, addresses):
        key = address_key(address, moved_url)
        if key and not is_front_page(key):
            yield (EvidenceKind.ADDRESS, key), address
    for sha256 in hashes:
        yield (EvidenceKind.DOCUMENT, sha256), sha256


def _weight(record: Record) -> tuple[int, ...]:
    """Return how much a record says: what visitors see first, then what editors wrote, then how many fields."""
    present = (record.subtitle, record.url, record.format, record.published, record.rating, record.identifiers.doi)
    return (
        int(record.status is RecordStatus.LIVE),
        int(record.imported is None),
        len(record.documents),
        sum(map(bool, present)) + len(record.topics) + len(record.publishers) + len(record.translations),
        len(record.summary or ""),
    )


def block_keys(features: Features) -> Iterator[tuple[str, str]]:
    """Yield the keys of the blocks that a record is in: only records with a key in common are compared.

    Of the kinds of keys, "title" and "partial" are those of titles; the others are those of facts.
    """
    yield from ((kind.value, key) for kind, key in features.facts)
    title = features.title
    if not title.key:
        return
    yield from (("title", key) for key in {title.key, title.main_key} - {""})
    words = title.words
    if len(words) >= MIN_WORDS_OF_PARTIAL_TITLE:
        for number, word in enumerate(words):
            if len(word) >= MIN_OMITTED and not is_number(word):
                yield "partial", " ".join((*words[:number], "*", *words[number + 1 :]))
