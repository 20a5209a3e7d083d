"""Toolkits with their current records, and what changed since each item was added. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from catalog.model import Record
from catalog.toolkit import Item, Toolkit, kept

RecordLookup = Callable[[str], Record | None]
"""A function that returns the record for an id or alias, or None."""


class ItemChangeKind(StrEnum):
    """What happened to a resource."""

    REMOVED = "removed"
    """The catalog no longer has it."""
    SUPERSEDED = "superseded"
    EDITION = "edition"
    """Its edition or publication date is another."""
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A change to a resource since it was added to a toolkit.

    `record` is the resource that supersedes it; `before` is its former edition and date, or its former title.
    """

    kind: ItemChangeKind
    before: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class ResolvedItem:
    """An item with its current record, None if the catalog no longer has one.

    `title` is the record's title, else the title it had when it was added, else its id.
    """

    item: Item
    title: str
    record: Record | None
    changes: tuple[ItemChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedSection:
    """A section with its resolved items."""

    title: str
    items: tuple[ResolvedItem, ...]


@dataclass(frozen=True, slots=True)
class ResolvedToolkit:
    """A toolkit with the current records of its items."""

    toolkit: Toolkit
    sections: tuple[ResolvedSection, ...]

    def items(self) -> Iterator[ResolvedItem]:
        """Yield every item in order."""
        for section in self.sections:
            yield from section.items

    def records(self) -> tuple[Record, ...]:
        """Return the records that the catalog still has, in order."""
        return tuple(item.record for item in self.items() if item.record)


def resolve_toolkit(toolkit: Toolkit, find_record: RecordLookup, find_successor: RecordLookup) -> ResolvedToolkit:
    """Return a toolkit with its current records. `find_successor` returns the record that supersedes an id."""
    return ResolvedToolkit(
        toolkit,
        tuple(
            ResolvedSection(
                section.title, tuple(_resolved(item, find_record, find_successor) for item in section.items)
            )
            for section in toolkit.sections
        ),
    )


def _resolved(item: Item, find_record: RecordLookup, find_successor: RecordLookup) -> ResolvedItem:
    record = find_record(item.record)
    title = record.title if record else item.title or item.record
    return ResolvedItem(item, title, record, tuple(_changes(item, record, find_successor)))


def _changes(item: Item, record: Record | None, find_successor: RecordLookup) -> Iterator[ItemChange]:
    if successor := find_successor(record.id if record else item.record):
        yield ItemChange(ItemChangeKind.SUPERSEDED, record=successor)
    elif record is None:
        yield ItemChange(ItemChangeKind.REMOVED)
    if record and item.added:  # without a day, the item has no title or edition to compare
        now = item_of_record(record)
        before = (item.edition, item.published)
        if before != (now.edition, now.published):
            yield ItemChange(ItemChangeKind.EDITION, ", ".join(filter(None, before)))
        if item.title and item.title != now.title:
            yield ItemChange(ItemChangeKind.RENAMED, item.title)


def item_of_record(record: Record, note: str = "") -> Item:
    """Return a new item for a record, without the day it was added."""
    return Item(record.id, note, kept(record.title), kept(record.edition or ""), str(record.published or ""))
