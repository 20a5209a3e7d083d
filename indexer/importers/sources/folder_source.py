"""A folder of documents: a row for each, in the order of their paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from catalog.errors import CatalogError, ExtractError
from catalog.settings import Settings
from catalog.store.files.folders import FolderListing, list_files, reason
from indexer.importers.document_pool import DocumentPool
from indexer.importers.rows import SourceFault, SourceItem, SourceLink
from indexer.importers.sources.opening import INCOMPLETE
from indexer.sandbox.child import Job
from indexer.sandbox.limits import Limits

MAX_FILES = 100_000
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
LOCK_FILES = "~$"
"""How the names of files begin that Office programs make while a document is open."""

UNREADABLE = "This could not be read ({reason}): check its permissions, or ask your administrator."
NOT_A_FILE = "This is a link to a folder, or not a file, so it was left out: import what it leads to by itself."
BAD_NAME = "The name of this file has characters that no path can have: rename it."
TOO_MANY = "The folder has more than {limit:,} files: the others were left out. Import its folders one by one."


def folder_items(folder: Path, settings: Settings) -> Iterator[SourceItem]:
    """Yield the row of each document below a folder, and faults for what cannot be read.

    Files that are hidden, or of the system, are left out. Raises CatalogError at the first step if there is no such
    folder, or it cannot be listed.
    """
    if not folder.is_dir():
        raise CatalogError(f"There is no folder '{folder}': check its name.")
    listing = list_files(folder)
    if error := listing.unseen.get(""):
        raise CatalogError(f"The folder '{folder}' cannot be read ({error.strerror}): check its permissions.")
    yield from _listing_faults(folder, listing)
    files = [folder / path for path in listing.files if not is_of_system(path)]
    yield from _document_items(folder, files[:MAX_FILES], Limits.from_settings(settings))
    if len(files) > MAX_FILES:
        yield SourceFault(".", TOO_MANY.format(limit=MAX_FILES))
        yield SourceLink(INCOMPLETE, str(folder))


def is_of_system(path: str) -> bool:
    """Return whether a file is none of an editor's, by its path: of a system, or there while a document is open."""
    name = PurePosixPath(path).name
    return name.lower() in SYSTEM_FILES or name.startswith(LOCK_FILES)


def _listing_faults(folder: Path, listing: FolderListing) -> Iterator[SourceItem]:
    for path, error in listing.unseen.items():
        why = reason(error, folder / path).removeprefix("this could not be read: ")
        yield SourceFault(_name(folder, folder / path), UNREADABLE.format(reason=why))
    for path in listing.others:
        yield SourceFault(_name(folder, folder / path), NOT_A_FILE)
    if listing.unseen:
        yield SourceLink(INCOMPLETE, str(folder))


def _document_items(folder: Path, files: list[Path], limits: Limits) -> Iterator[SourceItem]:
    """Yield the items of documents in the order of their paths; several are read at a time."""
    numbers = {path: number for number, path in enumerate(files)}
    waiting: dict[int, tuple[SourceItem, ...]] = {}
    following = 0
    jobs = (Job(path, _name(folder, path), "") for path in files)
    with DocumentPool(limits=limits) as pool:
        for job, outcome in pool.run(jobs):
            fault = SourceFault(job.name, str(outcome))
            waiting[numbers[job.path]] = (fault,) if isinstance(outcome, ExtractError) else outcome
            while following in waiting:
                yield from waiting.pop(following)
                following += 1


def _name(folder: Path, path: Path) -> str:
    """Return the path of a file in its folder, with slashes; bytes that are not text become question marks."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
