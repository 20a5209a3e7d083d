"""Reads the records of a corpus for commands that do not publish: files that `index` knows are not read again."""

from __future__ import annotations

from pathlib import Path

from catalog.store.cache.known_files import NOTHING_KNOWN
from catalog.store.cache.record_cache import RecordCache
from catalog.store.records import Contents, RecordStore
from catalog.store.taxonomy import parse_taxonomy, read_taxonomy
from catalog.taxonomy import Taxonomy


def record_cache(data: Path, corpus: Path, taxonomy_source: bytes) -> RecordCache:
    """Return what `index` knows of the record files of a corpus, in a data folder."""
    return RecordCache(data / "cache" / "records", corpus, taxonomy_source)


def read_known_corpus(corpus: Path, taxonomy_path: Path, data: Path | None = None) -> tuple[Taxonomy, Contents]:
    """Return the taxonomy and the records of a corpus; raise TaxonomyError if the taxonomy cannot be read.

    Without a data folder, every file is read. Records of files that were not read again know the lines of only some
    fields (`PLACED_FIELDS`).
    """
    source = read_taxonomy(taxonomy_path)
    taxonomy = parse_taxonomy(source, taxonomy_path)
    known = record_cache(data, corpus, source).load() if data else NOTHING_KNOWN
    return taxonomy, RecordStore(corpus, taxonomy).load(known=known)
