"""The parts that the requests of one process share; create_app makes them once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import cast

from flask import current_app, request

import catalog
from catalog.config import Settings
from catalog.live import LiveSearcher
from webui.http.cache import ConcurrencyLimit, ResponseCache
from webui.i18n.locale import language, mount
from webui.storage.overview import CatalogOverviewCache
from webui.storage.toolkits import ToolkitStore
from webui.urls import Addresses, Pairs

HERE = Path(__file__).parent
Clock = Callable[[], dt.date]
MAX_SLOW_FILES = 2
"""Files that take seconds to write, and that one process writes at once."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """The shared parts of an application.

    `version` changes with the code, the templates, the static files and the settings that pages show. `slow_files`
    limits the files that take seconds to write.
    """

    settings: Settings
    live: LiveSearcher
    responses: ResponseCache
    slow_files: ConcurrencyLimit
    overviews: CatalogOverviewCache
    version: str
    icons: frozenset[str]
    today: Clock
    toolkit_store: ToolkitStore

    @property
    def public(self) -> Addresses:
        """The public URLs, in English."""
        return Addresses(self.settings.public_url, self.version)


def utc_day() -> dt.date:
    """Return the current day in UTC."""
    return dt.datetime.now(dt.UTC).date()


def make_app_context(settings: Settings, today: Clock = utc_day) -> AppContext:
    """Return the parts, with no generation open yet. `today` returns the current day."""
    version = _version(settings)
    return AppContext(
        settings=settings,
        live=LiveSearcher(settings, warm=True),
        responses=ResponseCache(version, settings.concurrent_searches),
        slow_files=ConcurrencyLimit(MAX_SLOW_FILES),
        overviews=CatalogOverviewCache(),
        version=version,
        icons=frozenset(re.findall(r'<symbol id="([^"]+)"', (HERE / "static" / "icons.svg").read_text("utf-8"))),
        today=today,
        toolkit_store=ToolkitStore(settings.data, settings.toolkits_mb),
    )


def app_context() -> AppContext:
    """Return the parts of the application that handles the current request."""
    return cast("AppContext", current_app.extensions["clearinghouse"])


def own_links() -> Addresses:
    """Return the URLs for links in pages, in the language of the current request."""
    return Addresses(mount(), app_context().version, language())


def public_links() -> Addresses:
    """Return the public URLs, in the language of the current request."""
    return replace(app_context().public, language=language())


def in_language(code: str, addresses: Addresses, pairs: Pairs = ()) -> str:
    """Return the URL of the current page, with these parameters, in a language."""
    return replace(addresses, language=code).same(request.path, pairs)


def _version(settings: Settings) -> str:
    folders = (HERE, Path(catalog.__file__).parent)
    endings = {".py", ".html", ".css", ".js", ".svg", ".mo"}
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in endings)
    digest = sha256(repr((settings.public_url, settings.contact)).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
