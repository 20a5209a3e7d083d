"""Reads the file of ignored links, and validates it."""

from __future__ import annotations

from pathlib import Path

from catalog.editorial.ignored_links import IgnoredLink
from catalog.schemas.editorial.ignored_link import IgnoredLinkSchema
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, check_items, load_listing, read_items

IGNORED_LINKS_FILE = "ignored_links.yaml"


def load_ignored_links(corpus: Path) -> Loaded[IgnoredLink]:
    """Return the ignored links of a corpus, in the order of their file."""
    return load_listing(corpus / IGNORED_LINKS_FILE, IgnoredLinkListing())


class IgnoredLinkListing(ListingSchema[IgnoredLink]):
    """A file of ignored links."""

    kind = "ignored-link"

    def read(self, path: Path, file: str) -> FileContents[IgnoredLink]:
        """Return the valid items of the file."""
        raws, malformed = read_items(path, file, "ignored link", self.kind)
        return check_items(raws, malformed, IgnoredLinkSchema(), self.kind)
