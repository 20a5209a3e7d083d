"""What a toolkit is: chosen resources in an order, in sections, with notes. Values only, without I/O."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

MAX_ITEMS = 100
"""Resources of a toolkit at most."""
MAX_SECTIONS = 30
MAX_TITLE = 200
"""Characters of a title, a toolkit's or a section's, at most."""
MAX_PURPOSE = 2_000
MAX_NOTE = 1_000
"""Characters of the note on an item at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """A resource in a toolkit: its record's id, and what the maker says of it.

    `title`, `edition` and `published` are the record's own as they were when it was added on the day `added`, by which
    a reader is told later what has changed.
    """

    record: str
    note: str = ""
    title: str = ""
    edition: str = ""
    published: str = ""
    added: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a title; an empty title is that of the items that stand before any section."""

    title: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Toolkit:
    """Resources for one purpose, in their order. `made` is the day it was last changed, where that is known."""

    title: str = ""
    purpose: str = ""
    sections: tuple[Section, ...] = ()
    language: str | None = None
    made: dt.date | None = None

    def items(self) -> Iterator[Item]:
        """Yield every item in its order."""
        for section in self.sections:
            yield from section.items

    def ids(self) -> tuple[str, ...]:
        """Return the record ids in their order."""
        return tuple(item.record for item in self.items())


@dataclass(frozen=True, slots=True)
class FeaturedToolkit:
    """A toolkit that editors made: `name` is its place in addresses, the lower the `rank` the earlier it is shown.

    `topics`, `sworn_min` and `sworn_max` say whom it is for.
    """

    name: str
    toolkit: Toolkit
    topics: tuple[str, ...] = ()
    sworn_min: int | None = None
    sworn_max: int | None = None
    rank: int = 100
