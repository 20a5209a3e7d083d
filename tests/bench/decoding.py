"""`python -m tests.bench.decoding` measures reading the head of an entry with the catalog's codec and with libraries.

msgspec and cattrs are not dependencies: to compare, run `pip install msgspec cattrs` in an environment of your own.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from catalog.generations.codec import decode_head, encode_lines
from catalog.model import DocumentText, Entry, Record
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ROUNDS = 40

Decode = Callable[[bytes], Any]


def main() -> None:
    """Print the median time of each decoder over the records of the starter corpus, and whether the values agree."""
    records = RecordStore(CORPUS, load_taxonomy(CORPUS / "taxonomy.yaml")).load().records
    texts = (DocumentText(media_type="application/pdf", pages=12),)
    entries = [Entry(stored.record, texts, ()) for stored in records]
    lines = [encode_lines(entry)[0] for entry in entries]
    for name, prepare in {"codec": lambda: decode_head, "msgspec": _msgspec, "cattrs": _cattrs}.items():
        try:
            decode = prepare()
        except ImportError:
            print(f"{name}: not installed")
            continue
        correct = _correct_count(decode, lines, entries)
        print(f"{name}: {_median_us(decode, lines):.1f} us, {correct} of {len(lines)} agree")


def _median_us(decode: Decode, lines: Sequence[bytes]) -> float:
    """Return the median time to decode a line, in microseconds of processor time."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for line in lines:
            decode(line)
        times.append((time.process_time() - started) / len(lines) * 1e6)
    return sorted(times)[ROUNDS // 2]


def _correct_count(decode: Decode, lines: Sequence[bytes], entries: Sequence[Entry]) -> int:
    decoded = (decode(line) for line in lines)
    return sum(
        (head.record, tuple(head.texts)) == (entry.record, entry.texts)
        for head, entry in zip(decoded, entries, strict=True)
    )


def _msgspec() -> Decode:
    msgspec: Any = import_module("msgspec")
    head = msgspec.defstruct("Head", [("record", Record), ("texts", tuple[DocumentText, ...])])
    decoder = msgspec.json.Decoder(head)
    decode: Decode = decoder.decode
    return decode


def _cattrs() -> Decode:
    converter: Any = import_module("cattrs").Converter()
    converter.register_structure_hook(dt.date, lambda value, _: dt.date.fromisoformat(value))

    def decode(line: bytes) -> Entry:
        content = json.loads(line)
        texts = converter.structure(content["texts"], tuple[DocumentText, ...])
        return Entry(converter.structure(content["record"], Record), texts, ())

    return decode


if __name__ == "__main__":
    main()
