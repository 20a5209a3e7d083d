"""Building an index, changing one record of it, opening it, and what a process that answers from it keeps in memory."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from catalog.config import Settings
from catalog.generations.generation import Generations
from catalog.live import LiveSearcher
from catalog.model import Entry, Record
from catalog.schemas import record_json
from catalog.search.ports import load_engine
from catalog.search.query.tree import Query
from indexer.ingest.pipeline import ingest
from tests.bench.catalogs import CORPUS
from tests.bench.memory import worker_mb
from tests.bench.queries import Drawing
from tests.bench.site import Site, publish
from tests.bench.tables import Rows, median_ms, table, timed_s

CHANGES = 7
OPENINGS = 5
TOGETHER = 5_000
"""Records in one record file."""


def building(site: Site, folder: Path) -> str:
    """Return a table."""
    warming, waiting = zip(*(_opening_s(site.settings) for _ in range(OPENINGS)), strict=True)
    generations = Generations(site.settings.data, load_engine(site.settings))
    disk = sum(path.stat().st_size for path in generations.folder(generations.current()).iterdir()) / 1e6
    rows = [
        ("everything written and published, s", f"{site.built_s:.1f}"),
        ("index on disk, MB", f"{disk:.1f}"),
        ("opened by a reader (every byte verified), ms", median_ms(waiting)),
        ("prepared for visitors, ms", median_ms(warming)),
        ("memory of a process that opened, prepared and answered (PSS), MB", f"{_memory_mb(site):.0f}"),
        ("one changed record visible to a reader, ms", median_ms([*_changes_s(site, folder / "changing")])),
        *_by_command(site, folder),
    ]
    return table(f"{site.name}: building", ("what", "figure"), rows)


def _opening_s(settings: Settings) -> tuple[float, float]:
    """Return how long preparing takes, and before it opening."""
    live = LiveSearcher(settings)
    opening = timed_s(live.current)
    return timed_s(live.current().warm), opening


def _memory_mb(site: Site) -> float:
    asked = Drawing(site.entries).queries().values()
    return worker_mb(site.settings.data, [each.query.text for each in itertools.chain.from_iterable(asked)])


def _changes_s(site: Site, data: Path) -> Iterator[float]:
    """Yield how long it takes from a changed record to an open reader that answers with it, CHANGES times.

    That is done on a copy. No earlier generation is removed: that comes after a change is visible.
    """
    shutil.copytree(site.settings.data, data, copy_function=os.link)
    settings = replace(site.settings, data=data, keep_generations=100)
    live = LiveSearcher(settings)
    live.current().warm()
    for entry in site.entries[:: max(1, len(site.entries) // CHANGES)][:CHANGES]:
        record = replace(entry.record, title=f"{entry.record.title} as it is now")
        yield timed_s(_change, settings, live, replace(entry, record=record))


def _change(settings: Settings, live: LiveSearcher, changed: Entry) -> None:
    base = live.current()
    publish(settings, [changed], base.generation)
    seen = live.current().get(changed.record.id)
    if seen is None or seen.record != changed.record or not live.current().search(Query("the")).total:
        raise ValueError("a published change is not seen")


def _by_command(site: Site, folder: Path) -> Rows:
    """Measure the `index` command on the same records as record files: all of them, nothing new, one changed."""
    corpus = _corpus(site, folder)
    settings = Settings(corpus=corpus, data=folder / "commanded")
    whole = timed_s(ingest, settings)
    idle = timed_s(ingest, settings)
    _write(corpus, "changed", [replace(_plain(site.entries[0].record), title="Another title")])
    changed = timed_s(ingest, settings)
    return [
        ("the `index` command from record files, everything, s", f"{whole:.1f}"),
        ("the same with nothing changed, s", f"{idle:.2f}"),
        ("the same with one record changed, s", f"{changed:.2f}"),
    ]


def _corpus(site: Site, folder: Path) -> Path:
    corpus = folder / "corpus"
    (corpus / "records").mkdir(parents=True)
    (corpus / "taxonomy.yaml").write_bytes((CORPUS / "taxonomy.yaml").read_bytes())
    records = [_plain(entry.record) for entry in site.entries]
    _write(corpus, "changed", records[:1])
    for start in range(1, len(records), TOGETHER):
        _write(corpus, f"from-{start}", records[start : start + TOGETHER])
    return corpus


def _plain(record: Record) -> Record:
    """Return the record without its documents: there are no files of them."""
    return replace(record, documents=())


def _write(corpus: Path, name: str, records: list[Record]) -> None:
    lines = (json.dumps(record_json(record)) for record in records)
    (corpus / "records" / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
