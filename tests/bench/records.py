"""The records of a benchmark: real ones from the folder CATALOG_BENCH_DATA, otherwise made from the starter corpus."""

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
from tests.bench.catalogs import CORPUS, DOMAIN_CATALOGS, PACKAGE_CATALOGS, TAXONOMY, raw_records, raw_texts
from tests.bench.facet_values import with_facet_values

CULTURES = {"french": "fr", "german": "de", "spanish": "es", "japanese": "ja", "russian": "ru", "polish": "pl"}
"""Language codes by Debian's names of cultures."""
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
DATE = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2}))?|(\d{2})/(\d{2})/(\d{4})")


def bench_entries(size: int) -> tuple[list[Entry], str]:
    """Return `size` entries, the same in every run, and a sentence that describes them."""
    real = list(islice(_real_entries(), size))
    if len(real) == size:
        return real, f"{size:,} real catalog records."
    if real:
        recombined = islice(_recombined_entries(real), size - len(real))
        description = f"{len(real):,} real catalog records; the others recombine the sentences and titles of these."
        return [*real, *recombined], description
    description = f"{size:,} records, made from the starter corpus by shuffling its words."
    return list(islice(_shuffled_entries(), size)), description


def _real_entries() -> Iterator[Entry]:
    """Yield real records: those of public safety and other agencies, then packages; each group in random order."""
    seen: set[str] = set()
    for names in (DOMAIN_CATALOGS, PACKAGE_CATALOGS):
        raw = list(raw_records(names))
        random.Random(7).shuffle(raw)  # noqa: S311  # the same order in every run
        for content in raw:
            record_id = re.sub(r"[^a-z0-9]+", "-", str(content.get("id", "")).lower()).strip("-")[:150]
            if record_id and record_id not in seen and isinstance(content.get("title"), str):
                seen.add(record_id)
                yield with_facet_values(_record(record_id, content))


def _record(record_id: str, content: dict[str, Any]) -> Record:
    tags = content.get("facets") or {}
    keywords = raw_texts(content, "keywords", "topics", "theme", "type") + tuple(sorted(raw_texts(tags, *tags)))
    culture = next(iter(raw_texts(tags, "culture")), "")
    return Record(
        id=record_id,
        title=clean(content["title"]),
        summary=clean(" ".join(raw_texts(content, "description"))),
        publishers=tuple(dict.fromkeys(map(clean, raw_texts(content, "publisher", "agency")))),
        authors=raw_texts(content, "authors"),
        keywords=tuple(dict.fromkeys(map(clean, keywords)))[:20],
        language=CULTURES.get(culture),
        published=_first_date(" ".join(raw_texts(content, "issued", "modified"))),
    )


def _first_date(text: str) -> PartialDate | None:
    """Return the first date of a text: `2012`, `2022-01-01` or `04/11/2021`."""
    if date := DATE.search(text):
        year, month, day, us_month, us_day, us_year = (int(number or 0) for number in date.groups())
        with suppress(ValueError):
            return PartialDate.parse(str(PartialDate(year or us_year, month or us_month, day or us_day)))
    return None


def _recombined_entries(real: list[Entry]) -> Iterator[Entry]:
    """Yield records with half of one title and half of another, and as many sentences as a third record has."""
    rng = random.Random(7)  # noqa: S311  # the same records in every run
    summaries = [SENTENCE_END.split(entry.record.summary or "") for entry in real]
    sentences = [sentence for summary in summaries for sentence in summary]
    for number in count():
        first, second, model = rng.choices(range(len(real)), k=3)
        start, end = real[first].record.title.split(), real[second].record.title.split()
        title = " ".join(start[: (len(start) + 1) // 2] + end[len(end) // 2 :])
        summary = " ".join(rng.choices(sentences, k=len(summaries[model])))
        yield with_facet_values(
            replace(real[model].record, id=f"recombined-{number}", title=title, summary=summary, language=None)
        )


def _shuffled_entries() -> Iterator[Entry]:
    """Yield records of the starter corpus with random words of its titles and summaries."""
    rng = random.Random(7)  # noqa: S311  # the same records in every run
    records = [stored.record for stored in RecordStore(CORPUS, TAXONOMY).load().records]
    words = [word for record in records for word in (record.title + " " + (record.summary or "")).split()]
    for number in count():
        title = " ".join(rng.sample(words, 7))
        pages = [" ".join(rng.choices(words, k=120)) for _ in range(3)]
        record = replace(
            records[number % len(records)],
            id=f"made-{number}",
            title=title,
            aliases=(),
            related=(),
            supersedes=(),
        )
        entry = with_facet_values(replace(record, summary=" ".join(rng.choices(words, k=60))))
        passages = tuple(
            Passage(0, Locator(LocatorKind.PAGE, f"p. {page}"), text) for page, text in enumerate(pages, 1)
        )
        yield replace(entry, passages=passages if entry.record.documents else ())
