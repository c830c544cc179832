"""A small council site on this machine: releases, lists of them, robots.txt, and all that can go wrong on the way."""

import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

from loopback import HOST, serving_by

HOSTS = frozenset({HOST})

SUBJECTS = (
    ("Heron hide opens at Saltmere", "A hide for watching herons opens on Saltmere marsh", "Ines Okafor-Blyth"),
    ("Ferry steps to be mended", "The ferry steps at Quern will be mended before the spring tides", "Tobias Wrenfield"),
    ("Night buses for Dunlow", "Night buses will run from Dunlow to the hospital", "Maud Ashgrove"),
    ("Orchard planted on old tip", "Two hundred apple trees now stand on the old tip at Garrow", "Ifor Pennant-Rae"),
)


@dataclass(frozen=True)
class Page:
    """What a path answers: a status, headers and a body, after a pause."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """One request as the server saw it: when it came and when it was answered, in seconds of a clock."""

    path: str
    headers: dict[str, str]
    start: float
    end: float


# What a path answers, given the handler if it writes to the socket itself.
Answer = Page | Callable[["Handler"], None] | Callable[[], Page]


class Site:
    """Paths and what they answer; `requests` is what was asked, in order, `base` the address of "/" without it."""

    def __init__(self, base: str) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.base = base

    @property
    def paths(self) -> list[str]:
        """The paths that were asked, in order."""
        return [request.path for request in self.requests]

    def gaps(self) -> list[float]:
        """Seconds between the end of each request and the start of the next; below nothing if they overlap."""
        ordered = sorted(self.requests, key=lambda request: request.start)
        return [later.start - earlier.end for earlier, later in pairwise(ordered)]


class Handler(BaseHTTPRequestHandler):
    """Answers by the path, query included."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        start = time.monotonic()
        answer = site.answers.get(self.path, Page(b"nothing here", 404))
        if isinstance(answer, Page):
            self.send(answer)
        elif answer.__code__.co_argcount:  # type: ignore[union-attr]
            answer(self)  # type: ignore[call-arg, arg-type]
        else:
            self.send(answer())  # type: ignore[call-arg, arg-type]
        headers = {name.lower(): value for name, value in self.headers.items()}
        site.requests.append(Request(self.path, headers, start, time.monotonic()))

    def send(self, page: Page) -> None:
        """Send a page as a good server does."""
        self.send_response(page.status)
        headers = {"Content-Length": str(len(page.body)), **page.headers}
        if page.content_type:
            headers = {"Content-Type": page.content_type, **headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Site]:
    """An empty site for the time of the block."""
    with serving_by(Handler) as server:
        site = Site(base=f"http://{HOST}:{server.server_port}")
        server.site = site  # type: ignore[attr-defined]
        yield site


def day_of(number: int) -> date:
    """The day of issue of a release: the first is of 20 June 2024, each other three weeks older."""
    return date(2024, 6, 20) - timedelta(weeks=3 * number)


def title_of(number: int) -> str:
    """The headline of a release."""
    return f"{SUBJECTS[number % len(SUBJECTS)][0]}, stage {number + 1}"


def path_of(number: int) -> str:
    """The path of a release."""
    return f"/news/{day_of(number).year}/release-{number + 1}"


