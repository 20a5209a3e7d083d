"""DCAT-US catalogs (`data.json`): versions 1.1 and 3.0, and lists of datasets with the same names.

Versions: resources.data.gov/resources/dcat-us (1.1), and the JSON Schema definitions of GSA/dcat-us (3.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from indexer.importers.readers.web.json_stream import JsonItems, JsonStreamError
from indexer.importers.rows import SourceFault, SourceItem, SourceLink
from indexer.importers.values.identifiers import sort_identifiers
from indexer.importers.values.languages import declared_language
from indexer.importers.values.row_draft import RowDraft
from indexer.importers.values.text import MAX_ITEMS, plain_line, plain_lines, unique, unmarked_text

LISTS = frozenset({"dataset", "datasets", "dcat:dataset", "@graph"})
"""The names under which a catalog has its datasets."""

NOT_JSON = "This is not JSON: check that the address is that of a data.json file."
NO_LIST = "This has no list of datasets: check that the address is that of a DCAT catalog, such as /data.json."
DAMAGED = (
    "The file is damaged or ends here, after {count:,} datasets, which were read: get it again, or ask its publisher."
)
NOT_AN_OBJECT = "This is not a dataset, so it was left out."

DATA_TYPES = re.compile(
    r"(?:text/(?:csv|tab-separated-values|xml)|application/(?:json|xml|zip|geo\+json|rdf\+xml|vnd\.ms-excel"
    r"|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet|vnd\.geo\+json|vnd\.google-earth\.\w+))",
    re.IGNORECASE,
)
"""Media types of tables and other data, which are offered as files and not read as text."""

_PREFIX = re.compile(r"(?:dcat|dct|dcterms|foaf|skos|vcard):")

DatasetValues = Mapping[str, Any]


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each dataset, faults for what cannot be read, and a link to each further part of the catalog."""
    items, count = JsonItems(file, LISTS), 0
    try:
        for item in items:
            count += 1
            yield from _dataset_items(item, f"dataset {count}")
    except JsonStreamError as error:
        message = DAMAGED.format(count=count) if count else NOT_JSON
        yield SourceFault(f"character {error.position + 1:,}", message)
        return
    parts = [address for part in _list(items.others.get("hasPart")) if (address := _address(part))]
    yield from (SourceLink("part", address) for address in parts)
    if not count and not parts:
        yield SourceFault("file", NO_LIST)


def _dataset_items(item: object, place: str) -> Iterator[SourceItem]:
    if not isinstance(item, dict):
        yield SourceFault(place, NOT_AN_OBJECT)
        return
    dataset = {_PREFIX.sub("", name, count=1): value for name, value in item.items()}
    kinds = {_PREFIX.sub("", name) for name in plain_lines(item.get("@type"))}
    if kinds and "Dataset" not in kinds and not {"title", "identifier"} <= dataset.keys():
        return  # a graph also has the organizations and files that datasets refer to
    draft = RowDraft(place)
    _put_texts(draft, dataset)
    _put_addresses(draft, dataset)
    yield from draft.items()


def _put_texts(draft: RowDraft, dataset: DatasetValues) -> None:
    draft.put("source_id", _text(dataset.get("identifier")) or _text(dataset.get("@id")))
    draft.put("title", _text(dataset.get("title")))
    draft.put("summary", unmarked_text(_value(dataset.get("description"))))
    draft.put("keywords", _labels(dataset.get("keyword")))
    draft.put("theme", _labels(dataset.get("theme")))
    draft.put("category", _labels(dataset.get("category")))
    draft.put("publishers", _labels(dataset.get("publisher"))[:1])
    draft.put("authors", _labels(dataset.get("creator")))
    draft.put("language", next(filter(None, map(declared_language, plain_lines(dataset.get("language")))), ""))
    draft.put_first_date("published", [_value(dataset.get("issued"))])
    draft.put_first_date(
        "modified", [_value(dataset.get("modified"))] if "R/" not in str(dataset.get("modified")) else []
    )
    draft.put("edition", _text(dataset.get("version")))
    draft.put("rights", _text(dataset.get("rights")) or _text(dataset.get("license")) or _license(dataset))
    draft.put("contact", next(iter(_labels(dataset.get("contactPoint"))), ""))
    draft.put("spatial", "; ".join(_labels(dataset.get("spatial"))))
    draft.put("temporal", "; ".join(_labels(dataset.get("temporal"))))
    draft.put("access_level", _text(dataset.get("accessLevel")))
    series = [text for text in plain_lines(dataset.get("isPartOf")) if text]
    draft.put("is_part_of", series[0] if series else "")


