"""Addresses: what is fetched from real servers on this machine, and what is refused."""

import gzip
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from loopback import HOST, serving_by

from extractor import __version__
from extractor.reading.limits import MAX_BYTES
from extractor.web.answer import Answer
from extractor.web.client import Client
from extractor.web.errors import FetchError
from extractor.web.public import is_public
from extractor.web.settings import WebSettings

HOSTS = frozenset({HOST})
PAGE = "<p>Mill Lane’s café opens.</p>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: /redirect/N, /bomb, /drip, ..."""

    protocol_version = "HTTP/1.1"
    seen: list[dict[str, str]]

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send(404)
            return
        self.server.seen.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        name = self.path.split("/")[1].split("?")[0]
        getattr(self, f"answer_{name}", self.answer_missing)()

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self) -> None:
        self.send(200, PAGE, content_type="text/html; charset=UTF-8", set_cookie="a=b")

    def answer_gzip(self) -> None:
        self.send(200, gzip.compress(PAGE), content_encoding="gzip")

    def answer_cut(self) -> None:
        self.send(200, gzip.compress(PAGE * 50)[:-12], content_encoding="gzip")

    def answer_brotli(self) -> None:
        self.send(200, b"junk", content_encoding="br")

    def answer_bomb(self) -> None:
        self.send(200, gzip.compress(bytes(5 * MAX_BYTES), compresslevel=1), content_encoding="gzip")

    def answer_missing(self) -> None:
        self.send(404, b"nothing here")

    def answer_redirect(self) -> None:
        left = int(self.path.split("/")[2])
        self.send(302, location=f"/redirect/{left - 1}" if left else "/page", set_cookie="a=b")

    def answer_loop(self) -> None:
        self.send(301, location="/loop")

    def answer_accent(self) -> None:
        self.send(302, location="/page/café".encode().decode("latin-1"))

    def answer_to(self) -> None:
        self.send(307, location=self.path.partition("?")[2])

    def answer_short(self) -> None:
        self.send(200, PAGE, content_length="1000", connection="close")
        self.close_connection = True

    def answer_endless(self) -> None:
        self.send(200, content_length=str(10**12))
        while True:
            self.wfile.write(bytes(100_000))

    def answer_drip(self) -> None:
        self.send(200, content_length="1000000")
        while True:
            self.wfile.write(b"a")
            time.sleep(0.05)

    def answer_drip_headers(self) -> None:
        while True:
            self.wfile.write(b"H")
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(*wrap: Callable[[socket.socket], socket.socket]) -> Iterator[ThreadingHTTPServer]:
    with serving_by(Handler, *wrap) as server:
        server.seen = []  # type: ignore[attr-defined]
        yield server


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with serving() as running:
        yield running


@pytest.fixture
def base(server: ThreadingHTTPServer) -> str:
    server.seen.clear()
    return f"http://127.0.0.1:{server.server_port}"


def get(url: str, hosts: frozenset[str] = HOSTS, deadline: float = 10) -> Answer:
    with Client(WebSettings(hosts, delay=0, deadline=deadline)) as client:
        return client.get(url)


def refusal(url: str, hosts: frozenset[str] = HOSTS, deadline: float = 10) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, hosts, deadline)
    return caught.value


def test_a_page(base: str, server: ThreadingHTTPServer) -> None:
    source = get(f"{base}/page?a=b#part")
    assert (source.address, source.body) == (f"{base}/page?a=b#part", PAGE)
    assert (source.media_type, source.charset) == ("text/html", "utf-8")
    assert source.fetched_at
    assert source.fetched_at.endswith("+00:00")
    (request,) = server.seen
    assert request["path"] == "/page?a=b"
    assert request["host"] == base.removeprefix("http://")
    assert request["user-agent"].startswith(f"extractor/{__version__} ")


def test_a_compressed_page(base: str) -> None:
    source = get(f"{base}/gzip")
    assert (source.body, source.media_type, source.charset) == (PAGE, None, None)


