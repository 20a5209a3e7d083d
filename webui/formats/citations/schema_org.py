"""Linked data for the head of a resource's page: JSON-LD 1.1 (W3C, 2020) in the vocabulary of schema.org.

Unknown values have no property.
"""

from __future__ import annotations

from catalog.model import Document, DocumentText, Entry
from webui.components.documents import can_be_opened
from webui.formats.citations.csl_item import CslItem
from webui.formats.citations.facts import documents_with_texts
from webui.formats.citations.licenses import license_url
from webui.formats.citations.person_names import AuthorKind, AuthorName
from webui.formats.citations.reference_types import PAGE
from webui.formats.records.listing import one_line, xml_safe
from webui.i18n.formatting import size_words
from webui.urls import SiteUrls

SCHEMA_ORG = "https://schema.org"
JsonObject = dict[str, object]


def linked_data(item: CslItem, entry: Entry, public: SiteUrls) -> JsonObject:
    """Return the resource as JSON-LD; `@id` is its page in the catalog, `url` where the resource itself is."""
    record, page = entry.record, public.resource(item.id)
    item_type = schema_type(item)
    publishers = [{"@type": "Organization", "name": name} for name in item.publishers]
    return _filled(
        {
            "@context": SCHEMA_ORG,
            "@id": page,
            "@type": item_type,
            "mainEntityOfPage": page,
            "url": item.url or page,
            "name": one_line(record.title),
            "alternateName": one_line(record.subtitle or ""),
            "description": xml_safe(item.abstract),
            "genre": item.genre,
            "datePublished": str(item.issued or ""),
            "inLanguage": item.language,
            "author": [_author(name) for name in item.authors],
            "publisher": publishers,
            "provider": publishers if item_type == "Course" else [],
            "keywords": list(item.keywords),
            "about": [_topic(*topic, public) for topic in zip(record.topics, item.topics, strict=True)],
            "isPartOf": _series(item, item_type),
            "version": item.edition,
            "license": license_url(record.rights),
            "identifier": _identifiers(item),
            "encoding": [
                _file(*document, public) for document in documents_with_texts(entry) if can_be_opened(*document)
            ],
            "duration" if item_type == "PodcastEpisode" else "timeRequired": iso_duration(record.duration_s or 0),
        }
    )


def iso_duration(seconds: int) -> str:
    """Return a duration as in ISO 8601: "PT1H5M", "PT45S"; an empty text for no seconds."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
    return f"PT{parts}" if parts else ""


def schema_type(item: CslItem) -> str:
    """Return the type of a resource, or CreativeWork for an episode without a series and for a page without a URL."""
    reference_type = item.reference_type
    if reference_type.episode and not item.series:
        return "CreativeWork"
    return "WebPage" if reference_type is PAGE and item.url else reference_type.schema_org


def _filled(data: JsonObject) -> JsonObject:
    """Return the properties that have a value."""
    return {name: value for name, value in data.items() if value}


def _author(name: AuthorName) -> JsonObject | str:
    """Return a person or an organization, or only the name if its kind is unknown."""
    if name.kind is AuthorKind.UNKNOWN:
        return name.natural
    if name.kind is AuthorKind.ORGANIZATION:
        return {"@type": "Organization", "name": name.natural}
    parts = {"givenName": name.given, "familyName": name.family, "honorificSuffix": name.suffix}
    return _filled({"@type": "Person", "name": name.natural, **parts})


def _topic(value: str, label: str, public: SiteUrls) -> JsonObject:
    return {"@type": "DefinedTerm", "name": label, "url": public.topic(value)}


def _series(item: CslItem, item_type: str) -> JsonObject:
    series_type = "PodcastSeries" if item_type == "PodcastEpisode" else "CreativeWorkSeries"
    return {"@type": series_type, "name": item.series} if item.series else {}


def _identifiers(item: CslItem) -> list[JsonObject]:
    """Return the identifiers of the resource, each with its scheme."""
    numbers = {"DOI": item.doi, "ISBN": item.isbn, "NCJ": item.ncj, "Report number": item.number}
    return [
        {"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in numbers.items() if value
    ]


def _file(document: Document, text: DocumentText, public: SiteUrls) -> JsonObject:
    return _filled(
        {
            "@type": "MediaObject",
            "name": one_line(document.label or ""),
            "contentUrl": public.document(document),
            "encodingFormat": text.media_type or document.media_type,
            "contentSize": size_words(text.size_bytes) if text.size_bytes else "",
            "duration": iso_duration(text.duration_s or 0),
        }
    )
