"""The application context: what all requests in one process share. create_app makes it once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast

from flask import current_app, request

import catalog
from catalog.generations.page_pictures import PagePictures
from catalog.live import LiveSearcher
from catalog.messages import Message
from catalog.search.searcher import Searcher
from catalog.settings import Settings
from webui.http.cache import ConcurrencyLimit, ResponseCache
from webui.http.counted_requests import RequestCounter
from webui.http.generation_file import GenerationFiles
from webui.http.params import Params
from webui.http.request_metrics import RequestMetrics
from webui.i18n.locale import language, mount_path
from webui.i18n.messages import SiteMessageId
from webui.storage.overview import CatalogOverviewCache
from webui.storage.search_counter import SearchCounter
from webui.storage.toolkits import ToolkitStore
from webui.urls import SiteUrls

WEBUI_FOLDER = Path(__file__).parent
Clock = Callable[[], dt.date]
MAX_SLOW_FILES = 2
"""Files that take long to write and that one process writes at once."""
MAX_WAITING_FOR_FILES = 2
"""Requests for such files that wait for a moment; one more is refused at once."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """What the requests of an application share.

    `version` changes with the code, the templates, the static files and the settings that pages show. `slow_files`
    limits how many files that take long are written at once. `icon_names` has the names of the symbols in icons.svg.
    `metrics` counts requests; None if nobody asks for them. `generation_files` caches files made of all records.
    `pictures` are those of pages of documents. `searches` counts searches; None if the setting `query_log` is off.
    """

    settings: Settings
    live: LiveSearcher
    responses: ResponseCache
    slow_files: ConcurrencyLimit
    overviews: CatalogOverviewCache
    version: str
    icon_names: frozenset[str]
    today: Clock
    toolkit_store: ToolkitStore
    metrics: RequestMetrics | None
    generation_files: GenerationFiles
    pictures: PagePictures
    searches: SearchCounter | None

    @property
    def max_busy_threads(self) -> int:
        """The number of threads that can be rendering responses or waiting to; one more sends cached responses."""
        return self.responses.rendering.max_threads + self.slow_files.max_threads

    def response_state(self) -> tuple[str, dt.date] | None:
        """Return what public responses depend on besides the request: the revision of the generation and the day.

        None if there is no generation, or if one has to be opened first.
        """
        revision = self.live.settled_revision()
        return (revision, self.today()) if revision else None

    @property
    def search_requests(self) -> RequestCounter | None:
        """What counts requests as searches; None if they are not counted."""
        is_secure = self.settings.public_url.startswith("https:")
        return RequestCounter(self.searches, is_secure=is_secure) if self.searches else None

    @property
    def public_urls(self) -> SiteUrls:
        """The public URLs, in English."""
        return SiteUrls(self.settings.public_url, self.version)


def utc_day() -> dt.date:
    """Return the current day in UTC."""
    return dt.datetime.now(dt.UTC).date()


def make_app_context(settings: Settings, today: Clock = utc_day) -> AppContext:
    """Return the context, with no generation open yet. `today` returns the current day."""
    version, overviews = _version(settings), CatalogOverviewCache()

    def prepare(searcher: Searcher) -> None:
        searcher.warm()
        overviews.of(searcher)

    return AppContext(
        settings=settings,
        live=LiveSearcher(settings, prepare=prepare),
        responses=ResponseCache(version, settings.concurrent_searches),
        slow_files=ConcurrencyLimit(MAX_SLOW_FILES, Message(SiteMessageId.BUSY_WRITING_FILES), MAX_WAITING_FOR_FILES),
        overviews=overviews,
        version=version,
        icon_names=frozenset(
            re.findall(r'<symbol id="([^"]+)"', (WEBUI_FOLDER / "static" / "icons.svg").read_text("utf-8"))
        ),
        today=today,
        toolkit_store=ToolkitStore(settings.data, settings.toolkits_mb),
        metrics=RequestMetrics() if settings.metrics_token else None,
        generation_files=GenerationFiles(),
        pictures=PagePictures(settings.data, settings.page_pictures),
        searches=SearchCounter(settings.data, settings.query_log_days, today) if settings.query_log else None,
    )


def app_context() -> AppContext:
    """Return the context of the application that handles the current request."""
    return cast("AppContext", current_app.extensions["clearinghouse"])


def site_urls() -> SiteUrls:
    """Return the URLs for links in pages, in the language of the current request."""
    return SiteUrls(mount_path(), app_context().version, language())


def public_site_urls() -> SiteUrls:
    """Return the public URLs, in the language of the current request."""
    return replace(app_context().public_urls, language=language())


def icon_url(name: str) -> str:
    """Return the URL of a symbol of icons.svg, or of the general one of its kind: `format` for `format-podcast`."""
    symbol = name if name in app_context().icon_names else name.partition("-")[0]
    return f"{site_urls().static('icons.svg')}#{symbol}"


def url_in_language(code: str, urls: SiteUrls, params: Params = ()) -> str:
    """Return the URL of the current page with these query parameters in a language."""
    return replace(urls, language=code).from_path(request.path, params)


def _version(settings: Settings) -> str:
    shown_settings = (settings.public_url, settings.contact, settings.mcp, settings.page_pictures)
    return sha256(repr((shown_settings, _digest_of_code())).encode()).hexdigest()[:12]


@cache
def _digest_of_code() -> str:
    """Return a digest of all files that responses depend on, as they were when this process first asked."""
    folders = (WEBUI_FOLDER, Path(catalog.__file__).parent)
    extensions = {".py", ".html", ".css", ".js", ".json", ".ts", ".svg", ".mo"}
    digest = sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in extensions):
        digest.update(path.read_bytes())
    return digest.hexdigest()
