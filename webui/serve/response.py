"""The response of a WSGI application, with nothing left to compute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from granian.rsgi import HTTPProtocol

from catalog.query_log.model import Searched
from webui.serve.environ import Environ, ServedFile

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HeaderList = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FileRange:
    """The bytes of a file from `start` to before `end`; all of them if `end` is None."""

    path: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class FinishedResponse:
    """A response whose body is in memory or in a file.

    `route` is that of its request, if requests are counted, and `searched` the search that it answers, if those are.
    """

    status: int
    headers: HeaderList
    body: bytes | FileRange
    route: str = ""
    searched: Searched | None = None

    def send(self, protocol: HTTPProtocol) -> None:
        """Hand the response to the server, which sends it as fast as the client reads."""
        match self.body:
            case FileRange(path, start, int(end)):
                protocol.response_file_range(self.status, self.headers, path, start, end)
            case FileRange(path):
                protocol.response_file(self.status, self.headers, path)
            case b"":
                protocol.response_empty(self.status, self.headers)
            case body:
                protocol.response_bytes(self.status, self.headers, body)


def run_application(app: WSGIApplication, environ: Environ) -> FinishedResponse:
    """Return the response of an application to a request. Streams are read to their end."""
    started: list[tuple[str, HeaderList]] = []

    def start_response(status: str, headers: HeaderList, _exc_info: object = None) -> Any:
        started.append((status, headers))

    app_iter = app(environ, start_response)
    try:
        body = _file_range(app_iter) or b"".join(app_iter)
    finally:
        if hasattr(app_iter, "close"):
            app_iter.close()
    status, headers = started[-1]
    return FinishedResponse(int(status.partition(" ")[0]), headers, body)


def _file_range(app_iter: Iterable[bytes]) -> FileRange | None:
    """Return the file of a response, or None if it has none.

    Werkzeug wraps the file of a partial response (206) in an object with the attributes read here.
    """
    file = getattr(app_iter, "iterable", app_iter)
    path = getattr(file.file, "name", None) if isinstance(file, ServedFile) else None
    if not isinstance(path, str):
        return None
    return FileRange(path, getattr(app_iter, "start_byte", 0), getattr(app_iter, "end_byte", None))
