"""Where else a resource may be found: links that only the visitor opens. Nothing here is fetched. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from catalog.model import Record
from catalog.schemas import is_web_address
from catalog.taxonomy import Taxonomy
from webui.components.cards import Link
from webui.components.destinations import site_host
from webui.i18n.locale import gettext

OLD_HOSTS = frozenset(
    {
        # The Department of Justice gave these names up when its offices moved to justice.gov and ojp.gov. Some
        # addresses below them are redirected, many are not. (cops.usdoj.gov is still in use.)
        "usdoj.gov",
        "ojp.usdoj.gov",
        "portal.cops.usdoj.gov",
        "ncjrs.gov",
        "ncjrs.org",
        "bja.gov",
        "bjs.gov",
        "nij.gov",
        "ojjdp.gov",
        "ovc.gov",
        "crimesolutions.gov",
        # Moved to popcenter.asu.edu and policinginstitute.org.
        "popcenter.org",
        "policefoundation.org",
    }
)
"""Hosts, without "www.", whose addresses often lead nowhere: the archived copy of a page there is offered first."""

OJP_FILES = ("/pdffiles", "/txtfiles")
"""The beginnings of paths that ojp.gov took over, unchanged, from ncjrs.gov."""

ARCHIVE_HOSTS = frozenset({"web.archive.org", "webarchive.library.unt.edu", "webharvest.gov"})
"""Hosts whose pages are archived copies already."""

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


def elsewhere(record: Record, taxonomy: Taxonomy, *, is_here: bool) -> Elsewhere | None:
    """Return where else a resource may be found.

    None for a fictional one, and for one without an address whose document `is_here`.
    """
    url = record.url if record.url and is_web_address(record.url) else ""
    if record.sample or (is_here and not url):
        return None
    copies, searches = (*_present_place(url), *_archived_copy(url)), tuple(_title_searches(record, taxonomy))
    if is_old_host(url):
        return Elsewhere((*copies[1:], *searches), doubtful=True, has_url=True, best=copies[0])
    return Elsewhere((*copies, *searches), doubtful=not url, has_url=bool(url))


def is_old_host(url: str) -> bool:
    """Return whether a URL is on a host that its owner gave up."""
    return site_host(url) in OLD_HOSTS


def _present_place(url: str) -> Iterator[Link]:
    parts = urlsplit(url)
    if site_host(url) == "ncjrs.gov" and parts.path.startswith(OJP_FILES):
        yield Link(gettext("Open the same file at %(site)s", site=OJP_LIBRARY), f"https://www.ojp.gov{parts.path}")


def _archived_copy(url: str) -> Iterator[Link]:
    """Yield the link to the copy at the Internet Archive: its address with `2` leads to the copy it has."""
    if url and site_host(url) not in ARCHIVE_HOSTS:
        address = quote(url.partition("#")[0], safe=":/?[]@!$&'()*+,;=%~")
        yield Link(
            gettext("Look for an archived copy at the Internet Archive"), f"https://web.archive.org/web/2/{address}"
        )


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
