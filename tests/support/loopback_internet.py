"""An internet for tests that never leaves this machine: names, public addresses, and servers behind them.

Every connection of the process goes through `connect` here, which refuses everything but loopback. A public address can
be led to a server on loopback; to whoever is connected, its peer looks like that address.
"""

import errno
import ipaddress
import socket
import weakref

PUBLIC = "93.184.216.34"
OTHER_PUBLIC = "151.101.1.69"


class OutsideLoopbackError(OSError):
    """A connection outside of loopback was refused."""


class LoopbackInternet:
    """Replaces the ways to resolve a name and to connect, until `monkeypatch` puts them back."""

    def __init__(self, monkeypatch):
        self.attempts = []
        """The addresses and ports that were connected to, or would have been."""
        self.lookups = []
        self._answers = {}
        self._servers = {}
        self._claimed = weakref.WeakKeyDictionary()
        self._connect, self._peer = socket.socket.connect, socket.socket.getpeername
        self._getaddrinfo = socket.getaddrinfo

        def connect(sock, address):
            return self._open(sock, address)

        monkeypatch.setattr(socket.socket, "connect", connect)
        monkeypatch.setattr(socket.socket, "connect_ex", connect)
        monkeypatch.setattr(socket.socket, "getpeername", lambda sock: self._claimed.get(sock) or self._peer(sock))
        monkeypatch.setattr(socket, "getaddrinfo", self._look_up)

    def name(self, host, *answers):
        """Give a host its addresses; with several answers, each look-up gets the next one, and the last one stays."""
        self._answers[host] = [(answer,) if isinstance(answer, str) else answer for answer in answers]

    def lead(self, address, port, server, *, claimed=True):
        """Lead connections to a public address to a server; unless `claimed`, they show that they were led."""
        self._servers[address, port] = (server, claimed)

    def host(self, host, server, address=PUBLIC, port=80):
        """Give a host a public address where a server answers."""
        self.name(host, address)
        self.lead(address, port, server)

    def _open(self, sock, address):
        if sock.family == socket.AF_UNIX:
            return self._connect(sock, address)
        self.attempts.append(address[:2])
        if address[:2] in self._servers:
            server, claimed = self._servers[address[:2]]
            if claimed:
                self._claimed[sock] = address
            return self._connect(sock, ("127.0.0.1", server.port))
        if not ipaddress.ip_address(address[0]).is_loopback:
            raise OutsideLoopbackError(errno.ENETUNREACH, "tests stay on loopback")
        return self._connect(sock, address)

    def _look_up(self, host, port, *_, **__):
        self.lookups.append(host)
        if host not in self._answers:
            return self._getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        answers = self._answers[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in addresses
        ]
