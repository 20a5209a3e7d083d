"""What can be meant where a field has fields of its own, and something else is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import fields

from catalog.model import PartialDate
from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.base.texts import is_web_address
from catalog.schemas.normalization.addresses import address_meanings
from catalog.schemas.normalization.bare_text import bare_text, with_hyphens
from catalog.schemas.normalization.dates import date_meanings
from catalog.schemas.normalization.sizes import size_meanings
from catalog.schemas.normalization.values import taxonomy_of
from catalog.schemas.records.record import (
    AgencySizeSchema,
    DocumentSchema,
    FeaturedSchema,
    IdentifiersSchema,
    RatingSchema,
)
from catalog.schemas.toolkits.featured_toolkit import ItemSchema

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_SURELY_URL = re.compile(r"www\.|//|https?\W|[<\[]", re.IGNORECASE)
_NO = frozenset(("no", "false"))
_BETWEEN_DAYS = re.compile(r"\s(?:to|until|through|al?|hasta|-)\s|/(?=\d{4})")
_IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ncj", re.compile(r"NCJ(?:RS)?[\s:#-]*(\d{4,7})", re.IGNORECASE)),
    ("doi", re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)),
    ("isbn", re.compile(r"ISBN[-:\s\d]*?((?:97[89][- ]?)?\d[\d -]{8,14}[\dX])", re.IGNORECASE)),
)


def parts_of_value(field: fields.Nested, value: Any) -> Iterator[Any]:
    """Yield the mappings that a value can mean which is not a mapping; None if it means that there is none."""
    schema = field.schema
    if isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
        yield from _merged(value)
    elif isinstance(schema, AgencySizeSchema):
        yield from size_meanings(value, taxonomy_of(field))
    elif isinstance(schema, IdentifiersSchema):
        yield from _identifiers(value if isinstance(value, list) else [value])
    elif isinstance(schema, FeaturedSchema) and (value is False or str(value).lower() in _NO):
        yield None
    elif isinstance(value, str):
        yield from _parts_of_text(field, bare_text(value))


def _parts_of_text(field: fields.Nested, text: str) -> Iterator[dict[str, str]]:
    schema = field.schema
    if isinstance(schema, DocumentSchema):
        yield from _documents(text)
    elif isinstance(schema, ItemSchema):
        yield {"record": text}
    elif isinstance(schema, FeaturedSchema):
        yield from _periods(text)
    elif isinstance(schema, RatingSchema) and text.count(": ") == 1:
        scheme, _, value = text.partition(": ")
        yield {"scheme": scheme, "value": value}


def parts_of_mapping(field: fields.Nested, content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the other mappings that a mapping can mean."""
    if isinstance(field.schema, DocumentSchema):
        location = content.get("path") or content.get("url")
        if isinstance(location, str) and not (content.get("path") and content.get("url")):
            others = {name: value for name, value in content.items() if name not in ("path", "url")}
            yield from ({**document, **others} for document in _documents(bare_text(location)))
    elif (
        isinstance(field.schema, RatingSchema) and len(content) == 1 and not content.keys() & known_fields(field.schema)
    ):
        ((scheme, value),) = content.items()
        yield {"scheme": scheme, "value": value}


def _merged(mappings: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one mapping with the fields of several, if none is in two of them."""
    merged = {name: value for mapping in mappings for name, value in mapping.items()}
    if len(merged) == sum(map(len, mappings)):
        yield merged


def _documents(text: str) -> Iterator[dict[str, str]]:
    """Yield a document with a path, or with a URL if it looks like one; both if it can be either."""
    addresses = [address for address in address_meanings(text) if is_web_address(address)]
    yield from ({"url": address} for address in addresses)
    if _SCHEME.match(text) and not addresses:
        yield {"url": text}  # rejected, with the reason
    elif not (addresses and _SURELY_URL.match(text)):
        yield {"path": text}


def _identifiers(values: list[Any]) -> Iterator[dict[str, str]]:
    """Yield the identifiers in some texts, each of which says what it is or has its form."""
    found: dict[str, str] = {}
    for value in values:
        text = bare_text(str(value))
        matches = ((name, pattern.fullmatch(text)) for name, pattern in _IDENTIFIERS)
        name, match = next(((name, match) for name, match in matches if match), ("", None))
        if match is None or name in found:
            return
        found[name] = match[1]
    yield found


def _periods(text: str) -> Iterator[dict[str, str]]:
    """Yield the period between two days."""
    days = [
        [date for date in date_meanings(day) if isinstance(date, PartialDate)]
        for day in _BETWEEN_DAYS.split(with_hyphens(text))
    ]
    if len(days) == 2 and all(len(dates) == 1 for dates in days):  # noqa: PLR2004  # the first day and the last
        (since,), (until,) = days
        yield {"from": str(since), "until": str(until)}
