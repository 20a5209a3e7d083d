"""What one process of the site works with, made once by create_app and the same for every request."""

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
from catalog.search.searcher import Searcher
from webui.http.cache import Answers, ConcurrencyLimit, Key
from webui.i18n.locale import language, mount
from webui.storage.overview import CatalogOverviewCache
from webui.storage.toolkits import ToolkitStore
from webui.urls import Addresses, Pairs

HERE = Path(__file__).parent
Clock = Callable[[], dt.date]
PAPERS = 2
"""Files that take seconds to write, in the making at a time in one process."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """The parts. `version` changes with code, templates, static files and what settings show.

    `papers` has the places for files that take seconds to write.
    """

    settings: Settings
    live: LiveSearcher
    answers: Answers
    papers: ConcurrencyLimit
    overviews: CatalogOverviewCache
    version: str
    icons: frozenset[str]
    today: Clock
    toolkit_store: ToolkitStore

    @property
    def public(self) -> Addresses:
        """The addresses as the world outside writes them, in English."""
        return Addresses(self.settings.public_url, self.version)


def utc_day() -> dt.date:
    """Return the day of today in UTC."""
    return dt.datetime.now(dt.UTC).date()


def make_app_context(settings: Settings, today: Clock = utc_day) -> AppContext:
    """Return the parts; nothing is opened yet. `today` says which day it is."""
    version = _version(settings)
    return AppContext(
        settings=settings,
        live=LiveSearcher(settings, warm=True),
        answers=Answers(version, settings.concurrent_searches),
        papers=ConcurrencyLimit(PAPERS),
        overviews=CatalogOverviewCache(),
        version=version,
        icons=frozenset(re.findall(r'<symbol id="([^"]+)"', (HERE / "static" / "icons.svg").read_text("utf-8"))),
        today=today,
        toolkit_store=ToolkitStore(settings.data, settings.toolkits_mb),
    )


def app_context() -> AppContext:
    """Return the parts of the application that answers the current request."""
    return cast("AppContext", current_app.extensions["clearinghouse"])


def own_links() -> Addresses:
    """Return the addresses for links in pages."""
    return Addresses(mount(), app_context().version, language())


def public_links() -> Addresses:
    """Return the addresses as the world outside writes them, in the language of the current request."""
    return replace(app_context().public, language=language())


def in_language(code: str, addresses: Addresses, pairs: Pairs = ()) -> str:
    """Return where the page of the current request is in another language; `pairs` are its parameters."""
    return replace(addresses, language=code).same(request.path, pairs)


def key(searcher: Searcher, page: str, *asked: object) -> Key:
    """Return what the answer to the current request depends on."""
    return Key(searcher.generation, page, asked, request.script_root)


def _version(settings: Settings) -> str:
    folders = (HERE, Path(catalog.__file__).parent)
    endings = {".py", ".html", ".css", ".js", ".svg", ".mo"}
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in endings)
    digest = sha256(repr((settings.public_url, settings.contact)).encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
