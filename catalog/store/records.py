"""Reads the record files, and validates the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from catalog.errors import Problem
from catalog.model import RecordStatus
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.cache.file_identity import identity_of
from catalog.store.cache.known_files import NOTHING_KNOWN, KnownFiles
from catalog.store.field_note import FieldNote
from catalog.store.files.folders import FolderListing, is_broken_link, list_files, reason
from catalog.store.files.yaml_json import Malformed, RawRecord, display_path
from catalog.store.incomplete_records import incomplete_record
from catalog.store.record_files import NOTHING_PLANNED, RecordFileReader, is_record_file
from catalog.store.stored_record import StoredRecord, stored_record
from catalog.store.validation import quoted_id
from catalog.taxonomy import Taxonomy
from catalog.text import nfc

MISSING_FOLDER = "this folder is missing: put it back. (A folder without files means that there are no records)"
NOT_FOLLOWED = "this is a link to a folder, and links to folders are not followed: put the folder itself here"
MAX_NAMED_POSITIONS = 5
"""The other places of an id that a message names."""
NOT_A_FILE = "this is not a regular file: remove it"


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a store.

    `records` are valid and have unique ids, in the order of their files; so are `drafts` and `withdrawn`, which are not
    in the catalog. `refused` counts records (or whole files and folders) with problems. `refused_ids` are their ids,
    if these could be read. `refused_files` are the files and folders that could not be read to the end, and the files
    that contain a record without a valid id, in NFC: what was published from them is not gone. `ignored_files` are the
    names of files that are not record files. `incomplete` are what could be read of refused records. `notes` say which
    values of valid records were understood that are in another form than the right one. `files` are what is known of
    the files now, and `repeated` the ids that several records have. `parsed` counts the records that were not known.
    """

    records: tuple[StoredRecord, ...]
    problems: tuple[Problem, ...]
    refused: int
    refused_ids: frozenset[str]
    refused_files: frozenset[str]
    ignored_files: tuple[str, ...] = ()
    drafts: tuple[StoredRecord, ...] = ()
    withdrawn: tuple[StoredRecord, ...] = ()
    incomplete: tuple[StoredRecord, ...] = ()
    notes: tuple[FieldNote, ...] = ()
    files: KnownFiles = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    parsed: int = 0

    @property
    def all_valid(self) -> tuple[StoredRecord, ...]:
        """The valid records, whether they are in the catalog or not."""
        return (*self.records, *self.drafts, *self.withdrawn)

    def is_refused(self, record_id: str, file: str) -> bool:
        """Return whether a record that was published from a file is refused, or the file could not be read."""
        places = map(nfc, (file, *map(str, PurePosixPath(file).parents)))
        return record_id in self.refused_ids or not self.refused_files.isdisjoint(places)


class RecordStore:
    """The record files below a corpus folder."""

    def __init__(self, corpus: Path, taxonomy: Taxonomy) -> None:
        """Take the corpus folder; nothing is read yet."""
        self._corpus = corpus
        self._folder = corpus / "records"
        self._schema = RecordFileSchema(taxonomy)

    def load(
        self,
        *,
        may_be_missing: bool = True,
        known: KnownFiles = NOTHING_KNOWN,
        planned: Mapping[str, Path] = NOTHING_PLANNED,
        listing: FolderListing | None = None,
    ) -> Contents:
        """Return the contents of every file. A problem never stops the run: the rest is still read.

        The folder of the records `may_be_missing` if nothing was ever published from it. Files that are `known`, and
        have not changed since, are not read again. To see what a change would bring, `planned` has the new contents of
        files, by their paths in the folder of records, as files elsewhere. The folder is listed unless its `listing`
        is given.
        """
        listing = listing or list_files(self._folder)
        listed = {**listing.files, **{path: identity_of(file.stat()) for path, file in planned.items()}}
        reader = RecordFileReader(self._corpus, self._schema, listed, listing.looked_at_ns, planned)
        files = {path: reader.read(path, known.get(path)) for path in filter(is_record_file, listed)}
        repeated = _repeated_ids(files)
        while paths := reader.known_with(repeated, files):  # refused records are needed as they were written
            files |= {path: reader.read(path, None) for path in paths}
            repeated = _repeated_ids(files)
        malformed = [item for read in files.values() for item in read.items if isinstance(item, Malformed)]
        malformed += self._unread(listing, may_be_missing=may_be_missing)
        contents = _contents(_refusing(repeated, files, reader), malformed, _refused_files(files, malformed))
        ignored_files = tuple(self._display(path) for path in listing.files if path not in files)
        return replace(
            contents, ignored_files=ignored_files, files=files, repeated=frozenset(repeated), parsed=reader.parsed
        )

    def _unread(self, listing: FolderListing, *, may_be_missing: bool) -> Iterator[Malformed]:
        """Yield a malformed part for whatever is in the folder and could not be read."""
        for name in listing.others:
            message = NOT_FOLLOWED if (self._folder / name).is_dir() else NOT_A_FILE
            yield Malformed(self._display(name), None, message)
        for name, error in listing.unseen.items():
            path = self._folder / name
            is_missing = not name and isinstance(error, FileNotFoundError) and not is_broken_link(path)
            if not (is_missing and may_be_missing):
                yield Malformed(self._display(name), None, MISSING_FOLDER if is_missing else reason(error, path))

    def _display(self, name: str) -> str:
        return display_path(self._folder / name, self._corpus)


