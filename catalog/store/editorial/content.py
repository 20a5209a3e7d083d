"""Reads all editorial content, and validates it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.editorial.model import PART_LABELS, Editorial, WithdrawnResource
from catalog.editorial.watched_queries import WatchedQuery
from catalog.errors import Problem
from catalog.store.editorial import best_bets, known_queries, pages, sites, start_here, toolkits, watched_queries
from catalog.store.editorial.listing import Loaded
from catalog.store.field_note import FieldNote

PATHS = {
    "bets": best_bets.FILE,
    "pages": pages.FOLDER,
    "sites": sites.FILE,
    "toolkits": toolkits.FOLDER,
    "withdrawn": "records",
    "start_here": start_here.FILE,
    "queries": known_queries.FILE,
}
"""The file or folder of each part, relative to the corpus."""


@dataclass(frozen=True, slots=True)
class EditorialContents:
    """The valid content of the files, and the problems of the rest.

    `retained` names the parts with previously published content, whose files were refused. `notes` say which
    values were understood that are in another form than the right one. The `watched` queries are not published.
    """

    editorial: Editorial
    problems: tuple[Problem, ...] = ()
    retained: tuple[str, ...] = ()
    notes: tuple[FieldNote, ...] = ()
    watched: tuple[WatchedQuery, ...] = ()


def load_editorial(
    corpus: Path,
    records: Collection[str],
    previous: Editorial = Editorial(),  # noqa: B008  # a frozen value
    withdrawn: Loaded[WithdrawnResource] = Loaded(),  # noqa: B008  # the same
) -> EditorialContents:
    """Return the contents of all files; a corpus may have none. Items with problems are left out.

    `records` are the ids that the files may name, `previous` is the content published now. Withdrawn resources come
    from the record files, which have been read.
    """
    loaded: Mapping[str, Loaded[Any]] = {
        "bets": best_bets.load_bets(corpus, records, previous.bets),
        "pages": pages.load_pages(corpus, previous.pages),
        "sites": sites.load_sites(corpus, previous.sites),
        "toolkits": toolkits.load_toolkits(corpus, records, previous.toolkits),
        "withdrawn": withdrawn,
        "start_here": start_here.load_start_here(corpus, records, previous.start_here),
        "queries": known_queries.load_known_queries(corpus, previous.queries),
    }
    watched = watched_queries.load_watched_queries(corpus, records)
    return EditorialContents(
        editorial=Editorial(**{name: part.items for name, part in loaded.items()}),
        problems=tuple(problem for part in (*loaded.values(), watched) for problem in part.problems),
        retained=tuple(name for name, part in loaded.items() if part.retained),
        notes=tuple(note for part in (*loaded.values(), watched) for note in part.notes),
        watched=watched.items,
    )


def differing_parts(editorial: Editorial, published: Editorial) -> Iterator[str]:
    """Yield the names of the parts that differ from the published ones."""
    return (name for name in PART_LABELS if getattr(editorial, name) != getattr(published, name))
