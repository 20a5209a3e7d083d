"""A published index for the parts of the benchmark to measure: records, and the generation that was made of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from catalog.config import Settings
from catalog.editorial.model import Editorial, write_editorial
from catalog.generations.generation import TAXONOMY as TAXONOMY_FILE
from catalog.generations.generation import Generations
from catalog.generations.manifest import Manifest
from catalog.model import Entry
from catalog.search.ports import index_format, load_engine
from tests.bench.catalogs import CORPUS, TAXONOMY
from tests.bench.tables import timed_s


@dataclass(frozen=True, slots=True)
class Site:
    """Entries, what they are, and the settings under which they are published; how long writing that took."""

    entries: list[Entry]
    said: str
    settings: Settings
    built_s: float

    @property
    def name(self) -> str:
        """The number of records, for headings."""
        return f"{len(self.entries):,} records"


def built_site(entries: list[Entry], said: str, data: Path) -> Site:
    """Publish the entries in a new data folder."""
    settings = Settings(corpus=CORPUS, data=data)
    built_s = timed_s(publish, settings, entries, base=None)
    combinations = {tuple(TAXONOMY.facet_values(entry).items()) for entry in entries}
    return Site(entries, f"{said} They have {len(combinations):,} combinations of facet values.", settings, built_s)


def publish(settings: Settings, entries: Iterable[Entry], base: str | None) -> None:
    """Write entries over generation `base`, and make that the current generation, synced and sealed."""
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
            published_at="",
            engine=settings.engine,
            format=index_format(engine),
            digest="",
            records=0,
            documents=0,
        )
        generations.publish(folder, manifest)
