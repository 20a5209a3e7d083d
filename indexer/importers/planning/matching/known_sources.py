"""Which sources records come from, and whether a name that is new is another name of one of them."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from catalog.errors import CatalogError
from catalog.text import nearest, pluralized, slug
from indexer.importers.mapping.source_mapping import SourceMapping
from indexer.importers.planning.matching.existing import ExistingRecords

MAX_NAME = 100
MIN_FOREIGN_ROWS = 2
"""So many rows at least must be those of another source: one may be a coincidence."""
MIN_FOREIGN_COLUMNS = 2
_NAME = re.compile(r"[^\W_](?:[\w .&+-]*[\w&+-])?")
"""A name that a folder and a file can have on any computer."""


class SourceNameError(CatalogError):
    """The name of a source cannot be used, or is a new one for a source that is known."""


@dataclass(frozen=True, slots=True)
class SourceNames:
    """The name of the source of an import, and the `others` that records come from, those with most records first.

    It `is_new` if nothing was ever imported from it.
    """

    name: str
    others: tuple[str, ...]
    is_new: bool

    @property
    def nearest(self) -> str | None:
        """The other source whose name looks like that of a new one, or None."""
        return nearest(self.name, self.others) if self.is_new else None


def source_names(name: str, existing: ExistingRecords, *, has_state: bool) -> SourceNames:
    """Return the names of the sources; `has_state` tells that something is known of an earlier import."""
    counts = Counter(source for source, _ in (*existing.by_origin, *existing.refused))
    others = tuple(source for source, _ in counts.most_common() if source != name)
    return SourceNames(name, others, not (has_state or counts[name]))


def check_source_name(name: str) -> None:
    """Raise SourceNameError for a name that no folder can have: the records of a source are in one."""
    if len(name) > MAX_NAME or not _NAME.fullmatch(name):
        advice = f", such as '{slug(name)[:MAX_NAME]}'" if slug(name) else ""
        raise SourceNameError(
            f"--source: the records of a source are in a folder with its name, so it can have at most {MAX_NAME} "
            f"letters, digits, hyphens and spaces{advice}"
        )


def check_not_foreign(names: SourceNames, foreign: Mapping[str, int], rows: int) -> None:
    """Raise SourceNameError if most of the rows of a new source are records of another source.

    `foreign` has the number of such rows by source.
    """
    source, count = max(foreign.items(), key=lambda item: item[1], default=("", 0))
    if names.is_new and count >= MIN_FOREIGN_ROWS and count * 2 > rows:
        what = f"{count:,} of its {pluralized(rows, 'row')} are in the catalog already, from '{source}'"
        raise SourceNameError(_another_name(names.name, source, what))


def check_other_columns(name: str, headings: Collection[str], mappings: Iterable[SourceMapping]) -> None:
    """Raise SourceNameError if a source without a mapping has most of its columns from one that has a mapping."""
    shared = {mapping.source: sum(heading in mapping.columns for heading in headings) for mapping in mappings}
    source, count = max(shared.items(), key=lambda item: item[1], default=("", 0))
    if name not in shared and count >= MIN_FOREIGN_COLUMNS and count * 2 > len(headings):
        what = f"{count:,} of its {pluralized(len(headings), 'column')} are those of '{source}'"
        raise SourceNameError(_another_name(name, source, what))


def _another_name(name: str, source: str, what: str) -> str:
    return (
        f"'{name}' is a new source, but {what}: did you mean --source {shlex.quote(source)}? If this really is "
        f"another source, add --new-source. Nothing was imported"
    )
