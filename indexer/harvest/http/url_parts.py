"""The parts of a web address that a connection needs. Pure functions."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from catalog.text import shortened
from indexer.harvest.model import FetchError, FetchErrorKind

STANDARD_PORTS = {"http": 80, "https": 443}
MAX_URL_CHARACTERS = 8000
MAX_QUOTED_URL = 200
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_PATH_CHARACTERS = "/%:=&?~+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class UrlParts:
    """A web address in parts: `host` is in lower case and ASCII, `path` includes the query, both without a fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """The beginning of all addresses of the same server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.has_standard_port else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.origin}{self.path}"

    @property
    def has_standard_port(self) -> bool:
        """Whether the port is the one that its scheme has if none is named."""
        return self.port == STANDARD_PORTS[self.scheme]


def parse_url(url: str) -> UrlParts:
    """Return the parts of a URL; raise FetchError if it is not an address on the web that may be asked for."""
    quoted = f"'{shortened(url, MAX_QUOTED_URL)}'"
    if len(url) > MAX_URL_CHARACTERS:
        raise FetchError(FetchErrorKind.INVALID_URL, f"The address {quoted} is too long.")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise FetchError(FetchErrorKind.INVALID_URL, f"{quoted} is not a valid web address.") from None
    if parts.scheme not in STANDARD_PORTS:
        reason = f"{quoted} is not a web address: it must begin with http:// or https://."
        raise FetchError(FetchErrorKind.REFUSED_ADDRESS, reason)
    if "@" in parts.netloc:
        raise FetchError(FetchErrorKind.REFUSED_ADDRESS, f"The address {quoted} contains a user name or a password.")
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    if not (name := _ascii_host(host)) or _UNSAFE.search(parts.netloc) or port == 0:
        raise FetchError(FetchErrorKind.INVALID_URL, f"{quoted} is not a valid web address: check its host.")
    return UrlParts(parts.scheme, name, port or STANDARD_PORTS[parts.scheme], quote(path, safe=_PATH_CHARACTERS))


def redirect_target(address: UrlParts, location: str) -> UrlParts:
    """Return where a redirect leads; raise FetchError as `parse_url` does."""
    try:
        following = urljoin(address.url, location.strip())
    except ValueError:
        quoted = f"'{shortened(location, MAX_QUOTED_URL)}'"
        raise FetchError(FetchErrorKind.INVALID_URL, f"{quoted} is not a valid web address.") from None
    return parse_url(following)


def _ascii_host(host: str) -> str:
    """Return a host in ASCII, empty if it is not valid. A period at the end is dropped."""
    if "%" in host:  # the zone of an address, or an escape
        return ""
    with suppress(ValueError):
        return str(ipaddress.ip_address(host))
    with suppress(UnicodeError):
        name = host.encode("idna").decode().lower().rstrip(".")
        return name if _HOST.fullmatch(name) else ""
    return ""
