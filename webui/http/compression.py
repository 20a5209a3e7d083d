"""Compression of responses: pages, JSON, feeds, files with records and static files, but not documents."""

from __future__ import annotations

import threading
from http import HTTPStatus

from cachetools import LRUCache
from flask import Flask, Request, Response, g, request
from flask_compress import Compress
from werkzeug.wsgi import FileWrapper

ALGORITHMS = ["br", "zstd", "gzip"]
TYPES = [
    *("text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"),
    *("application/json", "application/xml", "text/xml", "application/atom+xml", "application/rss+xml"),
    *("text/csv", "application/x-research-info-systems", "application/x-bibtex"),
    *("application/vnd.citationstyles.csl+json", "application/linkset+json"),
]
MAX_CACHED_BYTES = 8_000_000
"""Bytes of compressed bodies that one process caches."""
UNCACHED = ""
"""The key of a body that is not cached."""


def compress(app: Flask) -> None:
    """Compress responses with an algorithm that the client accepts.

    A page must not contain both a secret and text from the request: the compressed length would reveal the secret
    (BREACH). The page of a visitor's toolkit does not contain the key of its cookie. A shared toolkit contains the key
    of its link, which every visitor of it already has, but no text from the request. The page that asks what to do with
    a copy has both, but only our own forms can request it (webui/toolkits/same_origin.py). Exclude any new page that
    has both.
    """
    app.config.update(COMPRESS_ALGORITHM=ALGORITHMS, COMPRESS_MIMETYPES=TYPES)
    app.config.update(COMPRESS_STREAMS=False)  # documents are streamed, often in parts
    app.config.update(COMPRESS_CACHE_BACKEND=_CompressedBodies, COMPRESS_CACHE_KEY=_cache_key)
    Compress(app)

    @app.after_request
    def prepare_compression(response: Response) -> Response:
        """Read a static file into memory, and note whether the body may be cached; runs before compression.

        Handlers run in reverse order of registration.
        """
        whole = response.status_code == HTTPStatus.OK
        etag, _is_weak = response.get_etag()
        g.compressed_body_key = f"{request.path} {etag}" if whole and etag else UNCACHED
        if request.endpoint == "static" and whole:
            file = response.response
            response.direct_passthrough = False
            response.make_sequence()
            if isinstance(file, FileWrapper):
                file.close()  # even if the client disconnects
        return response


def _cache_key(_request: Request) -> str:
    key: str = g.compressed_body_key
    return key


class _CompressedBodies:
    """Caches compressed bodies: of a cached response, compressing takes most of the time. Safe to share."""

    def __init__(self) -> None:
        self._bodies: LRUCache[str, bytes] = LRUCache(MAX_CACHED_BYTES, getsizeof=len)
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """Return the body under a key ("br;/search ETAG"), or None."""
        with self._lock:
            return self._bodies.get(key)

    def set(self, key: str, body: bytes) -> None:
        """Keep a body, if its key says that it may be cached and it is not too large."""
        if key.partition(";")[2] != UNCACHED and len(body) <= MAX_CACHED_BYTES:
            with self._lock:
                self._bodies[key] = body
