"""Real catalogs and queries from the folder that CATALOG_BENCH_DATA names, as an index would hold their words."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from catalog.model import Entry
from catalog.search.fields import field_texts
from catalog.store import RecordStore
from catalog.taxonomy import load_taxonomy

ROOT = Path(__file__).resolve().parents[2]
TAXONOMY = load_taxonomy(ROOT / "corpus" / "taxonomy.yaml")
DOMAIN = ("popcenter", "doj", "openpolicedata", "datarescue")
INDEXES = {
    "starter corpus": (),
    "with four of police and justice": DOMAIN,
    "with other US agencies": (*DOMAIN, "usgov_without_nasa"),
    "with Debian's packages": (*DOMAIN, "usgov_without_nasa", "debian_packages"),
}
"""The indexes that are measured: the starter corpus and which catalogs with it, each larger than the last."""

Texts = dict[str, tuple[str, ...]]
"""The texts of an entry by field."""


def data_folder() -> Path:
    """Return the folder of real data, or end with a word on how to name it."""
    folder = os.environ.get("CATALOG_BENCH_DATA")
    if not folder:
        sys.exit("Set CATALOG_BENCH_DATA to a folder with domain/, queries/ and spelling/ to measure with real data.")
    return Path(folder)


def index_texts(names: Iterable[str], folder: Path) -> Iterator[Texts]:
    """Yield the texts of the starter corpus' records, then of the named catalogs'."""
    for stored in RecordStore(ROOT / "corpus", TAXONOMY).load().records:
        yield field_texts(Entry(stored.record, (), ()), TAXONOMY)
    for name in names:
        path = next((folder / "domain").glob(f"{name}.jsonl*"))
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from map(_texts, map(json.loads, lines))


def rows(path: Path) -> list[list[str]]:
    """Return the rows of a file of tab-separated values."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


def _texts(record: dict[str, Any]) -> Texts:
    keywords = [each for key in ("keywords", "topics", "sections") for each in _list(record.get(key))]
    return {
        "title": tuple(_list(record.get("title"))),
        "keywords": tuple(keywords),
        "summary": tuple(_list(record.get("description"))),
        "publisher": (*_list(record.get("publisher")), *_list(record.get("agency")), *_list(record.get("authors"))),
    }


def _list(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str) and each]
