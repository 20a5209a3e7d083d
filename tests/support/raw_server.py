"""A server on loopback that sends whatever bytes a test wants, correct HTTP or not."""

import contextlib
import socket
import threading

PAUSE_S = 0.1


def answer(body=b"", status="200 OK", **headers):
    """Return the bytes of a correct answer; underscores in the names of headers are hyphens."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"Content-Length": len(body), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def redirect(location):
    """Return the bytes of a redirect."""
    return answer(status="302 Found", Location=location)


class RawServer:
    """Answers each path by `routes`: bytes, an iterable of bytes, or a function of the request that returns these.

    A pause in an iterable is None. Other paths do not exist. `requests` are the paths asked for, and `headers` the
    headers of the last request, by names in lower case. `open` is the largest number of requests at one time.
    """

    def __init__(self, routes=None, tls=None):
        self.routes = routes or {}
        self.requests = []
        self.headers = {}
        self.open = 0
        self._now_open = 0
        self._tls = tls
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._connections = set()
        self._threads = [threading.Thread(target=self._accept)]
        self._lock = threading.Lock()
        self._threads[0].start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self):
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection):
        with contextlib.suppress(OSError, ValueError), connection:
            stream = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with stream:
                self._answer(stream)
        self._connections.discard(connection)

    def _answer(self, stream):
        path, headers = _request(stream)
        with self._lock:
            self.requests.append(path)
            self.headers = headers
            self._now_open += 1
            self.open = max(self.open, self._now_open)
        try:
            content = self.routes.get(path, answer(status="404 Not Found"))
            content = content(headers) if callable(content) else content
            for part in [content] if isinstance(content, bytes) else content:
                if self._stopped.is_set():
                    return
                self._stopped.wait(PAUSE_S) if part is None else stream.sendall(part)
        finally:
            with self._lock:
                self._now_open -= 1


def _request(stream):
    """Return the path and the headers of a request."""
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = stream.recv(65536)
        if not chunk:
            raise ValueError(data)
        data += chunk
    first, *lines = data.decode().split("\r\n")
    pairs = (line.partition(": ") for line in lines if line)
    return first.split(" ")[1], {name.lower(): value for name, _, value in pairs} | {"method": first.split(" ")[0]}
