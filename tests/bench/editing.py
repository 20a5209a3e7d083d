"""The time of commands that read or change all records of a large corpus: importing, undoing, tidying, comparing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from catalog.model import Record
from catalog.schemas import record_json
from catalog.store.cache.file_identity import UNSETTLED_NS
from tests.bench.catalogs import CORPUS, ROOT
from tests.bench.published import PublishedCatalog
from tests.bench.tables import elapsed_s, format_table

EVERY_CHANGED = 18
"""One row of so many has changed when the source is imported for the last time."""


def editing_table(catalog: PublishedCatalog, folder: Path) -> str:
    """Return a table of seconds."""
    times = _times_s(catalog, folder)
    rows = [(what, f"{time_s:.1f}") for what, time_s in times.items()]
    return format_table(f"{catalog.name}: importing and editing, the whole command", ("what", "seconds"), rows)


def _times_s(catalog: PublishedCatalog, folder: Path) -> dict[str, float]:
    """Return the seconds of each command, in the order in which they run."""
    corpus, source = folder / "corpus", folder / "bench.jsonl"
    (corpus / "records").mkdir(parents=True)
    (corpus / "documents").mkdir()
    (corpus / "taxonomy.yaml").write_bytes((CORPUS / "taxonomy.yaml").read_bytes())
    records = [replace(entry.record, documents=()) for entry in catalog.entries]
    _write_source(source, records)
    importing = ("import", "jsonl", str(source))
    times = {
        "import of a JSON Lines file, all rows new": elapsed_s(_run, folder, *importing, "--no-publish"),
        "publishing them": elapsed_s(_run, folder, "index"),
    }
    time.sleep(UNSETTLED_NS / 1e9)
    _run(folder, "index")  # it learns that the new file is at rest
    times["import again, nothing new"] = elapsed_s(_run, folder, *importing)
    times["tidy --dry-run"] = elapsed_s(_run, folder, "tidy", "--dry-run")
    times["duplicates"] = elapsed_s(_run, folder, "duplicates")
    changed = [
        replace(record, title=f"{record.title}, new edition") if number % EVERY_CHANGED == 0 else record
        for number, record in enumerate(records)
    ]
    _write_source(source, changed)
    what = f"{len(range(0, len(records), EVERY_CHANGED)):,} changed rows"
    times[f"import again, {what}, and publishing them"] = elapsed_s(_run, folder, *importing)
    times[f"undo of {what}, and publishing them"] = elapsed_s(_run, folder, "undo")
    return times


def _write_source(path: Path, records: list[Record]) -> None:
    """Write records as another catalog might have them: their ids there are not ids of ours."""
    with path.open("w", encoding="utf-8") as file:
        for number, record in enumerate(records):
            content = {**record_json(record), "identifier": f"bench-{number}"}
            del content["id"]
            file.write(json.dumps(content, ensure_ascii=False) + "\n")


def _run(folder: Path, *arguments: str) -> None:
    """Run the command as editors do; some of them end with 1, because they tell of problems."""
    command = [sys.executable, "-m", "indexer", "--corpus", str(folder / "corpus"), "--data", str(folder / "data")]
    done = subprocess.run([*command, *arguments, "--json"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"{' '.join(arguments)} failed: {done.stderr.decode(errors='replace')}")
