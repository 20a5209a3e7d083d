"""How `serve` becomes the web server: a free place to listen at, the environment, and the server's own program."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

from catalog.config import Settings
from catalog.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared, not bound


def become_server(settings: Settings, ip: str, port: int, workers: int) -> NoReturn:
    """Turn this process into the server: it loads wsgi.py, and the command itself never loads the site."""
    environment = {
        **os.environ,
        "CATALOG_CORPUS": str(settings.corpus.resolve()),
        "CATALOG_DATA": str(settings.data.resolve()),
        "CATALOG_PUBLIC_URL": public_url(settings, ip, port),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    sys.stdout.flush()
    command = [sys.executable, "-m", "indexer.server", ip, str(port), str(workers)]
    os.execve(sys.executable, command, environment)  # noqa: S606  # our own server


def local_url(ip: str, port: int) -> str:
    """Return the address at which a browser on this machine finds the server."""
    host = "127.0.0.1" if ip in ANYWHERE else ip
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def public_url(settings: Settings, ip: str, port: int) -> str:
    """Return the address that absolute links begin with: the one that was chosen, or else the local one."""
    chosen = settings.public_url
    return local_url(ip, port) if chosen == Settings().public_url else chosen


def place_to_listen(host: str, port: int) -> str:
    """Return the IP address of `host` when a server can listen there; raise ConfigError with what to do when not.

    The try has SO_REUSEADDR, as servers do: connections of the past that linger (TIME_WAIT) are no hindrance,
    and one that listens is. It has no SO_REUSEPORT, by which two servers would share the visitors unnoticed.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise ConfigError(_reason(error, host, port)) from error
    return str(place[0])


def _reason(error: OSError, host: str, port: int) -> str:
    choose = "choose another with PORT=... or --port"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: {choose}"
    if error.errno == errno.EACCES:
        return f"port {port} is not open to this user: {choose}"
    return f"'{host}' is no address of this machine: choose another with HOST=... or --host"
