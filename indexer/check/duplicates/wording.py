"""What two records have in common, in words for editors."""

from __future__ import annotations

from catalog.text import shortened
from indexer.check.duplicates.model import Evidence, EvidenceKind

MAX_SHOWN_VALUE = 90
"""Characters of a title or another value that are printed."""
EVIDENCE = {
    EvidenceKind.DOI: "the same DOI",
    EvidenceKind.ISBN: "the same ISBN",
    EvidenceKind.NCJ: "the same NCJ number",
    EvidenceKind.REPORT: "the same report number",
    EvidenceKind.ADDRESS: "the same address",
    EvidenceKind.DOCUMENT: "the same file",
    EvidenceKind.TITLE: "the same title",
    EvidenceKind.NEAR_TITLE: "nearly the same title",
    EvidenceKind.EDITION: "the same title, another edition",
    EvidenceKind.PUBLISHER: "the same publisher",
    EvidenceKind.YEAR: "published",
    EvidenceKind.SUMMARY: "nearly the same summary",
}
_WITHOUT_VALUES = frozenset(
    {EvidenceKind.TITLE, EvidenceKind.NEAR_TITLE, EvidenceKind.EDITION, EvidenceKind.SUMMARY, EvidenceKind.DOCUMENT}
)


def evidence_words(evidence: Evidence) -> str:
    """Return what two records have in common, with the values unless the titles show them."""
    if evidence.kind in _WITHOUT_VALUES:
        return EVIDENCE[evidence.kind]
    values = " and ".join(shortened(value, MAX_SHOWN_VALUE) for value in evidence.values)
    return f"{EVIDENCE[evidence.kind]} {values}"
