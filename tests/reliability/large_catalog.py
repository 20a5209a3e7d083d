"""A published catalog at its limits: 20,000 records, a hundred of the largest, and a transcript of 200,000 captions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog.model import Document, DocumentText, Entry, Locator, LocatorKind, Passage, Record
from catalog.schemas.base.strict_schema import MAX_LIST_ITEMS
from catalog.schemas.base.texts import MAX_LINE, MAX_NAME, MAX_TEXT
from catalog.settings import Settings
from catalog.toolkit import MAX_ITEMS
from tests.bench.catalogs import CORPUS
from tests.bench.published import publish
from tests.bench.records import bench_entries

RECORDS = 20_000
CAPTIONS = 200_000
TRANSCRIPT = "a-long-transcript"
LARGE_IDS = tuple(f"large-{number}" for number in range(MAX_ITEMS))
"""Records with every text and list at its limit; as many as a toolkit may have."""

LETTERS = str.maketrans("0123456789", "qrstuvwxyz")


def large_catalog(folder: Path) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of the catalog in a folder, and the ids of its ordinary records; index it if it is new."""
    entries, _ = bench_entries(RECORDS)
    settings = Settings(corpus=CORPUS, data=folder)
    if not (folder / "CURRENT").exists():
        print(f"indexing {RECORDS:,} records ...", flush=True)
        publish(settings, [*entries, transcript(), *large_entries()], base=None)
    return settings, tuple(entry.record.id for entry in entries)


def transcript() -> Entry:
    """Return a resource whose document is a transcript."""
    document = Document(path="long.vtt", media_type="text/vtt")
    captions = tuple(
        Passage(0, Locator(LocatorKind.TIME, _clock(second), f"t={second}"), f"caption {second} about cameras")
        for second in range(CAPTIONS)
    )
    record = Record(TRANSCRIPT, "A long transcript", documents=(document,), duration_s=CAPTIONS)
    return Entry(record, (DocumentText("text/vtt", duration_s=CAPTIONS),), captions)


def large_entries() -> Iterator[Entry]:
    """Yield the largest records, without documents."""
    for record_id in LARGE_IDS:
        line, text = _filled(record_id, MAX_LINE), _filled(record_id, MAX_TEXT)
        lists = {kind: _names(kind, record_id) for kind in ("authors", "publishers", "keywords")}
        yield Entry(
            Record(record_id, line, subtitle=line, summary=text, series=line, edition=line, rights=text, **lists)
        )


def _names(kind: str, record_id: str) -> tuple[str, ...]:
    """Return as many names as a list may have, each as long as it may be, without digits, which no person has."""
    names = (f"{kind} {record_id} {number}".translate(LETTERS) for number in range(MAX_LIST_ITEMS))
    return tuple(_filled(name, MAX_NAME) for name in names)


def _filled(text: str, length: int) -> str:
    """Return a text repeated up to a length."""
    return (f"{text} " * length)[:length].rstrip()


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
