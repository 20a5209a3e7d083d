"""Files of a folder that have another name than in the last import: their records follow them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from catalog.store.files.folders import list_files
from catalog.text import clean, listed
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import FileVersions
from indexer.importers.mapping.candidates import MAX_SOURCE_ID
from indexer.importers.planning.import_state import FieldHashes, ImportState, value_hash
from indexer.importers.planning.matching.existing import ExistingRecords
from indexer.importers.sources.folder_source import is_of_system
from indexer.ingest.documents.replacements import TEXT_ENDINGS

MAX_NAMED = 3
"""The files with the same content that a reason names."""
_Key = TypeVar("_Key")


class RenamedFile(NamedTuple):
    """A file as it was in the last import: its id in the source, and the path of its copy below documents/."""

    source_id: str
    document: str


class RenamedFiles(NamedTuple):
    """What the renamed files of a folder were, and why others were not followed, by their ids in the source."""

    followed: Mapping[str, RenamedFile] = MappingProxyType({})
    not_followed: Mapping[str, str] = MappingProxyType({})


class _Content(NamedTuple):
    """The size of a file in bytes, and its SHA-256."""

    size: int
    sha256: str


def find_renamed_files(folder: Path, source: str, existing: ExistingRecords, corpus: Path) -> RenamedFiles:
    """Return what each file of a folder was that was renamed, and which may have been.

    Such a file has no record, and the content of a document whose file is gone. Nothing is guessed if a second file or
    document has that content, or a part of the folder cannot be listed.
    """
    listing = list_files(folder)
    files = {} if listing.unseen else {_item_id(path): path for path in listing.files if not is_of_system(path)}
    gone = {item_id: stored for (name, item_id), stored in existing.by_origin.items() if name == source}
    known = gone.keys() | {key for name, key in (*existing.refused, *existing.merged) if name == source}
    gone = {item_id: stored for item_id, stored in gone.items() if item_id not in files}
    if not (files and gone) or known.issuperset(files):
        return RenamedFiles()
    users = Counter(document.path for stored in existing.by_id.values() for document in stored.details.documents)
    documents = {
        RenamedFile(item_id, document.path)
        for item_id, stored in gone.items()
        for document in stored.details.documents
        if document.path and users[document.path] == 1 and _name(document.path) == _name(item_id)
    }
    before = _by_content((old, corpus / "documents" / old.document) for old in documents)
    sizes = {content.size for content in before}
    now = _by_content((key, folder / path) for key, path in files.items() if listing.files[path].size in sizes)
    followed, not_followed = {}, {}
    for content, old in before.items():
        same = now.get(content, [])
        for key in same:
            if key in known:
                continue
            if len(old) == len(same) == 1:
                followed[key] = old[0]
            else:
                not_followed[key] = _why_unclear(
                    sorted(item.source_id for item in old), [name for name in same if name != key]
                )
    return RenamedFiles(followed, not_followed)


def with_renamed_records(existing: ExistingRecords, source: str, renamed: Mapping[str, RenamedFile]) -> ExistingRecords:
    """Return the records with those of renamed files under the ids that these have now."""
    now = {old.source_id: source_id for source_id, old in renamed.items()}
    by_origin = {
        (name, now.get(key, key) if name == source else key): stored
        for (name, key), stored in existing.by_origin.items()
    }
    return replace(existing, by_origin=by_origin)


def with_renamed_items(state: ImportState | None, renamed: Mapping[str, RenamedFile]) -> ImportState | None:
    """Return the state of a source with renamed files under the ids that they have now."""
    if state is None or not renamed:
        return state
    now = {old.source_id: source_id for source_id, old in renamed.items()}

    def moved(items: Mapping[str, Any]) -> dict[str, Any]:
        others = {key: value for key, value in items.items() if key not in now}
        return {**others, **{now[key]: items[key] for key in items if key in now}}

    missing = {key: runs for key, runs in state.missing.items() if key not in now}
    return replace(
        state,
        items=moved(state.items),
        missing=missing,
        added=moved(state.added),
        settled=moved(state.settled),
        kept=moved(state.kept),
        replaced={number: moved(items) for number, items in state.replaced.items()},
    )


def with_moved_document(content: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return the content of a record with another path of a document."""
    documents = [
        {**document, "path": new} if document.get("path") == old else document
        for document in content.get("documents", ())
    ]
    return {**content, "documents": documents} if documents else dict(content)


def base_of_moved(base: FieldHashes | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> FieldHashes | None:
    """Return the hashes of what the source gave last, where it gave the documents with the path that they had."""
    if base and "documents" in before and base.get("documents") == value_hash(before["documents"]):
        return {**base, "documents": value_hash(after["documents"])}
    return base


def moved_files(corpus: Path, old: str, new: str) -> Iterator[tuple[PurePosixPath, FileVersions]]:
    """Yield the files that change where a document gets another path: it is removed, and its corrected text moves."""
    folder = PurePosixPath("documents")
    yield folder / old, FileVersions(read_or_none(corpus / folder / old), None)
    for ending in TEXT_ENDINGS:
        before, after = (folder / f"{path}{ending}" for path in (old, new))
        if (text := read_or_none(corpus / before)) is not None:
            yield before, FileVersions(text, None)
            yield after, FileVersions(read_or_none(corpus / after), text)


def _why_unclear(old: Sequence[str], others: Sequence[str]) -> str:
    """Return why a file with the content of old ones that are gone is new: other files have this content, or had it."""
    if others:
        also = f"{listed(others, MAX_NAMED)} {'has' if len(others) == 1 else 'have'} the same content"
    else:
        also = "all of these had its content"
    return f"not followed from {listed(old, MAX_NAMED)}, because {also}"


def _item_id(path: str) -> str:
    """Return the id that the item of a file has: its path as the values of rows are read."""
    return clean(path.encode("utf-8", "replace").decode()).strip()[:MAX_SOURCE_ID]


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _by_content(files: Iterable[tuple[_Key, Path]]) -> dict[_Content, list[_Key]]:
    """Return the keys of files by their content; those that cannot be read are left out."""
    keys: defaultdict[_Content, list[_Key]] = defaultdict(list)
    for key, path in files:
        try:
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            keys[_Content(path.stat().st_size, sha256)].append(key)
        except OSError:
            continue
    return dict(keys)
