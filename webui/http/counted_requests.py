"""Which requests count as a search by somebody, as far as a request tells without saying who sent it."""

from __future__ import annotations

from typing import Protocol

from flask import Flask, Response, g, request

from catalog.query_log.model import Channel, Searched

SEARCHED_VARIABLE = "clearinghouse.searched"
"""The variable of the WSGI environment with a list, to which the application adds the search that a response answers.

The server counts the search again whenever it repeats the response.
"""
OPT_OUT_HEADERS = ("sec-gpc", "dnt")
"""Headers by which a browser says that its user does not want to be counted, with the value 1."""
PREFETCH_HEADERS = ("sec-purpose", "purpose", "x-moz")
"""Headers of pages that a browser loads in case somebody opens them."""
FRAGMENT_HEADER = "x-fragment"
"""The header of requests by which a page of the site changes its filters."""
MODE_HEADER = "sec-fetch-mode"
"""The header of every browser on a page with https; most other programs do not send it."""


class Headers(Protocol):
    """The headers of a request, by names in small letters."""

    def get(self, name: str, /) -> str | None:
        """Return the value of a header, or None."""


class Searches(Protocol):
    """What counts searches."""

    def count(self, searched: Searched, channel: Channel) -> None:
        """Count a search."""


class RequestCounter:
    """Counts requests as searches, except those that nobody made, or whose sender does not want to be counted."""

    def __init__(self, searches: Searches, *, is_secure: bool) -> None:
        """Take what counts, and whether the site has https, so that every browser tells how a page is fetched."""
        self._searches = searches
        self._is_secure = is_secure

    def count(self, searched: Searched, headers: Headers) -> None:
        """Count a GET request with these headers that was answered with a search."""
        if channel := self._channel(searched, headers):
            self._searches.count(searched, channel)

    def _channel(self, searched: Searched, headers: Headers) -> Channel | None:
        """Return where a search came from, None if it is not counted."""
        if any(headers.get(name) == "1" for name in OPT_OUT_HEADERS):
            return None
        if any("prefetch" in (headers.get(name) or "") for name in PREFETCH_HEADERS) or headers.get(FRAGMENT_HEADER):
            return None
        mode = headers.get(MODE_HEADER)
        if searched.by_program:
            return Channel.WIDGET if mode == "cors" else Channel.API
        if mode == "navigate" or (mode is None and not self._is_secure):
            return Channel.SITE
        return None


def install(app: Flask, requests: RequestCounter) -> None:
    """Count the searches that the application answers, and tell the server about them."""

    @app.after_request
    def count_search(response: Response) -> Response:
        searched: Searched | None = g.get("searched")
        if searched is None or request.method != "GET":
            return response
        if (answered := request.environ.get(SEARCHED_VARIABLE)) is not None:
            answered.append(searched)
        requests.count(searched, request.headers)
        return response
