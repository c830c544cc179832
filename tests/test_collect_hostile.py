"""Answers that mean harm or are broken: each ends in one clear line, within its deadline, and in little memory."""

import gzip
import os
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from council_site import HOST, Answer, Handler, Page, Site, council, news_list, path_of, release
from test_collect import collect, kept, paths, rows

DEADLINE = 1.0
# What a command may take beyond its deadline: reading pages, and the machine being busy. What is silent here is so for
# three times as long, and what goes on without end would never end by itself.
BEYOND = 20
MEGABYTE = 1_000_000


def begin(handler: Handler, *headers: tuple[str, str], status: int = 200) -> None:
    """Send the head of an answer that ends as its sender pleases."""
    handler.send_response(status)
    for name, value in (("Content-Type", "text/html"), *headers):
        handler.send_header(name, value)
    handler.end_headers()
    handler.close_connection = True


def endless(handler: Handler) -> None:
    begin(handler, ("Content-Length", str(10**12)))
    while True:
        handler.wfile.write(bytes(100_000))


def endless_in_chunks(handler: Handler) -> None:
    begin(handler, ("Transfer-Encoding", "chunked"))
    while True:
        handler.wfile.write(b"10000\r\n" + bytes(65_536) + b"\r\n")


def endless_and_packed(handler: Handler) -> None:
    begin(handler, ("Content-Encoding", "gzip"))
    packer = zlib.compressobj(wbits=31)
    while True:
        handler.wfile.write(packer.compress(bytes(MEGABYTE)))


def drip(handler: Handler) -> None:
    begin(handler, ("Content-Length", "1000000"))
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.02)


def silence(handler: Handler) -> None:
    time.sleep(3 * BEYOND)


def drip_of_headers(handler: Handler) -> None:
    handler.send_response(200)
    for number in count():
        handler.send_header(f"X-{number}", "a")
        handler.flush_headers()
        time.sleep(0.02)


def huge_headers(handler: Handler) -> None:
    handler.send_response(200)
    while True:
        handler.wfile.write(b"X-Much: " + b"a" * 100_000 + b"\r\n")


def many_infos(handler: Handler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 100)


def wrong_length(handler: Handler) -> None:
    begin(handler, ("Content-Length", "100000"))
    handler.wfile.write(release(0))


def cut(handler: Handler) -> None:
    begin(handler, ("Content-Length", "100000"))
    handler.wfile.write(b"<p>The hide ")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def cut_in_chunks(handler: Handler) -> None:
    begin(handler, ("Transfer-Encoding", "chunked"))
    handler.wfile.write(b"10\r\n<p>The")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.saltmere.example ESMTP\r\n" * 10)
    handler.close_connection = True


BOMB = gzip.compress(bytes(200 * MEGABYTE), compresslevel=1)
PACKED = {"Content-Encoding": "gzip"}
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha ha ha ha">' for n in range(12))
XML = "application/xml"
# What a page, linked from a list, answers; a part of the line that it costs; the code of that line.
PAGES: dict[str, tuple[Answer, str, str]] = {
    "endless": (endless, "sends more than 10 MB", "fetch"),
    "endless in chunks": (endless_in_chunks, "sends more than 10 MB", "fetch"),
    "endless and packed": (endless_and_packed, "sends more than 10 MB", "fetch"),
    "a bomb": (Page(BOMB, headers=PACKED), "sends more than 10 MB", "fetch"),
    "a bomb in a bomb": (Page(gzip.compress(BOMB), headers=PACKED), "", "binary"),
    "a drip": (drip, "no whole answer in 1 seconds", "fetch"),
    "silence": (silence, "no whole answer in 1 seconds", "fetch"),
    "a drip of headers": (drip_of_headers, "no whole answer in 1 seconds", "fetch"),
    "huge headers": (huge_headers, "can't be read", "fetch"),
    "hints without end": (many_infos, "", "fetch"),
    "a wrong length": (wrong_length, "can't be read", "fetch"),
    "a cut connection": (cut, "can't be read", "fetch"),
    "cut in chunks": (cut_in_chunks, "can't be read", "fetch"),
    "no HTTP": (no_http, "can't be read", "fetch"),
    "gzip that is none": (Page(release(0), headers=PACKED), "broken gzip data", "fetch"),
    "gzip cut short": (Page(gzip.compress(release(0))[:-9], headers=PACKED), "cut short", "fetch"),
    "another packing": (Page(b"\x0b", headers={"Content-Encoding": "br"}), "compressed as br", "fetch"),
    "a loop": (Page(status=302, headers={"Location": path_of(1)}), "more than 5 redirects", "fetch"),
    "a way to a private host": (Page(status=302, headers={"Location": "http://localhost/"}), "not public", "fetch"),
    "a way to a private address": (
        Page(status=302, headers={"Location": "http://[::ffff:10.0.0.1]/"}),
        "not pub",
        "fetch",
    ),
    "a way to a file": (Page(status=302, headers={"Location": "file:///etc/passwd"}), "leads to file:", "fetch"),
    "a way to a password": (Page(status=302, headers={"Location": f"http://u:p@{HOST}/"}), "password", "fetch"),
    "a way to nowhere": (Page(status=302, headers={"Location": "http://[::"}), "no valid address", "fetch"),
    "an image": (Page(b"\x89PNG\r\n\x1a\n" + bytes(1000), content_type="image/png"), "", "binary"),
    "an image as a page": (Page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40), "", "binary"),
    "a wrong encoding": (Page(release(0), content_type="text/html; charset=utf-77"), "", ""),
    "nothing": (Page(b""), "", "empty"),
    "too many elements": (Page(b"<div>" * MEGABYTE), "", "too_large"),
    "a tarpit of markup": (Page(b"<!doctype html><p>" + b"<b><a href='/x'>" * 20_000 + b"<p>said" * 9000), "", ""),
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    with council() as site:
        yield site


