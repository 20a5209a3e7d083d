"""What reference managers, and programs that read the head of a page, call each type of citation.

Zotero takes its type from Open Graph first, if it is not `article`, then from Dublin Core, then from the `citation_`
tags: together they say report, video recording, podcast, data set or web page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from catalog.taxonomy import Taxonomy
from catalog.vocabularies import CitationType


@dataclass(frozen=True, slots=True)
class ReferenceType:
    """The names of a type of citation in CSL, RIS, BibTeX, Dublin Core, Open Graph and schema.org.

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


_REPORT = ReferenceType("report", "RPRT", "techreport", "report", "article", "Report")
PAGE = ReferenceType("webpage", "ELEC", dublin_core="webpage", quoted=True)
"""Its type in schema.org is that of a page only where it has an address; see `linked_data`."""
_COURSE = replace(PAGE, schema_org="Course")
_VIDEO = ReferenceType(
    "motion_picture",
    "VIDEO",
    dublin_core="MovingImage",
    open_graph="video.other",
    apa="Webinar",
    quoted=True,
    played=True,
)
"""A VideoObject needs the day of its upload and a picture, which no record has: it stays a CreativeWork."""
_PODCAST = ReferenceType(
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
_OTHER = ReferenceType("document", "GEN")

REFERENCE_TYPES: Mapping[CitationType, ReferenceType] = MappingProxyType(
    {
        CitationType.REPORT: _REPORT,
        CitationType.WEB_PAGE: PAGE,
        CitationType.COURSE: _COURSE,
        CitationType.VIDEO: _VIDEO,
        CitationType.PODCAST: _PODCAST,
        CitationType.PERIODICAL: ReferenceType("periodical", "MGZN", dublin_core="Text"),
        CitationType.DATA_SET: ReferenceType("dataset", "DATA", "misc", "dataset", "article", "Dataset"),
        CitationType.OTHER: _OTHER,
    }
)
"""BibTeX has no types for videos, podcasts and pages; with `misc`, `howpublished` says what they are."""


def reference_type(format_value: str | None, taxonomy: Taxonomy) -> ReferenceType:
    """Return the reference type of a format by its `citation_type` in the taxonomy, OTHER's if it has none."""
    term = taxonomy.term("format", format_value or "")
    return REFERENCE_TYPES[(term.citation_type if term else None) or CitationType.OTHER]
