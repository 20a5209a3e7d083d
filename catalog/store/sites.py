"""Reads the file of the program's sites, and validates it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from catalog.errors import Problem
from catalog.program import Site
from catalog.schemas.editorial.program import SiteSchema
from catalog.store.listing import FileContents, ListingSchema, Loaded, by_line, check_items, load_listing, read_items
from catalog.store.yaml_json import RawRecord

FILE = "sites.yaml"


def load_sites(corpus: Path, previous: Collection[Site] = ()) -> Loaded[Site]:
    """Return the sites of a corpus, in the order of their file; `previous` are the sites published now."""
    return load_listing(corpus / FILE, SiteListing(), previous)


class SiteListing(ListingSchema[Site]):
    """A file of sites. If nothing in it can be read, the previous ones are retained."""

    kind = "site"

    def read(self, path: Path, file: str) -> FileContents[Site]:
        """Return the sites of the file."""
        raws, malformed = read_items(path, file, "site", self.kind)
        sites, problems = check_items(raws, SiteSchema(), self.kind, self._duplicates(raws))
        return FileContents(sites, by_line((*malformed, *problems)), refused=bool(malformed and not raws))

    def _duplicates(self, raws: Iterable[RawRecord]) -> dict[int, Problem]:
        """Return a problem for each site with the id of an earlier one, by its line."""
        first_lines: dict[str, int] = {}
        problems: dict[int, Problem] = {}
        for raw in raws:
            if raw.id and raw.id in first_lines:
                message = f"id '{raw.id}' is already used in line {first_lines[raw.id]}"
                problems[raw.line] = Problem(self.kind, message, raw.file, raw.line_of(("id",)), raw.id)
            first_lines.setdefault(raw.id, raw.line)
        return problems
