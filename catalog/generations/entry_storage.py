"""The storage of entries, which an engine implements for publishing: seal, check and remove them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol


class EntryStorage(Protocol):
    """The storage of an engine for the entries of generations.

    A folder is that of a generation, published or being built. It always contains the manifest, taxonomy, editorial
    content and ledger. Entries may be elsewhere, if a file that the engine's writer put into the folder says where.

    Every method raises EngineUnavailableError while the storage cannot be reached, which damages nothing.
    """

    def seal(self, folder: Path) -> None:
        """Make the entries of a built folder immutable and durable; files may be added to the folder.

        Called once, after the writer's commit and before the files are hashed into the manifest.
        """

    def faults(self, folder: Path) -> Mapping[str, str]:
        """Return the faults of the entries outside of the folder, by part.

        The folder's own files are as they were published. Called each time a generation is opened, so it should
        compare counts and digests rather than read every entry.
        """

    def discard(self, folder: Path) -> None:
        """Remove the entries of a generation that was pruned or never published.

        The folder may be incomplete, and its entries may be gone already.
        """

    def sweep(self, folders: Sequence[Path]) -> None:
        """Remove all entries that belong to none of these folders, which are those of all generations.

        Called before anything is written, to remove leftovers of killed runs. If a folder does not say which entries
        belong to it, entries that could belong to it must not be removed.
        """


class FolderStorage:
    """The storage of an engine that keeps everything in the generation's folder."""

    def seal(self, folder: Path) -> None:
        """Do nothing: the files are synced when they are hashed."""

    def faults(self, folder: Path) -> Mapping[str, str]:  # noqa: ARG002  # the protocol's signature
        """Return nothing: the manifest covers all files."""
        return {}

    def discard(self, folder: Path) -> None:
        """Do nothing: the folder is removed."""

    def sweep(self, folders: Sequence[Path]) -> None:
        """Do nothing: leftovers are folders."""
