"""A resource as linked data for the head of its page: JSON-LD 1.1 (W3C, 2020) in the words of schema.org.

Nothing is said that the record does not say; what is not known has no property.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import Document, DocumentText, Entry, Record
from catalog.schemas import is_web_address
from catalog.taxonomy import Taxonomy
from webui.components.documents import can_be_opened
from webui.formats.citations.facts import authors_of, bare_doi, with_texts
from webui.formats.citations.person_names import Name
from webui.formats.citations.reference_types import PAGE, kind_of
from webui.formats.records.listing import one_line, plain, publishers, web_address
from webui.i18n.formatting import size_words
from webui.urls import Addresses

Data = dict[str, object]


def linked_data(entry: Entry, taxonomy: Taxonomy, public: Addresses) -> Data:
    """Return the resource with all that is known of it; `@id` is its page here, `url` where the resource itself is."""
    record, page = entry.record, public.resource(entry.record.id)
    kind = _type(record)
    sources = [{"@type": "Organization", "name": name} for name in map(one_line, publishers(record, taxonomy))]
    return _known(
        {
            "@context": "https://schema.org",
            "@id": page,
            "@type": kind,
            "mainEntityOfPage": page,
            "url": web_address(record) or page,
            "name": one_line(record.title),
            "alternateName": one_line(record.subtitle or ""),
            "description": plain(record.summary or ""),
            "genre": taxonomy.label("format", record.format) if record.format else "",
            "datePublished": str(record.published or ""),
            "inLanguage": record.language,
            "author": [_author(name) for name in authors_of(record, taxonomy)],
            "publisher": sources,
            "provider": sources if kind == "Course" else [],
            "keywords": list(map(one_line, record.keywords)),
            "about": [_topic(value, taxonomy, public) for value in record.topics],
            "isPartOf": _series(record, kind),
            "version": one_line(record.edition or ""),
            "license": record.rights if record.rights and is_web_address(record.rights) else "",
            "identifier": [_number(*each) for each in _numbers(record) if each[1]],
            "encoding": [_file(*each, public) for each in with_texts(entry) if can_be_opened(*each)],
            "duration" if kind == "PodcastEpisode" else "timeRequired": duration(record.duration_s or 0),
        }
    )


def duration(seconds: int) -> str:
    """Return a duration as ISO 8601 has it: "PT1H5M", "PT45S"; nothing for none."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if number)
    return f"PT{parts}" if parts else ""


def _type(record: Record) -> str:
    """Return the type of a format, or the plain one where a fact is missing: the series of an episode, an address."""
    kind = kind_of(record.format)
    if kind.episode and not record.series:
        return "CreativeWork"
    return "WebPage" if kind is PAGE and web_address(record) else kind.schema_org


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}


def _author(name: Name) -> Data | str:
    """Return a person or an organization; a name alone where nobody knows which it is."""
    if name.kind == "unknown":
        return name.natural
    if name.kind == "organization":
        return {"@type": "Organization", "name": name.natural}
    parts = {"givenName": name.given, "familyName": name.family, "honorificSuffix": name.suffix}
    return _known({"@type": "Person", "name": name.natural, **parts})


def _topic(value: str, taxonomy: Taxonomy, public: Addresses) -> Data:
    return {"@type": "DefinedTerm", "name": taxonomy.label("topic", value), "url": public.topic(value)}


def _series(record: Record, kind: str) -> Data:
    if not record.series:
        return {}
    whole = "PodcastSeries" if kind == "PodcastEpisode" else "CreativeWorkSeries"
    return {"@type": whole, "name": one_line(record.series)}


def _numbers(record: Record) -> Iterator[tuple[str, str]]:
    known = record.identifiers
    yield "DOI", bare_doi(known.doi)
    yield "ISBN", known.isbn or ""
    yield "NCJ", known.ncj or ""
    yield "Report number", known.report or ""


def _number(scheme: str, value: str) -> Data:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": one_line(value)}


def _file(document: Document, text: DocumentText, public: Addresses) -> Data:
    return _known(
        {
            "@type": "MediaObject",
            "name": one_line(document.label or ""),
            "contentUrl": public.document(document),
            "encodingFormat": text.media_type or document.media_type,
            "contentSize": size_words(text.size_bytes) if text.size_bytes else "",
            "duration": duration(text.duration_s or 0),
        }
    )
