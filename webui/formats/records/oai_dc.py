"""A record as unqualified Dublin Core in the form of OAI-PMH (openarchives.org/OAI/2.0/oai_dc.xsd)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

from catalog.model import Entry, Record
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import CitationType
from webui.formats.records.listing import publisher_labels, value_labels, web_address
from webui.formats.records.xml import DUBLIN_CORE, Element, child
from webui.urls import SiteUrls

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
DCMI_TYPES: Mapping[CitationType | None, str] = MappingProxyType(
    {CitationType.VIDEO: "MovingImage", CitationType.PODCAST: "Sound", CitationType.DATA_SET: "Dataset"}
)
"""Terms of the DCMI Type Vocabulary; all others are "Text"."""


def add_dublin_core(parent: Element, entry: Entry, taxonomy: Taxonomy, urls: SiteUrls) -> None:
    """Add the record of an entry, with labels in English; its first identifier is the URL of its page."""
    spaces = {"xmlns__oai_dc": NAMESPACE, "xmlns__dc": DUBLIN_CORE, "xmlns__xsi": SCHEMA_INSTANCE}
    element = child(parent, "oai_dc:dc", **spaces, xsi__schemaLocation=f"{NAMESPACE} {SCHEMA}")
    for name, value in _statements(entry, taxonomy, urls):
        if value:
            child(element, f"dc:{name}", value)


def _statements(entry: Entry, taxonomy: Taxonomy, urls: SiteUrls) -> Iterator[tuple[str, str | None]]:
    record = entry.record
    yield "title", ": ".join(filter(None, (record.title, record.subtitle)))
    yield from (("creator", name) for name in record.authors)
    yield from (("subject", label) for label in (*value_labels("topic", record.topics, taxonomy), *record.keywords))
    yield "description", record.summary
    yield from (("publisher", label) for label in publisher_labels(record, taxonomy))
    yield "date", str(record.published) if record.published else None
    yield from _types(record, taxonomy)
    yield from (("format", media_type) for media_type in dict.fromkeys(text.media_type for text in entry.texts))
    yield from (("identifier", identifier) for identifier in _identifiers(record, urls))
    yield "language", record.language
    yield "relation", record.series
    yield from (("relation", urls.resource(key)) for key in (*record.supersedes, *record.related))
    yield "rights", record.rights


def _types(record: Record, taxonomy: Taxonomy) -> Iterator[tuple[str, str | None]]:
    term = taxonomy.term("format", record.format or "")
    yield "type", term.label if term else record.format
    yield "type", DCMI_TYPES.get(term.citation_type if term else None, "Text")


def _identifiers(record: Record, urls: SiteUrls) -> Iterator[str | None]:
    numbers = record.identifiers
    yield urls.resource(record.id)
    yield web_address(record)
    yield f"https://doi.org/{quote(numbers.doi, safe='/()')}" if numbers.doi else None
    yield f"NCJ {numbers.ncj}" if numbers.ncj else None
    yield f"ISBN {numbers.isbn}" if numbers.isbn else None
    yield numbers.report
