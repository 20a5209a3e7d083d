"""Reads the file of the program's sites, and validates it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from catalog.program import Site
from catalog.schemas.editorial.program import SiteSchema
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, check_items, load_listing, read_items

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
        return check_items(raws, malformed, SiteSchema(), self.kind)
