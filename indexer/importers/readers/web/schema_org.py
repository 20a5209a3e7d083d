"""Finds the resource that a page describes in its linked data (schema.org as JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indexer.importers.values.text import MAX_ITEMS, plain_line, unique, unmarked_text

LinkedObject = Mapping[str, Any]

RESOURCE_TYPES = (
    *"ScholarlyArticle TechArticle MedicalScholarlyArticle Report Thesis Book Chapter Course LearningResource".split(),
    *"Dataset PodcastEpisode RadioEpisode Episode VideoObject AudioObject HowTo PresentationDigitalDocument".split(),
    *"DigitalDocument TextDigitalDocument SpreadsheetDigitalDocument PublicationIssue Legislation NewsArticle".split(),
    *"BlogPosting Article EducationEvent Event SoftwareApplication CreativeWork MediaObject FAQPage WebPage".split(),
)
"""The types of things that are resources, the most telling first: a page may also describe itself and its site."""
LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "WebSite", "ContactPage", "ProfilePage"})

MAX_DEPTH = 6
MAX_NODES = 5_000
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")


def nodes_of(values: Iterable[object]) -> list[LinkedObject]:
    """Return the objects of linked data, those inside of others after them."""
    nodes: list[LinkedObject] = []
    level = list(values)
    for _ in range(MAX_DEPTH):
        following: list[object] = []
        for value in level[:MAX_NODES]:
            if isinstance(value, dict):
                nodes.append(value)
                following += value.values()
            elif isinstance(value, list):
                following += value
        level = following
    return nodes[:MAX_NODES]


def node_types(node: LinkedObject) -> list[str]:
    """Return the types of an object, without the prefix of schema.org."""
    types = node.get("@type")
    names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
    return [name.removeprefix(next((prefix for prefix in _PREFIXES if name.startswith(prefix)), "")) for name in names]


def main_resource(nodes: list[LinkedObject]) -> LinkedObject | None:
    """Return the object that describes what the page is about, or None."""
    ranked = [(_rank(node), number) for number, node in enumerate(nodes)]
    best = min((pair for pair in ranked if pair[0] < len(RESOURCE_TYPES)), default=None)
    return nodes[best[1]] if best else None


def _rank(node: LinkedObject) -> int:
    """Return the rank of an object by its types; one without a name describes nothing."""
    ranks = [RESOURCE_TYPES.index(name) for name in node_types(node) if name in RESOURCE_TYPES]
    has_name = any(plain_line(node.get(name)) for name in ("name", "headline", "title"))
    return min(ranks) if ranks and has_name else len(RESOURCE_TYPES)


class LinkedValues:
    """The values of an object, where references to other objects of the page are followed once."""

    def __init__(self, node: LinkedObject, nodes: Iterable[LinkedObject]) -> None:
        """Take the object and all objects of its page."""
        self._node = node
        self._by_id = {str(other["@id"]): other for other in nodes if "@id" in other and len(other) > 1}

    def values(self, *names: str) -> Iterator[Any]:
        """Yield the values of the first of these properties that has any."""
        for name in names:
            value = self._node.get(name)
            if value in (None, "", [], {}):
                continue
            yield from map(self._followed, (value if isinstance(value, list) else [value])[:MAX_ITEMS])
            return

    def _followed(self, value: Any) -> Any:
        is_reference = isinstance(value, dict) and value.keys() == {"@id"}
        return self._by_id.get(str(value["@id"]), value) if is_reference else value

    def labels(self, *names: str) -> list[str]:
        """Return the texts of properties: themselves, or the names of objects."""
        return unique(map(label, self.values(*names)))

    def text(self, *names: str) -> str:
        """Return the first text of properties, with its paragraphs."""
        return next((text for value in self.values(*names) if (text := unmarked_text(literal(value)))), "")

    def line(self, *names: str) -> str:
        """Return the first text of properties on one line."""
        return next(iter(self.labels(*names)), "")

    def address(self, *names: str) -> str:
        """Return the first address of properties: itself, or that of an object."""
        return next((address for value in self.values(*names) if (address := address_of(value))), "")


def literal(value: Any) -> Any:
    """Return the value of a literal of JSON-LD, or the value itself."""
    return value.get("@value") if isinstance(value, dict) and "@value" in value else value


def label(value: Any) -> str:
    """Return the name of an object, or a text or a number on one line."""
    value = literal(value)
    if isinstance(value, dict):
        names = ("name", "headline", "title", "alternateName", "value", "@id")
        value = next((value[name] for name in names if isinstance(literal(value.get(name)), str | int)), "")
        value = literal(value)
    return plain_line(str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value)


def address_of(value: Any) -> str:
    """Return an address: itself, or that of an object."""
    if isinstance(value, dict):
        value = next((value[name] for name in ("contentUrl", "url", "@id") if isinstance(value.get(name), str)), "")
    return plain_line(value)
