"""The records of a benchmark: real ones where CATALOG_BENCH_DATA names a folder of them, else made from the corpus."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from catalog.model import Entry, Locator, Passage, Record
from catalog.search.analysis import clean
from catalog.store import RecordStore
from catalog.taxonomy import load_taxonomy

DATA = os.environ.get("CATALOG_BENCH_DATA")
SOURCES = "real catalog records" if DATA else "made from the starter corpus by shuffling its sentences"


def bench_entries(corpus: Path, size: int) -> list[Entry]:
    """Return `size` entries (fewer where there are not as many real ones), always the same."""
    taxonomy = load_taxonomy(corpus / "taxonomy.yaml")
    own = [stored.record for stored in RecordStore(corpus, taxonomy).load().records]
    return list(islice(_real(own) if DATA else _made(own), size))


def _made(own: list[Record]) -> Iterator[Entry]:
    chance = random.Random(7)  # noqa: S311  # the same records each time
    words = [word for record in own for word in (record.title + " " + (record.summary or "")).split()]
    number = 0
    while True:
        like = own[number % len(own)]
        title = " ".join(chance.sample(words, 7))
        pages = [" ".join(chance.choices(words, k=120)) for _ in range(3)]
        record = replace(like, id=f"made-{number}", title=title, summary=" ".join(chance.choices(words, k=60)))
        yield Entry(record, (), tuple(Passage(0, Locator("page", f"p. {n}"), text) for n, text in enumerate(pages, 1)))
        number += 1


def _real(own: list[Record]) -> Iterator[Entry]:
    seen: set[str] = set()
    for path in sorted(Path(str(DATA)).rglob("*.jsonl*")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for content in map(json.loads, lines):
                key = re.sub(r"[^a-z0-9]+", "-", str(content.get("id", "")).lower()).strip("-")[:150]
                if not key or key in seen or not isinstance(content.get("title"), str):
                    continue
                seen.add(key)
                like = own[len(seen) % len(own)]
                summary = clean(str(content.get("description") or content.get("text") or ""))
                yield Entry(replace(like, id=key, title=clean(content["title"]), summary=summary, documents=()))
