"""The time of the `index` command on a large corpus in which nothing or little has changed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml
from reportlab.pdfgen.canvas import Canvas

from catalog.model import Record
from catalog.schemas import record_json
from catalog.store.cache.file_identity import UNSETTLED_NS
from tests.bench.catalogs import CORPUS, ROOT
from tests.bench.published import PublishedCatalog
from tests.bench.tables import NO_FIGURE, TableRow, elapsed_s, format_table

RUNS = 3
"""Number of runs of each kind; the fastest one counts, because other programs only slow them down."""
FILES_PER_FOLDER = 200
LINES_PER_FILE = 15_000
"""A file of records may have 50 MB."""
Writer = Callable[[Path, list[Record]], None]


def small_changes_table(catalog: PublishedCatalog, folder: Path) -> str:
    """Return a table of seconds, and of their share in those of the first run."""
    head = ("what", "JSON Lines, s", "share", "a file each, s", "share")
    columns = [_times_s(catalog, folder / name, write) for name, write in WRITERS.items()]
    rows = [
        (what, *(cell for column in columns for cell in _cells(column[what], column["all records new"])))
        for what in columns[0]
    ]
    return format_table(f"{catalog.name}: `index`, the whole command", head, rows)


def _cells(time_s: float, first_s: float) -> TableRow:
    return f"{time_s:.2f}", f"{time_s / first_s:.1%}" if first_s else NO_FIGURE


def _times_s(catalog: PublishedCatalog, folder: Path, write: Writer) -> dict[str, float]:
    """Return the seconds of each kind of run, in the order in which they are made."""
    corpus = folder / "corpus"
    (corpus / "records").mkdir(parents=True)
    (corpus / "documents").mkdir()
    (corpus / "taxonomy.yaml").write_bytes((CORPUS / "taxonomy.yaml").read_bytes())
    write(corpus / "records", [replace(entry.record, documents=()) for entry in catalog.entries])
    time.sleep(UNSETTLED_NS / 1e9)
    return {
        "all records new": elapsed_s(_index, folder),
        "nothing changed since the publication": elapsed_s(_index, folder),
        "nothing changed since that run": min(elapsed_s(_index, folder) for _ in range(RUNS)),
        "dry run with one changed record file": min(_dry_runs_s(folder)),
        "one new PDF published": min(_new_pdfs_s(folder)),
    }


def _dry_runs_s(folder: Path) -> Iterator[float]:
    path = folder / "corpus/records/one.yaml"
    for number in range(RUNS):
        path.write_text(f"id: changed\ntitle: Version {number} of a record\n", encoding="utf-8")
        yield elapsed_s(_index, folder, "--dry-run")
    path.unlink()


def _new_pdfs_s(folder: Path) -> Iterator[float]:
    for number in range(RUNS):
        document = folder / f"corpus/documents/{number}.pdf"
        canvas = Canvas(str(document))
        canvas.drawString(72, 720, f"Publication {number} about patrol officers and their cameras")
        canvas.save()
        record = f"id: new-{number}\ntitle: Publication {number}\ndocuments: [{{path: {document.name}}}]\n"
        (folder / f"corpus/records/new-{number}.yaml").write_text(record, encoding="utf-8")
        yield elapsed_s(_index, folder)


def _index(folder: Path, *options: str) -> None:
    """Run the command as editors do, with the start of Python and all imports."""
    command = [sys.executable, "-m", "indexer", "--corpus", str(folder / "corpus"), "--data", str(folder / "data")]
    subprocess.run([*command, "index", "--json", *options], cwd=ROOT, capture_output=True, check=True)


def _write_json_lines(folder: Path, records: list[Record]) -> None:
    for start in range(0, len(records), LINES_PER_FILE):
        part = records[start : start + LINES_PER_FILE]
        lines = (json.dumps(record_json(record), ensure_ascii=False) for record in part)
        (folder / f"part-{start}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def _write_a_file_each(folder: Path, records: list[Record]) -> None:
    for number, record in enumerate(records):
        path = folder / f"{number // FILES_PER_FOLDER}" / f"{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = yaml.dump(record_json(record), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        path.write_text(text, encoding="utf-8")


WRITERS: dict[str, Writer] = {"jsonl": _write_json_lines, "yaml": _write_a_file_each}
"""The functions that write the records, as importers and as editors do."""
