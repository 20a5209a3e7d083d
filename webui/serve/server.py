"""The production server: granian, with workers that stop reliably.

A worker that gets two signals at once hangs forever: its handler interrupts itself and waits for its own lock. Ctrl-C
in a terminal sends two signals, one from the terminal and one from the parent. Therefore workers ignore Ctrl-C and
leave it to their parent. A worker that is still busy after STOP_TIMEOUT_S seconds is killed.
"""

from __future__ import annotations

import os
import signal
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

STOP_TIMEOUT_S = 3
"""Seconds that requests in progress have to finish when the server stops."""


def serve(ip: str, port: int, workers: int) -> None:
    """Serve the site until a signal ends it."""
    Granian(
        "webui:create_app",
        address=ip,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # One thread more than searches may run at once, so that cached responses never wait for uncached ones.
        blocking_threads=(os.cpu_count() or 1) * 2 + 1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_TIMEOUT_S,
    ).serve(target_loader=_load_app)


def _load_app(_target: str) -> Any:
    """Return the application; called in each worker, before granian sets its own signal handlers there."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the handler inherited from the parent would swallow it
    from catalog.settings import load_settings  # noqa: PLC0415  # the parent never loads the site
    from webui import create_app  # noqa: PLC0415  # the same

    return create_app(load_settings())
