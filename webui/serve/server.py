"""The production server: granian, with the application behind `Front`, and workers that stop reliably.

A worker that gets two signals at once hangs forever: its handler interrupts itself and waits for its own lock. Ctrl-C
in a terminal sends two signals, one from the terminal and one from the parent. Therefore workers ignore Ctrl-C and
leave it to their parent. A worker that is still busy after STOP_TIMEOUT_S seconds is killed.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections import deque
from queue import Empty, SimpleQueue
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from webui.serve.sockets import max_connections, raise_open_files_limit

LOG = logging.getLogger("clearinghouse")

STOP_TIMEOUT_S = 3
"""Seconds that requests in progress have to finish when the server stops."""
HEADERS_TIMEOUT_MS = 10_000
"""Time for the headers of a request, counted from the connection or from the previous response."""
MAX_HEADERS_BYTES = 64 * 1024
"""The maximum size of the headers of a request, and of the buffers of a connection."""
BACKLOG = 4096
"""Connections that the system keeps until the server accepts them."""


MAX_CRASHES, CRASHES_S, RESTART_PAUSE_S = 5, 60.0, 0.5
"""How often, within how many seconds, the server starts again by itself; and the pause before it does."""


def serve(ip: str, port: int, workers: int) -> None:
    """Serve the site until a signal ends it.

    granian replaces a worker that dies, but ends, with all others, if the new one dies within seconds, too. The server
    then starts again; it gives up after MAX_CRASHES in CRASHES_S, by raising SystemExit as granian does.
    """
    crashes_s: deque[float] = deque(maxlen=MAX_CRASHES)
    while True:
        try:
            _serve_until_crash(ip, port, workers)
        except SystemExit:
            now_s = time.monotonic()
            if len(crashes_s) == MAX_CRASHES and now_s - crashes_s[0] < CRASHES_S:
                raise
            crashes_s.append(now_s)
        else:
            return
        LOG.error("workers died again and again: the server starts anew")
        signal.signal(signal.SIGINT, signal.default_int_handler)  # granian's handlers belong to what has ended
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        time.sleep(RESTART_PAUSE_S)


class WakeUps(threading.Event):
    """What granian's loop waits for: the end of a worker, or a signal. None of them is lost, and none of them blocks.

    The handler of a signal interrupts the main thread anywhere. If that is inside of a `threading.Event`, whose lock it
    holds, the handler waits for this lock forever; and `clear` forgets what came in the meantime. A `SimpleQueue` may
    be filled by a signal handler. Each call of `set` ends one call of `wait`; the loop then looks at everything.
    """

    def __init__(self) -> None:
        """Nothing has happened yet."""
        super().__init__()
        self._queue: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """End one call of `wait`, now or later."""
        self._queue.put(None)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for a call of `set`; return False if there was none within `timeout` seconds."""
        try:
            self._queue.get(timeout=timeout)
        except Empty:
            return False
        return True

    def clear(self) -> None:
        """Keep what has come since the last `wait`: granian has not looked at it yet."""


def _serve_until_crash(ip: str, port: int, workers: int) -> None:
    server = Granian(
        "webui:create_app",
        address=ip,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        http=HTTPModes.http1,  # in the automatic mode, a connection that sends nothing stays open
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_TIMEOUT_MS, max_buffer_size=MAX_HEADERS_BYTES),
        backlog=BACKLOG,
        backpressure=max_connections(raise_open_files_limit()),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_TIMEOUT_S,
    )
    server.main_loop_interrupt = WakeUps()
    try:
        server.serve(target_loader=_load_front)
    except SystemExit:
        # A signal to the whole group may end a worker before the server has told it to stop. That is no crash.
        if not server.interrupt_signal:
            raise


def _load_front(_target: str) -> Any:
    """Return the front; called in each worker, before granian sets its own signal handlers there."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the handler inherited from the parent would swallow it
    from catalog.settings import load_settings  # noqa: PLC0415  # the parent never loads the site
    from webui import create_app  # noqa: PLC0415  # the same
    from webui.serve.front import Front  # noqa: PLC0415  # the same

    app = create_app(load_settings())
    context = app.extensions["clearinghouse"]
    # One thread more than can be rendering or waiting to, so that cached responses never wait for uncached ones.
    threads = context.max_busy_threads + 1
    return Front(
        app,
        threads=threads,
        state=context.response_state,
        metrics=context.metrics,
        searches=context.search_requests,
        on_stop=context.searches.close if context.searches else None,
    )
