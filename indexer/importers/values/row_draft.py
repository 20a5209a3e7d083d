"""A row while it is read: values that say nothing are left out, and those that cannot be read become notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalog.text import shortened
from indexer.importers.rows import SourceItem, SourceNote, SourceRow
from indexer.importers.values.date_order import dates_meant
from indexer.importers.values.dates import partial_date
from indexer.importers.values.text import plain_line, unique

MAX_QUOTED = 60
"""Characters of a value that a message quotes."""


class RowDraft:
    """The values of a row so far, and what could not be read of it."""

    def __init__(self, place: str) -> None:
        """Take where the row is in its source."""
        self.place = place
        self.values: dict[str, Any] = {}
        self._notes: list[SourceNote] = []

    def put(self, name: str, value: object) -> None:
        """Set a value, unless it is empty or set already."""
        if name not in self.values and value not in (None, "", [], {}):
            self.values[name] = value

    def put_first_date(self, name: str, texts: Iterable[object]) -> None:
        """Set a value to the first text that is a date. If there are texts, and none is a date, add a note.

        A date whose day and month can be exchanged stays as it is: the mapping of the source may tell their order.
        """
        written = unique(plain_line(str(text)) for text in texts if isinstance(text, str | int))
        dates = filter(None, map(partial_date, written))
        exchangeable = (text for text in written if len(dates_meant(text)) > 1)
        if date := next(dates, "") or next(exchangeable, ""):
            self.put(name, date)
        elif written and name not in self.values:
            self.add_note(
                f"The date '{for_message(written[0])}' could not be read, so it was left out: add it to the record."
            )

    def add_note(self, message: str) -> None:
        """Say that a part of the row could not be read."""
        self._notes.append(SourceNote(self.place, message))

    def items(self) -> Iterator[SourceItem]:
        """Yield the notes, then the row."""
        yield from self._notes
        yield SourceRow(self.place, self.values)


def for_message(text: str, limit: int = MAX_QUOTED) -> str:
    """Return a text for quotation marks in a message, shortened."""
    return shortened(text, limit)
