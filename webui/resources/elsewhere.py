"""Where else a resource may be found: links that only the visitor opens. Nothing here is fetched. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from catalog.model import Record
from catalog.schemas import is_web_address
from catalog.taxonomy import Taxonomy
from catalog.web_hosts import archived_copy_url, is_old_host, moved_url, site_host
from webui.components.cards import Link
from webui.i18n.locale import gettext

OJP_LIBRARY = "ojp.gov"
"""The site of the NCJRS Virtual Library, which also has abstracts of what others published."""

PUBLISHER_SITES = {
    "psp": "nationalpublicsafetypartnership.org",
    "cops-office": "cops.usdoj.gov",
    "doj": "justice.gov",
    "atf": "atf.gov",
    "fbi": "fbi.gov",
    "dhs": "dhs.gov",
    "cdc": "cdc.gov",
    "gao": "gao.gov",
    "perf": "policeforum.org",
    "iacp": "theiacp.org",
    "police-chief-magazine": "policechiefmagazine.org",
    "nlc": "nlc.org",
    "csg-justice-center": "csgjusticecenter.org",
    "pop-center": "popcenter.asu.edu",
    "cebcp": "cebcp.org",
    "rand": "rand.org",
    "nnsc": "nnscommunities.org",
    "urban-institute": "urban.org",
    "npi": "policinginstitute.org",
    "national-police-foundation": "policinginstitute.org",
    "police-foundation": "policinginstitute.org",
    "council-on-criminal-justice": "counciloncj.org",
    "everytown": "everytownresearch.org",
    "vera": "vera.org",
}
"""The sites of publishers, by their value in the taxonomy; offices whose site is a part of ojp.gov are left out."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Links to where else a resource may be found. `doubtful` says whether they are shown at once.

    They are if the resource has no address of its own, or one on an old host; otherwise visitors unfold them. In place
    of an address on an old host, `best` is the way to the resource; it is not among `links`.
    """

    links: tuple[Link, ...]
    doubtful: bool
    has_url: bool
    best: Link | None = None


def elsewhere(record: Record, taxonomy: Taxonomy, *, is_here: bool, is_dead: bool = False) -> Elsewhere | None:
    """Return where else a resource may be found; the links are shown at once if its address `is_dead`.

    None for a fictional one, and for one without an address whose document `is_here`.
    """
    url = record.url if record.url and is_web_address(record.url) else ""
    if record.sample or (is_here and not url):
        return None
    copies, searches = (*_present_place(url), *_archived_copy(url)), tuple(_title_searches(record, taxonomy))
    if is_old_host(url):
        return Elsewhere((*copies[1:], *searches), doubtful=True, has_url=True, best=copies[0])
    return Elsewhere((*copies, *searches), doubtful=is_dead or not url, has_url=bool(url))


def _present_place(url: str) -> Iterator[Link]:
    if present := moved_url(url):
        yield Link(gettext("Open the same file at %(site)s", site=site_host(present)), present)


def _archived_copy(url: str) -> Iterator[Link]:
    """Yield the link to the copy at the Internet Archive."""
    if archived := archived_copy_url(url):
        yield Link(gettext("Look for an archived copy at the Internet Archive"), archived)


def _title_searches(record: Record, taxonomy: Taxonomy) -> Iterator[Link]:
    """Yield searches for the exact title: at the OJP library, at the publishers, and in libraries."""
    title = " ".join(record.title.replace('"', " ").split())
    publishers = (PUBLISHER_SITES.get(taxonomy.publisher(name).value) for name in record.publishers)
    for site in dict.fromkeys((OJP_LIBRARY, *filter(None, publishers))):
        # The sites' own searches have no stable addresses; that of a search engine works for all of them.
        query = urlencode({"q": f'site:{site} "{title}"'})
        label = gettext("Search %(site)s for this title (with DuckDuckGo)", site=site)
        yield Link(label, f"https://duckduckgo.com/?{query}")
    worldcat = urlencode({"q": f'ti:"{title}"'})
    yield Link(
        gettext("Search libraries for this title (with WorldCat)"), f"https://search.worldcat.org/search?{worldcat}"
    )
