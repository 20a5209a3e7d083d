"""Compression of responses: pages, JSON, feeds, files with records and static files, but not documents."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request
from flask_compress import Compress
from werkzeug.wsgi import FileWrapper

ALGORITHMS = ["br", "zstd", "gzip"]
TYPES = [
    *("text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"),
    *("application/json", "application/xml", "application/atom+xml", "application/rss+xml"),
    *("text/csv", "application/x-research-info-systems", "application/x-bibtex"),
]


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
    Compress(app)

    @app.after_request
    def read_static_file(response: Response) -> Response:
        """Read a static file into memory to compress it. Handlers run in reverse order of registration."""
        if request.endpoint == "static" and response.status_code == HTTPStatus.OK:
            file = response.response
            response.direct_passthrough = False
            response.make_sequence()
            if isinstance(file, FileWrapper):
                file.close()  # even if the client disconnects
        return response
