"""HTTP requests with the standard library alone."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

LOCAL = "127.0.0.1"
TIMEOUT_S = 60.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request; one with a form is a POST. `title` names its recording if its URL is not enough."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Pairs = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A response as it was received."""

    status: int
    headers: Pairs
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, or an empty text."""
        return next((value for header, value in self.headers if header.lower() == name.lower()), "")

    @property
    def media_type(self) -> str:
        """The media type without parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


def send(port: int, request: Request) -> Response:
    """Send a request to a server on the loopback interface; return the response, without following redirects."""
    body = urlencode(request.form) if request.form else None
    method = "POST" if request.form else request.method
    connection = http.client.HTTPConnection(LOCAL, port, timeout=TIMEOUT_S)
    try:
        connection.request(method, request.url, body, {**(FORM if request.form else {}), **request.headers})
        received = connection.getresponse()
        return Response(received.status, tuple(received.getheaders()), received.read())
    finally:
        connection.close()
