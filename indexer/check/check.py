"""Whether the index is what it should be: its bytes, its entries, and the store it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.config import Settings
from catalog.editorial.model import KINDS, Editorial, read_editorial
from catalog.errors import DamagedError, EngineError, NoGenerationError, Problem
from catalog.generations.generation import TAXONOMY, Generations
from catalog.search.ports import Engine, index_format, load_engine
from catalog.search.searcher import open_searcher
from catalog.store.editorial import PLACES, differing, load_editorial
from catalog.store.records import Contents, RecordStore
from catalog.store.taxonomy import load_taxonomy
from catalog.store.yaml_json import shown_path
from indexer.check.damage import damage
from indexer.ingest.documents import Documents
from indexer.ingest.plan import Ledger, document_problems, make_plan, read_ledger, stamp_maker
from indexer.ingest.relations import relation_problems
from indexer.ingest.report import passed_over_note
from indexer.ingest.text_cache import TextCache

NOT_COMPARED = "The index was not compared with your records and documents: mend what stands above first."


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what was found; no fault means that all is well. `notes` say what was left out."""

    generation: str | None
    generations: tuple[str, ...]
    records: int
    faults: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(settings: Settings) -> CheckReport:
    """Compare every generation with its manifest, and the current one with the records and documents of today."""
    generations, engine = Generations(settings.data), load_engine(settings.engine)
    faults = list(damage(generations, generations.pointed_at(), engine.DERIVED))
    ledger: Ledger = {}
    note: str | None = NOT_COMPARED
    try:
        name = generations.current()
        spare = _spare(generations, name, engine)
        ledger = read_ledger(generations.folder(name))
        faults += _entries(settings, generations.folder(name), ledger, spare)
    except EngineError as error:
        faults += _told(error, faults)
    else:
        contents = RecordStore(settings.corpus, load_taxonomy(settings.corpus / TAXONOMY)).load()
        faults += _against_store(settings, contents, ledger, read_editorial(generations.folder(name)))
        note = passed_over_note(contents.passed_over)
    notes = (note,) if note else ()
    return CheckReport(generations.pointed_at(), generations.names(), len(ledger), tuple(faults), notes)


def _spare(generations: Generations, name: str, engine: Engine) -> frozenset[str]:
    """Return the damaged files that a searcher can do without; raise EngineError if the index cannot be opened."""
    manifest, spare = generations.inspect(name, engine.DERIVED)
    if manifest.format != index_format(engine):
        raise EngineError("the index has another format or other facets: run 'clearinghouse index'")
    return spare


def _told(error: EngineError, faults: Collection[Problem]) -> Iterator[Problem]:
    """Yield what an error tells beyond the faults that are known."""
    if isinstance(error, NoGenerationError):
        yield Problem("missing", str(error))
    elif not isinstance(error, DamagedError):
        yield Problem("damaged", str(error))
    elif not any(fault.message.startswith(error.faults) for fault in faults):
        yield Problem("damaged", f"CURRENT: {error}. Run 'clearinghouse index' to mend it")


def _entries(settings: Settings, folder: Path, ledger: Ledger, spare: frozenset[str]) -> Iterator[Problem]:
    """Open the index as a reader would, without its damaged `spare` files, and look every entry up."""
    engine = load_engine(settings.engine)
    searcher = open_searcher(engine, folder, load_taxonomy(folder / TAXONOMY), folder.name, spare)
    held = list(searcher.ids())
    times = Counter(held)
    for key in sorted(ledger.keys() - set(held)):
        yield Problem("lost", "is in the ledger and not in the index", record=key)
    for key in held:
        entry = searcher.get(key)
        if key not in ledger or times[key] > 1 or entry is None or entry.record.id != key:
            yield Problem("extra", "is in the index and should not be", record=key)


def _against_store(settings: Settings, contents: Contents, ledger: Ledger, published: Editorial) -> Iterator[Problem]:
    """Compare the ledger with the store: what is not indexed yet, indexed still, or changed; and what stands beside."""
    documents = Documents(settings.corpus, TextCache(settings.data / "cache" / "text"))
    stamp = stamp_maker((settings.corpus / TAXONOMY).read_bytes(), index_format(load_engine(settings.engine)))
    records = {stored.record.id: stored for stored in contents.records}
    stamps = {key: stamp(stored.record, documents.find(stored.record)) for key, stored in records.items()}
    plan = make_plan(contents, stamps, ledger)
    yield from contents.problems
    for kind, keys, message in (
        ("missing", plan.added, "is not indexed yet: run 'clearinghouse index'"),
        ("stale", plan.changed, "has changed since it was indexed: run 'clearinghouse index'"),
        ("orphaned", plan.removed, "is indexed, and its record file is gone: run 'clearinghouse index'"),
    ):
        for key in keys:
            place = records[key].file if key in records else ledger[key].file
            yield Problem(kind, message, file=place, record=key)
    yield from document_problems(ledger, plan.unchanged, records)
    yield from relation_problems(contents.records, {*records, *plan.kept, *contents.refused_ids})
    yield from _beside(settings, records.keys() | set(plan.kept), published)


def _beside(settings: Settings, records: Collection[str], published: Editorial) -> Iterator[Problem]:
    """Compare what editors wrote beside the records with their files, and tell what is wrong in them."""
    contents = load_editorial(settings.corpus, records, published)
    yield from contents.problems
    for name in differing(contents.editorial, published):
        message = f"the {KINDS[name]} have changed since they were published: run 'clearinghouse index'"
        yield Problem("stale", message, shown_path(settings.corpus / PLACES[name], settings.corpus))
