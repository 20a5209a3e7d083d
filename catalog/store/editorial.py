"""The files that editors write beside the records, on disk, to one validated Editorial and every fault found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.editorial.model import KINDS, Editorial
from catalog.errors import Problem
from catalog.store.best_bets import FILE as BETS
from catalog.store.best_bets import load_bets
from catalog.store.pages import FOLDER as PAGES
from catalog.store.pages import SITES, load_pages, load_sites
from catalog.store.toolkits import FOLDER as TOOLKITS
from catalog.store.toolkits import load_toolkits

PLACES = {"bets": BETS, "pages": PAGES, "sites": SITES, "toolkits": TOOLKITS}
"""Where each part stands in a corpus."""


@dataclass(frozen=True, slots=True)
class EditorialContents:
    """What the files hold: the valid part of it, and every fault of the rest.

    `kept` names the parts of which nothing could be read, so that those of before stay.
    """

    editorial: Editorial
    problems: tuple[Problem, ...] = ()
    kept: tuple[str, ...] = ()


def load_editorial(corpus: Path, records: Collection[str], before: Editorial = Editorial()) -> EditorialContents:  # noqa: B008  # a frozen value
    """Read every file; a corpus may be without any. No fault stops the run: what has one is left out.

    `records` are the ids that they may point to, `before` what was last published.
    """
    bets = load_bets(corpus, records, before.bets)
    pages = load_pages(corpus, before.pages)
    sites = load_sites(corpus, before.sites)
    toolkits = load_toolkits(corpus, records, before.toolkits)
    kept = {"bets": bets.kept, "pages": pages.kept, "sites": sites.kept, "toolkits": toolkits.kept}
    return EditorialContents(
        editorial=Editorial(bets.bets, pages.pages, sites.sites, toolkits.toolkits),
        problems=(*bets.problems, *pages.problems, *sites.problems, *toolkits.problems),
        kept=tuple(name for name, stays in kept.items() if stays),
    )


def differing(one: Editorial, other: Editorial) -> Iterator[str]:
    """Yield the names of the parts in which two differ."""
    return (name for name in KINDS if getattr(one, name) != getattr(other, name))
