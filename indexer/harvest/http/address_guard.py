"""Which addresses the harvester may connect to: public ones, and those that the settings allow."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Iterable

from catalog.allowed_hosts import AllowedHost, IpAddress, parse_allowed_host
from indexer.harvest.http.url_parts import UrlParts
from indexer.harvest.model import FetchError, FetchErrorKind

MAX_RESOLVED = 32
"""Addresses of one name; a name with more is refused."""
NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
"""What a look-up says of names that do not exist; other failures may pass."""

METADATA_NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        (
            "169.254.0.0/16",  # link-local: the metadata of most clouds
            "fe80::/10",
            "fd00:ec2::254/128",  # Amazon
            "fd20:ce::254/128",  # Google
            "100.100.100.200/32",  # Alibaba
            "168.63.129.16/32",  # Azure
            "192.0.0.192/32",  # Oracle
        ),
    )
)
"""Addresses where clouds hand out the secrets of a machine: never reached, whatever the settings allow."""

NOT_PUBLIC_NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.88.99.0/24",  # relays to 6to4
            "::/96",  # IPv4 in IPv6, and what was meant by it before
            "::ffff:0:0/96",
            "64:ff9b::/96",  # IPv4 behind NAT64
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",  # Teredo and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fec0::/10",
            "ff00::/8",
        ),
    )
)
"""What `is_global` of Python counts as public, in this version or another, although it leads elsewhere."""


class AddressGuard:
    """Resolves names, and refuses every address that is not public or allowed."""

    def __init__(self, allowed: Iterable[str] = (), resolve_s: float = 10.0) -> None:
        """Take the hosts and networks that are allowed (`Settings.harvest_allow`), and the seconds a name may take."""
        self._allowed: tuple[AllowedHost, ...] = tuple(map(parse_allowed_host, allowed))
        self._resolve_s = resolve_s

    def resolve(self, target: UrlParts) -> tuple[IpAddress, ...]:
        """Return the addresses of a host, each checked; raise FetchError if even one of them may not be reached.

        The name is resolved once: connect to one of these addresses, and not to the name.
        """
        addresses = tuple(dict.fromkeys(map(_plain_address, _lookup(target, self._resolve_s))))
        if not addresses or len(addresses) > MAX_RESOLVED:
            reason = f"The host {target.host} has {len(addresses) or 'no'} addresses: check the name."
            raise FetchError(FetchErrorKind.DNS, reason)
        for address in addresses:
            self.check(target, address)
        return addresses

    def check(self, target: UrlParts, address: IpAddress) -> None:
        """Raise FetchError if an address of the target's host may not be reached."""
        place = target.host if target.host == str(address) else f"{target.host} ({address})"
        if any(address in network for network in METADATA_NETWORKS):
            reason = f"{place} is an address inside of computer centers, which is never asked for."
            raise FetchError(FetchErrorKind.REFUSED_ADDRESS, reason)
        if any(host.covers(target.host, address, target.port) for host in self._allowed):
            return
        if not is_public(address):
            reason = f"{place} is not a public address. If it is in your own network, add it to harvest_allow."
            raise FetchError(FetchErrorKind.REFUSED_ADDRESS, reason)
        if not target.has_standard_port:
            name = f"{target.host}:{target.port}"
            reason = (
                f"Port {target.port} of {place} is not one of the web. If it is right, add {name} to harvest_allow."
            )
            raise FetchError(FetchErrorKind.REFUSED_ADDRESS, reason)


def is_public(address: IpAddress) -> bool:
    """Return whether an address belongs to one machine on the public internet."""
    is_single = not (address.is_multicast or address.is_reserved or address.is_unspecified)
    return address.is_global and is_single and not any(address in network for network in NOT_PUBLIC_NETWORKS)


def _plain_address(text: str) -> IpAddress:
    """Return an address without its zone; an IPv4 address that is written as IPv6 becomes IPv4 again."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _lookup(target: UrlParts, resolve_s: float) -> list[str]:
    """Return the addresses of a host as the system finds them; raise FetchError if there are none in time."""
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.put([str(sockaddr[0]) for *_, sockaddr in found])
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    # A look-up cannot be interrupted. If it takes too long, it ends by itself later.
    threading.Thread(target=look_up, name=f"look up {target.host}", daemon=True).start()
    try:
        answer = answers.get(timeout=resolve_s)
    except queue.Empty:
        reason = f"The address of the host {target.host} could not be found within {resolve_s:g} seconds."
        raise FetchError(FetchErrorKind.TIME, reason) from None
    if isinstance(answer, OSError):
        reason = f"The host {target.host} was not found: {(answer.strerror or str(answer)).rstrip('.')}."
        kind = FetchErrorKind.DNS if answer.errno in NO_SUCH_NAME else FetchErrorKind.NETWORK
        raise FetchError(kind, reason) from answer
    return answer
