"""Every error the catalog raises on purpose, as one tree."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was refused, in the shape of `index --json`; fields that do not apply are None."""

    kind: str
    message: str
    file: str | None = None
    line: int | None = None
    record: str | None = None
    field: str | None = None
    document: str | None = None

    def __str__(self) -> str:
        """Return one line for people: where it is, then what is wrong."""
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        where = [
            place,
            self.record and f"record '{self.record}'",
            self.document and f"document '{self.document}'",
            self.field and not self.document and spoken_field(self.field),
        ]
        return ": ".join([", ".join(part for part in where if part), self.message]).removeprefix(": ")


def spoken_field(name: str) -> str:
    """Return a field as people say it, counted from 1: `field 'format'`, `documents, item 6: path`."""
    spoken = re.sub(r"\[(\d+)\]", lambda found: f", item {int(found[1]) + 1}", name).replace(".", ": ")
    return f"field '{name}'" if spoken == name else spoken


class CatalogError(Exception):
    """The root: anything the catalog refuses, with a message that is safe to show."""


class ConfigError(CatalogError):
    """A setting is unknown or has a wrong value."""


class TaxonomyError(CatalogError):
    """`taxonomy.yaml` is missing or does not hold together."""


class RecordError(CatalogError):
    """Record files were refused; `problems` holds one entry for each fault found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every problem; the message is all of them, one a line."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class DocumentError(CatalogError):
    """A linked document could not be used. It costs that document only."""

    kind = "document"


class ExtractError(DocumentError):
    """A document's text could not be read; `kind` is a stable word for it, the message is for an editor."""

    def __init__(self, kind: str, message: str) -> None:
        """Take a kind such as `encrypted`, `scanned`, `damaged`, `too-large`, `time` or `memory`."""
        super().__init__(message)
        self.kind = kind


class HarvestError(DocumentError):
    """A remote document could not be fetched."""

    kind = "harvest"


class QueryError(CatalogError):
    """A request was refused (400); `errors` maps each parameter to its reasons."""

    def __init__(self, message: str, errors: dict[str, tuple[str, ...]] | None = None) -> None:
        """Take a sentence that is safe to show, and the reasons by parameter name."""
        super().__init__(message)
        self.errors = errors or {}


class NotFoundError(CatalogError):
    """No such resource, document or topic (404)."""


class EngineError(CatalogError):
    """The index cannot answer or be written (503)."""


class NoGenerationError(EngineError):
    """Nothing has been published yet."""


class EngineUnavailableError(EngineError):
    """The engine cannot be reached at the moment (503). Nothing is damaged, and asking again may succeed."""


class LockedError(EngineError):
    """Another process is writing; the message says which one."""


class DamagedError(EngineError):
    """A generation's files are not what its manifest says; `faults` names them."""

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        """Take the message and the faults found, one a file."""
        super().__init__(message)
        self.faults = faults


class SavingError(CatalogError):
    """Toolkits cannot be kept or read at the moment (503)."""
