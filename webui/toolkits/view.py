"""The views of a toolkit on its pages. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalog.live import OpenGeneration
from catalog.model import AgencySize, Entry, Record
from catalog.search.result import Hit
from catalog.search.searcher import Searcher
from catalog.toolkit import FeaturedToolkit, Item, Toolkit
from catalog.toolkit_changes import (
    ItemChange,
    ItemChangeKind,
    RecordLookup,
    ResolvedItem,
    ResolvedToolkit,
    item_of_record,
    resolve_toolkit,
)
from webui.components.cards import Card, Link, card, foreign_language
from webui.components.entries import successor_of_withdrawn
from webui.context import Clock
from webui.formats.toolkits.labels import change_words
from webui.i18n.formatting import suited_agencies
from webui.i18n.labels import localized, localized_text
from webui.i18n.locale import gettext as _
from webui.storage.overview import CatalogOverview
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change in words, and the resource that replaces the changed one, if any.

    `lang` is the language of the newer resource's title, None if it is that of the page.
    """

    text: str
    newer: Link | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item. `card` is None if the catalog no longer has the resource. `public` is its URL in print."""

    record: str
    title: str
    note: str
    card: Card | None
    public: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section; the title is empty for items before any titled section."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ToolkitView:
    """A toolkit. `changed` are the items with changes."""

    toolkit: Toolkit
    title: str
    purpose: tuple[str, ...]
    sections: tuple[SectionView, ...]
    count: int
    changed: tuple[ItemView, ...]


def resolve_current(toolkit: Toolkit, generation: OpenGeneration, overview: CatalogOverview) -> ResolvedToolkit:
    """Return a toolkit with the current records of its items, and with the successors of withdrawn resources."""
    find_record = record_lookup(generation.searcher)

    def find_successor(record_id: str) -> Record | None:
        successor = overview.successors.get(record_id) or successor_of_withdrawn(record_id, generation)
        return find_record(successor) if successor else None

    return resolve_toolkit(toolkit, find_record, find_successor)


def record_lookup(searcher: Searcher) -> RecordLookup:
    """Return a function that returns the record for an id or alias, or None."""

    def find_record(record_id: str) -> Record | None:
        entry = searcher.head(record_id)
        return entry.record if entry else None

    return find_record


def toolkit_view(resolved: ResolvedToolkit, searcher: Searcher, urls: SiteUrls, public: SiteUrls) -> ToolkitView:
    """Return the view of a toolkit. `urls` are for links in pages, `public` for URLs in print."""

    def item_view(item: ResolvedItem) -> ItemView:
        entry = searcher.head(item.record.id) if item.record else None
        return _item_view(item, entry, searcher, urls, public)

    sections = tuple(SectionView(section.title, tuple(map(item_view, section.items))) for section in resolved.sections)
    items = [item for section in sections for item in section.items]
    toolkit = resolved.toolkit
    return ToolkitView(
        toolkit=toolkit,
        title=toolkit.title or _("Toolkit without a title"),
        purpose=tuple(line.strip() for line in toolkit.purpose.split("\n") if line.strip()),
        sections=sections,
        count=len(items),
        changed=tuple(item for item in items if item.changes),
    )


def _item_view(
    item: ResolvedItem, entry: Entry | None, searcher: Searcher, urls: SiteUrls, public: SiteUrls
) -> ItemView:
    return ItemView(
        record=item.item.record,
        title=localized_text(entry.record).title if entry else item.title,
        note=item.item.note,
        card=card(Hit(entry.record, entry.texts, 0.0), localized(searcher.taxonomy), urls) if entry else None,
        public=public.resource(entry.record.id) if entry else "",
        changes=tuple(_change_view(change, urls) for change in item.changes),
    )


def field_label(name: str, view: ToolkitView) -> str:
    """Return the label of a field on the toolkit page; empty for an unknown field."""
    kind, _dash, record_id = name.partition("-")
    match kind:
        case "title":
            return _("Title")
        case "purpose":
            return _("Purpose: who it is for, and what it should help with").partition(":")[0]
        case "note":
            titles = [item.title for section in view.sections for item in section.items if item.record == record_id]
            return " \u2013 ".join([_("Your note"), *titles])
        case "section":
            return _("Section title")
        case "new":
            return _("New section")
    return ""


def _change_view(change: ItemChange, urls: SiteUrls) -> ChangeView:
    if change.kind is ItemChangeKind.SUPERSEDED and change.record:
        text = localized_text(change.record)
        newer = Link(text.title, urls.resource(change.record.id))
        return ChangeView(_("Replaced by a newer resource:"), newer, foreign_language(text.language))
    return ChangeView(change_words(change))


def complete_items(toolkit: Toolkit, find_record: RecordLookup, today: Clock) -> Toolkit:
    """Return a toolkit with the titles, editions and dates of the current records in items that have none yet."""

    def complete_item(item: Item) -> Item:
        record = None if item.title else find_record(item.record)
        return replace(item_of_record(record, item.note), record=item.record, added=today()) if record else item

    sections = (replace(section, items=tuple(map(complete_item, section.items))) for section in toolkit.sections)
    return replace(toolkit, sections=tuple(sections))


def audience_words(featured: FeaturedToolkit) -> str:
    """Return the agency sizes that a featured toolkit is for, in words; empty if it is for any."""
    return suited_agencies(AgencySize(featured.sworn_min, featured.sworn_max))
