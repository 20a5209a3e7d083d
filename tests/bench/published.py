"""The published index that the parts of the benchmark measure."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from catalog.editorial.model import Editorial, write_editorial
from catalog.generations.generation import TAXONOMY as TAXONOMY_FILE
from catalog.generations.generation import Generations
from catalog.generations.manifest import Manifest
from catalog.model import Entry
from catalog.search.ports import index_format, load_engine
from catalog.settings import Settings
from tests.bench.catalogs import CORPUS, TAXONOMY
from tests.bench.tables import elapsed_s

PUBLISHED_AT = "2026-01-01T00:00:00+00:00"
"""When the generations of benchmarks were published; feeds and files show it."""


@dataclass(frozen=True, slots=True)
class PublishedCatalog:
    """Entries, a description of them, the settings of their index, and the seconds it took to build it."""

    entries: list[Entry]
    description: str
    settings: Settings
    built_s: float

    @property
    def name(self) -> str:
        """The number of records, for headings."""
        return f"{len(self.entries):,} records"


def publish_catalog(entries: list[Entry], description: str, data: Path) -> PublishedCatalog:
    """Publish the entries in a new data folder."""
    settings = Settings(corpus=CORPUS, data=data)
    built_s = elapsed_s(publish, settings, entries, base=None)
    combinations = {tuple(TAXONOMY.facet_values(entry).items()) for entry in entries}
    facets = f"They have {len(combinations):,} combinations of facet values."
    return PublishedCatalog(entries, f"{description} {facets}", settings, built_s)


def publish(settings: Settings, entries: Iterable[Entry], base: str | None) -> None:
    """Publish a generation with the entries of generation `base` and these, synced and sealed."""
    engine = load_engine(settings)
    generations = Generations(settings.data, engine, settings.keep_generations)
    with generations.writing(), generations.building(base) as folder:
        writer = engine.open_writer(folder, TAXONOMY)
        for entry in entries:
            writer.put(entry)
        writer.commit()
        write_editorial(folder, Editorial())
        (folder / TAXONOMY_FILE).unlink(missing_ok=True)
        shutil.copyfile(CORPUS / TAXONOMY_FILE, folder / TAXONOMY_FILE)
        manifest = Manifest(
            generation=generations.next_name(),
            published_at=PUBLISHED_AT,
            engine=settings.engine,
            format=index_format(engine),
            digest="",
            records=0,
            documents=0,
        )
        generations.publish(folder, manifest)
