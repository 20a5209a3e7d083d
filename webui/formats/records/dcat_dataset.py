"""A resource as a dataset of the catalog for other catalogs (DCAT-US 3.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from catalog.generations.change_log import utc_text
from catalog.identifiers import bare_doi, bare_ncj
from catalog.model import Document, DocumentText, Entry, Record, last_checked
from webui.branding import SITE_NAME
from webui.components.documents import can_be_opened
from webui.formats.citations.csl_item import full_title
from webui.formats.citations.facts import documents_with_texts
from webui.formats.citations.licenses import license_url
from webui.formats.records.dcat_site import DcatObject, DcatSite
from webui.formats.records.listing import one_line, web_address, xml_safe
from webui.i18n.formatting import excerpt

NOT_IN_IRIS = re.compile(r'[\s<>"{}|\\^`]')
MAX_DESCRIPTION = 5_000
"""Characters of the description of a resource."""
NO_SUMMARY = f"A resource in the {SITE_NAME}. Its record has no summary."


def dcat_dataset(entry: Entry, site: DcatSite) -> DcatObject:
    """Return a resource as a dataset, with the required properties first."""
    record, page = entry.record, site.urls.resource(entry.record.id)
    title, url = full_title(record), _iri(web_address(record) or "")
    required: DcatObject = {
        "@id": page,
        "@type": "Dataset",
        "identifier": page,
        "title": title,
        "description": _description(record),
        "publisher": {"@type": "Organization", "name": _publisher(record, site)},
        "contactPoint": site.contact_points(),
    }
    return required | _filled(
        {
            "otherIdentifier": list(_numbers(record)),
            "keyword": list(filter(None, dict.fromkeys(map(one_line, record.keywords)))),
            "theme": [_topic(topic, site) for topic in record.topics],
            "category": [site.taxonomy.label("format", record.format)] if record.format else [],
            "language": _language_code(record.language or ""),
            "issued": str(record.published or ""),
            "modified": _modified(record, site),
            "version": one_line(record.edition or ""),
            "rights": [one_line(record.rights)] if record.rights else [],
            "landingPage": {"@type": "Document", "title": title, "accessURL": url or page},
            "page": [{"@type": "Document", "title": f"{title} - {SITE_NAME}", "accessURL": page}],
            "distribution": list(_distributions(entry, url, site)),
        }
    )


def _description(record: Record) -> str:
    return excerpt(xml_safe(record.summary or ""), MAX_DESCRIPTION).strip() or NO_SUMMARY


def _publisher(record: Record, site: DcatSite) -> str:
    """Return the first publisher, or the site if none is known."""
    first = site.taxonomy.publisher_label(record.publishers[0]) if record.publishers else ""
    return one_line(first) or SITE_NAME


def _numbers(record: Record) -> Iterator[str]:
    numbers = record.identifiers
    if numbers.doi:
        yield f"doi:{bare_doi(one_line(numbers.doi))}"
    if numbers.isbn:
        yield f"ISBN {one_line(numbers.isbn)}"
    if numbers.ncj:
        yield f"NCJ {bare_ncj(one_line(numbers.ncj))}"
    if numbers.report:
        yield one_line(numbers.report)


def _topic(value: str, site: DcatSite) -> DcatObject:
    return {"@id": site.urls.topic(value), "@type": "Concept", "prefLabel": site.taxonomy.label("topic", value)}


def _language_code(tag: str) -> str:
    """Return the ISO 639-1 code of a language tag, or an empty text if it begins with a longer code."""
    code = tag.partition("-")[0].lower()
    return code if len(code) == 2 else ""  # noqa: PLR2004  # the length of such codes


def _modified(record: Record, site: DcatSite) -> str:
    """Return the time of the record's last change here or, if unknown, the day it was last checked."""
    if changed_at := site.changed_at(record.id):
        return utc_text(changed_at)
    day = last_checked(record)
    return day.isoformat() if day else ""


def _distributions(entry: Entry, resource_url: str, site: DcatSite) -> Iterator[DcatObject]:
    """Yield the documents that can be opened and, unless one of them is there, the resource where it is on the web."""
    license_address, seen = _iri(license_url(entry.record.rights)), set()
    for document, text in documents_with_texts(entry):
        url = _iri(site.urls.document(document) or "") if can_be_opened(document, text) else ""
        if url:
            seen.add(url)
            yield _filled(_document(document, text, url) | {"license": license_address})
    if resource_url and resource_url not in seen:
        yield _filled({"@type": "Distribution", "accessURL": resource_url, "license": license_address})


def _document(document: Document, text: DocumentText, url: str) -> DcatObject:
    media_type = text.media_type or document.media_type
    return {
        "@type": "Distribution",
        "title": one_line(document.label or ""),
        "downloadURL" if media_type else "accessURL": url,
        "mediaType": media_type,
        "byteSize": str(text.size_bytes) if text.size_bytes else "",
    }


def _iri(url: str) -> str:
    """Return a URL as an IRI (RFC 3987): characters that it may not have are percent-encoded."""
    return NOT_IN_IRIS.sub(lambda character: quote(character[0]), url)


def _filled(value: DcatObject) -> DcatObject:
    """Return the properties that have a value."""
    return {name: content for name, content in value.items() if content}
