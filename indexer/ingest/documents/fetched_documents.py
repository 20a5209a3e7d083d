"""Finds the fetched copies of documents with a URL. Opens no connection: `clearinghouse harvest` fetches them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.harvest.document_cache import CachedDocument, DocumentCache, known_documents
from indexer.harvest.model import FetchError


@dataclass(frozen=True, slots=True)
class FetchedCopy:
    """The last good copy of a document with a URL: its file, its hash and its size."""

    path: Path
    sha256: str
    size_bytes: int


class FetchedDocuments:
    """The documents that were fetched, as they are in the cache of a deployment when the first one is looked for."""

    def __init__(self, data: Path) -> None:
        """Take the data folder."""
        self._data = data
        self._cache = DocumentCache(data)

    def find(self, url: str, read_sha256: str = "") -> FetchedCopy:
        """Return the copy of a document; raise ExtractError if there is none that can be used.

        One that was read before, as its hash `read_sha256` says, will not be read again: only others are compared with
        their hashes.
        """
        if isinstance(self._known, FetchError):
            raise ExtractError(ExtractErrorKind.UNREADABLE, str(self._known))
        known = self._known.get(url)
        if known is None or not self._cache.has_content(known):
            reason = "There is no copy of this document here: run 'clearinghouse harvest' to fetch it."
            raise ExtractError(ExtractErrorKind.MISSING, reason)
        if known.sha256 != read_sha256 and not self._cache.is_intact(known):
            reason = (
                "The copy of this document here is damaged: run 'clearinghouse harvest --older-than 0' to get another."
            )
            raise ExtractError(ExtractErrorKind.DAMAGED, reason)
        return FetchedCopy(self._cache.path(known.sha256), known.sha256, known.size_bytes)

    @cached_property
    def _known(self) -> Mapping[str, CachedDocument] | FetchError:
        """What is known of all URLs, read once, or why it cannot be read."""
        try:
            return known_documents(self._data)
        except FetchError as error:
            return error
