"""A server on this machine for the time of a test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"


@contextmanager
def serving_by(
    handler: type[BaseHTTPRequestHandler], wrap: Callable[[socket.socket], socket.socket] = lambda plain: plain
) -> Iterator[ThreadingHTTPServer]:
    """A server that answers by the handler, each request in a thread of its own; `wrap` makes its socket another."""
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = wrap(server.socket)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
