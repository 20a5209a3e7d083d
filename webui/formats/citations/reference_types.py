"""What reference managers, and programs that read the head of a page, call each format.

Zotero takes its type from Open Graph first, if it is not `article`, then from Dublin Core, then from the `citation_`
tags: together they say report, video recording, podcast, data set or web page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of reference: its type in CSL, in RIS, in BibTeX, in Dublin Core, in Open Graph and in schema.org.

    `apa` is what that style puts in brackets behind a title; `quoted` says that Chicago has the title in quotation
    marks; `played` is set for recordings, `episode` for those that are part of a series where one is named.
    """

    csl: str
    ris: str
    bibtex: str = "misc"
    dublin_core: str = ""
    open_graph: str = "website"
    schema_org: str = "CreativeWork"
    apa: str = ""
    quoted: bool = False
    played: bool = False
    episode: bool = False

    @property
    def is_report(self) -> bool:
        """Tell whether it is a text that stands for itself, of which the year is enough."""
        return self.ris in ("RPRT", "DATA")


REPORT = Kind("report", "RPRT", "techreport", "report", "article", "Report")
PAGE = Kind("webpage", "ELEC", dublin_core="webpage", quoted=True)
"""Its type in schema.org is that of a page only where it has an address; see `linked_data`."""
COURSE = replace(PAGE, schema_org="Course")
FILM = Kind(
    "motion_picture",
    "VIDEO",
    dublin_core="MovingImage",
    open_graph="video.other",
    apa="Webinar",
    quoted=True,
    played=True,
)
"""A VideoObject needs the day of its upload and a picture, which no record has: it stays a CreativeWork."""
SOUND = Kind(
    "broadcast",
    "SOUND",
    dublin_core="podcast",
    open_graph="article",
    schema_org="PodcastEpisode",
    apa="Audio podcast",
    quoted=True,
    played=True,
    episode=True,
)
OTHER = Kind("document", "GEN")
"""A format that is not in KINDS, or none."""

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "model-program": PAGE,
        "best-practice": REPORT,
        "training": COURSE,
        "technical-assistance": PAGE,
        "webinar": FILM,
        "podcast": SOUND,
        "publication": REPORT,
        "research": REPORT,
        "lessons-learned": REPORT,
        "peer-exchange": PAGE,
        "toolkit": REPORT,
        "case-study": REPORT,
        "newsletter": Kind("periodical", "MGZN", dublin_core="Text"),
        "model-policy": REPORT,
        "statistics": Kind("dataset", "DATA", "misc", "dataset", "article", "Dataset"),
        "website": PAGE,
    }
)
"""The kinds by format. BibTeX has no types for films, sound and pages; `misc` says what they are in `howpublished`."""


def kind_of(format_value: str | None) -> Kind:
    """Return the kind of a format, OTHER for one that is not known."""
    return KINDS.get(format_value or "", OTHER)
