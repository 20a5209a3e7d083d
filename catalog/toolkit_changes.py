"""A toolkit as it stands today: each item with its record, and what has changed since it was added. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from catalog.model import Record
from catalog.toolkit import Item, Toolkit

Find = Callable[[str], Record | None]
"""Gives the record of an id or an alias, or the record that supersedes an id."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a resource since it was added.

    `removed`: it is in the catalog no more. `superseded`: `record` has taken its place. `edition`: its own edition or
    date of publication is another than then, `before`. `renamed`: its title was `before`.
    """

    kind: Literal["removed", "superseded", "edition", "renamed"]
    before: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class ResolvedItem:
    """An item of a toolkit; `record` is None where the catalog has it no more, `title` what it is or was called."""

    item: Item
    title: str
    record: Record | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ResolvedSection:
    """A section with its items."""

    title: str
    items: tuple[ResolvedItem, ...]


@dataclass(frozen=True, slots=True)
class ResolvedToolkit:
    """A toolkit with its items looked up."""

    toolkit: Toolkit
    sections: tuple[ResolvedSection, ...]

    def items(self) -> Iterator[ResolvedItem]:
        """Yield every item in its order."""
        for section in self.sections:
            yield from section.items

    def records(self) -> tuple[Record, ...]:
        """Return the records that are still there, in their order."""
        return tuple(held.record for held in self.items() if held.record)


def resolve_toolkit(toolkit: Toolkit, find: Find, newer: Find) -> ResolvedToolkit:
    """Return a toolkit with its items looked up by `find`; `newer` gives the record that supersedes one."""
    return ResolvedToolkit(
        toolkit,
        tuple(
            ResolvedSection(section.title, tuple(_resolved(item, find, newer) for item in section.items))
            for section in toolkit.sections
        ),
    )


def _resolved(item: Item, find: Find, newer: Find) -> ResolvedItem:
    record = find(item.record)
    title = record.title if record else item.title or item.record
    return ResolvedItem(item, title, record, tuple(_changes(item, record, newer)))


def _changes(item: Item, record: Record | None, newer: Find) -> Iterator[Change]:
    if replaced := newer(record.id if record else item.record):
        yield Change("superseded", record=replaced)
    elif record is None:
        yield Change("removed")
    if record and item.added:  # without the day, nobody noted what it was like
        before = (item.edition, item.published)
        if before != (record.edition or "", str(record.published or "")):
            yield Change("edition", ", ".join(filter(None, before)))
        if item.title and item.title != record.title:
            yield Change("renamed", item.title)


def as_item(record: Record, note: str = "") -> Item:
    """Return a record as an item that is added now; the caller sets the day."""
    return Item(record.id, note, record.title, record.edition or "", str(record.published or ""))
