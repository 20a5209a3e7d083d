"""The errors that the catalog raises, as one tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from catalog.messages import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in a file, as `index --json` prints it. Attributes that do not apply are None.

    `kind` is a stable identifier for programs; `message` is English for editors. If the problem is `stale`, the last
    good version of what it is about stays published.
    """

    kind: str
    message: str
    file: str | None = None
    line: int | None = None
    record: str | None = None
    field: str | None = None
    document: str | None = None
    stale: bool = False

    def __str__(self) -> str:
        """Return one line for people: the location, then the message."""
        location = [
            f"{self.file}:{self.line}" if self.file and self.line else self.file,
            self.record and f"{'site' if self.kind == 'site' else 'record'} '{self.record}'",
            self.document and f"document '{self.document}'",
            self.field and not self.document and describe_field(self.field),
        ]
        return ": ".join([", ".join(part for part in location if part), self.message]).removeprefix(": ")


def describe_field(path: str) -> str:
    """Return a field's path as people read it, items counted from 1: `field 'format'`, `documents, item 6, path`.

    A name between quotes stays as it is: `columns, 'Nr.'`.
    """
    described = re.sub(r"('[^']*')|\[(\d+)\]|(\.)", _described_part, path)
    return f"field '{path}'" if described == path else described


def _described_part(part: re.Match[str]) -> str:
    quoted, number, _ = part.groups()
    return quoted or (f", item {int(number) + 1}" if number else ", ")


class CatalogError(Exception):
    """The base of all errors of the catalog. Its text is safe to display, and so are further lines in `details`."""

    details: Sequence[str] = ()


class ConfigError(CatalogError):
    """A setting is unknown or has an invalid value."""


class TaxonomyError(CatalogError):
    """`taxonomy.yaml` is missing or inconsistent."""


class DocumentError(CatalogError):
    """A linked document cannot be used. The rest of its record is not affected."""


class ExtractErrorKind(StrEnum):
    """Why the text of a document cannot be read, as a stable identifier for programs."""

    MISSING = "missing"
    OUTSIDE = "outside"
    """The file is not in the documents folder."""
    UNREADABLE = "unreadable"
    """The file cannot be opened."""
    UNKNOWN_TYPE = "unknown-type"
    EMPTY = "empty"
    SCANNED = "scanned"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    TOO_LARGE = "too-large"
    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    """The extractor failed."""


class ExtractError(DocumentError):
    """A document's text cannot be read. The message is for editors."""

    def __init__(self, kind: ExtractErrorKind, message: str) -> None:
        """Take the reason and the message."""
        super().__init__(message)
        self.kind = kind


class RequestError(CatalogError):
    """A request failed, and the response says why. `message` is translated; `str(error)` is its English text."""

    def __init__(self, message: Message) -> None:
        """Take the message for the client."""
        super().__init__(str(message))
        self.message = message


class QueryError(RequestError):
    """A request is invalid (400). `errors` has the reasons by parameter or field."""

    def __init__(self, message: Message, errors: Mapping[str, tuple[Message, ...]] = MappingProxyType({})) -> None:
        """Take the message for the client, and the reasons by parameter."""
        super().__init__(message)
        self.errors = errors


class NotFoundError(RequestError):
    """There is no such resource, document, topic or page (404)."""


class GoneError(RequestError):
    """A resource was withdrawn (410). `successor` is the id of the record that replaces it, None if there is none."""

    def __init__(self, message: Message, successor: str | None) -> None:
        """Take the message for the client, and the successor's id."""
        super().__init__(message)
        self.successor = successor


class SavingError(RequestError):
    """Toolkits cannot be stored or read at the moment (503)."""


class QueryLogError(CatalogError):
    """The query log cannot be read."""


class EngineError(CatalogError):
    """The index cannot be read or written (503)."""


class NoGenerationError(EngineError):
    """Nothing has been published yet."""


class EngineUnavailableError(EngineError):
    """The engine cannot be reached at the moment (503). Nothing is damaged, and another attempt may succeed."""


class LockedError(EngineError):
    """Another process is writing the index; the error's text says which one."""


class DamagedError(EngineError):
    """A generation differs from what was published; `parts` are the paths, `<generation>/<file>`, of damaged parts."""

    def __init__(self, message: str, parts: tuple[str, ...] = ()) -> None:
        """Take the error's text, and the damaged parts."""
        super().__init__(message)
        self.parts = parts


class UnreadableError(DamagedError):
    """Parts of a generation cannot be read at the moment. They need not be damaged: another attempt may succeed."""