def test_redirects_are_followed_and_carry_nothing(base: str, server: ThreadingHTTPServer) -> None:
    assert get(f"{base}/redirect/4").body == PAGE
    assert len(server.seen) == 6
    assert not [request for request in server.seen if {"cookie", "referer", "authorization"} & request.keys()]


def test_a_redirect_may_hold_any_character(base: str, server: ThreadingHTTPServer) -> None:
    assert get(f"{base}/accent").body == PAGE
    assert server.seen[-1]["path"] == "/page/caf%C3%A9"


@pytest.mark.parametrize("path", ["/redirect/5", "/loop"])
def test_too_many_redirects(base: str, server: ThreadingHTTPServer, path: str) -> None:
    assert "5 redirects" in refusal(base + path).reason
    assert len(server.seen) == 6


def test_a_redirect_to_a_private_host_is_refused(base: str, server: ThreadingHTTPServer) -> None:
    error = refusal(f"{base}/to?http://localhost:{server.server_port}/page")
    assert "not public" in error.reason
    assert "--allow-host localhost" in error.advice
    assert len(server.seen) == 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://u:p@127.0.0.1/", "http://[::"])
def test_a_redirect_to_something_else_is_refused(base: str, server: ThreadingHTTPServer, location: str) -> None:
    refusal(f"{base}/to?{location}")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_private_hosts_are_refused_in_any_spelling(server: ThreadingHTTPServer, host: str) -> None:
    server.seen.clear()
    refusal(f"http://{host}:{server.server_port}/page", frozenset({"press.example"}))
    assert not server.seen


def test_allowed_hosts_in_any_case(server: ThreadingHTTPServer) -> None:
    assert get(f"http://LOCALHOST:{server.server_port}/page", frozenset({"Localhost"})).body == PAGE


def test_the_address_that_was_checked_is_dialled(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time must not be asked twice."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *rest: object, **more: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if host == "press.example" else host, port, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    url = f"http://press.example:{server.server_port}/page"
    assert get(url, frozenset({"press.example"})).body == PAGE
    assert asked == ["press.example", "127.0.0.1"] * 2  # for robots.txt, then for the page
    assert "not public" in refusal(url).reason


def test_an_answer_that_is_partly_private_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, 1, 6, "", (host, 80)) for host in ("93.184.215.14", "10.0.0.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert "10.0.0.8" in refusal("http://press.example/").reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "404 Not Found"),
        ("/short", "can't be read"),
        ("/cut", "cut short"),
        ("/brotli", "compressed as br"),
        ("/bomb", "more than 10 MB"),
        ("/endless", "more than 10 MB"),
    ],
)
def test_bad_answers(base: str, path: str, reason: str) -> None:
    assert reason in refusal(base + path).reason


@pytest.mark.parametrize("path", ["/drip", "/drip_headers"])
def test_a_slow_drip_ends_at_the_deadline(base: str, path: str) -> None:
    start = time.monotonic()
    assert "0.4 seconds" in refusal(base + path, deadline=0.4).reason
    assert time.monotonic() - start < 10  # the drip itself ends after minutes


def test_a_slow_name_server_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    assert "0.2 seconds" in refusal("http://press.example/", deadline=0.2).reason


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "can't be read" in refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/").reason


@pytest.mark.parametrize(
    "url",
    ["ftp://press.example/", "http://", "http:///a", "http://user:secret@press.example/", "http://a b/", "http://[x]/"],
)
def test_bad_addresses(url: str) -> None:
    refusal(url)


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "not known (press.example)" in refusal("http://press.example/").reason


def test_proxies_of_the_environment_are_not_used(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert get(f"{base}/page").body == PAGE


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_certificates_are_verified(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(lambda plain: context.wrap_socket(plain, server_side=True)) as secure:
        error = refusal(f"https://localhost:{secure.server_port}/page", frozenset({"localhost"}))
    assert "certificate verify failed" in error.reason


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:4700::6810:84e5", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2001:0:5db8:d70e::f5ff:fffe", False),
        ("2001:db8::1", False),
    ],
)
def test_public_addresses(address: str, expected: bool) -> None:
    assert is_public(ip_address(address)) is expected
