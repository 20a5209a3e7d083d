"""What a list in a frame shows: a featured toolkit, one resource, or the first results of a search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from catalog.live import OpenGeneration
from catalog.model import DocumentText, Record
from catalog.taxonomy import Taxonomy
from catalog.text import clean
from webui.components.cards import foreign_language, record_facts
from webui.components.entries import find_entry
from webui.components.featured_toolkits import find_featured_toolkit
from webui.context import site_urls
from webui.embed.options import WidgetOptions
from webui.i18n.formatting import excerpt
from webui.i18n.labels import localized, localized_text, with_facet_labels
from webui.i18n.locale import gettext, language
from webui.search.filters.constraints import Constraint, constraints

MAX_SUMMARY = 300
"""Characters of a summary or a note; the stylesheet shows the first lines of them."""


@dataclass(frozen=True, slots=True)
class FrameItem:
    """A resource in a list: `facts` is the line above the title; a note of the editors replaces the summary.

    `lang` is the language of title and summary, None if it is that of the page.
    """

    title: str
    url: str
    facts: tuple[str, ...]
    summary: str = ""
    note: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class FrameSection:
    """Resources under a title, which is empty outside of toolkits."""

    title: str
    items: tuple[FrameItem, ...]


@dataclass(frozen=True, slots=True)
class FrameList:
    """A list: its title, the page with everything, and the first of `total` resources; or a single `resource`."""

    title: str
    url: str
    total: int
    sections: tuple[FrameSection, ...] = ()
    resource: FrameItem | None = None

    @property
    def is_part(self) -> bool:
        """Whether there are resources that the list does not show."""
        return self.total > sum(len(section.items) for section in self.sections)


def frame_list(options: WidgetOptions, generation: OpenGeneration) -> FrameList:
    """Return the list that options describe.

    Raises NotFoundError if there is no such toolkit or resource, and GoneError if the resource was withdrawn.
    """
    if options.resource:
        return _single_resource(options, generation)
    return _toolkit(options, generation) if options.toolkit else _first_results(options, generation)


def _single_resource(options: WidgetOptions, generation: OpenGeneration) -> FrameList:
    entry = find_entry(options.resource, generation)
    item = _item(entry.record, localized(generation.searcher.taxonomy), entry.texts)
    return FrameList(item.title, item.url, 1, resource=item)


def _first_results(options: WidgetOptions, generation: OpenGeneration) -> FrameList:
    state, taxonomy, urls = options.search_state(), localized(generation.searcher.taxonomy), site_urls()
    facets = tuple(state.query.filters)
    query = replace(state.query, per_page=options.limit, passages=0, facets=facets, language=language())
    result = with_facet_labels(generation.searcher.search(query), taxonomy)
    items = tuple(_item(hit.record, taxonomy, hit.texts) for hit in result.hits)
    title = options.label or _search_title(constraints(replace(result, query=state.query), urls))
    return FrameList(title, urls.search(state.as_params()), result.total, (FrameSection("", items),))


def _search_title(parts: Iterable[Constraint]) -> str:
    """Return the title of a search: its words, then the labels of its filters."""
    titles = {
        "q": "\u201c{0.value}\u201d",
        "published_from": "{0.kind} {0.value}",
        "published_to": "{0.kind} {0.value}",
    }
    texts = (titles.get(part.name, "{0.value}").format(part) for part in parts)
    return excerpt(clean(" \u00b7 ".join(texts))) or gettext("Newest resources")


def _toolkit(options: WidgetOptions, generation: OpenGeneration) -> FrameList:
    toolkit = find_featured_toolkit(options.toolkit, generation).toolkit
    searcher, taxonomy = generation.searcher, localized(generation.searcher.taxonomy)

    def items() -> Iterator[tuple[str, FrameItem]]:
        for section in toolkit.sections:
            for item in section.items:
                if entry := searcher.head(item.record):
                    note = excerpt(item.note, MAX_SUMMARY)
                    yield section.title, replace(_item(entry.record, taxonomy, entry.texts), note=note)

    entries = list(items())
    sections: dict[str, list[FrameItem]] = {}
    for title, item in islice(entries, options.limit):
        sections.setdefault(title, []).append(item)
    return FrameList(
        options.label or toolkit.title,
        site_urls().toolkit(options.toolkit),
        len(entries),
        tuple(FrameSection(title, tuple(section_items)) for title, section_items in sections.items()),
    )


def _item(record: Record, taxonomy: Taxonomy, texts: tuple[DocumentText, ...]) -> FrameItem:
    text = localized_text(record)
    return FrameItem(
        text.title,
        site_urls().resource(record.id),
        record_facts(record, texts, taxonomy)[:2],
        excerpt(text.summary or "", MAX_SUMMARY),
        lang=foreign_language(text.language),
    )
