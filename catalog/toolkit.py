"""Toolkits: chosen resources in order, in sections, with notes. Values only, no I/O."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

MAX_ITEMS = 100
"""Resources in a toolkit."""
MAX_SECTIONS = 30
MAX_TITLE = 200
"""Characters in the title of a toolkit or a section."""
MAX_PURPOSE = 2_000
"""Characters in the purpose of a toolkit."""
MAX_NOTE = 1_000
"""Characters in the note on an item."""
MAX_TEXT = MAX_TITLE + MAX_PURPOSE + MAX_SECTIONS * MAX_TITLE + MAX_ITEMS * MAX_NOTE
"""Characters of all texts that the author of a toolkit writes; each field has its own limit."""
MAX_KEPT = 400
"""Characters of a record's title, edition or date in an item."""


@dataclass(frozen=True, slots=True)
class Item:
    """A resource in a toolkit: the id of its record, and a note by the toolkit's author.

    `title`, `edition` and `published` are the record's values on the day `added`, as `kept` returns them. Readers learn
    from them what has changed since.
    """

    record: str
    note: str = ""
    title: str = ""
    edition: str = ""
    published: str = ""
    added: dt.date | None = None


def kept(text: str) -> str:
    """Return the beginning of a record's text, which is what an item has of it.

    Browsers send these texts along, so that those of a record that the catalog does not have may be any.
    """
    return text[:MAX_KEPT].strip()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a title. The title is empty for items that come before any titled section."""

    title: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Toolkit:
    """Resources for one purpose, in order. `made` is the day of the last change, None if unknown."""

    title: str = ""
    purpose: str = ""
    sections: tuple[Section, ...] = ()
    language: str | None = None
    made: dt.date | None = None

    def items(self) -> Iterator[Item]:
        """Yield every item in order."""
        for section in self.sections:
            yield from section.items

    def ids(self) -> tuple[str, ...]:
        """Return the record ids in order."""
        return tuple(item.record for item in self.items())


@dataclass(frozen=True, slots=True)
class FeaturedToolkit:
    """A toolkit by the site's editors. `name` is its last URL segment; a lower `rank` is listed earlier.

    `topics`, `sworn_min` and `sworn_max` describe the agencies it is for.
    """

    name: str
    toolkit: Toolkit
    topics: tuple[str, ...] = ()
    sworn_min: int | None = None
    sworn_max: int | None = None
    rank: int = 100
