"""The files of featured toolkits on disk to validated FeaturedToolkits, and every fault found on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.schemas.record import ID
from catalog.schemas.toolkit import FeaturedToolkitSchema
from catalog.store.records import validated
from catalog.store.taxonomy import load_taxonomy
from catalog.store.yaml_json import RawRecord, read_records, shown_path
from catalog.taxonomy import Taxonomy
from catalog.text import nearest
from catalog.toolkit import FeaturedToolkit, Section

FOLDER = "toolkits"
ENDINGS = (".yaml", ".yml")
KIND = "toolkit"


@dataclass(frozen=True, slots=True)
class ToolkitContents:
    """What the folder holds: the valid toolkits by their rank, equal ones by name, and every fault of the others.

    `kept` says that some file could not be read, so that its toolkit is the one of before.
    """

    toolkits: tuple[FeaturedToolkit, ...] = ()
    problems: tuple[Problem, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _One:
    """What one file came to."""

    toolkit: FeaturedToolkit | None = None
    problems: tuple[Problem, ...] = ()
    kept: bool = False


def load_toolkits(corpus: Path, records: Collection[str], before: Collection[FeaturedToolkit] = ()) -> ToolkitContents:
    """Read the folder toolkits/ of a corpus, a toolkit a file; without it there are none. No fault stops the run.

    `records` are the ids that a toolkit may name, `before` the toolkits last published. A toolkit with a fault is left
    out; one that names a record which does not exist is published without that item. Raises TaxonomyError where there
    are toolkits and no readable taxonomy.
    """
    folder = corpus / FOLDER
    try:
        files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        files = []
    except OSError as error:
        reason = f"the folder could not be read: {error.strerror}"
        stay = tuple(filter(None, (_still(each, records) for each in before)))
        return ToolkitContents(stay, (Problem(KIND, reason, shown_path(folder, corpus)),), kept=bool(stay))
    if not files:
        return ToolkitContents()
    taxonomy = load_taxonomy(corpus / TAXONOMY)
    published = {each.name: each for each in before}
    found = [_loaded(path, shown_path(path, corpus), taxonomy, records, published) for path in files]
    named = {each.toolkit.name: each.toolkit for each in reversed(found) if each.toolkit}
    doubled = [
        Problem(KIND, f"there is another toolkit '{path.stem}': rename one of the two", shown_path(path, corpus))
        for path, each in zip(files, found, strict=True)
        if each.toolkit and named[each.toolkit.name] is not each.toolkit
    ]
    return ToolkitContents(
        tuple(sorted(named.values(), key=lambda each: (each.rank, each.name))),
        (*(problem for each in found for problem in each.problems), *doubled),
        any(each.kept for each in found),
    )


def _loaded(
    path: Path, shown: str, taxonomy: Taxonomy, records: Collection[str], published: Mapping[str, FeaturedToolkit]
) -> _One:
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return _One(problems=(Problem(KIND, "is no toolkit: a toolkit is a file whose name ends in .yaml", shown),))
    if not ID.fullmatch(path.stem):
        message = f"'{path.stem}' is no name for a toolkit: call the file by a-z, 0-9 and hyphens"
        return _One(problems=(Problem(KIND, message, shown),))
    raw, *others = read_records(path, shown, "toolkit")
    if not isinstance(raw, RawRecord):
        kept = published.get(path.stem)
        toolkit = _still(kept, records) if kept else None
        return _One(toolkit, (Problem(KIND, raw.message, raw.file, raw.line),), kept=toolkit is not None)
    if others:
        return _One(problems=(Problem(KIND, "a second toolkit begins here: give it a file", shown, others[0].line),))
    problems, toolkit = validated(raw, FeaturedToolkitSchema(taxonomy, path.stem), KIND)
    if problems:
        return _One(problems=tuple(sorted(problems, key=lambda each: each.line or 0)))
    missing = tuple(_missing(raw, toolkit, records))
    return _One(_without(toolkit, {problem.record for problem in missing}), missing)


def _missing(raw: RawRecord, toolkit: FeaturedToolkit, records: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with each item whose record does not exist."""
    for number, section in enumerate(toolkit.toolkit.sections):
        at = () if not section.title else ("sections", number - (not toolkit.toolkit.sections[0].title))
        for place, item in enumerate(section.items):
            if item.record in records:
                continue
            guess = nearest(item.record, records)
            hint = f": did you mean '{guess}'?" if guess else ""
            message = f"there is no record '{item.record}'{hint}; the toolkit is published without it"
            line = raw.line_of((*at, "items", place, "record"))
            field = f"sections[{at[1]}].items[{place}].record" if at else f"items[{place}].record"
            yield Problem(KIND, message, raw.file, line, item.record, field)


def _still(featured: FeaturedToolkit, records: Collection[str]) -> FeaturedToolkit | None:
    """Return a toolkit of before as far as its records are still there."""
    return _without(featured, {item for item in featured.toolkit.ids() if item not in records})


def _without(featured: FeaturedToolkit, ids: Collection[str | None]) -> FeaturedToolkit | None:
    """Return a toolkit without these records and without sections that are empty then; None where nothing is left."""
    kept = (
        Section(section.title, tuple(item for item in section.items if item.record not in ids))
        for section in featured.toolkit.sections
    )
    sections = tuple(section for section in kept if section.items)
    return replace(featured, toolkit=replace(featured.toolkit, sections=sections)) if sections else None
