"""From an RSGI request to the WSGI environ of PEP 3333."""

from __future__ import annotations

import sys
from functools import lru_cache
from io import BytesIO
from typing import Any

from granian.rsgi import Scope
from werkzeug.wsgi import FileWrapper

Environ = dict[str, Any]


class ServedFile(FileWrapper):
    """A file in a response, which the server sends by itself (`wsgi.file_wrapper` of PEP 3333)."""


CONSTANTS = {
    "SCRIPT_NAME": "",
    "wsgi.errors": sys.stderr,
    "wsgi.file_wrapper": ServedFile,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}
TRANSPORT_HEADERS = frozenset({"content-length", "transfer-encoding"})
"""Headers that describe how the body was sent, and do not apply to a body that was read."""


def make_environ(scope: Scope) -> Environ:
    """Return the environ of a request without its body."""
    server_name, _colon, server_port = scope.server.rpartition(":")
    environ: Environ = {
        **CONSTANTS,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server_name,
        "SERVER_PORT": server_port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.url_scheme": scope.scheme,
    }
    for name, value in scope.headers.items():
        key = _environ_key(name)
        if key in environ:
            separator = "; " if name == "cookie" else ", "
            environ[key] = f"{environ[key]}{separator}{value}"
        elif key:
            environ[key] = value
    return environ


def add_body(environ: Environ, content: bytes, length: int) -> None:
    """Add the body to an environ. The application refuses a body whose length is above its limits (413)."""
    environ["CONTENT_LENGTH"] = str(length)
    environ["wsgi.input"] = BytesIO(content)


def names_one_host(environ: Environ) -> bool:
    """Return whether a request names exactly one host (RFC 9112, section 3.2); HTTP/1.0 may name none."""
    host = environ.get("HTTP_HOST")
    return environ["SERVER_PROTOCOL"] == "HTTP/1" if host is None else "," not in host


@lru_cache(maxsize=256)
def _environ_key(header: str) -> str | None:
    """Return the name of a header in the environ, or None if it is left out.

    A name with an underscore is left out, because it would pass for the same name with a hyphen.
    """
    if header in TRANSPORT_HEADERS or "_" in header:
        return None
    return "CONTENT_TYPE" if header == "content-type" else f"HTTP_{header.upper().replace('-', '_')}"
