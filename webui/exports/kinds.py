"""What reference managers call each format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of reference: its type in RIS, and in BibTeX."""

    ris: str
    bibtex: str = "misc"


REPORT = Kind("RPRT", "techreport")
PAGE = Kind("ELEC")
OTHER = Kind("GEN")
"""A format that is not in KINDS, or none."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "model-program": PAGE,
        "best-practice": REPORT,
        "training": PAGE,
        "technical-assistance": PAGE,
        "webinar": Kind("VIDEO"),
        "podcast": Kind("SOUND"),
        "publication": REPORT,
        "research": REPORT,
        "lessons-learned": REPORT,
        "peer-exchange": PAGE,
        "toolkit": REPORT,
        "case-study": REPORT,
        "newsletter": Kind("MGZN"),
        "model-policy": REPORT,
        "statistics": Kind("DATA"),
        "website": PAGE,
    }
)
"""The kinds by format. BibTeX has no types for films, sound and pages; `misc` says what they are in `howpublished`."""


def kind_of(format_value: str | None) -> Kind:
    """Return the kind of a format, OTHER for one that is not known."""
    return KINDS.get(format_value or "", OTHER)
