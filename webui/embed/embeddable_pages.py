"""Which pages other sites may embed by their address: searches, resources and featured toolkits, in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

from catalog.errors import GoneError, NotFoundError, QueryError
from catalog.live import OpenGeneration
from catalog.messages import Message
from webui.components.entries import find_entry
from webui.components.featured_toolkits import find_featured_toolkit
from webui.context import app_context
from webui.embed.options import SEARCH_NAMES, WidgetMode, WidgetOptions
from webui.http.params import MAX_PARAMS, TRACKING_PARAM, Params
from webui.i18n.locale import split_language
from webui.i18n.messages import SiteMessageId

PAGE_PATH = re.compile(r"/(?:(?P<search>search)|resources/(?P<resource>[^/]+)|toolkits/(?P<toolkit>[^/]+))/?")
PAGING = frozenset({"page", "per_page", "explain"})
"""The parameters of a search page that a list does not have."""


@dataclass(frozen=True, slots=True)
class EmbeddablePage:
    """A page by its language, and the options of the list that stands for it on other sites."""

    language: str
    options: WidgetOptions


def embeddable_page(url: str, generation: OpenGeneration) -> EmbeddablePage:
    """Return the page of this site at a public URL; raise NotFoundError if it is another one."""
    language, path, query = _parts(url.strip())
    match = PAGE_PATH.fullmatch(path)
    if match is None:
        _refuse()
    try:
        return EmbeddablePage(language, _options(match, query, generation))
    except (QueryError, NotFoundError, GoneError, ValueError):
        _refuse()


def _parts(url: str) -> tuple[str, str, str]:
    """Return the language, the decoded path and the query of a URL of this site."""
    try:
        parts, root = urlsplit(url), urlsplit(app_context().public_urls.root)
    except ValueError:
        _refuse()
    is_ours = parts.scheme in ("http", "https") and parts.netloc.casefold() == root.netloc.casefold()
    if not is_ours or not parts.path.startswith(f"{root.path}/"):
        _refuse()
    return *split_language(unquote(parts.path.removeprefix(root.path))), parts.query


def _options(match: re.Match[str], query: str, generation: OpenGeneration) -> WidgetOptions:
    if resource := match["resource"]:
        return WidgetOptions(WidgetMode.LIST, resource=find_entry(resource, generation).record.id)
    if toolkit := match["toolkit"]:
        return WidgetOptions(WidgetMode.LIST, toolkit=find_featured_toolkit(toolkit, generation).name)
    return WidgetOptions.from_params((*_search_params(query), ("mode", WidgetMode.LIST)), generation.searcher)


def _search_params(query: str) -> Params:
    """Return the parameters of a search; raise ValueError for too many of them, and for those that it does not have.

    A search is no address of a list with another label, other colors or another resource.
    """
    pairs = parse_qsl(query, max_num_fields=MAX_PARAMS)
    params = tuple(pair for pair in pairs if pair[0] not in PAGING and not TRACKING_PARAM.fullmatch(pair[0]))
    if any(name not in SEARCH_NAMES for name, _ in params):
        raise ValueError("a search page would refuse a parameter")
    return params


def _refuse() -> NoReturn:
    raise NotFoundError(Message(SiteMessageId.NOT_EMBEDDABLE))
