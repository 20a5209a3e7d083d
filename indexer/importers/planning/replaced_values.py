"""The values that imports of a source replaced: where an undo brings them back, they are no editor's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import Any

from indexer.importers.planning.fates import Fate, FateKind, hash_or_none
from indexer.importers.planning.import_state import FieldHashes, ImportState, ReplacedHashes

MAX_REMEMBERED_SETS = 10
"""The change sets of a source whose replaced values are kept: an older import that is undone counts as an edit."""


class ReplacedValues:
    """What the import sets replaced that were taken back since."""

    def __init__(self, state: ImportState | None, is_undone: Callable[[int], bool]) -> None:
        """Take the state of the source, and a function that tells whether a change set was taken back."""
        self._state = state or ImportState()
        self._undone = {number: items for number, items in self._state.replaced.items() if is_undone(number)}
        self._compared: set[str] = set()

    def base(self, source_id: str, here: Mapping[str, Any], locked: Collection[str]) -> FieldHashes | None:
        """Return the hashes of the values of an item that count as those of its source; None if it is not known.

        They are what the source gave last or, where the record has the value from before an import that was taken
        back, that one. In `locked` fields, that one is an editor's. To be called when the item is compared.
        """
        last = self._state.items.get(source_id)
        if last is None:
            return None
        self._compared.add(source_id)
        restored = {
            name: before
            for items in self._undone.values()
            for name, before in items.get(source_id, {}).items()
            if name not in locked and before == hash_or_none(here.get(name))
        }
        merged = {**last, **restored}
        return {name: value for name, value in merged.items() if value is not None}

    def remaining(self) -> dict[int, ReplacedHashes]:
        """Return what to keep for the next import: of sets that were taken back, only items not compared in this one.

        Of the others, the record is again as this import left it, and what the source gave in it says whose a value is.
        """
        kept = {
            number: {key: names for key, names in items.items() if key not in self._compared}
            if number in self._undone
            else items
            for number, items in self._state.replaced.items()
        }
        return {number: items for number, items in kept.items() if items}


def with_replaced(
    replaced: Mapping[int, ReplacedHashes], number: int, fates: Iterable[Fate]
) -> dict[int, ReplacedHashes]:
    """Return replaced values with those of the change set of an import; of many sets, the newest.

    An editor's value that was taken on demand is left out: after an undo, it is theirs again.
    """
    changed = (fate for fate in fates if fate.kind is FateKind.CHANGED)
    new = {
        fate.source_id: {
            item.field: hash_or_none(item.here) for item in fate.fields if not (item.kept or item.overrides)
        }
        for fate in changed
    }
    by_number = {**replaced, number: {key: names for key, names in new.items() if names}}
    return {
        key: by_number[key] for key in islice(sorted(by_number, reverse=True), MAX_REMEMBERED_SETS) if by_number[key]
    }
