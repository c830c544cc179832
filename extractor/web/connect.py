"""Connections that are bounded in time and lead to public addresses only; the one room that opens sockets.

A host's address is checked when the socket is opened, and the very address that was checked is dialled, so that no
later answer of the name server changes it.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address

import httpcore2

from extractor.web.errors import FetchError
from extractor.web.public import IPAddress, is_public

# Seconds that are left; raises if there are none.
Left = Callable[[], float]


@contextmanager
def open_connections(left: Left, allow_hosts: frozenset[str]) -> Iterator[httpcore2.ConnectionPool]:
    """What sends requests, each step within the time that is `left`. `allow_hosts` names hosts that may be private."""
    backend = _GuardedBackend(left, frozenset(map(plain_host, allow_hosts)))
    with httpcore2.ConnectionPool(ssl_context=_ssl_context(), network_backend=backend) as pool:
        yield pool


def plain_host(host: str) -> str:
    """A host as it is compared: in lower case, without the brackets and the dot that may stand around it."""
    return host.lower().strip("[].")


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every step gets only the time left, so that a slow drip ends too."""

    def __init__(self, stream: httpcore2.NetworkStream, left: Left) -> None:
        self._stream, self._left = stream, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Shake hands; the context verifies the certificate."""
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._left)

    def get_extra_info(self, info: str) -> object:
        """What the stream knows of its socket."""
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore2.NetworkBackend):
    """Opens sockets to public addresses, and to the private ones of hosts that were named as allowed."""

    def __init__(self, left: Left, allow_hosts: frozenset[str]) -> None:
        self._left, self._allow_hosts = left, allow_hosts
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve the host, check every answer, and dial the very addresses that were checked."""
        addresses = _resolve(host, port, self._left())
        if plain_host(host) not in self._allow_hosts:
            for address in addresses:
                if not is_public(address):
                    advice = f"--allow-host {host} reads it all the same"
                    raise FetchError(f"leads to {host} ({address}), which is not public", advice, is_of_host=True)
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout = httpcore2.ConnectError("the host has no address")
        for position, address in enumerate(addresses):
            share = self._left() / (len(addresses) - position)
            try:
                stream = self._backend.connect_tcp(str(address), port, share, local_address, socket_options)
                return _TimedStream(stream, self._left)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


def _resolve(host: str, port: int, seconds: float) -> list[IPAddress]:
    """Ask the name server, in a thread of its own, for its waiting can't be bounded otherwise."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(address[0]) for *_, address in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore2.ConnectTimeout("the name server did not answer") from None
    if not isinstance(answer, list):
        raise FetchError(f"names a host that is not known ({host})", is_of_host=True) from answer
    return list(dict.fromkeys(ip_address(text) for text in answer))
