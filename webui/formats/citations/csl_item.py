"""A record as a bibliographic reference, the source of citations, reference files and page metadata.

`csl_item` returns the reference of a record; APA, Chicago, RIS, BibTeX, the meta tags and the linked data render it.
The fields are variables of the Citation Style Language 1.0.2 (specification, appendices III and IV). `csl_json` returns
them in the shape of its data schema, csl-data.json.

An item has more than CSL-JSON can express, because other formats need it:

- `reference_type`: CSL has fewer types than schema.org and no names for those of RIS, BibTeX or Open Graph.
- `authors`: a name also tells whether it is an organization; CSL-JSON has `literal` for every name without parts.
- `publishers` and `keywords` are lists, and `topics` are separate from keywords; CSL-JSON has one text for each.
- `ncj` has no variable of its own; CSL-JSON gets it as a note.

It has no `rights`, because CSL 1.0.2 has no variable for them, and no notes of a toolkit, because these are not part of
the record.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from catalog.identifiers import bare_doi, bare_ncj
from catalog.model import PartialDate, Record
from catalog.taxonomy import Taxonomy
from webui.branding import SITE_NAME
from webui.formats.citations.person_names import AuthorKind, AuthorName, organization_name, parse_name
from webui.formats.citations.reference_types import ReferenceType, reference_type
from webui.formats.citations.spans import ends_sentence
from webui.formats.records.listing import one_line, publisher_labels, value_labels, web_address, xml_safe


@dataclass(frozen=True, slots=True)
class CslItem:
    """A reference. Unknown values are empty; texts are on one line, except `abstract`, which is as the record has it.

    `title` includes the subtitle. `container_title` is the series of an episode, `collection_title` that of any other
    work. `genre` is the label of the format, `medium` what APA calls a recording. `url` is where the resource is on
    the web, never its page in the catalog.
    """

    id: str
    reference_type: ReferenceType
    title: str
    authors: tuple[AuthorName, ...] = ()
    publishers: tuple[str, ...] = ()
    issued: PartialDate | None = None
    container_title: str = ""
    collection_title: str = ""
    genre: str = ""
    medium: str = ""
    edition: str = ""
    number: str = ""
    ncj: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def series(self) -> str:
        """The series, whichever of the two variables has it."""
        return self.container_title or self.collection_title

    @property
    def accession_number(self) -> str:
        """The number in the library of the National Criminal Justice Reference Service, with its prefix."""
        return f"NCJ {self.ncj}" if self.ncj else ""


def csl_item(record: Record, taxonomy: Taxonomy) -> CslItem:
    """Return the reference of a record; labels are in the language of the taxonomy."""
    kind, identifiers = reference_type(record.format, taxonomy), record.identifiers
    authors = tuple(name for name in map(one_line, record.authors) if name.strip(" ,;"))
    publishers = frozenset(one_line(name).casefold() for name in record.publishers)
    series = one_line(record.series or "")
    return CslItem(
        id=record.id,
        reference_type=kind,
        title=full_title(record),
        authors=tuple(_author(name, publishers, taxonomy) for name in authors),
        publishers=tuple(dict.fromkeys(filter(None, map(one_line, publisher_labels(record, taxonomy))))),
        issued=record.published,
        container_title=series if kind.episode else "",
        collection_title="" if kind.episode else series,
        genre=one_line(taxonomy.label("format", record.format)) if record.format else "",
        medium=kind.apa,
        edition=one_line(record.edition or ""),
        number=one_line(identifiers.report or ""),
        ncj=bare_ncj(one_line(identifiers.ncj or "")),
        doi=bare_doi(one_line(identifiers.doi or "")),
        isbn=one_line(identifiers.isbn or ""),
        url=one_line(web_address(record) or ""),
        language=one_line(record.language or ""),
        abstract=record.summary or "",
        topics=tuple(map(one_line, value_labels("topic", record.topics, taxonomy))),
        keywords=tuple(filter(None, map(one_line, record.keywords))),
    )


def csl_json(item: CslItem, page_url: str) -> dict[str, object]:
    """Return the reference as CSL-JSON, without empty variables.

    `page_url` is its page in the catalog, which is the URL of a resource without one of its own.
    """
    variables: dict[str, object] = {
        "id": item.id,
        "type": item.reference_type.csl,
        "title": item.title,
        "author": [_csl_name(name) for name in item.authors],
        "issued": {"date-parts": [_date_parts(item.issued)]} if item.issued else None,
        "publisher": "; ".join(item.publishers),
        "container-title": item.container_title,
        "collection-title": item.collection_title,
        "genre": item.genre,
        "medium": item.medium,
        "edition": item.edition,
        "number": item.number,
        "note": item.accession_number,
        "DOI": item.doi,
        "ISBN": item.isbn,
        "URL": item.url or page_url,
        "language": item.language,
        "abstract": xml_safe(item.abstract),
        "keyword": ", ".join((*item.topics, *item.keywords)),
        "source": SITE_NAME,
    }
    return {name: value for name, value in variables.items() if value}


def _author(text: str, publishers: AbstractSet[str], taxonomy: Taxonomy) -> AuthorName:
    """Return the name of an author; an author known as a publisher is an organization, by the publisher's label.

    `publishers` are those of the record, case-folded.
    """
    term = taxonomy.publisher(text)
    if taxonomy.term("publisher", term.value):
        return organization_name(term.label)
    return organization_name(text) if text.casefold() in publishers else parse_name(text)


def full_title(record: Record) -> str:
    """Return title and subtitle joined by a colon, or by a space if the title ends a sentence. The case stays."""
    title, subtitle = one_line(record.title), one_line(record.subtitle or "")
    return f"{title}{' ' if ends_sentence(title) else ': '}{subtitle}" if subtitle else title


def _csl_name(name: AuthorName) -> dict[str, str]:
    """Return a name variable: the parts of a person's name, and any other name as a literal."""
    if name.kind is not AuthorKind.PERSON:
        return {"literal": name.natural}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}


def _date_parts(date: PartialDate) -> list[int]:
    """Return year, month and day, as far as they are known."""
    return [part for part in (date.year, date.month, date.day) if part]
