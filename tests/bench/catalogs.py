"""Real catalogs and queries from the folder that CATALOG_BENCH_DATA names, as far as they are there."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from catalog.model import Entry
from catalog.search.text.fields import field_texts
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
TAXONOMY = load_taxonomy(CORPUS / "taxonomy.yaml")
DATA = Path(os.environ["CATALOG_BENCH_DATA"]) if os.environ.get("CATALOG_BENCH_DATA") else None
"""The folder of real data, if one is named: domain/, ir/, queries/, spelling/ and docs/, as far as they are there."""
DOMAIN = ("popcenter", "doj", "openpolicedata", "datarescue", "usgov_without_nasa")
PACKAGES = ("debian_packages",)
INDEXES = {
    "starter corpus": (),
    "with four of police and justice": DOMAIN[:4],
    "with other US agencies": DOMAIN,
    "with Debian's packages": (*DOMAIN, *PACKAGES),
}
"""The indexes that spelling is measured on: the starter corpus and which catalogs with it, each larger than before."""

Texts = dict[str, tuple[str, ...]]
"""The texts of an entry by field."""


def index_texts(names: Iterable[str]) -> Iterator[Texts]:
    """Yield the texts of the starter corpus' records, then of the named catalogs'."""
    for stored in RecordStore(CORPUS, TAXONOMY).load().records:
        yield field_texts(Entry(stored.record, (), ()), TAXONOMY)
    yield from map(_texts, raw_records(names))


def raw_records(names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield what the named catalogs hold, line by line; nothing for those that are not there."""
    for path in (path for name in names for path in found(f"domain/{name}.jsonl*")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def found(pattern: str) -> list[Path]:
    """Return the files of the folder of real data that a pattern names, in order; none without such a folder."""
    return sorted(DATA.glob(pattern)) if DATA else []


def rows(path: Path) -> list[list[str]]:
    """Return the rows of a file of tab-separated values."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


def texts_of(record: dict[str, Any], *keys: str) -> tuple[str, ...]:
    """Return the texts of some keys of a raw record, which has one text, a list or nothing under each."""
    values = (record.get(key) for key in keys)
    listed = (each for value in values for each in (value if isinstance(value, list) else [value]))
    return tuple(each for each in listed if isinstance(each, str) and each)


def _texts(record: dict[str, Any]) -> Texts:
    return {
        "title": texts_of(record, "title"),
        "keywords": texts_of(record, "keywords", "topics", "sections"),
        "summary": texts_of(record, "description"),
        "publisher": texts_of(record, "publisher", "agency", "authors"),
    }
