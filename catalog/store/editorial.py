"""The files that editors write beside the records, to one validated Editorial."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.editorial.model import PART_LABELS, Editorial
from catalog.errors import Problem
from catalog.store import best_bets, pages, sites, toolkits
from catalog.store.listing import Loaded

PATHS = {"bets": best_bets.FILE, "pages": pages.FOLDER, "sites": sites.FILE, "toolkits": toolkits.FOLDER}
"""The file or folder of each part, relative to the corpus."""


@dataclass(frozen=True, slots=True)
class EditorialContents:
    """The valid part of the files, and every problem of the rest.

    `kept` names the parts in which something published before stays, because its file was refused.
    """

    editorial: Editorial
    problems: tuple[Problem, ...] = ()
    kept: tuple[str, ...] = ()


def load_editorial(
    corpus: Path,
    records: Collection[str],
    previous: Editorial = Editorial(),  # noqa: B008  # a frozen value
) -> EditorialContents:
    """Return the contents of every file; a corpus may have none. What has a problem is left out.

    `records` are the ids that the files may name, `previous` is what is published now.
    """
    loaded: Mapping[str, Loaded[Any]] = {
        "bets": best_bets.load_bets(corpus, records, previous.bets),
        "pages": pages.load_pages(corpus, previous.pages),
        "sites": sites.load_sites(corpus, previous.sites),
        "toolkits": toolkits.load_toolkits(corpus, records, previous.toolkits),
    }
    return EditorialContents(
        editorial=Editorial(**{name: part.items for name, part in loaded.items()}),
        problems=tuple(problem for part in loaded.values() for problem in part.problems),
        kept=tuple(name for name, part in loaded.items() if part.kept),
    )


def differing(one: Editorial, other: Editorial) -> Iterator[str]:
    """Yield the names of the parts in which two differ."""
    return (name for name in PART_LABELS if getattr(one, name) != getattr(other, name))
