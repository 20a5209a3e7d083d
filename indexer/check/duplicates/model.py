"""Pairs of records that may describe one resource, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What two records have in common, or nearly so. The values are stable identifiers for programs."""

    DOI = "doi"
    ISBN = "isbn"
    NCJ = "ncj"
    REPORT = "report"
    """The number of a report, which is unique for its publisher only."""
    ADDRESS = "address"
    DOCUMENT = "document"
    """The same file, by its content."""
    TITLE = "title"
    NEAR_TITLE = "near-title"
    """Titles that differ by a misspelling, or of which one has a subtitle more."""
    EDITION = "edition"
    """Titles that differ only by what names an edition, or the same title in different years."""
    PUBLISHER = "publisher"
    YEAR = "year"
    SUMMARY = "summary"


class Confidence(StrEnum):
    """How sure it is that two records describe one resource, or editions of one."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


CONFIDENCES = tuple(Confidence)
"""All of them, the most certain first."""


class Suggestion(StrEnum):
    """What editors may do with a pair."""

    MERGE = "merge"
    EDITION = "edition"
    """The newer record can name the older one in `supersedes`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that two records have in common. `values` is what each has, or the one value if they are the same."""

    kind: EvidenceKind
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordPair:
    """Two records that may describe one resource.

    To merge, `first` is the one that stays: the one added first or, of one day, the one that says more; of editions,
    `first` is the newer. `titles` are in the same order. `has_only_address` tells that they have an address in common,
    and titles or years of their own.
    """

    first: str
    second: str
    titles: tuple[str, str]
    evidence: tuple[Evidence, ...]
    confidence: Confidence
    suggestion: Suggestion
    has_only_address: bool = False

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of both, `first` first."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """Records that are connected by pairs: the ids in order of appearance, and the pairs, the most certain first."""

    ids: tuple[str, ...]
    pairs: tuple[RecordPair, ...]

    @property
    def confidence(self) -> Confidence:
        """The confidence of the most certain pair."""
        return self.pairs[0].confidence
