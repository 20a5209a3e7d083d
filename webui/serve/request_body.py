"""Whole request bodies, read in the event loop, so that no slow client holds a thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from granian.rsgi import HTTPProtocol, Scope

MAX_BODY_BYTES = 1_000_000
"""Bytes that are kept of a body. The application's own limits are lower (webui/__init__.py, webui/toolkits)."""
MAX_DISCARDED_BYTES = 16_000_000
"""Bytes that are read of a body that is too large, so that a browser can read the response that says so."""
UNREAD_ABOVE_BYTES = {"/mcp": 64_000}
"""Addresses for programs, where the rest of a body that is larger is left unread: no browser waits for the response."""
GRACE_S = 10.0
MIN_BYTES_PER_S = 50_000
"""A body may take GRACE_S seconds, and one more for each MIN_BYTES_PER_S bytes received."""
MAX_BUFFERED_BYTES = 32_000_000
"""Bytes of all bodies that a process keeps at a time."""


class RefusedRequestError(Exception):
    """A request that the application never sees, and the response to it."""

    def __init__(self, status: HTTPStatus, text: str) -> None:
        """Take the status and the text of the response."""
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True, slots=True)
class Body:
    """A whole body. `length` is larger than `content` if the body was too large to keep."""

    content: bytes = b""
    length: int = 0


NO_BODY = Body()


class BodyReader:
    """Reads bodies within limits of size, time and memory."""

    def __init__(self) -> None:
        """Start with no bodies in memory."""
        self._buffered = 0

    async def read(self, scope: Scope, protocol: HTTPProtocol) -> Body:
        """Return the body of a request; raise RefusedRequestError if it is incomplete, slow, or one too many.

        Whoever keeps the body calls `release` when done.
        """
        header, coding = scope.headers.get("content-length"), scope.headers.get("transfer-encoding")
        declared = None if header is None else int(header)
        if coding is None and declared is None:
            return NO_BODY
        if coding is not None and coding.strip().lower() != "chunked":
            raise RefusedRequestError(HTTPStatus.NOT_IMPLEMENTED, "Only chunked bodies are understood.")
        unread_above = UNREAD_ABOVE_BYTES.get(scope.path.rstrip("/"), MAX_DISCARDED_BYTES)
        if declared is not None and declared > unread_above:
            return Body(b"", declared)
        content = bytearray()
        try:
            length = await self._receive(protocol, content, declared, unread_above)
        except BaseException:
            self._buffered -= len(content)
            raise
        return Body(bytes(content), length)

    def release(self, body: Body) -> None:
        """Forget a body."""
        self._buffered -= len(body.content)

    async def _receive(
        self, protocol: HTTPProtocol, content: bytearray, declared: int | None, unread_above: int
    ) -> int:
        """Append what is received to `content`, up to MAX_BODY_BYTES, and return the length of the whole body.

        Nothing is read after more than `unread_above` bytes.
        """
        length, ended = 0, False
        start = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(start + GRACE_S) as deadline:
                async for chunk in protocol:
                    # An empty chunk ends every body; a second one means that the body broke off.
                    if not chunk and ended:
                        raise _incomplete()
                    ended = not chunk
                    length += len(chunk)
                    if length > unread_above:
                        break
                    deadline.reschedule(start + GRACE_S + length / MIN_BYTES_PER_S)
                    self._keep(chunk[: MAX_BODY_BYTES - len(content)], content)
        except TimeoutError:
            raise RefusedRequestError(HTTPStatus.REQUEST_TIMEOUT, "The request took too long to arrive.") from None
        if declared is not None and length < declared:
            raise _incomplete()
        return length

    def _keep(self, chunk: bytes, content: bytearray) -> None:
        if self._buffered + len(chunk) > MAX_BUFFERED_BYTES:
            raise RefusedRequestError(
                HTTPStatus.SERVICE_UNAVAILABLE, "Too many requests are being sent at this moment. Please try again."
            )
        self._buffered += len(chunk)
        content += chunk


def _incomplete() -> RefusedRequestError:
    return RefusedRequestError(HTTPStatus.BAD_REQUEST, "The request is incomplete.")
