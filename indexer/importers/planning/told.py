"""What editors were told of rows in the last import of a source, so that it need not be told in full again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from indexer.importers.planning.fates import Fate
from indexer.importers.planning.import_state import value_hash
from indexer.importers.rows import SourceNote


class Told:
    """What was told before."""

    def __init__(self, keys: Collection[str] = ()) -> None:
        """Take the keys that `told_keys` gave for the last import."""
        self._keys = frozenset(keys)

    def has_fate(self, fate: Fate) -> bool:
        """Return whether the reason of a fate was told before."""
        return _key(_subject(fate), fate.message) in self._keys

    def has_warning(self, fate: Fate, warning: str) -> bool:
        """Return whether a warning about a row was told before."""
        return _key(_subject(fate), warning) in self._keys

    def has_note(self, note: SourceNote) -> bool:
        """Return whether a note was told before."""
        return _key(note.place, note.message) in self._keys


def told_keys(fates: Iterable[Fate], notes: Iterable[SourceNote]) -> frozenset[str]:
    """Return the keys of what an import tells."""
    return frozenset(_keys(fates, notes))


def _keys(fates: Iterable[Fate], notes: Iterable[SourceNote]) -> Iterator[str]:
    for fate in fates:
        for message in filter(None, (fate.message, *fate.warnings)):
            yield _key(_subject(fate), message)
    for note in notes:
        yield _key(note.place, note.message)


def _subject(fate: Fate) -> str:
    """Return what a row is about: its number says little, because rows move."""
    return fate.source_id or fate.title or fate.place


def _key(subject: str, message: str) -> str:
    return value_hash([subject, message])
