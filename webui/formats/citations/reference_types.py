"""The names of each type of citation in the formats of reference managers and of page metadata.

Zotero reads the type from Open Graph, unless it is `article`, else from Dublin Core, else from the `citation_` tags.
Together they tell reports, video recordings, podcasts, data sets and web pages apart.
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

    `apa` is the description that APA adds in brackets after the title. `quoted` tells that Chicago has the title in
    quotation marks. `played` is set for recordings, `episode` for those that are part of a series if one is named.
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
        """Return whether it is cited as a report, with only the year of its date."""
        return self.ris in ("RPRT", "DATA")


_REPORT = ReferenceType("report", "RPRT", "techreport", "report", "article", "Report")
PAGE = ReferenceType("webpage", "ELEC", dublin_core="webpage", quoted=True)
"""The type in schema.org is WebPage only if it has a URL; see `linked_data`."""
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
"""In schema.org a CreativeWork, because a VideoObject requires an upload date and a thumbnail."""
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
"""BibTeX has no types for videos, podcasts and pages; their type is `misc`, and `howpublished` describes them."""


def reference_type(format_value: str | None, taxonomy: Taxonomy) -> ReferenceType:
    """Return the reference type of a format by its `citation_type` in the taxonomy, OTHER's if it has none."""
    term = taxonomy.term("format", format_value or "")
    return REFERENCE_TYPES[(term.citation_type if term else None) or CitationType.OTHER]
