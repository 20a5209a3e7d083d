"""The records of a benchmark: real ones where CATALOG_BENCH_DATA names a folder of them, else made from the corpus."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count, islice
from typing import Any

from catalog.model import Entry, Locator, LocatorKind, PartialDate, Passage, Record
from catalog.store.records import RecordStore
from catalog.text import clean
from tests.bench.catalogs import CORPUS, DOMAIN, PACKAGES, TAXONOMY, raw_records, texts_of
from tests.bench.facets import dressed

CULTURES = {"french": "fr", "german": "de", "spanish": "es", "japanese": "ja", "russian": "ru", "polish": "pl"}
"""Languages as Debian names them."""
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
DAY = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2}))?|(\d{2})/(\d{2})/(\d{4})")


def bench_entries(size: int) -> tuple[list[Entry], str]:
    """Return `size` entries, always the same, and what they are, as a sentence."""
    real = list(islice(_real(), size))
    if len(real) == size:
        return real, f"{size:,} real catalog records."
    if real:
        more = islice(_recombined(real), size - len(real))
        said = f"{len(real):,} real catalog records; the others recombine the sentences and titles of these."
        return [*real, *more], said
    return list(islice(_made(), size)), f"{size:,} records, made from the starter corpus by shuffling its words."


def _real() -> Iterator[Entry]:
    """Yield real records: those of public safety and other agencies first, then packages; each part shuffled."""
    seen: set[str] = set()
    for names in (DOMAIN, PACKAGES):
        raw = list(raw_records(names))
        random.Random(7).shuffle(raw)  # noqa: S311  # the same order each time
        for content in raw:
            key = re.sub(r"[^a-z0-9]+", "-", str(content.get("id", "")).lower()).strip("-")[:150]
            if key and key not in seen and isinstance(content.get("title"), str):
                seen.add(key)
                yield dressed(_record(key, content))


def _record(key: str, content: dict[str, Any]) -> Record:
    tags = content.get("facets") or {}
    keywords = texts_of(content, "keywords", "topics", "theme", "type") + tuple(sorted(texts_of(tags, *tags)))
    culture = next(iter(texts_of(tags, "culture")), "")
    return Record(
        id=key,
        title=clean(content["title"]),
        summary=clean(" ".join(texts_of(content, "description"))),
        publishers=tuple(dict.fromkeys(map(clean, texts_of(content, "publisher", "agency")))),
        authors=texts_of(content, "authors"),
        keywords=tuple(dict.fromkeys(map(clean, keywords)))[:20],
        language=CULTURES.get(culture),
        published=_day(" ".join(texts_of(content, "issued", "modified"))),
    )


def _day(text: str) -> PartialDate | None:
    """Return the first date of a text: `2012`, `2022-01-01` or `04/11/2021`."""
    if found := DAY.search(text):
        year, month, day, other_month, other_day, other_year = (int(each or 0) for each in found.groups())
        with suppress(ValueError):
            return PartialDate.parse(str(PartialDate(year or other_year, month or other_month, day or other_day)))
    return None


def _recombined(real: list[Entry]) -> Iterator[Entry]:
    """Yield records with the first half of one title, the second of another, and as many sentences as a third."""
    chance = random.Random(7)  # noqa: S311  # the same records each time
    split = [SENTENCE.split(entry.record.summary or "") for entry in real]
    sentences = [sentence for each in split for sentence in each]
    for number in count():
        first, second, like = chance.choices(range(len(real)), k=3)
        begun, ended = real[first].record.title.split(), real[second].record.title.split()
        title = " ".join(begun[: (len(begun) + 1) // 2] + ended[len(ended) // 2 :])
        summary = " ".join(chance.choices(sentences, k=len(split[like])))
        yield dressed(
            replace(real[like].record, id=f"recombined-{number}", title=title, summary=summary, language=None)
        )


def _made() -> Iterator[Entry]:
    chance = random.Random(7)  # noqa: S311  # the same records each time
    own = [stored.record for stored in RecordStore(CORPUS, TAXONOMY).load().records]
    words = [word for record in own for word in (record.title + " " + (record.summary or "")).split()]
    for number in count():
        title = " ".join(chance.sample(words, 7))
        pages = [" ".join(chance.choices(words, k=120)) for _ in range(3)]
        record = replace(
            own[number % len(own)], id=f"made-{number}", title=title, aliases=(), related=(), supersedes=()
        )
        entry = dressed(replace(record, summary=" ".join(chance.choices(words, k=60))))
        passages = tuple(
            Passage(0, Locator(LocatorKind.PAGE, f"p. {page}"), text) for page, text in enumerate(pages, 1)
        )
        yield replace(entry, passages=passages if entry.record.documents else ())