def release(number: int) -> bytes:
    """The page of a release, with the furniture of its site."""
    _, lead, speaker = SUBJECTS[number % len(SUBJECTS)]
    day = day_of(number)
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>{title_of(number)} - Saltmere</title>
</head><body>{_HEADER}<main><h1>{title_of(number)}</h1><p class="date">{day.day} {day:%B %Y}</p>
<p>{lead}, Saltmere Borough Council has said. Work number {number + 1} of the programme cost £{number + 3},000 and was
paid for by the county.</p><p>Councillor {speaker}, leader of Saltmere Borough Council, said:
“We have waited years for this, and {number + 2} streets will be the better for it.”</p>
<p>The work ends on {day + timedelta(days=30):%A %d %B}.</p>
</main>{_FOOTER}</body></html>""".encode()


def news_list(numbers: list[int], next_page: str | None) -> bytes:
    """A page of the news list."""
    items = "".join(
        f'<li><h2><a href="{path_of(n)}">{title_of(n)}</a></h2><p class="date">{day_of(n).day} {day_of(n):%B %Y}</p>'
        f'<p>{SUBJECTS[n % len(SUBJECTS)][1]}.</p><a href="{path_of(n)}">Read more</a></li>'
        for n in numbers
    )
    pager = f'<nav aria-label="Pages"><a rel="next" href="{next_page}">Next</a></nav>' if next_page else ""
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>News - Saltmere</title></head>
<body>{_HEADER}<main><h1>News</h1><ul class="news-list">{items}</ul>{pager}</main>{_FOOTER}</body></html>""".encode()


def feed(base: str, numbers: list[int]) -> bytes:
    """An RSS feed."""
    items = "".join(
        f"<item><title>{title_of(n)}</title><link>{base}{path_of(n)}</link>"
        f"<pubDate>{day_of(n):%a, %d %b %Y} 09:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>""".encode()


def sitemap(base: str, numbers: list[int]) -> bytes:
    """A sitemap of releases and of other pages."""
    paths = [("/", None), ("/bins", None), *((path_of(n), day_of(n)) for n in numbers)]
    urls = "".join(
        f"<url><loc>{base}{path}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>"
        for path, day in paths
    )
    return f"""<?xml version="1.0"?><urlset xmlns="{_SITEMAP}">{urls}</urlset>""".encode()


def sitemap_index(addresses: list[str]) -> bytes:
    """An index of sitemaps."""
    maps = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f"""<?xml version="1.0"?><sitemapindex xmlns="{_SITEMAP}">{maps}</sitemapindex>""".encode()


@contextmanager
def council(releases: int = 12, a_page: int = 4, *, robots: str | None = None) -> Iterator[Site]:
    """A site with so many releases, its news list in pages, a feed of the first, sitemaps, and a home page."""
    with serving() as site:
        numbers = list(range(releases))
        pages = [numbers[start : start + a_page] for start in range(0, releases, a_page)]
        for n in numbers:
            site.answers[path_of(n)] = Page(release(n))
        for index, some in enumerate(pages):
            path = f"/news?page={index + 1}" if index else "/news"
            following = f"/news?page={index + 2}" if index + 1 < len(pages) else None
            site.answers[path] = Page(news_list(some, following))
        site.answers["/feed"] = Page(feed(site.base, numbers[:a_page]), content_type="application/rss+xml")
        packed = gzip.compress(sitemap(site.base, numbers))
        site.answers["/sitemap-news.xml.gz"] = Page(packed, content_type="application/gzip")
        index_page = sitemap_index([f"{site.base}/sitemap-news.xml.gz"])
        site.answers["/sitemap.xml"] = Page(index_page, content_type="text/xml")
        welcome = f"<!doctype html><title>Home</title>{_HEADER}<main><h1>Welcome to Saltmere</h1></main>{_FOOTER}"
        site.answers["/"] = Page(welcome.encode())
        if robots is not None:
            site.answers["/robots.txt"] = Page(robots.encode(), content_type="text/plain")
        yield site


_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEADER = """<header><a href="/">Saltmere Borough Council</a><nav><ul><li><a href="/bins">Bins and recycling</a></li>
<li><a href="/council-tax">Council tax</a></li><li><a href="/news">News</a></li>
<li><a href="/contact">Contact us</a></li></ul></nav>
</header>"""
_FOOTER = """<footer><ul><li><a href="/privacy">Privacy</a></li><li><a href="/accessibility">Accessibility</a></li></ul>
<p>© Saltmere Borough Council</p></footer>"""
