"""Compression of what goes out: pages, JSON, feeds, files of records and static files, not documents."""

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
    """Have answers compressed as the asker can read them.

    Pages repeat what a visitor typed, and a compressed length would betray a secret beside it (BREACH): there is
    none in a page that says what its asker typed. A toolkit's own page never holds the key of its cookie; a shared one
    holds the key of its link, but repeats nothing of a request, and whoever has it asked for already knows the key.
    The question what to do with a copy does both, and is only asked of forms from our own pages (toolkits/guard.py).
    Any other page that ever does both must be left out here.
    """
    app.config.update(COMPRESS_ALGORITHM=ALGORITHMS, COMPRESS_MIMETYPES=TYPES)
    app.config.update(COMPRESS_STREAMS=False)  # documents are streamed, often in parts
    Compress(app)

    @app.after_request
    def whole(response: Response) -> Response:
        """Take a static file out of its stream; they are small. What is registered last is done first."""
        if request.endpoint == "static" and response.status_code == HTTPStatus.OK:
            file = response.response
            response.direct_passthrough = False
            response.make_sequence()
            if isinstance(file, FileWrapper):
                file.close()  # now, whether or not the asker stays to the end
        return response
