"""Cached responses. Their content is one frozen value with everything they depend on, which is also their cache key."""

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
    """The content of a response: a frozen dataclass with everything that the response depends on.

    Besides, `render` gets only the generation, whose revision is part of the cache key. It runs in a request context
    with the language, root and path of the URL, which are part of the key too, but without query, headers, cookies and
    body.
    """

    __slots__ = ()

    mimetype: ClassVar[str] = "text/html"

    @abstractmethod
    def render(self, generation: SourceT) -> str | RenderedContent:
        """Return the body, or the body with headers that depend on the content."""


def respond(content: CachedContent[SourceT], generation: SourceT, code: str | None = None) -> Response:
    """Return the response, from the cache if possible, or 304 if the client has it already.

    It is rendered in the language with this code, by default that of the URL. Raises BusyError if too many responses
    are being rendered.
    """
    key = _key(content, generation, code)
    return app_context().responses.respond(key, lambda: _rendered(key, content, generation), content.mimetype)


def respond_with_error(content: CachedContent[SourceT], generation: SourceT, status: int = 400) -> Response:
    """Return a page about an invalid request. Only this process caches it."""
    key = _key(content, generation)
    rendered = app_context().responses.rendered(key, lambda: _rendered(key, content, generation))
    response = Response(rendered.text, status, mimetype=content.mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response


def rendered_text(content: CachedContent[SourceT], generation: SourceT, code: str) -> str:
    """Return the body alone in a language, from the cache if possible: for responses that carry it inside another text.

    Raises BusyError if too many responses are being rendered.
    """
    key = _key(content, generation, code)
    return app_context().responses.rendered(key, lambda: _rendered(key, content, generation)).text


def render_page(template: str, generation: OpenGeneration, **values: object) -> str:
    """Return a page from its template, which also gets the variables of the search suggestions."""
    return render_template(template, **suggestion_context(generation.searcher.taxonomy), **values)


def _key(content: CachedContent[SourceT], generation: SourceT, code: str | None = None) -> ResponseKey:
    return ResponseKey(
        revision=generation.revision if isinstance(generation, OpenGeneration) else "",
        language=code or language(),
        root=request.script_root,
        path=request.path,
        content=content,
    )


def _rendered(key: ResponseKey, content: CachedContent[SourceT], generation: SourceT) -> str | RenderedContent:
    with _request_context(key):
        return content.render(generation)


def _request_context(key: ResponseKey) -> RequestContext:
    """Return a request context made from the key alone, so that the response cannot depend on anything else."""
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
    """Return a decoded path as a WSGI string: its UTF-8 bytes decoded as Latin-1 (PEP 3333)."""
    return path.encode("utf-8", "replace").decode("latin-1")