def _put_addresses(draft: RowDraft, dataset: DatasetValues) -> None:
    """Set the address of the dataset, its documents and its numbers."""
    files = [file for file in _list(dataset.get("distribution")) if isinstance(file, dict)]
    files = [{_PREFIX.sub("", name, count=1): value for name, value in file.items()} for file in files]
    landing = _address(dataset.get("landingPage"))
    documents = unique_documents(filter(None, map(_document, files)))
    pages = [_address(file.get("accessURL")) for file in files]
    first_document = [document["url"] for document in documents]
    draft.put("url", next(filter(None, (landing, *pages, *first_document)), ""))
    draft.put("documents", documents)
    numbers = _labels(dataset.get("otherIdentifier")) + plain_lines(_value(dataset.get("identifier")))
    known = sort_identifiers(numbers).numbers
    if not dataset.get("otherIdentifier"):
        known.pop("report", None)  # identifiers of datasets look like numbers of reports
    draft.put("identifiers", known)


def unique_documents(documents: Iterator[dict[str, str]]) -> list[dict[str, str]]:
    """Return documents in their order, each address once."""
    by_address: dict[str, dict[str, str]] = {}
    for document in documents:
        by_address.setdefault(document["url"], document)
    return list(by_address.values())


def _document(file: DatasetValues) -> dict[str, str] | None:
    address = _address(file.get("downloadURL"))
    if not address:
        return None
    media_type = _text(file.get("mediaType")).rpartition("/media-types/")[2]
    role = "data" if DATA_TYPES.match(media_type) else ""
    values = {"url": address, "label": _text(file.get("title")), "media_type": media_type, "role": role}
    return {name: value for name, value in values.items() if value}


def _license(dataset: DatasetValues) -> str:
    """Return the license of the first file that has one; version 3.0 has licenses at files only."""
    files = (file for file in _list(dataset.get("distribution")) if isinstance(file, dict))
    return next(filter(None, (_text(file.get("license")) for file in files)), "")


def _list(value: object) -> list[Any]:
    values = value if isinstance(value, list) else [value]
    return values[:MAX_ITEMS]


def _value(value: object) -> object:
    """Return the value of a literal of JSON-LD, or of the first of several, or the value itself."""
    if isinstance(value, list):
        return _value(value[0]) if value and not isinstance(value[0], list) else ""
    return value.get("@value") if isinstance(value, dict) and "@value" in value else value


def _text(value: object) -> str:
    """Return the text of a value: itself, or the label of an object."""
    return next(iter(_labels(value)), "")


def _labels(value: object) -> list[str]:
    return unique(_label(item) for item in _list(value))


def _label(item: object) -> str:
    """Return a text, or the name of an object by the properties that name things in DCAT."""
    if isinstance(item, dict):
        named = {_PREFIX.sub("", name, count=1): text for name, text in item.items()}
        names = ("@value", "prefLabel", "name", "title", "fn", "notation", "label", "@id")
        item = next((named[name] for name in names if isinstance(named.get(name), str) and named[name]), "")
    return plain_line(str(item) if isinstance(item, int | float) and not isinstance(item, bool) else item)


def _address(value: object) -> str:
    """Return a web address: itself, or that of a page or another object."""
    value = _value(value)
    if isinstance(value, dict):
        value = next((value[name] for name in ("accessURL", "@id", "url") if isinstance(value.get(name), str)), "")
    return plain_line(value) if isinstance(value, str) and re.match(r"https?://", value.strip(), re.IGNORECASE) else ""