def _repeated_ids(files: KnownFiles) -> set[str]:
    """Return the ids that several records have."""
    ids = [item.id for read in files.values() for item in read.items if isinstance(item, StoredRecord) and item.id]
    return {key for key, count in Counter(ids).items() if count > 1} if len(set(ids)) < len(ids) else set()


def _refusing(repeated: Collection[str], files: KnownFiles, reader: RecordFileReader) -> list[StoredRecord]:
    """Return the records of the files; those with a `repeated` id have a problem that names the others."""
    if not repeated:
        return [item for read in files.values() for item in read.items if isinstance(item, StoredRecord)]
    pairs = [pair for path, read in files.items() for pair in reader.raws(path, read)]
    positions: dict[str, list[str]] = {}
    for stored, _ in pairs:
        positions.setdefault(stored.id, []).append(f"{stored.file}:{stored.line}")
    return [
        _refused(stored, raw, positions[stored.id]) if raw and stored.id in repeated else stored
        for stored, raw in pairs
    ]


def _refused(stored: StoredRecord, raw: RawRecord, positions: Sequence[str]) -> StoredRecord:
    """Return a record whose id other records have too, at the given positions."""
    problems = (*stored.details.problems, _duplicate_problem(stored, positions))
    return stored_record(incomplete_record(raw), raw, problems)


def _contents(
    records: Sequence[StoredRecord], malformed: Sequence[Malformed], refused_files: Iterable[str]
) -> Contents:
    valid = [stored for stored in records if not stored.details.problems]
    incomplete = tuple(stored for stored in records if stored.details.problems)
    problems = [Problem("record", item.message, item.file, item.line) for item in malformed]
    problems += (problem for stored in incomplete for problem in stored.details.problems)
    live, drafts, withdrawn = (
        tuple(stored for stored in valid if stored.details.status is status)
        for status in (RecordStatus.LIVE, RecordStatus.DRAFT, RecordStatus.WITHDRAWN)
    )
    return Contents(
        live,
        tuple(sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0))),
        len(malformed) + len(incomplete),
        frozenset(stored.id for stored in incomplete if stored.id),
        frozenset(map(nfc, refused_files)),
        drafts=drafts,
        withdrawn=withdrawn,
        incomplete=incomplete,
        notes=tuple(note for stored in valid for note in stored.details.notes),
    )


def _refused_files(files: KnownFiles, malformed: Iterable[Malformed]) -> Iterator[str]:
    """Yield the files that could not be read to the end, and those that contain a record without a valid id."""
    yield from (item.file for item in malformed)
    for read in files.values():
        for item in read.items:
            problems = item.details.problems if isinstance(item, StoredRecord) else ()
            if problems and any(problem.field == "id" for problem in problems):
                yield item.file


def _duplicate_problem(stored: StoredRecord, positions: Sequence[str]) -> Problem:
    """Return the problem of a record whose id other records have too, at the given positions."""
    own = f"{stored.file}:{stored.line}"
    others = list(islice((position for position in positions if position != own), MAX_NAMED_POSITIONS))
    further = len(positions) - 1 - len(others)
    more = f" and {further:,} more" if others and further > 0 else ""
    looks_the_same = any(nfc(other) == nfc(own) for other in others)
    advice = ", a file whose name looks the same, in another Unicode form: remove one of the two" * looks_the_same
    message = f"id '{quoted_id(stored.id)}' is used again in {', '.join(others) or 'the same line'}{more}{advice}"
    return Problem("record", message, stored.file, stored.line, quoted_id(stored.id), "id")
