"""Hosts and networks that the harvester may reach although they are not public, such as an intranet. Pure functions."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

MAX_PORT = 65535

_FORM = re.compile(r"(?:\[(?P<bracketed>[0-9A-Fa-f:./%]+)\]|(?P<plain>[^\[\]:]+))(?::(?P<port>[0-9]{1,5}))?")
_NAME = re.compile(r"\.?[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """A host, a domain or a network that may be reached although it is not public.

    `name` is a host, or with a period in front a domain with all names below it; it is empty for a `network`. Without a
    `port`, every port is allowed.
    """

    name: str = ""
    network: IpNetwork | None = None
    port: int | None = None

    def covers(self, host: str, address: IpAddress, port: int) -> bool:
        """Return whether a host, which has this address, may be reached at a port."""
        if self.port not in {None, port}:
            return False
        if self.network is not None:
            return address in self.network
        return host == self.name or (self.name.startswith(".") and f".{host}".endswith(self.name))


def parse_allowed_host(text: str) -> AllowedHost:
    """Return the host, domain or network that a text names, with its port; raise ValueError if it names none.

    IPv6 is in brackets if a port follows: `[fd00::/8]:8080`.
    """
    if text.count(":") > 1 and not text.startswith("["):
        return AllowedHost(network=ipaddress.ip_network(text))
    match = _FORM.fullmatch(text)
    port = int(match["port"]) if match and match["port"] else None
    if match is None or port == 0 or (port or 0) > MAX_PORT:
        raise ValueError(text)
    if match["bracketed"] or re.fullmatch(r"[0-9./]+", match["plain"]):
        return AllowedHost(network=ipaddress.ip_network(match["bracketed"] or match["plain"]), port=port)
    if not _NAME.fullmatch(match["plain"]):
        raise ValueError(text)
    name = match["plain"].lower()
    period = "." if name.startswith(".") else ""
    return AllowedHost(f"{period}{name.removeprefix('.').encode('idna').decode()}", port=port)
