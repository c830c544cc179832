"""One request, one answer: asked by a guarded connection or taken from the cache, and bounded as it inflates."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import cast

import httpcore2
import httpx2

from extractor.reading.limits import MAX_BYTES
from extractor.web.answer import Answer, Headers, message_of, seconds_to_wait
from extractor.web.connect import Left, open_connections
from extractor.web.errors import FetchError

# Other answers of success have no page, or a part of one.
_WHOLE = frozenset({200, 203})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 65_536
_NO_ENTRY = "it refuses programs, or wants a log-in; see it in a browser"
_GONE = "the page is gone, or never was; check the address if it is yours"
_ADVICE = {401: _NO_ENTRY, 403: _NO_ENTRY, 404: _GONE, 410: _GONE}
# A try takes as long, if the deadline allows: seconds.
_LEAST_SHARE = 5.0
_PASSING = frozenset({429, *range(500, 600)})


class Deadline:
    """The time that one page may take in all, shared by its tries: every step asks what is left."""

    def __init__(self, seconds: float, tries: int = 1) -> None:
        self._seconds = seconds
        self._share = min(seconds, max(seconds / tries, _LEAST_SHARE))
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left, below nothing if they have passed."""
        return self._end - time.monotonic()

    def left(self) -> float:
        """Seconds left; raises FetchError if there are none."""
        left = self.remaining
        if left <= 0:
            advice = "try again later, or with a longer --deadline"
            raise FetchError(f"gave no whole answer in {self._seconds:g} seconds", advice)
        return left

    def share(self) -> Left:
        """What is left to one try that begins now; raises httpcore2.ReadTimeout if there is nothing."""
        end = time.monotonic() + self._share

        def left() -> float:
            whole, part = self.left(), end - time.monotonic()
            if part <= 0:
                raise httpcore2.ReadTimeout("the time of one try has passed")
            return min(whole, part)

        return left

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Do not count the time that is spent within."""
        start = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - start


class Guarded(httpx2.BaseTransport):
    """Sends requests by guarded connections, a new one each; the extension "left" of a request bounds its time."""

    def __init__(self, allow_hosts: frozenset[str]) -> None:
        self._allow_hosts = allow_hosts

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, its body still to be read and then closed."""
        url = request.url
        with ExitStack() as held:
            pool = held.enter_context(open_connections(request.extensions["left"], self._allow_hosts))
            target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
            response = held.enter_context(pool.stream("GET", target, headers=request.headers.raw))
            stream = _Body(response.iter_stream(), held.pop_all())
        return httpx2.Response(response.status, headers=response.headers, stream=stream)


class _Body(httpx2.SyncByteStream):
    """The bytes of an answer as they come, and what is to be closed behind them."""

    def __init__(self, chunks: Iterable[bytes], held: ExitStack) -> None:
        self._chunks, self._held = chunks, held

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks

    def close(self) -> None:
        self._held.close()


def ask(url: httpx2.URL, transport: httpx2.BaseTransport, headers: dict[str, str], deadline: Deadline) -> Answer:
    """Ask one address and read its answer, a redirect's too, which is not followed. Raises FetchError."""
    request = httpx2.Request("GET", url, headers=headers, extensions={"left": deadline.share()})
    try:
        response = transport.handle_request(request)
        try:
            return _answer(url, response)
        finally:
            response.close()
    except httpcore2.TimeoutException as error:
        deadline.left()
        reason = "gave no whole answer in time"
        raise FetchError(reason, "try again later, or with a longer --deadline", is_passing=True) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, OSError) as error:
        raise FetchError(f"can't be read ({_words(error)})", "check the address and the network") from error


def checked(address: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """The address, resolved against the page that names it; raises FetchError if it may not be asked."""
    try:
        url = base.join(address) if base else httpx2.URL(address)
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError(f"is no valid address ({error})") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"leads to {url.scheme or 'no'}:, and only http and https addresses are read")
    if url.userinfo:
        raise FetchError("carries a user name or password", "save the page and give the file")
    if base is not None and base.scheme == "https" and url.scheme == "http":
        reason = "leads from https to http, which anybody on the way could change"
        raise FetchError(reason, f"give {url} if you trust it")
    return url


def _answer(url: httpx2.URL, response: httpx2.Response) -> Answer:
    headers: Headers = tuple((_text(name), _text(value)) for name, value in response.headers.raw)
    message = message_of(headers)
    location = message["location"] if response.status_code in _REDIRECTS else None
    if location is None and response.status_code not in _WHOLE:
        raise _refused(response.status_code, message["retry-after"])
    body = b"" if location else _body(cast("httpx2.SyncByteStream", response.stream), message["content-encoding"])
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    return Answer(str(url), response.status_code, headers, body, moment, location)


def _refused(status: int, retry_after: str | None) -> FetchError:
    try:
        told = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        told = str(status)
    is_passing = status in _PASSING
    return FetchError(
        f"the server answered {told}",
        "try again later" if is_passing else _ADVICE.get(status, "check the address"),
        code=f"http_{status}",
        is_passing=is_passing,
        wait=seconds_to_wait(retry_after),
    )


def _body(chunks: Iterable[bytes], encoding: str | None) -> bytes:
    body = bytearray()
    for piece in _inflated(chunks, (encoding or "identity").strip().lower()):
        body += piece
        if len(body) > MAX_BYTES:
            raise FetchError(f"sends more than {MAX_BYTES // 1_000_000} MB", "give the address of one release")
    return bytes(body)


def _inflated(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The decoded body in small pieces, so that a bomb is noticed while it inflates."""
    if encoding == "identity":
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchError(
            f"is compressed as {encoding[:40]}, which was not asked for", "save the page and give the file"
        )
    inflater = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            while chunk:
                yield inflater.decompress(chunk, _PIECE)
                chunk = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise FetchError(f"sends broken gzip data ({error})", "try again later") from error
    if not inflater.eof:
        raise FetchError("sends gzip data that is cut short", "try again later")


def _text(header: bytes) -> str:
    return header.decode("utf-8", "replace")


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
