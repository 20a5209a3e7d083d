"""What an editor reads if no column of a source is the title: the columns, the likeliest ones, and what to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog.errors import CatalogError
from catalog.text import listed, shortened
from indexer.editing.texts.yaml_text import new_yaml
from indexer.importers.mapping.candidates import DELETED
from indexer.importers.mapping.column_values import may_be_titles
from indexer.importers.mapping.headings import targets_meant, targets_named
from indexer.importers.mapping.source_mapping import LEFT_OUT, SourceMapping, targets_in

COLUMN_FORMATS = frozenset(("csv", "xlsx", "jsonl"))
"""Formats of sources whose columns have any name."""
MAX_LISTED_HEADINGS = 30
MAX_CANDIDATES = 3
MAX_QUOTED = 60
"""Characters of a heading or a value that the message quotes."""
TITLE = "title"
NO_TITLE = "no column of this source is known to be the title, and every record needs one: nothing was imported"


class NoTitleError(CatalogError):
    """No column of a source is the title. `mapping` has what was guessed of the others."""

    def __init__(self, details: Sequence[str], mapping: SourceMapping) -> None:
        """Take what to do, as lines for editors, and the mapping."""
        super().__init__(NO_TITLE)
        self.details = details
        self.mapping = mapping


def lacks_title(mapping: SourceMapping, samples: Mapping[str, Sequence[Any]]) -> bool:
    """Return whether no column of a source is the title, although its rows need one."""
    is_known = TITLE in mapping.defaults or any(
        TITLE in targets_in(mapping.columns.get(heading, LEFT_OUT)) for heading in samples
    )
    return bool(samples) and mapping.format in COLUMN_FORMATS and not is_known and DELETED not in samples


def may_be_title(mapping: SourceMapping, heading: str) -> bool:
    """Return whether a column that the first rows do not have may be the title, by the mapping or its heading."""
    if heading in mapping.columns:
        return TITLE in targets_in(mapping.columns[heading])
    return TITLE in (*targets_named(heading), *targets_meant(heading))


def check_title(mapping: SourceMapping, samples: Mapping[str, Sequence[Any]], file: str) -> None:
    """Raise NoTitleError if no column of a source is the title; `file` is the name of the file of mappings."""
    if lacks_title(mapping, samples):
        raise NoTitleError(tuple(_lines(mapping, samples, file)), mapping)


def _lines(mapping: SourceMapping, samples: Mapping[str, Sequence[Any]], file: str) -> Iterator[str]:
    headings = [shortened(heading, MAX_QUOTED) for heading in samples]
    yield f"  Its columns: {listed(headings, MAX_LISTED_HEADINGS)}"
    candidates = _candidates(mapping, samples)
    for heading in candidates:
        yield f"  It may be '{shortened(heading, MAX_QUOTED)}', as in '{example_of(samples[heading])}'"
    heading = candidates[0] if candidates else next(iter(samples))
    line = new_yaml({heading: mapping.columns.get(heading, LEFT_OUT)}).strip()
    yield f"In {file}, under 'columns' of 'source: {mapping.source}', replace"
    yield f"    {line}"
    yield "by"
    yield f"    {new_yaml({heading: TITLE}).strip()}"
    yield f"{'' if candidates else 'or choose another column, '}and run the command again."


def _candidates(mapping: SourceMapping, samples: Mapping[str, Sequence[Any]]) -> list[str]:
    """Return the headings of the columns that are most likely titles: those that are nothing else come first."""
    likely = [heading for heading in samples if may_be_titles(samples[heading])]
    return sorted(likely, key=lambda heading: mapping.columns.get(heading, LEFT_OUT) != LEFT_OUT)[:MAX_CANDIDATES]


def example_of(values: Sequence[Any]) -> str:
    """Return the first value of a column as messages quote it, empty if it has none."""
    value = next((value for value in values if value not in ("", None, [])), "")
    return shortened(str(value[0] if isinstance(value, list) else value), MAX_QUOTED)
