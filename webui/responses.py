"""Cached responses: their content is one frozen value, which holds everything they depend on and is their cache key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from io import BytesIO
from typing import ClassVar, Generic, TypeVar

from flask import Response, current_app, render_template, request
from flask.ctx import RequestContext

from catalog.live import OpenGeneration
from webui.context import app_context
from webui.http.cache import RenderedContent, ResponseKey
from webui.i18n.labels import suggestion_context
from webui.i18n.locale import LANGUAGE_VARIABLE, language

SourceT = TypeVar("SourceT", bound=OpenGeneration | None)


class CachedContent(ABC, Generic[SourceT]):
    """The content of a response: a frozen dataclass whose fields are all that the response depends on.

    `render` gets nothing else but the generation, whose name is part of the key. It runs in a request without query,
    headers, cookies or body. The language, the root and the path of the URL are left, and part of every key.
    """

    __slots__ = ()

    mimetype: ClassVar[str] = "text/html"

    @abstractmethod
    def render(self, opened: SourceT) -> str | RenderedContent:
        """Return the body; with headers if they come from the content."""


def respond(content: CachedContent[SourceT], opened: SourceT) -> Response:
    """Return the response with the content, from the cache if it is there, or 304 if the client has it.

    Raises BusyError if too many responses are being rendered.
    """
    key = _key(content, opened)
    return app_context().responses.respond(key, lambda: _rendered(key, content, opened), content.mimetype)


def respond_with_error(content: CachedContent[SourceT], opened: SourceT, status: int = 400) -> Response:
    """Return a page that says what is wrong with the request; only this process caches it."""
    key = _key(content, opened)
    rendered = app_context().responses.rendered(key, lambda: _rendered(key, content, opened))
    response = Response(rendered.text, status, mimetype=content.mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response


def render_page(template: str, opened: OpenGeneration, **values: object) -> str:
    """Return a page from its template, with what every page needs of the generation."""
    return render_template(template, **suggestion_context(opened.searcher.taxonomy), **values)


def _key(content: CachedContent[SourceT], opened: SourceT) -> ResponseKey:
    return ResponseKey(
        generation=opened.manifest.generation if isinstance(opened, OpenGeneration) else "",
        language=language(),
        root=request.script_root,
        path=request.path,
        content=content,
    )


def _rendered(key: ResponseKey, content: CachedContent[SourceT], opened: SourceT) -> str | RenderedContent:
    with _request_of(key):
        return content.render(opened)


def _request_of(key: ResponseKey) -> RequestContext:
    """Return a request that knows no more than the key does, so that nothing else can reach the response."""
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": _as_wsgi(key.root),
        "PATH_INFO": _as_wsgi(key.path),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        LANGUAGE_VARIABLE: key.language,
    }
    return current_app.request_context(environ)


def _as_wsgi(path: str) -> str:
    """Return a decoded path as WSGI has it: its UTF-8 bytes as characters of Latin-1 (PEP 3333)."""
    return path.encode("utf-8", "replace").decode("latin-1")
