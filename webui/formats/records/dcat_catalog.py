"""The catalog for other catalogs: DCAT-US 3.0, by the JSON Schema definitions of its repository (GSA/dcat-us).

Each resource is a dataset, so that harvesters can take it over; so are all records together. The interfaces for
programs are data services. Texts are English, except those of the records. A large catalog has parts, which are
catalogs themselves; the first one names the others (`hasPart`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from catalog.generations.change_log import utc_text
from catalog.model import Entry
from webui.branding import SITE_NAME
from webui.formats.records.dcat_dataset import dcat_dataset
from webui.formats.records.dcat_site import DcatObject, DcatSite
from webui.formats.records.listing import MAX_EXPORTED_RECORDS
from webui.media_types import EXPORT_TYPES

SCHEMA = "https://resources.data.gov/dcat-us/3.0.0/catalog"
"""The `$id` of the schema that the catalog conforms to."""


def dcat_catalog(entries: Iterable[Entry], site: DcatSite) -> Iterator[str]:
    """Yield the pieces of one part of the catalog as JSON; `entries` are those of the part, without passages."""
    yield f'{_json(_catalog(site))[:-1]},"dataset":['
    datasets = chain([_all_records(site)] if site.part == 1 else [], (dcat_dataset(entry, site) for entry in entries))
    for number, dataset in enumerate(datasets):
        yield f"{',' if number else ''}{_json(dataset)}"
    yield "]}"


def _json(value: DcatObject) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _catalog(site: DcatSite) -> DcatObject:
    home = site.urls.home()
    description = f"Resources on public safety that the {SITE_NAME} lists: each one is a dataset here."
    return {
        "@id": site.url(site.part),
        "@type": "Catalog",
        "title": SITE_NAME,
        "description": f"{description} {_extent(site)}",
        "identifier": site.url(site.part),
        "conformsTo": {"@id": SCHEMA, "@type": "Standard", "title": "DCAT-US 3.0"},
        "publisher": {"@type": "Agent", "name": SITE_NAME},
        "contactPoint": site.contact_points(),
        "homepage": {"@type": "Document", "title": SITE_NAME, "accessURL": home},
        "language": [site.urls.language],
        "modified": utc_text(site.published_at),
        "themeTaxonomy": [_scheme(site)],
        "service": list(_services(site)),
        **({"hasPart": list(_other_parts(site))} if site.part == 1 and site.parts > 1 else {}),
    }


def _extent(site: DcatSite) -> str:
    if site.parts == 1:
        return "This file has all of them."
    return f"This is part {site.part} of {site.parts}; the first part, {site.url(1)}, names the others."


def _other_parts(site: DcatSite) -> Iterator[DcatObject]:
    """Yield the parts after the first, without their datasets, which are at the addresses that identify them."""
    for part in range(2, site.parts + 1):
        url = site.url(part)
        title = f"{SITE_NAME}, part {part} of {site.parts}"
        homepage = {"@type": "Document", "title": title, "accessURL": url}
        yield {"@id": url, "@type": "Catalog", "identifier": url, "title": title, "homepage": homepage, "dataset": []}


def _scheme(site: DcatSite) -> DcatObject:
    return {"@id": site.urls.api("taxonomy"), "@type": "ConceptScheme", "title": f"Topics of the {SITE_NAME}"}


def _services(site: DcatSite) -> Iterator[DcatObject]:
    """Yield the interfaces for programs."""
    api = site.urls.page("api/v1")
    about = "Search, suggestions, and the records of resources as JSON. No key is needed."
    yield _service(f"{SITE_NAME}: JSON API", about, api, site.urls.api("openapi.json"), site)
    if site.oai_url:
        about = "All records as Dublin Core, with changes and removals (OAI-PMH 2.0)."
        yield _service(f"{SITE_NAME}: metadata harvesting", about, site.oai_url, f"{site.oai_url}?verb=Identify", site)


def _service(title: str, description: str, url: str, described_at: str, site: DcatSite) -> DcatObject:
    return {
        "@id": url,
        "@type": "DataService",
        "identifier": url,
        "title": title,
        "description": description,
        "endpointURL": [url],
        "endpointDescription": [described_at],
        "publisher": {"@type": "Agent", "name": SITE_NAME},
        "contactPoint": site.contact_points(),
    }


def _all_records(site: DcatSite) -> DcatObject:
    """Return the dataset of all records."""
    identifier = f"{site.urls.page('data.json')}#records"
    distributions: list[DcatObject] = [
        {
            "@type": "Distribution",
            "title": "Table (CSV)",
            "description": f"The first {MAX_EXPORTED_RECORDS} records, the newest publications first.",
            "downloadURL": site.urls.search_as("csv"),
            "mediaType": EXPORT_TYPES["csv"],
        }
    ]
    if site.bulk_url:
        bulk: DcatObject = {
            "@type": "Distribution",
            "title": "All records (JSON Lines)",
            "downloadURL": site.bulk_url,
            "mediaType": "application/jsonl",
            "compressFormat": "application/gzip",
        }
        distributions.insert(0, bulk)
    return {
        "@id": identifier,
        "@type": "Dataset",
        "identifier": identifier,
        "title": f"Records of the {SITE_NAME}",
        "description": f"The {site.total} records that describe the resources of the {SITE_NAME}.",
        "publisher": {"@type": "Organization", "name": SITE_NAME},
        "contactPoint": site.contact_points(),
        "landingPage": {"@type": "Document", "title": "Open data", "accessURL": site.urls.page("api")},
        "modified": utc_text(site.published_at),
        "language": [site.urls.language],
        "distribution": distributions,
    }
