"""The time to build, change and open an index, and the memory of a process that searches it."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from catalog.generations.generation import Generations
from catalog.live import LiveSearcher
from catalog.model import Entry, Record
from catalog.schemas import record_json
from catalog.search.ports import load_engine
from catalog.search.query.tree import Query
from catalog.settings import Settings
from indexer.ingest.pipeline import ingest
from tests.bench.catalogs import CORPUS
from tests.bench.memory import searching_process_mb
from tests.bench.published import PublishedCatalog, publish
from tests.bench.queries import QuerySampler
from tests.bench.tables import TableRows, elapsed_s, format_table, median_ms

CHANGES = 7
"""Number of changed records, each published on its own."""
OPENINGS = 5
"""Number of times the index is opened."""
RECORDS_PER_FILE = 5_000


def building_table(catalog: PublishedCatalog, folder: Path) -> str:
    """Return a table of times and sizes."""
    warm_up_s, opening_s = zip(*(_warm_up_and_opening_s(catalog.settings) for _ in range(OPENINGS)), strict=True)
    generations = Generations(catalog.settings.data, load_engine(catalog.settings), catalog.settings.keep_generations)
    index_bytes = sum(path.stat().st_size for path in generations.folder(generations.current()).iterdir())
    rows = [
        ("index written and published, s", f"{catalog.built_s:.1f}"),
        ("index on disk, MB", f"{index_bytes / 1e6:.1f}"),
        ("index opened and verified, ms", median_ms(opening_s)),
        ("searcher warmed up, ms", median_ms(warm_up_s)),
        ("memory of a process after these searches (PSS), MB", f"{_memory_mb(catalog):.0f}"),
        ("one changed record published and visible, ms", median_ms([*_changes_s(catalog, folder / "changing")])),
        *_index_command_rows(catalog, folder),
    ]
    return format_table(f"{catalog.name}: building", ("what", "figure"), rows)


def _warm_up_and_opening_s(settings: Settings) -> tuple[float, float]:
    """Return the times to warm up a searcher and, before that, to open it."""
    live = LiveSearcher(settings)
    opening_s = elapsed_s(live.current)
    return elapsed_s(live.current().warm), opening_s


def _memory_mb(catalog: PublishedCatalog) -> float:
    queries = itertools.chain.from_iterable(QuerySampler(catalog.entries).queries().values())
    return searching_process_mb(catalog.settings.data, [bench_query.query.text for bench_query in queries])


def _changes_s(catalog: PublishedCatalog, data: Path) -> Iterator[float]:
    """Yield, CHANGES times, the time from a changed record to an open searcher that returns it.

    The changes are made to a copy. No earlier generation is removed, because that happens after a change is visible.
    """
    shutil.copytree(catalog.settings.data, data, copy_function=os.link)
    settings = replace(catalog.settings, data=data, keep_generations=100)
    live = LiveSearcher(settings)
    live.current().warm()
    for entry in catalog.entries[:: max(1, len(catalog.entries) // CHANGES)][:CHANGES]:
        record = replace(entry.record, title=f"{entry.record.title} as it is now")
        yield elapsed_s(_publish_change, settings, live, replace(entry, record=record))


def _publish_change(settings: Settings, live: LiveSearcher, changed: Entry) -> None:
    base = live.current()
    publish(settings, [changed], base.generation)
    entry = live.current().get(changed.record.id)
    if entry is None or entry.record != changed.record or not live.current().search(Query("the")).total:
        raise ValueError("a published change is not visible")


def _index_command_rows(catalog: PublishedCatalog, folder: Path) -> TableRows:
    """Measure the `index` command on record files: all records new, none changed, one changed."""
    corpus = _write_corpus(catalog, folder)
    settings = Settings(corpus=corpus, data=folder / "commanded")
    all_new_s = elapsed_s(ingest, settings)
    none_changed_s = elapsed_s(ingest, settings)
    changed = replace(_without_documents(catalog.entries[0].record), title="Another title")
    _write_records(corpus, "changed", [changed])
    one_changed_s = elapsed_s(ingest, settings)
    return [
        ("`index` command, all records new, s", f"{all_new_s:.1f}"),
        ("`index` command, nothing changed, s", f"{none_changed_s:.2f}"),
        ("`index` command, one record changed, s", f"{one_changed_s:.2f}"),
    ]


def _write_corpus(catalog: PublishedCatalog, folder: Path) -> Path:
    corpus = folder / "corpus"
    (corpus / "records").mkdir(parents=True)
    (corpus / "taxonomy.yaml").write_bytes((CORPUS / "taxonomy.yaml").read_bytes())
    records = [_without_documents(entry.record) for entry in catalog.entries]
    _write_records(corpus, "changed", records[:1])
    for start in range(1, len(records), RECORDS_PER_FILE):
        _write_records(corpus, f"from-{start}", records[start : start + RECORDS_PER_FILE])
    return corpus


def _without_documents(record: Record) -> Record:
    """Return the record without its documents, whose files do not exist."""
    return replace(record, documents=())


def _write_records(corpus: Path, name: str, records: list[Record]) -> None:
    lines = (json.dumps(record_json(record)) for record in records)
    (corpus / "records" / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
