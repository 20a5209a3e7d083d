"""The server's own program, which `serve` becomes: granian, with workers that end when they are told to.

A worker that gets two signals at once hangs for good (the handler interrupts itself and waits for its own lock), and
Ctrl-C in a terminal is just that: one signal from the terminal and one from the parent. So workers leave Ctrl-C to
their parent. Whatever else keeps a worker, a request that never ends for instance, it has STOP_S seconds.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

STOP_S = 3
"""Seconds that requests under way have to end in when the server is stopped."""


def main(host: str, port: str, workers: str) -> None:
    """Serve the site until a signal ends it."""
    Granian(
        "wsgi:app",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        # One thread more than searches may run at a time, so that what is remembered never waits for what is not.
        blocking_threads=(os.cpu_count() or 1) * 2 + 1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_S,
    ).serve(target_loader=_loaded)


def _loaded(_target: str) -> Any:
    """Return the application; called in each worker, before granian sets its own handlers there."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent's handler came along and would swallow it
    from wsgi import app  # noqa: PLC0415  # the parent never loads the site

    return app


if __name__ == "__main__":
    main(*sys.argv[1:])
