"""Hosts on the web that the catalog knows more about: which moved, which keep copies, which play videos."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class HostMove:
    """A host that its owner gave up, without "www.", and where its pages went.

    `new_host` is where an address goes whose path begins with one of `same_paths`, unchanged; other addresses went
    elsewhere, or are gone. It is empty if no address kept its path.
    """

    old_host: str
    new_host: str = ""
    same_paths: tuple[str, ...] = ()


HOST_MOVES = (
    # The Department of Justice gave these names up when its offices moved to justice.gov and ojp.gov. Some addresses
    # below them are redirected, many are not. (cops.usdoj.gov is still in use.)
    HostMove("usdoj.gov"),
    HostMove("ojp.usdoj.gov"),
    HostMove("portal.cops.usdoj.gov"),
    HostMove("ncjrs.gov", "www.ojp.gov", ("/pdffiles", "/txtfiles")),
    HostMove("ncjrs.org", "www.ojp.gov", ("/pdffiles", "/txtfiles")),
    HostMove("bja.gov"),
    HostMove("bjs.gov", "bjs.ojp.gov", ("/content/pub/",)),
    HostMove("nij.gov"),
    HostMove("ojjdp.gov"),
    HostMove("ovc.gov"),
    HostMove("crimesolutions.gov"),
    # Moved to popcenter.asu.edu and policinginstitute.org.
    HostMove("popcenter.org"),
    HostMove("policefoundation.org"),
)
"""The one list of hosts that moved: pages offer another way first, and `check-links --moves` offers the new address."""

ARCHIVE_HOSTS = frozenset({"web.archive.org", "webarchive.library.unt.edu", "webharvest.gov"})
"""Hosts whose pages are archived copies already."""

YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})
VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})

_MOVES_BY_HOST = {move.old_host: move for move in HOST_MOVES}


def site_host(url: str) -> str:
    """Return the host of a URL without "www."; empty if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_old_host(url: str) -> bool:
    """Return whether a URL is on a host that its owner gave up."""
    return site_host(url) in _MOVES_BY_HOST


def moved_url(url: str) -> str | None:
    """Return the present address of what a URL on an old host led to, None if it is not known."""
    move = _MOVES_BY_HOST.get(site_host(url))
    if move is None or not urlsplit(url).path.startswith(move.same_paths or ("\0",)):
        return None
    return urlunsplit(urlsplit(url)._replace(scheme="https", netloc=move.new_host))


def is_video_host(url: str) -> bool:
    """Return whether a URL is the page of a video player."""
    return urlsplit(url).hostname in YOUTUBE_HOSTS | VIMEO_HOSTS


def archived_copy_url(url: str) -> str | None:
    """Return the URL of the copy that the Internet Archive has, if it has one; None for what is a copy already.

    With `2` in place of a time, it leads to the newest copy.
    """
    if not url or site_host(url) in ARCHIVE_HOSTS:
        return None
    address = quote(url.partition("#")[0], safe=":/?[]@!$&'()*+,;=%~")
    return f"https://web.archive.org/web/2/{address}"
