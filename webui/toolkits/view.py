"""A toolkit as its pages show it. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from catalog.model import Entry, Record
from catalog.search.result import Hit
from catalog.search.searcher import Searcher
from catalog.toolkit import FeaturedToolkit, Item, Toolkit
from catalog.toolkit_changes import (
    ItemChange,
    ItemChangeKind,
    ResolvedItem,
    ResolvedToolkit,
    item_of_record,
    resolve_toolkit,
)
from webui.components.cards import Card, Link, card, foreign
from webui.context import Clock
from webui.formats.toolkits.labels import change_words
from webui.i18n.labels import localized
from webui.i18n.locale import gettext as _
from webui.i18n.locale import number_words
from webui.storage.overview import CatalogOverview
from webui.urls import Addresses

Find = Callable[[str], Record | None]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What has changed, in words, and the resource to look at instead, if there is one.

    `lang` is set where that one's title is not in the language of the page.
    """

    text: str
    newer: Link | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item: `card` is None where its resource is in the catalog no more. `public` is its address on paper."""

    record: str
    title: str
    note: str
    card: Card | None
    public: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section; the title is empty where its items stand before any."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ToolkitView:
    """A whole toolkit. `changed` are the items with changes."""

    toolkit: Toolkit
    title: str
    purpose: tuple[str, ...]
    sections: tuple[SectionView, ...]
    count: int
    changed: tuple[ItemView, ...]


def held(toolkit: Toolkit, searcher: Searcher, overview: CatalogOverview) -> ResolvedToolkit:
    """Return a toolkit with its resources as they are in the catalog today."""
    find = finder(searcher)
    newer = overview.newer
    return resolve_toolkit(toolkit, find, lambda record: find(newer[record]) if record in newer else None)


def finder(searcher: Searcher) -> Find:
    """Return what gives the record of an id or an alias."""

    def find(record_id: str) -> Record | None:
        entry = searcher.get(record_id)
        return entry.record if entry else None

    return find


def toolkit_view(today: ResolvedToolkit, searcher: Searcher, addresses: Addresses, public: Addresses) -> ToolkitView:
    """Return what the pages show of a toolkit."""

    def item(each: ResolvedItem) -> ItemView:
        entry = searcher.get(each.record.id) if each.record else None
        return _item(each, entry, searcher, addresses, public)

    sections = tuple(SectionView(section.title, tuple(map(item, section.items))) for section in today.sections)
    items = [each for section in sections for each in section.items]
    toolkit = today.toolkit
    return ToolkitView(
        toolkit=toolkit,
        title=toolkit.title or _("Toolkit without a title"),
        purpose=tuple(part.strip() for part in toolkit.purpose.split("\n") if part.strip()),
        sections=sections,
        count=len(items),
        changed=tuple(each for each in items if each.changes),
    )


def _item(
    each: ResolvedItem, entry: Entry | None, searcher: Searcher, addresses: Addresses, public: Addresses
) -> ItemView:
    return ItemView(
        record=each.item.record,
        title=each.title,
        note=each.item.note,
        card=card(Hit(entry.record, entry.texts, 0.0), localized(searcher.taxonomy), addresses) if entry else None,
        public=public.resource(entry.record.id) if entry else "",
        changes=tuple(_change(change, addresses) for change in each.changes),
    )


def field_of(name: str, view: ToolkitView) -> str:
    """Return what a field of the toolkit's page is called by its label; empty for what is no field there."""
    kind, _dash, of = name.partition("-")
    match kind:
        case "title":
            return _("Title")
        case "purpose":
            return _("Purpose: who it is for, and what it should help with").partition(":")[0]
        case "note":
            titles = [each.title for section in view.sections for each in section.items if each.record == of]
            return " \u2013 ".join([_("Your note"), *titles])
        case "section":
            return _("Section title")
        case "new":
            return _("New section")
    return ""


def _change(change: ItemChange, addresses: Addresses) -> ChangeView:
    if change.kind is ItemChangeKind.SUPERSEDED and change.record:
        newer = Link(change.record.title, addresses.resource(change.record.id))
        return ChangeView(_("Replaced by a newer resource:"), newer, foreign(change.record.language))
    return ChangeView(change_words(change))


def completed(toolkit: Toolkit, find: Find, today: Clock) -> Toolkit:
    """Return a toolkit whose items remember what their records are like, where nobody noted it yet."""

    def whole(item: Item) -> Item:
        record = None if item.title else find(item.record)
        return replace(item_of_record(record, item.note), record=item.record, added=today()) if record else item

    sections = (replace(section, items=tuple(map(whole, section.items))) for section in toolkit.sections)
    return replace(toolkit, sections=tuple(sections))


def audience_words(featured: FeaturedToolkit) -> str:
    """Return for how large agencies a featured toolkit is; empty where it is for any."""
    low, high = featured.sworn_min, featured.sworn_max
    if low and high is not None:
        return _("For agencies with %(low)s to %(high)s sworn officers", low=number_words(low), high=number_words(high))
    if high is not None:
        return _("For agencies with up to %(high)s sworn officers", high=number_words(high))
    return _("For agencies with %(low)s or more sworn officers", low=number_words(low)) if low else ""
