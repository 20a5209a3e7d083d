"""What an import does with each row: a new record, changes of one field by field, or nothing, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from indexer.importers.planning.import_state import FieldHashes, value_hash
from indexer.importers.planning.matching.resemblances import Resemblance

ALL_FIELDS = "*"
ALL_RECORDS = "*"
"""In place of the id of a record: every record."""


class FateKind(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KNOWN = "known"
    """Another record of the catalog describes the same resource."""
    REMOVED = "removed"
    """An editor removed its record here."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FieldFate:
    """A field that differs between a record and its source, None where there is no value.

    It is `kept` if an editor changed it here, so that the value of the source is not taken. It is a `conflict` if the
    source has changed it, too. It is `settled` if it is the value of the source, which has not changed, in our words.
    The value of the source `overrides` that of an editor if it is taken on demand.
    """

    field: str
    here: Any
    source: Any
    kept: bool = False
    conflict: bool = False
    settled: bool = False
    overrides: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a row. `record_id` is None for a row that is refused. `message` says why.

    A new record may resemble another one, or lead nowhere: visitors cannot open it. `renamed_from` is the path that a
    file had in the last import, if it has another one now.
    """

    kind: FateKind
    place: str
    source_id: str
    record_id: str | None = None
    title: str = ""
    fields: tuple[FieldFate, ...] = ()
    message: str = ""
    warnings: tuple[str, ...] = ()
    resembles: Resemblance | None = None
    leads_nowhere: bool = False
    renamed_from: str = ""

    @property
    def is_only_kept(self) -> bool:
        """Whether all fields that differ are kept as an editor changed them."""
        return bool(self.fields) and not self.renamed_from and all(item.kept for item in self.fields)


IsVocabulary = Callable[[str, str | None, str | None], bool]
"""A function that returns whether only a change of our vocabulary made a field's value what it is.

It takes the field, the hash of what the source gave last, and that of the value here.
"""


def compare_fields(
    here: Mapping[str, Any],
    source: Mapping[str, Any],
    base: FieldHashes | None,
    locked: Collection[str],
    taken: Collection[str],
    *,
    is_vocabulary: IsVocabulary = lambda *_: False,
) -> Iterator[FieldFate]:
    """Yield the fields that differ between a record and its source.

    `base` has the hashes of what the source gave last time, None if that is not known: then every difference counts as
    an editor's. `locked` fields are kept, and so are those that differ from the base, unless they are `taken` or the
    difference `is_vocabulary`.
    """
    for name in dict.fromkeys((*source, *(base or ()))):
        own, theirs = here.get(name), source.get(name)
        if own == theirs:
            continue
        last = (base or {}).get(name)
        own_hash, source_hash = hash_or_none(own), hash_or_none(theirs)
        is_taken = name in taken or ALL_FIELDS in taken
        is_edited = name in locked or own_hash != last
        is_ours = is_edited and name not in locked and is_vocabulary(name, last, own_hash)
        if is_ours and source_hash == last and not is_taken:
            yield FieldFate(name, own, theirs, settled=True)
            continue
        is_editors = is_edited and not is_ours
        is_kept = is_editors and not is_taken
        conflict = is_kept and source_hash != last
        yield FieldFate(name, own, theirs, kept=is_kept, conflict=conflict, overrides=is_editors and is_taken)


def hash_or_none(value: Any) -> str | None:
    """Return the hash of a value, None for none."""
    return None if value is None else value_hash(value)


def hashes(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the hashes of the values that a source gives."""
    return {name: value_hash(value) for name, value in content.items()}
