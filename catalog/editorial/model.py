"""The editorial content of one generation: best bets, pages, sites, featured toolkits, and more."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from catalog.editorial.bets import Bet
from catalog.editorial.start_here import StartHere
from catalog.errors import DamagedError
from catalog.generations.codec import build_dataclass
from catalog.generations.generation import EDITORIAL
from catalog.model import Withdrawal
from catalog.program import Page, Site
from catalog.search.suggest.known_queries import KnownQuery
from catalog.text import nfc
from catalog.toolkit import FeaturedToolkit


@dataclass(frozen=True, slots=True)
class WithdrawnResource:
    """What remains of a withdrawn record, for those who follow a link to it. `file` is its file, for editors."""

    id: str
    title: str
    aliases: tuple[str, ...]
    withdrawal: Withdrawal
    file: str


@dataclass(frozen=True, slots=True)
class Editorial:
    """Each kind of content in the order of its files, toolkits by rank, withdrawn resources by id."""

    bets: tuple[Bet, ...] = ()
    pages: tuple[Page, ...] = ()
    sites: tuple[Site, ...] = ()
    toolkits: tuple[FeaturedToolkit, ...] = ()
    withdrawn: tuple[WithdrawnResource, ...] = ()
    start_here: tuple[StartHere, ...] = ()
    queries: tuple[KnownQuery, ...] = ()

    @property
    def known_queries(self) -> tuple[KnownQuery, ...]:
        """The queries that editors judged, and those of the best bets."""
        return (*self.queries, *(query for bet in self.bets for query in bet.known_queries()))

    def withdrawn_resource(self, name: str) -> WithdrawnResource | None:
        """Return the withdrawn resource with an id or alias, or None."""
        name = nfc(name)  # as records have it
        return next((gone for gone in self.withdrawn if name == gone.id or name in gone.aliases), None)

    def records_to_start_with(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the records to start with on a topic, in reading order."""
        return next((start.records for start in self.start_here if start.topic == topic), ())


PART_LABELS = {
    "bets": "best bets",
    "pages": "pages",
    "sites": "sites",
    "toolkits": "featured toolkits",
    "withdrawn": "notices of withdrawn resources",
    "start_here": "resources to start with",
    "queries": "searches that the search box suggests",
}
"""What each part of Editorial is called in messages."""


def read_editorial(folder: Path) -> Editorial:
    """Return the editorial content of a generation's folder, empty if it has no such file.

    Raises DamagedError if the file cannot be read.
    """
    try:
        return build_dataclass(Editorial, json.loads((folder / EDITORIAL).read_bytes()))
    except FileNotFoundError:
        return Editorial()
    except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise DamagedError(f"{folder.name} has no readable {EDITORIAL}", (f"{folder.name}/{EDITORIAL}",)) from error


def write_editorial(folder: Path, editorial: Editorial) -> None:
    """Write editorial content into the folder of a new generation."""
    content = json.dumps(asdict(editorial), ensure_ascii=False, indent=1, default=str)
    (folder / EDITORIAL).write_text(content, encoding="utf-8")
