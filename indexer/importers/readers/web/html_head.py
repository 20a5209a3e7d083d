"""What the head of a web page says about it: meta tags, links, linked data and the title."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4.dammit import EncodingDetector
from lxml import etree

from indexer.extract.decoding import decode_text
from indexer.importers.values.text import MAX_ITEMS, plain_line

MAX_LINKED_DATA_CHARACTERS = 2_000_000
_MAX_META_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class HtmlHead:
    """The head of a page. `meta` has the contents of meta tags by their names in lower case.

    `links` has the addresses of links by their relation, as they are written. `linked_data` are the values of JSON-LD
    in the page that are JSON.
    """

    title: str
    language: str
    meta: Mapping[str, list[str]]
    links: Mapping[str, list[str]]
    linked_data: list[Any]
    damaged_scripts: int

    def first(self, *names: str) -> str:
        """Return the first content of the first of these meta tags that has one, on one line."""
        return next((plain_line(self.meta[name][0]) for name in names if self.meta.get(name)), "")

    def all(self, *names: str) -> list[str]:
        """Return the contents of the first of these meta tags that has any, each on one line."""
        return next(([plain_line(text) for text in self.meta[name]] for name in names if self.meta.get(name)), [])


def html_head(data: bytes) -> HtmlHead | None:
    """Return what a page says about itself, or None if it is not HTML."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    text = decode_text(data, declared or "").replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None or "<" not in text:
        return None
    scripts = list(_linked_data(root))
    values = [value for value in scripts if value is not None]
    title = next((element.text or "" for element in root.iter("title")), "")
    return HtmlHead(
        plain_line(title), root.get("lang") or "", _meta(root), _links(root), values, len(scripts) - len(values)
    )


def _linked_data(root: Any) -> Iterator[Any]:
    """Yield each value of JSON-LD (JSON-LD 1.1, section 7), None for one that is not JSON."""
    for script in list(root.iter("script"))[:MAX_ITEMS]:
        if (script.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        text = (script.text or "").strip()
        text = text.removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
        try:
            yield json.loads(text, strict=False) if 0 < len(text) <= MAX_LINKED_DATA_CHARACTERS else None
        except (ValueError, RecursionError):
            yield None


def _meta(root: Any) -> dict[str, list[str]]:
    contents: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        values = contents.setdefault(name, [])
        content = (tag.get("content") or "")[:_MAX_META_CHARACTERS]
        if name and content.strip() and content not in values and len(values) < MAX_ITEMS:
            values.append(content)
    return contents


def _links(root: Any) -> dict[str, list[str]]:
    addresses: dict[str, list[str]] = {}
    for tag in root.iter("link"):
        for relation in (tag.get("rel") or "").lower().split():
            if tag.get("href") and len(addresses.setdefault(relation, [])) < MAX_ITEMS:
                addresses[relation].append(plain_line(tag.get("href")))
    return addresses
