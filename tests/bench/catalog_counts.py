"""`python -m tests.bench.catalog_counts` counts what the records of the starter corpus have, by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from catalog.model import Record
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from tests.bench.catalogs import ROOT

BRIEFS = "Clearinghouse starter briefs"
RECENT = 2023


def is_external(record: Record) -> bool:
    """Return whether a resource is by others, not a starter brief."""
    return record.series != BRIEFS


def rests_on_source(record: Record) -> bool:
    """Return whether a source shows what the summary of a resource by others says."""
    return is_external(record) and any("summary" in source.facts for source in record.sources)


GROUPS: Mapping[str, Callable[[Record], bool]] = MappingProxyType(
    {
        "records": lambda _: True,
        "resources by others": is_external,
        "with a link of their own": lambda record: record.url is not None,
        "listed at another address": lambda record: record.listed_at is not None,
        "with documents here": lambda record: bool(record.documents),
        "that lead nowhere": lambda record: not record.leads_somewhere,
        "with a date": lambda record: record.published is not None,
        f"of {RECENT} or later, by others": lambda record: bool(
            record.published and record.published.year >= RECENT and is_external(record)
        ),
        "with an evidence rating": lambda record: record.rating is not None,
        "with a study design": lambda record: record.study_design is not None,
        "with a rating or a study design": lambda record: bool(record.rating or record.study_design),
        "with an agency size": lambda record: record.agency_size is not None,
        "in Spanish": lambda record: record.language == "es",
        "with both languages": lambda record: bool(record.translations and record.translations[0].summary),
        "samples": lambda record: record.sample,
        "by others whose summary rests on a source": rests_on_source,
        "by others whose summary rests on the title": lambda record: (
            is_external(record) and not rests_on_source(record)
        ),
    }
)


def main() -> None:
    """Print a table of the groups."""
    corpus = ROOT / "corpus"
    contents = RecordStore(corpus, load_taxonomy(corpus / "taxonomy.yaml")).load()
    records = [stored.record for stored in contents.records]
    print("| group | records |\n|---|---|")
    for name, is_in_group in GROUPS.items():
        print(f"| {name} | {sum(map(is_in_group, records)):,} |")


if __name__ == "__main__":
    main()