@pytest.mark.parametrize(("answer", "reason", "code"), PAGES.values(), ids=PAGES)
def test_pages(site: Site, answer: Answer, reason: str, code: str) -> None:
    site.answers[path_of(1)] = answer
    start = time.monotonic()
    _, told = collect(f"{site.base}/feed", "--deadline", str(DEADLINE))
    assert time.monotonic() - start < DEADLINE + BEYOND
    errors = rows("kept/errors.jsonl")
    if not code:
        assert errors == []
        return
    assert [(row["uri"], row["code"]) for row in errors] == [(f"{site.base}{path_of(1)}", code)]
    assert reason in errors[0]["reason"]
    assert len([line for line in told.splitlines() if path_of(1) in line]) == 1
    assert kept() == paths(0, 2, 3)


LISTS: dict[str, tuple[Answer, str | None]] = {
    "an endless list": (endless, "sends more than 10 MB"),
    "a packed bomb": (Page(BOMB, headers=PACKED), "sends more than 10 MB"),
    "a sitemap that is a bomb": (Page(BOMB, content_type="application/gzip"), ""),
    "a billion laughs": (Page(f"<!DOCTYPE rss [{LAUGHS}]><rss>&l11;</rss>".encode(), content_type=XML), ""),
    "a file of the machine": (
        Page(b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item>'
             b"</channel></rss>", content_type=XML),
        "",
    ),
    "a map of itself": (
        lambda: Page(b'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                     b"<sitemap><loc>/list</loc></sitemap></sitemapindex>", content_type=XML),
        "",
    ),
    "attributes without end": (Page(b"<p " + b" ".join(b"a%d=b" % n for n in range(300_000)) + b">x</p>"), ""),
    "a tarpit of markup": (Page(b"<p>" + b"<b><a href='/x'>" * 20_000 + b"<p>said" * 9000), ""),
    "deep markup": (Page(b"<ul><li>" * 200_000), ""),
    "links without end": (Page(b"<h1>News</h1>" + b"".join(b"<a href='/%d'>Bins</a>" % n for n in range(10**5))), ""),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "reason"), LISTS.values(), ids=LISTS)
def test_lists(site: Site, answer: Answer, reason: str | None) -> None:
    site.answers["/list"] = answer
    start = time.monotonic()
    code, told = collect(f"{site.base}/list", "--deadline", str(DEADLINE), "--limit", "1", "--match", "/none/")
    assert time.monotonic() - start < DEADLINE + 3 * BEYOND
    assert code == 3
    assert "root:" not in told
    assert reason in told if reason else len(told.splitlines()) <= 2
    assert kept() == []


def test_lists_that_always_have_more_end_at_the_limit(site: Site) -> None:
    numbers = count(12)

    def more() -> Page:
        number = next(numbers)
        site.answers[path_of(number)] = Page(release(number))
        site.answers[f"/more?page={number + 1}"] = more
        return Page(news_list([number], f"/more?page={number + 1}"))

    site.answers["/more?page=12"] = more
    code, _ = collect(f"{site.base}/more?page=12", "--limit", "8")
    assert (code, kept()) == (0, paths(*range(12, 20)))


def test_a_robots_txt_without_end(site: Site) -> None:
    site.answers["/robots.txt"] = endless
    code, told = collect(f"{site.base}/news", "--deadline", str(DEADLINE))
    assert code == 3
    assert set(site.paths) <= {"/robots.txt"}
    assert "sends more than 10 MB" in told


def test_nothing_is_carried_along(site: Site) -> None:
    site.answers[path_of(0)] = Page(status=302, headers={"Location": path_of(1), "Set-Cookie": "a=b"})
    site.answers[path_of(1)] = Page(release(1), headers={"Set-Cookie": "c=d"})
    collect(f"{site.base}/feed")
    sent = set().union(*(request.headers for request in site.requests))
    assert sent == {"host", "user-agent", "accept", "accept-encoding", "cache-control"}


def peak(*arguments: str) -> int:
    """The most memory that a command took, in bytes."""
    process = subprocess.Popen([sys.executable, "-m", "extractor", *arguments], stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell the memory of a process")
def test_memory(site: Site) -> None:
    options = ["--allow-host", HOST, "--delay", "0", "--deadline", "1", "-o"]
    idle = peak("collect", f"{site.base}{path_of(0)}", *options, "idle")
    for number, (answer, *_) in enumerate([*PAGES.values(), *LISTS.values()]):
        site.answers[f"/hostile/{number}"] = answer
    addresses = [f"{site.base}{path}" for path in site.answers if path.startswith("/hostile/")]
    assert peak("collect", *addresses, *options, "kept") - idle < 300 * MEGABYTE
    assert len(rows("kept/errors.jsonl")) > len(PAGES) / 2
