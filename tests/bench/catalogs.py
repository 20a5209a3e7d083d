"""Real catalogs and queries from the folder that CATALOG_BENCH_DATA names."""

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
DATA_FOLDER = Path(os.environ["CATALOG_BENCH_DATA"]) if os.environ.get("CATALOG_BENCH_DATA") else None
"""The folder of real data, with any of domain/, ir/, queries/, spelling/ and docs/; None if there is no such folder."""
DOMAIN_CATALOGS = ("popcenter", "doj", "openpolicedata", "datarescue", "usgov_without_nasa")
PACKAGE_CATALOGS = ("debian_packages",)
SPELLING_INDEXES = {
    "starter corpus": (),
    "with four of police and justice": DOMAIN_CATALOGS[:4],
    "with other US agencies": DOMAIN_CATALOGS,
    "with Debian's packages": (*DOMAIN_CATALOGS, *PACKAGE_CATALOGS),
}
"""The indexes that spelling is measured on: the starter corpus with these catalogs, each index larger than the last."""

TextsByField = dict[str, tuple[str, ...]]


def index_texts(names: Iterable[str]) -> Iterator[TextsByField]:
    """Yield the texts of each record of the starter corpus, then of the named catalogs."""
    for stored in RecordStore(CORPUS, TAXONOMY).load().records:
        yield field_texts(Entry(stored.record, (), ()), TAXONOMY)
    yield from map(_raw_record_texts, raw_records(names))


def raw_records(names: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the records of the named catalogs; catalogs without a file are skipped."""
    for path in (path for name in names for path in data_files(f"domain/{name}.jsonl*")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def data_files(pattern: str) -> list[Path]:
    """Return the files of real data that match a pattern, sorted; none without a folder of real data."""
    return sorted(DATA_FOLDER.glob(pattern)) if DATA_FOLDER else []


def tsv_rows(path: Path) -> list[list[str]]:
    """Return the rows of a file of tab-separated values."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


def raw_texts(record: dict[str, Any], *keys: str) -> tuple[str, ...]:
    """Return the texts of some keys of a raw record, which has a text, a list or nothing under each."""
    values = (record.get(key) for key in keys)
    items = (item for value in values for item in (value if isinstance(value, list) else [value]))
    return tuple(item for item in items if isinstance(item, str) and item)


def _raw_record_texts(record: dict[str, Any]) -> TextsByField:
    return {
        "title": raw_texts(record, "title"),
        "keywords": raw_texts(record, "keywords", "topics", "sections"),
        "summary": raw_texts(record, "description"),
        "publisher": raw_texts(record, "publisher", "agency", "authors"),
    }
