"""The repairs of a record as steps: each returns the fields with one kind of repair. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from catalog.addresses import MovedUrl, not_moved, without_following_params
from catalog.identifiers import bare_doi, bare_ncj
from catalog.taxonomy import Taxonomy
from indexer.check.merging.fields import LISTS, RecordFields, new_items
from indexer.check.tidy.model import RepairKind
from indexer.check.tidy.texts import (
    TextRole,
    with_plain_spaces,
    with_straight_quotes,
    without_final_period,
    without_markup,
)

TEXTS: Mapping[str, TextRole] = MappingProxyType(
    {
        **dict.fromkeys(("title", "subtitle"), TextRole.TITLE),
        **dict.fromkeys(("series", "edition", "publishers", "authors", "keywords"), TextRole.LINE),
        **dict.fromkeys(("summary", "rights"), TextRole.PARAGRAPHS),
    }
)
"""The fields with texts for people, besides translations."""
ADDRESSES = ("url", "listed_at")
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/10\.\d{4,9}/\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TidyContext:
    """What repairs need to know besides a record.

    `secure_hosts` are those that other records reach by https. `moved_url` returns the present form of an address.
    """

    taxonomy: Taxonomy
    secure_hosts: frozenset[str] = frozenset()
    moved_url: MovedUrl = not_moved


RepairStep = Callable[[RecordFields, TidyContext], Iterator[tuple[str, Any]]]
"""A function that yields the fields that it looks at, with the values that they should have."""
TextRepair = Callable[[str, TextRole], str]


def _of_texts(repair: TextRepair) -> RepairStep:
    """Return the step that repairs all texts of a record."""
    return lambda fields, _context: _texts(fields, repair)


def _texts(fields: RecordFields, repair: TextRepair) -> Iterator[tuple[str, Any]]:
    """Yield the fields with texts that a function repairs."""
    for name, role in TEXTS.items():
        value = fields.get(name)
        if isinstance(value, str):
            yield name, repair(value, role)
        elif isinstance(value, list):
            yield name, [repair(item, role) if isinstance(item, str) else item for item in value]
    translations = fields.get("translations")
    if isinstance(translations, Mapping):
        yield (
            "translations",
            {
                code: {**text, **dict(_texts(text, repair))} if isinstance(text, Mapping) else text
                for code, text in translations.items()
            },
        )


def _publishers(fields: RecordFields, context: TidyContext) -> Iterator[tuple[str, Any]]:
    names = fields.get("publishers")
    if isinstance(names, list):
        yield (
            "publishers",
            [context.taxonomy.publisher_label(name) if isinstance(name, str) else name for name in names],
        )


def _addresses(fields: RecordFields, repair: Callable[[str], str]) -> Iterator[tuple[str, Any]]:
    """Yield the fields with addresses that readers open; those of sources stay as they were seen."""
    for name in ADDRESSES:
        if isinstance(fields.get(name), str):
            yield name, repair(fields[name])
    documents = fields.get("documents")
    if isinstance(documents, list):
        yield (
            "documents",
            [
                {**document, "url": repair(document["url"])}
                if isinstance(document, Mapping) and isinstance(document.get("url"), str)
                else document
                for document in documents
            ],
        )


def _tracking(fields: RecordFields, _context: TidyContext) -> Iterator[tuple[str, Any]]:
    yield from _addresses(fields, without_following_params)


def _hosts(fields: RecordFields, context: TidyContext) -> Iterator[tuple[str, Any]]:
    yield from _addresses(fields, lambda url: context.moved_url(url) or url)


def _https(fields: RecordFields, context: TidyContext) -> Iterator[tuple[str, Any]]:
    def secured(url: str) -> str:
        is_known = url.startswith("http://") and _host(url) in context.secure_hosts
        return f"https://{url.removeprefix('http://')}" if is_known else url

    yield from _addresses(fields, secured)


def _host(url: str) -> str:
    """Return the host of an address in small letters, with its port; empty if there is none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def secure_hosts(records: Iterable[RecordFields]) -> frozenset[str]:
    """Return the hosts that records reach by https."""
    addresses = (value for fields in records for _name, value in _addresses(fields, str))
    urls = (url for value in addresses for url in ([value] if isinstance(value, str) else map(_document_url, value)))
    return frozenset(_host(url) for url in urls if url.startswith("https://"))


def _document_url(document: Any) -> str:
    url = document.get("url") if isinstance(document, Mapping) else None
    return url if isinstance(url, str) else ""


def _identifiers(fields: RecordFields, _context: TidyContext) -> Iterator[tuple[str, Any]]:
    numbers, url = fields.get("identifiers") or {}, fields.get("url")
    if not isinstance(numbers, Mapping):
        return
    bare = {
        name: repair(numbers[name])
        for name, repair in (("doi", bare_doi), ("ncj", bare_ncj))
        if isinstance(numbers.get(name), str)
    }
    if "doi" not in numbers and isinstance(url, str) and _DOI_ADDRESS.fullmatch(url):
        bare["doi"] = bare_doi(url)
    if bare:
        yield "identifiers", {**numbers, **bare}


def _repeats(fields: RecordFields, _context: TidyContext) -> Iterator[tuple[str, Any]]:
    for name in (*LISTS, "authors", "aliases"):
        items = fields.get(name)
        if isinstance(items, list) and name != "sources":
            key = LISTS.get(name, str) if all(isinstance(item, str) for item in items) else repr
            yield name, list(new_items((), items, key))


STEPS: Mapping[RepairKind, RepairStep] = MappingProxyType(
    {
        RepairKind.MARKUP: _of_texts(without_markup),
        RepairKind.SPACES: _of_texts(with_plain_spaces),
        RepairKind.QUOTES: _of_texts(with_straight_quotes),
        RepairKind.PERIODS: _of_texts(without_final_period),
        RepairKind.PUBLISHERS: _publishers,
        RepairKind.TRACKING: _tracking,
        RepairKind.HOSTS: _hosts,
        RepairKind.HTTPS: _https,
        RepairKind.IDENTIFIERS: _identifiers,
        RepairKind.REPEATS: _repeats,
    }
)
"""The repairs after those of forms, in the order in which they are made."""
