"""Every error that the catalog raises on purpose, as one tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalog.messages import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file, in the shape of `index --json`. Attributes that do not apply are None.

    `kind` is a stable word for programs; `message` is English for editors.
    """

    kind: str
    message: str
    file: str | None = None
    line: int | None = None
    record: str | None = None
    field: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        """Return one line for people: first the location, then what is wrong."""
        location = [
            f"{self.file}:{self.line}" if self.file and self.line else self.file,
            self.record and f"record '{self.record}'",
            self.document and f"document '{self.document}'",
            self.field and not self.document and describe_field(self.field),
        ]
        return ": ".join([", ".join(part for part in location if part), self.message]).removeprefix(": ")


def describe_field(path: str) -> str:
    """Return a field's path in words, with items counted from 1: `field 'format'`, `documents, item 6: path`."""
    words = re.sub(r"\[(\d+)\]", lambda index: f", item {int(index[1]) + 1}", path).replace(".", ": ")
    return f"field '{path}'" if words == path else words


class CatalogError(Exception):
    """The root of the tree: anything that the catalog refuses. Its text is safe to show."""


class ConfigError(CatalogError):
    """A setting is unknown or has an invalid value."""


class TaxonomyError(CatalogError):
    """`taxonomy.yaml` is missing or inconsistent."""


class RecordError(CatalogError):
    """Record files were refused; `problems` has one entry for each fault."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every problem; the error's text has one of them per line."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class DocumentError(CatalogError):
    """A linked document cannot be used. The rest of its record is not affected."""

    kind = "document"


class ExtractError(DocumentError):
    """A document's text cannot be read. `kind` is a stable word for programs; the message is for editors."""

    def __init__(self, kind: str, message: str) -> None:
        """Take a kind such as `encrypted`, `scanned`, `damaged`, `too-large`, `time` or `memory`."""
        super().__init__(message)
        self.kind = kind


class HarvestError(DocumentError):
    """A remote document could not be fetched."""

    kind = "harvest"


class RequestError(CatalogError):
    """A request failed in a way that its sender is told of. `message` is translated; `str(error)` is its English."""

    def __init__(self, message: Message) -> None:
        """Take what to tell."""
        super().__init__(str(message))
        self.message = message


class QueryError(RequestError):
    """A request is invalid (400). `errors` has the reasons by parameter or field."""

    def __init__(self, message: Message, errors: Mapping[str, tuple[Message, ...]] = MappingProxyType({})) -> None:
        """Take what to tell, and the reasons by parameter."""
        super().__init__(message)
        self.errors = errors


class NotFoundError(RequestError):
    """There is no such resource, document, topic or page (404)."""


class SavingError(RequestError):
    """Toolkits cannot be stored or read at the moment (503)."""


class EngineError(CatalogError):
    """The index cannot be read or written (503)."""


class NoGenerationError(EngineError):
    """Nothing has been published yet."""


class EngineUnavailableError(EngineError):
    """The engine cannot be reached at the moment (503). Nothing is damaged, and asking again may succeed."""


class LockedError(EngineError):
    """Another process is writing the index; the error's text says which one."""


class DamagedError(EngineError):
    """A generation's files differ from its manifest; `faults` says how, one file per item."""

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        """Take the error's text, and the faults."""
        super().__init__(message)
        self.faults = faults
