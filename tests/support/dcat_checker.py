"""Checks a catalog against DCAT-US 3.0: required properties, types, formats and cardinalities of each class.

Written from the JSON Schema definitions in the public repository GSA/dcat-us, folder jsonschema, as far as our catalog
uses them. A property that is not listed here is a fault, though the definitions allow others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

PARTIAL_DATE = re.compile(r"\d{4}(-\d{2})?")
MAILBOX = re.compile(r"mailto:[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+", re.ASCII)

Faults = Iterator[str]
Check = Callable[[Any, str], Faults]


def text(value: Any, path: str) -> Faults:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        yield f"{path}: {value!r} is not a text"


def iri(value: Any, path: str) -> Faults:
    """An absolute IRI (RFC 3987)."""
    valid = isinstance(value, str) and urlsplit(value).scheme and not re.search(r'[\s<>"{}|\\^`]', value)
    if not valid:
        yield f"{path}: {value!r} is not an IRI"


def date(value: Any, path: str) -> Faults:
    """A year, a month, a day, or a time with an offset (RFC 3339)."""
    if isinstance(value, str) and PARTIAL_DATE.fullmatch(value):
        return
    try:
        valid = dt.datetime.fromisoformat(value).tzinfo is not None or len(value) == len("2026-11-30")
    except (TypeError, ValueError):
        valid = False
    if not valid:
        yield f"{path}: {value!r} is not a date"


def language(value: Any, path: str) -> Faults:
    """A code of ISO 639-1, or a list of them."""
    for code in value if isinstance(value, list) else [value]:
        if not isinstance(code, str) or not re.fullmatch("[a-z]{2}", code):
            yield f"{path}: {code!r} is not a code of two letters"


def mailbox(value: Any, path: str) -> Faults:
    """A `mailto:` URL."""
    if not isinstance(value, str) or not MAILBOX.fullmatch(value):
        yield f"{path}: {value!r} is not a mailbox"


def byte_size(value: Any, path: str) -> Faults:
    """A whole number, written as a text."""
    if not isinstance(value, str) or not value.isdecimal():
        yield f"{path}: {value!r} is not a size"


def many(check: Check) -> Check:
    """A list."""

    def check_list(value: Any, path: str) -> Faults:
        if not isinstance(value, list):
            yield f"{path}: {value!r} is not a list"
            return
        for number, item in enumerate(value):
            yield from check(item, f"{path}[{number}]")

    return check_list


def one_or_many(check: Check) -> Check:
    """A value, or a list of them."""
    return lambda value, path: (many(check) if isinstance(value, list) else check)(value, path)


def text_or(name: str) -> Check:
    """A text, or an object of a class."""
    return lambda value, path: (text if isinstance(value, str) else an(name))(value, path)


def an(name: str) -> Check:
    """An object of a class, with `@type` if it has one, and every required property."""

    def check_object(value: Any, path: str) -> Faults:
        required, properties = CLASSES[name]
        if not isinstance(value, dict):
            yield f"{path}: {value!r} is not an object"
            return
        if value.get("@type", name) != name:
            yield f"{path}: is a {value['@type']}, not a {name}"
        for missing in required.split():
            if missing not in value:
                yield f"{path}: has no {missing}"
        for key, content in value.items():
            check = {"@id": iri, "@type": text, **properties}.get(key)
            yield from check(content, f"{path}.{key}") if check else (f"{path}: {key} is unknown",)

    return check_object


CLASSES: dict[str, tuple[str, dict[str, Check]]] = {
    "Catalog": (
        "dataset",
        {
            "title": text,
            "description": text,
            "identifier": text_or("Identifier"),
            "conformsTo": an("Standard"),
            "publisher": an("Agent"),
            "contactPoint": many(an("Kind")),
            "homepage": an("Document"),
            "language": language,
            "modified": date,
            "themeTaxonomy": many(an("ConceptScheme")),
            "service": many(an("DataService")),
            "hasPart": many(an("Catalog")),
            "dataset": many(an("Dataset")),
        },
    ),
    "Dataset": (
        "title description publisher contactPoint identifier",
        {
            "title": text,
            "description": text,
            "identifier": text_or("Identifier"),
            "otherIdentifier": many(text_or("Identifier")),
            "publisher": an("Organization"),
            "contactPoint": one_or_many(an("Kind")),
            "keyword": many(text),
            "theme": many(text_or("Concept")),
            "category": many(text_or("Concept")),
            "language": language,
            "issued": date,
            "modified": date,
            "version": text,
            "rights": many(text),
            "landingPage": an("Document"),
            "page": many(an("Document")),
            "distribution": many(an("Distribution")),
        },
    ),
    "DataService": (
        "title contactPoint endpointURL publisher",
        {
            "title": text,
            "description": text,
            "identifier": text_or("Identifier"),
            "publisher": an("Agent"),
            "contactPoint": many(an("Kind")),
            "endpointURL": many(iri),
            "endpointDescription": many(text),
        },
    ),
    "Distribution": (
        "",
        {
            "title": text,
            "description": text,
            "accessURL": iri,
            "downloadURL": iri,
            "mediaType": text,
            "compressFormat": text,
            "byteSize": byte_size,
            "license": text,
        },
    ),
    "Agent": ("name", {"name": text}),
    "Organization": ("name", {"name": text}),
    "Kind": ("fn hasEmail", {"fn": text, "hasEmail": mailbox}),
    "Document": ("title", {"title": text, "accessURL": iri}),
    "Standard": ("", {"title": text}),
    "Concept": ("prefLabel", {"prefLabel": text}),
    "ConceptScheme": ("title", {"title": text}),
    "Identifier": ("", {"notation": text, "schemaAgency": text}),
}
"""For each class, its required properties, and the check of each property that our catalog uses."""


def dcat_faults(catalog: Any) -> list[str]:
    """Return what a catalog has that its definitions do not allow, and what it lacks."""
    return list(an("Catalog")(catalog, "catalog"))
