"""One http(s) address -> Source; the only room that opens a socket.

What the web sends is bounded: in time over all, in bytes as they inflate, in redirects; and an address that leads to
a private network is refused when the socket is opened, so that no later answer of the name server changes it.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from email.message import Message
from http import HTTPStatus
from ipaddress import ip_address

import httpcore
import httpx

from extractor import __version__
from extractor.errors import ExtractorError, InputError
from extractor.inputs.addresses import IPAddress, is_public
from extractor.reading.limits import MAX_BYTES
from extractor.release import Source

SECONDS = 10.0
MAX_REDIRECTS = 5

_USER_AGENT = f"extractor/{__version__} (reads press releases one by one)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 65_536


class _FetchError(ExtractorError):
    """Why an address gives no page, and what to do about it."""

    def __init__(self, reason: str, advice: str = "check the address") -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


def fetch(url: str, *, allow_hosts: frozenset[str] = frozenset()) -> Source:
    """Get one page. `allow_hosts` names hosts that may be private.

    Raises InputError (code "fetch") for whatever goes wrong.
    """
    try:
        backend = _GuardedBackend(_Deadline(SECONDS), frozenset(map(_plain_host, allow_hosts)))
        with httpcore.ConnectionPool(network_backend=backend) as pool:
            return _follow(pool, url)
    except _FetchError as error:
        raise InputError(url, "fetch", error.reason, error.advice) from error
    except httpcore.TimeoutException as error:
        reason = f"gave no whole answer in {SECONDS:g} seconds"
        raise InputError(url, "fetch", reason, "try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise InputError(url, "fetch", f"can't be read ({error})", "check the address and the network") from error


def _follow(pool: httpcore.ConnectionPool, url: str) -> Source:
    """Get the page that the redirects lead to; each step is checked like the first and carries nothing along."""
    address = _checked(url)
    for _ in range(MAX_REDIRECTS + 1):
        with _request(pool, address) as response:
            headers = _headers(response)
            location = headers["location"]
            if response.status in _REDIRECTS and location:
                address = _checked(location, base=address)
            elif 200 <= response.status < 300:
                return _source(url, response, headers)
            else:
                raise _FetchError(f"the server answered {_status(response.status)}")
    raise _FetchError(f"leads through more than {MAX_REDIRECTS} redirects")


def _checked(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address, resolved against the page that names it; raises _FetchError if it may not be asked."""
    try:
        url = base.join(address) if base else httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise _FetchError(f"is no valid address ({error})") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise _FetchError(f"leads to {url.scheme or 'no'}:, and only http and https addresses are read")
    if url.userinfo:
        raise _FetchError("carries a user name or password", "save the page and give the file")
    return url


def _request(pool: httpcore.ConnectionPool, url: httpx.URL) -> AbstractContextManager[httpcore.Response]:
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers: dict[bytes | str, bytes | str] = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": _USER_AGENT,
        "Accept": "text/html, text/markdown;q=0.9, text/plain;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip",
    }
    return pool.stream("GET", target, headers=headers)


def _headers(response: httpcore.Response) -> Message:
    """The headers, by name in any case, with the standard library's reader of content types."""
    headers = Message()
    for name, value in response.headers:
        headers[name.decode("ascii", "replace")] = value.decode("utf-8", "replace")
    return headers


def _source(url: str, response: httpcore.Response, headers: Message) -> Source:
    encoding = (headers["content-encoding"] or "identity").strip().lower()
    body = bytearray()
    for piece in _inflated(response.iter_stream(), encoding):
        body += piece
        if len(body) > MAX_BYTES:
            raise _FetchError(f"sends more than {MAX_BYTES // 1_000_000} MB", "give the address of one release")
    return Source(
        uri=url,
        data=bytes(body),
        media_type=headers.get_content_type() if headers["content-type"] else None,
        charset=headers.get_content_charset(),
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _inflated(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The decoded body in small pieces, so that a bomb is noticed while it inflates."""
    if encoding == "identity":
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise _FetchError(f"is compressed as {encoding}, which was not asked for", "save the page and give the file")
    inflater = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            while chunk:
                yield inflater.decompress(chunk, _PIECE)
                chunk = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise _FetchError(f"sends broken gzip data ({error})", "try again later") from error
    if not inflater.eof:
        raise _FetchError("sends gzip data that is cut short", "try again later")


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _plain_host(host: str) -> str:
    return host.lower().strip("[].")


class _Deadline:
    """The time that is left for everything together."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises httpcore.ReadTimeout if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step gets only the time left, so that a slow drip ends too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands; the context verifies the certificate."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """What the stream knows of its socket."""
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets to public addresses, and to the private ones of hosts that were named as allowed."""

    def __init__(self, deadline: _Deadline, allow_hosts: frozenset[str]) -> None:
        self._deadline, self._allow_hosts = deadline, allow_hosts
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve the host, check every answer, and dial the very addresses that were checked."""
        addresses = _resolve(host, port, self._deadline.left())
        if _plain_host(host) not in self._allow_hosts:
            for address in addresses:
                if not is_public(address):
                    advice = f"--allow-host {host} reads it all the same"
                    raise _FetchError(f"leads to {host} ({address}), which is not public", advice)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError("the host has no address")
        for position, address in enumerate(addresses):
            share = self._deadline.left() / (len(addresses) - position)
            try:
                stream = self._backend.connect_tcp(str(address), port, share, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
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
        raise httpcore.ConnectTimeout("the name server did not answer") from None
    if not isinstance(answer, list):
        raise _FetchError(f"names a host that is not known ({host})") from answer
    return list(dict.fromkeys(ip_address(text) for text in answer))
