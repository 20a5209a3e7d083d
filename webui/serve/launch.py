"""The address that the server listens at, and the URLs of the site."""

from __future__ import annotations

import errno
import socket

from catalog.errors import ConfigError
from catalog.settings import Settings

WILDCARD_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104  # compared, not bound


def local_url(ip: str, port: int) -> str:
    """Return the URL of the server for a browser on the same machine."""
    host = "127.0.0.1" if ip in WILDCARD_ADDRESSES else ip
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def public_url(settings: Settings, ip: str, port: int) -> str:
    """Return the root of absolute URLs: the configured one, or the local one if none is configured."""
    configured = settings.public_url
    return local_url(ip, port) if configured == Settings().public_url else configured


def listen_address(host: str, port: int) -> str:
    """Return the IP address of `host` if a server can listen there; raise ConfigError with what to do if not.

    The probe sets SO_REUSEADDR, as servers do: lingering connections (TIME_WAIT) do not block it, a listening
    server does. It does not set SO_REUSEPORT, which would let two servers share a port unnoticed.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ConfigError(_reason(error, host, port)) from error
    return str(address[0])


def _reason(error: OSError, host: str, port: int) -> str:
    choose = "choose another with PORT=... or --port"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use: {choose}"
    if error.errno == errno.EACCES:
        return f"this user may not listen on port {port}: {choose}"
    return f"'{host}' is not an address of this machine: choose another with HOST=... or --host"
