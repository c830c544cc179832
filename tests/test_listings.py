"""Lists of releases: feeds, sitemaps and news pages, each a row of what stands in it and what it comes to."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from extractor.listings.addresses import absolute, is_release_address, registered_domain
from extractor.listings.candidates import label_title
from extractor.listings.feed import MAX_ITEMS, read_feed
from extractor.listings.listing import Item, Listing
from extractor.listings.markup import open_page
from extractor.listings.news_page import list_certainty, read_news_page
from extractor.listings.newsrooms import newsrooms
from extractor.listings.sitemap import MAX_ADDRESSES, read_sitemap
from extractor.reading.limits import MAX_BYTES, TooLargeError

SITE = "https://www.fernmoor.gov.example"
NEWS = f"{SITE}/news"
PAGES = Path(__file__).parent / "listings"
SAMPLES = Path(__file__).parent.parent / "samples"

RSS = '<?xml version="1.0"?><rss version="2.0" {0}><channel><title>Fernmoor</title><link>/</link>{1}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" {0}><title>Fernmoor</title>{1}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>Fernmoor</title></channel>{}</rdf:RDF>'
)
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

# The feed, and its items: address, title, published, day, changed.
FEEDS = [
    (
        "rss",
        RSS.format(
            "",
            "<item><title>Bridge opens</title><link>https://www.fernmoor.gov.example/news/bridge-opens</link>"
            "<pubDate>Mon, 04 Mar 2024 23:30:00 -0500</pubDate><guid isPermaLink='false'>17</guid></item>",
        ),
        [(f"{NEWS}/bridge-opens", "Bridge opens", "Mon, 04 Mar 2024 23:30:00 -0500", "2024-03-04", None)],
    ),
    (
        "permalink",
        RSS.format("", "<item><title>Bridge</title><guid>https://www.fernmoor.gov.example/news/17</guid></item>"),
        [(f"{NEWS}/17", "Bridge", None, None, None)],
    ),
    (
        "relative-link-and-markup-in-the-title",
        RSS.format(
            "", "<item><title>&lt;b&gt;Fish&lt;/b&gt; &amp;amp; chips: &pound;5</title><link>/news/fish</link></item>"
        ),
        [(f"{NEWS}/fish", "Fish & chips: £5", None, None, None)],
    ),
    (
        "title-in-cdata",
        RSS.format(
            "", "<item><title><![CDATA[Mayor&#8217;s <em>last</em> day]]></title><link> /news/mayor\n</link></item>"
        ),
        [(f"{NEWS}/mayor", "Mayor’s last day", None, None, None)],
    ),
    (
        "dublin-core-date",
        RSS.format(
            DC, "<item><title>Bins</title><link>/news/bins</link><dc:date>2023-11-02T09:00:00Z</dc:date></item>"
        ),
        [(f"{NEWS}/bins", "Bins", "2023-11-02T09:00:00Z", "2023-11-02", None)],
    ),
    (
        "references-to-no-character",  # from them the parser makes bytes that are no UTF-8
        RSS.format("", "<item><title>Bi&#xD800;n&#57343;s &#128512;</title><link>/news/&#xdfff;bins</link></item>"),
        [(f"{NEWS}/bins", "Bins 😀", None, None, None)],
    ),
    (
        "prefix-not-declared",
        RSS.format("", "<item><title>Bins</title><link>/news/bins</link><dc:date>2023-11-02</dc:date></item>"),
        [(f"{NEWS}/bins", "Bins", "2023-11-02", "2023-11-02", None)],
    ),
    (
        "rss-1.0",
        RDF.format(
            "<item rdf:about='/news/a'><title>Trees</title><link>/news/trees</link><dc:date>2005-06-01</dc:date></item>"
        ),
        [(f"{NEWS}/trees", "Trees", "2005-06-01", "2005-06-01", None)],
    ),
    (
        "rss-0.91-without-days",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
        '<rss version="0.91"><channel><item><title>Old</title><link>http://a.example/old</link></item></channel></rss>',
        [("http://a.example/old", "Old", None, None, None)],
    ),
    (
        "atom",
        ATOM.format(
            "",
            "<entry><title type='html'>Road &amp;lt;A12&amp;gt; shut</title><id>tag:fernmoor,2024:1</id>"
            "<link rel='edit' href='/edit/1'/><link rel='alternate' href='/news/road'/>"
            "<published>2024-01-05T00:10:00+01:00</published><updated>2024-01-07T12:00:00Z</updated></entry>",
        ),
        [(f"{NEWS}/road", "Road <A12> shut", "2024-01-05T00:10:00+01:00", "2024-01-05", "2024-01-07")],
    ),
    (
        "atom-updated-alone",
        ATOM.format(
            "", "<entry><title>Road</title><link href='/news/r'/><updated>2024-01-07T12:00:00Z</updated></entry>"
        ),
        [(f"{NEWS}/r", "Road", None, None, "2024-01-07")],
    ),
    (
        "atom-xml-base-and-xhtml-title",
        ATOM.format(
            'xml:base="https://press.fernmoor.gov.example/2024/"',
            "<entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Pool <b>opens</b></div></title>"
            "<link href='pool'/></entry>",
        ),
        [("https://press.fernmoor.gov.example/2024/pool", "Pool opens", None, None, None)],
    ),
    (
        "one-address-twice",
        RSS.format(
            "", "<item><title>A</title><link>/news/a</link></item><item><title>B</title><link>/news/a</link></item>"
        ),
        [(f"{NEWS}/a", "A", None, None, None)],
    ),
    (
        "cut-in-the-second-item",
        RSS.format("", "<item><title>Hens & ducks</title><link>/news/hens</link></item><item><title>Geese</title><li")[
            :-50
        ],
        [(f"{NEWS}/hens", "Hens & ducks", None, None, None)],
    ),
    (
        "warning-of-the-server-before-it",
        "\n<br />Warning: cache is old\n" + RSS.format("", "<item><title>A</title><link>/news/a</link></item>"),
        [(f"{NEWS}/a", "A", None, None, None)],
    ),
    ("scheme-of-no-page", RSS.format("", "<item><title>A</title><link>javascript:alert(1)</link></item>"), []),
    ("no-items", RSS.format("", ""), []),
]


@pytest.mark.parametrize(("text", "items"), [row[1:] for row in FEEDS], ids=[row[0] for row in FEEDS])
def test_feed(text: str, items: list[tuple[str | None, ...]]) -> None:
    found = read_feed(text.encode(), f"{NEWS}/feed.xml")
    assert found is not None
    assert (found.kind, [(i.address, i.title, i.published, i.day, i.changed) for i in found.items]) == ("feed", items)


FEED = RSS.format("", "<item><title>Café au lait</title><link>/news/cafe</link></item>")


@pytest.mark.parametrize(
    "data",
    [
        FEED.encode("utf-8-sig"),
        FEED.replace('"1.0"', '"1.0" encoding="iso-8859-1"').encode("latin-1"),
        FEED.replace('"1.0"', '"1.0" encoding="utf-8"').encode("cp1252"),
        FEED.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
        FEED.replace("é", "&eacute;").encode(),
    ],
    ids=["mark", "declared", "declared-wrongly", "utf-16", "entity-of-html"],
)
def test_characters_of_a_feed(data: bytes) -> None:
    found = read_feed(data, NEWS)
    assert found is not None
    assert found.items == (Item(f"{NEWS}/cafe", "Café au lait"),)


@pytest.mark.parametrize(
    "link", ["<atom:link rel='next' href='?page=2'/>", "<link xmlns='{}' rel='next' href='?page=2'/>"]
)
def test_next_page_of_a_feed(link: str) -> None:
    space = "http://www.w3.org/2005/Atom"
    found = read_feed(RSS.format(f'xmlns:atom="{space}"', link.format(space)).encode(), f"{NEWS}/feed")
    assert found is not None
    assert found.more == (f"{NEWS}/feed?page=2",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Plain words",
        "<html><body><p>The tag <rss> is of feeds</body></html>",
        "<urlset><url><loc>https://a.example/</loc></url></urlset>",
        '{"version": "https://jsonfeed.org/version/1"}',
    ],
)
def test_no_feed(text: str) -> None:
    assert read_feed(text.encode(), NEWS) is None


def test_a_feed_is_never_taken_for_a_file_or_address(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED)
    assert read_feed(str(feed).encode(), NEWS) is None


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE {0} [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


def test_entities_of_a_feed_unfold_into_nothing() -> None:
    feed = "<item><title>t &i; &file;</title><link>/news/t</link></item>"
    found = read_feed((BOMB.format("rss") + RSS.format("", feed).partition("?>")[2]).encode(), NEWS)
    assert found is not None
    assert [len(item.title or "") < 20 for item in found.items] == [True]


def test_entities_of_a_sitemap_unfold_into_nothing() -> None:
    text = BOMB.format("urlset") + "<urlset><url><loc>https://a.example/&i;&file;x</loc></url></urlset>"
    found = read_sitemap(text.encode(), NEWS)
    assert found is not None
    assert all(len(item.address) < 40 and "root" not in item.address for item in found.items)


SITEMAP_URLS = (
    "<url><loc>https://www.fernmoor.gov.example/news/a?x=1&amp;y=2</loc><lastmod>2024-03-01T10:00:00+00:00</lastmod></url>"
    "<url><loc> /news/b\n</loc></url><url><lastmod>2024-01-01</lastmod></url>"
    "<url><loc>https://www.fernmoor.gov.example/news/a?x=1&amp;y=2</loc></url>"
)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLS = f'<?xml version="1.0"?><urlset {SPACE}>{SITEMAP_URLS}</urlset>'
TWO = (Item(f"{NEWS}/a?x=1&y=2", changed="2024-03-01"), Item(f"{NEWS}/b"))
OF_NEWS = (
    f'<urlset {SPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{NEWS}/c</loc><news:news>'
    "<news:publication><news:name>Fernmoor</news:name></news:publication><news:publication_date>2024-05-06T07:00:00Z"
    "</news:publication_date><news:title>Fish &amp; chips</news:title></news:news></url></urlset>"
)
INDEX = (
    f"<sitemapindex {SPACE}><sitemap><loc>{SITE}/1.xml</loc><lastmod>2023-01-01</lastmod></sitemap>"
    f"<sitemap><loc>{SITE}/2.xml.gz</loc></sitemap><sitemap><loc>/3.xml</loc><lastmod>2024-01-01</lastmod></sitemap>"
    "</sitemapindex>"
)
SITEMAPS = [
    ("addresses", URLS.encode(), Listing("sitemap", TWO)),
    ("gzipped", gzip.compress(URLS.encode()), Listing("sitemap", TWO)),
    (
        "gzipped-in-two-parts",
        gzip.compress(URLS[:90].encode()) + gzip.compress(URLS[90:].encode()),
        Listing("sitemap", TWO),
    ),
    ("gzipped-and-cut", gzip.compress(URLS.encode())[:-9], Listing("sitemap", TWO)),
    ("prefixes", URLS.replace("<url", "<s:url").replace("</url", "</s:url").encode(), Listing("sitemap", TWO)),
    ("cut", URLS[:-30].encode(), Listing("sitemap", TWO)),
    ("no-character-in-a-reference", URLS.replace("</loc>", "&#xD8\x003D;</loc>").encode(), Listing("sitemap", TWO)),
    (
        "reference-in-a-reference",
        URLS.replace("</loc>", "&#xD8&#xD83D;3D;</loc>").encode(),
        Listing("sitemap", TWO),
    ),
    ("references-to-no-character", URLS.replace("</loc>", "&#xD83D;</loc>").encode(), Listing("sitemap", TWO)),
    (
        "news",
        OF_NEWS.encode(),
        Listing("sitemap", (Item(f"{NEWS}/c", "Fish & chips", "2024-05-06T07:00:00Z", "2024-05-06"),)),
    ),
    ("index", INDEX.encode(), Listing("sitemap", (), (f"{SITE}/3.xml", f"{SITE}/1.xml", f"{SITE}/2.xml.gz"))),
    (
        "lines",
        f"{NEWS}/a\r\n\r\n{NEWS}/b\r\n".encode("utf-8-sig"),
        Listing("sitemap", (Item(f"{NEWS}/a"), Item(f"{NEWS}/b"))),
    ),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in SITEMAPS], ids=[row[0] for row in SITEMAPS])
def test_sitemap(data: bytes, expected: Listing) -> None:
    assert read_sitemap(data, f"{SITE}/sitemap.xml") == expected


@pytest.mark.parametrize("text", ["", "User-agent: *", f"See {NEWS}/a", "<html><urlset></html>", FEED, "\x1f\x8bno"])
def test_no_sitemap(text: str) -> None:
    assert read_sitemap(text.encode("latin-1", "replace"), NEWS) is None


def test_a_sitemap_that_inflates_without_end_is_refused() -> None:
    with pytest.raises(TooLargeError, match="inflates to more than 52,428,800 bytes"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 60_000_000), NEWS)


def test_no_more_addresses_than_the_protocol_has() -> None:
    many = "".join(f"<url><loc>{NEWS}/{n}</loc></url>" for n in range(MAX_ADDRESSES + 10))
    found = read_sitemap(f"<urlset>{many}</urlset>".encode(), NEWS)
    assert found is not None
    assert len(found.items) == MAX_ADDRESSES


RELEASES = """
/news/new-bridge-opens-after-repairs            /news/article/123/new_bridge_opens
/news/2024/03/new-bridge-opens                  /news/2024/new-bridge-opens
/2024/03/new-bridge-opens/                      /2024/03/12/bridge-open
/2024/mar/new-bridge-opens                      /press-releases/1234
/press-release/budget-agreed.html               /newsroom/budget-2024
/media-centre/news/budget-agreed                /council/news-and-media/latest-news/2024/march/budget-agreed
/news.aspx?id=12                                /news/detail.asp?ID=8622
/government/news/new-fund-for-rivers            /media-releases/bridge_opens.pdf
/News/Pages/New-bridge-opens.aspx               /news/housing/new-homes-for-quayside
/CivicAlerts.aspx?AID=900                       /news_item.php?n=41
/pressrelease.cfm?id=7                          /council/NewsDetail.aspx?newsid=55&lang=en
/story.php?item=9                               /news/press-office/new-bridge-opens
/news/contact-centre-to-move                    /news/contact-tracing-starts
/news/notices-sent-to-landlords                 /news/wanted-volunteers-for-the-fair
/latest-news/%E2%80%98best-in-region%E2%80%99   /fernmoornews/2020/new-bridge
"""
NO_RELEASES = """
/  /news  /news/  /news/index.html  /news/category/housing-and-homes  /news/housing  /tag/new-homes
/news/tag/new-homes  /news/page/2  /news/page-2  /news?page=2  /news/2024  /news/2024/03  /news/2024/march  /2024/03/
/2024/03/12/  /news/feed  /news/new-bridge.jpg  /news/style.css  /news/rss.xml  /bins/missed-bin-collection
/article/1234/Missed-bin-collection  /news/events/summer-fair  /newsroom/contact-the-press-office
/media/1234/annual-report-2024.pdf  /wp-content/uploads/2024/03/annual-report.pdf
/sites/default/files/2024-03/new-report.pdf  /news/archive/2024  /newsletters/sign-up  /news/search?q=bridge
/CivicAlerts.aspx?CID=5  /CivicAlerts.aspx  /article.php  /news/public-notices  /news/public-notices/40-lane-to-close
/news/notices/lane-to-close  /news/road-closures/mill-lane-shut  /news/fernmoor/wanted/person-3
/news/media-contacts.aspx  /news/Pages/press-office.aspx  /news/press-office-contacts  /news/contact-us.html
/news/find-an-expert/  /news/subscribe-to-news  /news/newsletters/spring-2024  /news/image-library/new-bridge
/news/news-2019.html  /press-releases/2021-press-releases  /news/2020-archive.htm
/news/author/jo-smith  /press/press-contacts  /history/history-of-the-town  /newspaper-recycling/where-to-take-it
"""


@pytest.mark.parametrize("path", RELEASES.split())
def test_address_of_a_release(path: str) -> None:
    assert is_release_address(SITE + path)


@pytest.mark.parametrize("path", NO_RELEASES.split())
def test_address_of_no_release(path: str) -> None:
    assert not is_release_address(SITE + path)


def test_an_address_of_many_words_takes_no_time() -> None:
    words = ("-view", "-and-events", "_n_story", "views", "--stories")
    start = time.process_time()
    assert not any(is_release_address(f"{SITE}/news{word * 80}-zz") for word in words)
    assert time.process_time() - start < 1


def test_address_on_a_site_of_news() -> None:
    assert is_release_address("https://news.fernmoor.gov.example/new-bridge-opens/")
    assert not is_release_address("https://www.fernmoor.gov.example/new-bridge-opens/")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("b c", f"{SITE}/b%20c"),
        ("//b.example/x#top", "https://b.example/x"),
        ("?page=2", f"{NEWS}?page=2"),
        ("mailto:press@fernmoor.gov.example", None),
        ("#top", None),
        ("http://[::1/x", None),
        ("http://a.example:port/", None),
        ("HTTPS://A.example/", "https://A.example/"),
        ("x" * 3000, None),
    ],
)
def test_absolute(link: str, address: str | None) -> None:
    assert absolute(link, NEWS) == address


def test_one_page_is_one_whatever_way_led_to_it() -> None:
    rows = "".join(f"<li><h3><a href='/news/st-{n}?utm_source=a'>Story {n} of the town</a></h3></li>" for n in (1, 2))
    bare = "".join(f"<li><a href='/news/st-{n}'>Story {n} of the town</a></li>" for n in (2, 3))
    items = read_news_page(f"<ul>{rows}{bare}</ul>", NEWS).items
    assert [item.address for item in items] == [
        f"{NEWS}/st-1?utm_source=a",
        f"{NEWS}/st-2?utm_source=a",
        f"{NEWS}/st-3",
    ]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.news.fernmoor.gov.uk/", "fernmoor.gov.uk"),
        ("https://a.b.example.com/", "example.com"),
        ("https://shire.vic.gov.au/", "vic.gov.au"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
    ],
)
def test_site(address: str, name: str) -> None:
    assert registered_domain(address) == name


PAGE_NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


def _page(name: str) -> tuple[str, dict[str, list[list[str]]], str]:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    return (PAGES / f"{name}.html").read_text("utf-8"), expected, expected["address"]


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_page_of_news(name: str) -> None:
    html, expected, address = _page(name)
    found = read_news_page(html, address)
    items = [[item.address, item.title, item.day] for item in found.items]
    assert items == [[urljoin(address, link), title, day] for link, title, day in expected["items"]]
    assert list(found.more) == [urljoin(address, str(link)) for link in expected["more"]]


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_of_news_is_a_list(name: str) -> None:
    html, _, address = _page(name)
    # A site of news may call its first page as it likes.
    assert list_certainty(open_page(html, address), address) >= 0.5


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_a_release_is_no_list(path: Path) -> None:
    assert list_certainty(path.read_text("utf-8", errors="replace"), f"{NEWS}/{path.stem}") < 0.5


TALL = (
    "<p>The bridge over the Wend was closed in May, when a lorry broke its parapet, and opens again on Monday.</p>" * 4
)
RELATED = "".join(
    f"<li><a href='/news/story-{n}-of-it'>Story {n} of the town</a> {n} May 2024</li>" for n in range(1, 6)
)


def _dated_links(address: str, title: str) -> str:
    rows = (
        f"<tr><td>{n} May 2024</td><td><a href='{address.format(n)}'>{title.format(n)}</a></td></tr>" for n in range(9)
    )
    return f"<table>{''.join(rows)}</table>"


NO_LISTS = [
    ("release-above-related-news", f"<h1>Bridge opens</h1>{TALL}<h2>Related news</h2><ul>{RELATED}</ul>"),
    ("release-above-more-news", f"<h1>Bridge opens</h1>{TALL}<h2>More from the town</h2><ul>{RELATED}</ul>"),
    (
        "release-with-links",
        f"<h1>News</h1><h2>Bridge opens</h2>{TALL}<p><a href='/roads/map'>A map of the way round</a></p>",
    ),
    (
        "service",
        "<h1>Parking</h1><ul>"
        + "".join(f"<li><a href='/parking/{w}'>{w.title()} parking permits</a></li>" for w in ("staff", "guest", "day"))
        + "</ul>",
    ),
    ("nothing", ""),
    ("events", f"<h1>Events</h1>{_dated_links('/events/fair-{}', 'Fair number {} in the market square')}"),
    ("whats-on", f"<h1>What’s on in Fernmoor</h1>{_dated_links('/w/fair-{}', 'Fair number {} in the square')}"),
    ("vacancies", f"<h1>Current vacancies</h1>{_dated_links('/v/{}-cook', 'Cook {} for a primary school')}"),
    ("minutes", f"<h1>Agendas and minutes</h1>{_dated_links('/m{}.htm', 'Minutes of meeting {} of the full council')}"),
    ("diary", f"<h1>Diary of the mayor</h1>{_dated_links('/d{}.htm', 'Opening of fair {} in the market square')}"),
    ("tenders", f"<h1>Tenders and contracts</h1>{_dated_links('/t{}.htm', 'Repair of bridge {} over the Wend')}"),
    ("notices", f"<h1>Public notices</h1>{_dated_links('/p{}.htm', 'Notice {} of works at the market square')}"),
    (
        "minutes-below-news",
        f"<title>Fernmoor</title><h2>Minutes</h2>{_dated_links('/m{}.htm', 'Minutes of meeting {} of the council')}",
    ),
    (
        "landing",
        "<h1>News</h1><h3><a href='/c/releases'>Press releases</a></h3><h3><a href='/c/notices'>Public notices</a></h3>"
        f"<h3><a href='/c/roads'>Road closures</a></h3><div><h3>Latest notices</h3>"
        f"{_dated_links('/c/notices/{}', 'Notice {} of works at the market square')}</div>",
    ),
    (
        "teasers",
        f"<h1>Welcome to Fernmoor</h1><h2>News</h2>{_dated_links('/news/story-{}-of-it', 'Story {} of the town')}"
        "<a href='/news'>See more news</a>",
    ),
]


@pytest.mark.parametrize("html", [row[1] for row in NO_LISTS], ids=[row[0] for row in NO_LISTS])
def test_no_list(html: str) -> None:
    assert list_certainty(html, f"{SITE}/roads/bridge") < 0.5


def test_a_topic_below_the_section_of_news_is_a_list() -> None:
    html = f"<h1>Housing</h1>{_dated_links('/news/story-{}-of-it', 'Story {} of the town')}<a href='/news'>All news</a>"
    assert list_certainty(html, f"{NEWS}/housing") >= 0.5
    assert list_certainty(html, f"{SITE}/housing") < 0.5


def test_year_of_an_archive_is_told_by_its_headline() -> None:
    rows = "".join(f"<li>{n} May <a href='/news/story-{n}'>Story {n} of the town</a></li>" for n in (3, 2))
    page = f"<h1>News archive 2018</h1><ul>{rows}</ul>"
    assert [item.day for item in read_news_page(page, NEWS).items] == ["2018-05-03", "2018-05-02"]


@pytest.mark.parametrize("headline", ["News", "News and events", "Meeting news", "Latest news: tenders"])
def test_a_list_that_is_called_news_is_one(headline: str) -> None:
    html = (
        f"<h1>{headline}</h1>{_dated_links('/n{}.htm', 'Story {} of the market square')}<a href='/a'>View all news</a>"
    )
    assert list_certainty(html, f"{SITE}/n.htm") >= 0.5


def _with(more: str) -> str:
    return f"<h1>News</h1><main><ul>{RELATED}</ul>{more}</main>"


# What leads on, and where it leads.
NEXT = [
    ("words", "<a href='/news?page=2'>Next page</a>", "?page=2"),
    ("older", "<a href='/news/page/2'>« Older posts</a><a href='/news'>Newer posts</a>", "/news/page/2"),
    ("label", "<nav><a href='?p=2' aria-label='Go to next page'><i></i></a></nav>", "?p=2"),
    ("relation", "<a rel='prev' href='?p=0'>x</a><a rel='next' href='?p=2'>x</a>", "?p=2"),
    ("arrow", "<div class='pager'><a href='?p=0'>‹</a><a href='?p=2'>›</a></div>", "?p=2"),
    ("slides", "<div class='slides'><a href='?slide=2'>›</a></div>", None),
    ("numbers", "<p><b>1</b> <a href='?p=2'>2</a> <a href='?p=3'>3</a></p>", "?p=2"),
    (
        "numbers-all-links",
        "<p><a class='active' href='?p=1'>1</a> <a href='?p=2'>2</a> <a href='?p=3'>3</a></p>",
        "?p=2",
    ),
    ("numbers-in-the-midst", "<a href='?p=1'>1</a> <span>2</span> <a href='?p=3'>3</a> <a href='?p=4'>4</a>", "?p=3"),
    ("number-in-text", "<p>Page 1 | <a href='?p=2'>2</a> | <a href='?p=3'>3</a></p>", "?p=2"),
    ("last-of-numbers", "<a href='?p=1'>1</a> <a href='?p=2'>2</a> <span>3</span>", None),
    ("button", "<button data-url='/news/more?offset=5'>Load more</button>", "/news/more?offset=5"),
    ("htmx", "<div hx-get='/news?page=2'>Show more news</div>", "/news?page=2"),
    ("button-of-something-else", "<button data-url='/like/5'>Like</button>", None),
    ("script", "<a href='javascript:next()'>Next</a>", None),
    ("own-address", "<a href='/news'>Next</a>", None),
    ("arrow-alone", "<p><a href='/news?page=2'>›</a></p>", "?page=2"),
    ("arrows-alone", "<p><a href='/news'>«</a> <a href='/news/page/2/'>»</a></p>", "/news/page/2/"),
    ("arrow-to-a-story", "<p><a href='/news/story-9'>→</a></p>", None),
    ("more", "<p><a href='/news?start=10'>More</a></p>", "?start=10"),
    ("more-of-something", "<p><a href='/news/topics'>More</a></p>", None),
    ("more-results", "<p><a href='/news/p2'>Show more results</a></p>", "/news/p2"),
    (
        "month-before",
        "<a href='/news/2024-02'>« Previous month</a><a href='/news/2024-04'>Next month »</a>",
        "/news/2024-02",
    ),
    ("year-before-of-nothing", "<a href='/news/last'>Previous year</a>", None),
    ("more-of-another-list", "<a href='/events'>More events</a>", None),
]


@pytest.mark.parametrize(("more", "address"), [row[1:] for row in NEXT], ids=[row[0] for row in NEXT])
def test_next_page(more: str, address: str | None) -> None:
    expected = () if address is None else (urljoin(NEWS, address),)
    assert read_news_page(_with(more), NEWS).more == expected


@pytest.mark.parametrize(
    ("own", "link", "leads"),
    [
        ("/news/2024/march", "<a href='/news/2024/february'>‹ Previous month</a>", True),
        ("/news/2024/january", "<a href='/news/2023/december'>Previous month</a>", True),
        ("/news/2024/march", "<a href='/news/2024/april'>Previous month</a>", False),
        ("/news?page=3", "<a href='/news?page=4'>›</a>", True),
        ("/news?page=3", "<a href='/news?page=2'>›</a>", False),
        ("/news/p3", "<a href='/news/p4'>Show more results</a>", True),
        ("/news?q=bridge", "<a href='/news?q=bridge&offset=7'>→</a>", True),
        ("/news?q=bridge", "<a href='/news?q=road&offset=7'>→</a>", False),
    ],
)
def test_next_page_of_a_page_or_month(own: str, link: str, leads: bool) -> None:
    assert bool(read_news_page(_with(link), SITE + own).more) is leads


def test_next_page_told_in_the_head() -> None:
    head = "<head><link rel='next' href='/news/page/2/'></head>"
    assert read_news_page(f"<html>{head}<body>{_with('')}</body></html>", NEWS).more == (f"{NEWS}/page/2/",)


def _old_layout(cells: str) -> str:
    """A page in tables, as sites had them: a menu in one, the list in another."""
    menu = "".join(
        f"<tr><td bgcolor=navy><a href='/{address}.htm'><font color=white>{name}</font></a></td></tr>"
        for address, name in (
            ("people", "Councillors"),
            ("m", "Agendas &amp; Minutes"),
            ("d", "Diary"),
            ("hall", "Hall"),
        )
    )
    main = f"<h1>News 2024</h1><table>{cells}</table>"
    return f"<table width=760><tr><td><table>{menu}</table></td><td>{main}</td></tr></table>"


# A list whose items are not all set alike, and the addresses of its items. `{}` is "of the town".
MIXED = [
    (
        "menu-in-a-table",
        _old_layout(
            "<tr><td>5.3.24</td><td><a href='/n1.htm'>Fair {}</a></td></tr>"
            "<tr><td>4.3.24</td><td><a href='/n2.htm'>Pool {} opens</a></td></tr>"
        ),
        ["/n1.htm", "/n2.htm"],
    ),
    (
        "short-titles-with-days-beside-a-menu",
        _old_layout(
            "<tr><td>25.3.24</td><td><a href='/n1.htm'>Fete</a></td></tr>"
            "<tr><td>4.3.24</td><td><a href='/n2.htm'>New clerk</a></td></tr>"
            "<tr><td>3.3.24</td><td><a href='/n3.htm'>Pool news</a></td></tr>"
        ),
        ["/n1.htm", "/n2.htm", "/n3.htm"],
    ),
    (
        "promotion-in-the-list",
        "<h1>News</h1><ul><li><h3><a href='/fair'>Fair {}</a></h3>5 May 2024</li>"
        "<li><h3><a href='/pool'>Pool {}</a></h3>4 May 2024</li>"
        "<li class=promotion><a href='/pay/tax'>Pay your council tax</a></li></ul>",
        ["/fair", "/pool"],
    ),
    (
        "headings-of-two-ranks",
        "<h1>News</h1><h3><a href='/fair'>Fair {}</a></h3><p>5 May 2024</p><h4><a href='/pool'>Pool {} opens</a></h4>"
        "<p>4 May 2024</p><h3><a href='/bus'>Bus {} is late</a></h3><p>3 May 2024</p>",
        ["/fair", "/pool", "/bus"],
    ),
    (
        "bare-links-among-headings",
        "<h1>News</h1><ul><li><h3><a href='/fair'>Fair {}</a></h3></li><li><a href='/pool'>Pool {} opens</a></li>"
        "<li><h3><a href='/bus'>Bus {} is late</a></h3></li><li><a href='/rss-help'>RSS help</a></li></ul>",
        ["/fair", "/pool", "/bus"],
    ),
    (
        "featured-first",
        "<h1>News</h1><div class=hero><h2><a href='/fair'>Fair {}</a></h2><p>6 May 2024</p></div>"
        "<ul><li><h3><a href='/a/pool'>Pool {} opens</a></h3>5 May 2024</li>"
        "<li><h3><a href='/a/bus'>Bus {} is late</a></h3>3 May 2024</li></ul>",
        ["/fair", "/a/pool", "/a/bus"],
    ),
    (
        "undated-heading-before-it",
        "<h1>News</h1><div><h2><a href='/help'>Help with the cost of living</a></h2></div>"
        "<ul><li><h3><a href='/a/pool'>Pool {} opens</a></h3>5 May 2024</li>"
        "<li><h3><a href='/a/bus'>Bus {} is late</a></h3>3 May 2024</li></ul>",
        ["/a/pool", "/a/bus"],
    ),
]


@pytest.mark.parametrize(("html", "expected"), [row[1:] for row in MIXED], ids=[row[0] for row in MIXED])
def test_items_that_are_not_set_alike(html: str, expected: list[str]) -> None:
    found = read_news_page(html.replace("{}", "of the town"), NEWS).items
    assert [item.address for item in found] == [SITE + path for path in expected]


# What links to other years and months, on the page of news of this year, and what it leads to.
ARCHIVES = [
    ("years", "<a href='/news'>2026</a> <a href='/news/2024'>2024</a> <a href='/news/2025'>2025</a>", [2025, 2024]),
    (
        "counts",
        "<aside><a href='/news?year=2023'>2023 (14)</a> <a href='/news?year=2022'>2022 (9)</a></aside>",
        [2023, 2022],
    ),
    ("words", "<a href='/n21.htm'>News 2021</a><a href='/c/2020.htm'>2020 press releases</a>", [2021, 2020]),
    ("archive-of-a-year", "<nav><a href='/news-2019.htm'>2019 archive</a></nav>", [2019]),
    ("news-archive", "<a href='/old-stuff'>News archive</a> <a href='/news/2018'>2018</a>", [2018, None]),
    ("view-archived", "<a href='/news?ARC=L'>View Archived</a>", [None]),
    ("months", "<a href='/2024/02/'>February 2024</a><a href='/2024/11/'>November 2024 (3)</a>", [2024, 2024]),
    ("months-of-a-year", "<a href='/news/2024/march'>March</a><a href='/news/2024/april'>April</a>", [2024, 2024]),
    ("financial-year", "<a href='/news/archive/2022'>2022-23</a>", [2022]),
    ("committee", "<a href='/committees/planning/2024'>2024</a><a href='/council/minutes/2023'>2023 archive</a>", []),
    ("calendar", "<a href='/events/2024/03'>March 2024</a><a href='/news/events/2024'>2024</a>", []),
    (
        "other-site",
        "<a href='https://old.example/news/2024'>2024</a><a href='https://old.example/'>News archive</a>",
        [],
    ),
    ("somewhere", "<a href='/budget/2024'>2024</a><a href='/records'>Archives</a><a href='/news/tag/may'>May</a>", []),
    ("release", "<a href='/news/archive-wins-prize'>News archive</a>", []),
]


@pytest.mark.parametrize(("links", "years"), [row[1:] for row in ARCHIVES], ids=[row[0] for row in ARCHIVES])
def test_archives(links: str, years: list[int | None]) -> None:
    found = read_news_page(_with(f"<div>{links}</div>"), NEWS).archives
    assert [archive.year for archive in found] == years


def test_the_newest_archive_comes_first() -> None:
    links = "<a href='/2024/02/'>February 2024</a><a href='/2025/01/'>Jan 2025</a><a href='/2024/11/'>November 2024</a>"
    found = read_news_page(_with(links), NEWS)
    assert [one.address for one in found.archives] == [f"{SITE}/2025/01/", f"{SITE}/2024/11/", f"{SITE}/2024/02/"]
    assert [item.title for item in found.items] == [f"Story {n} of the town" for n in range(1, 6)]


def test_a_day_within_an_item_heads_no_other() -> None:
    rows = "<li><h3><a href='/news/st-1'>Story 1 of the town</a></h3><p>5 May 2024</p></li>"
    found = read_news_page(f"<ul>{rows}<li><a href='/news/st-2'>Story 2 of the town</a></li></ul>", NEWS).items
    assert [item.day for item in found] == ["2024-05-05", None]


def _dated(line: str) -> list[tuple[str | None, str | None, str | None]]:
    rows = "".join(f"<li><a href='/news/story-{n}'>Story {n} of the town</a> {line}</li>" for n in (1, 2))
    return [(item.published, item.day, item.changed) for item in read_news_page(f"<ul>{rows}</ul>", NEWS).items]


# What stands beside a title, and what is told of its day: as written, the day, the day of the last change.
BESIDE = [
    ("5 March 2024", ("5 March 2024", "2024-03-05", None)),
    ("Published on Tuesday, 5th March 2024 by the press office", ("Tuesday, 5th March 2024", "2024-03-05", None)),
    ("Updated: 5 March 2024", (None, None, "2024-03-05")),
    ("Published: 5 March 2024 | Updated: 6 March 2024", ("5 March 2024", "2024-03-05", None)),
    ("<time datetime='2024-03-05T10:00'>two days ago</time>", ("2024-03-05T10:00", "2024-03-05", None)),
    ("<span>05</span><span>Mar</span><span>2024</span>", ("05 Mar 2024", "2024-03-05", None)),
    ("(5.3.2024)", ("5.3.2024", "2024-03-05", None)),
    ("5 Mar", ("5 Mar", None, None)),
    ("<p>Closing date: 5 March 2024</p>", (None, None, None)),
    ("<p>The pool in Weir Lane will be open to all again from 5 March 2024.</p>", (None, None, None)),
    ("in the spring", (None, None, None)),
]


@pytest.mark.parametrize(("line", "told"), BESIDE, ids=[row[0] for row in BESIDE])
def test_day_beside(line: str, told: tuple[str | None, str | None, str | None]) -> None:
    assert _dated(line) == [told, told]


def test_year_of_a_day_is_that_of_the_heading_above_it() -> None:
    rows = "".join(f"<li>{n} May <a href='/news/story-{n}'>Story {n} of the town</a></li>" for n in (3, 2))
    tabs = "<div><a href='/news/2019'>2019</a></div><div><a href='/news/2017'>2017</a></div>"
    page = f"<h2>2018</h2>{tabs}<ul>{rows}</ul>"
    assert [item.day for item in read_news_page(page, NEWS).items] == ["2018-05-03", "2018-05-02"]


# What a link says, and the title that it tells.
LABELS = [
    ("Read more", ""),
    ("Read the full story »", ""),
    ("Read more about the Wend bridge", "the Wend bridge"),
    ("Read more: Wend bridge opens", "Wend bridge opens"),
    ("Continue reading “Wend bridge opens”", "Wend bridge opens"),
    ("Permalink to Wend bridge opens", "Wend bridge opens"),
    ("Reading room to open on Sundays", "Reading room to open on Sundays"),
    ("Story of the canal to be told", "Story of the canal to be told"),
    ("View of the harbour is saved", "View of the harbour is saved"),
    ("More homes for key workers", "More homes for key workers"),
    ("Learn to swim for free", "Learn to swim for free"),
    ("March 2024", ""),
    ("View all news", ""),
    ("Housing (12)", ""),
    ("Roads and transport (12)", ""),
    ("Fernmoor beat Lowmoor in final (1)", "Fernmoor beat Lowmoor in final (1)"),
    ("Contact us", ""),
]


@pytest.mark.parametrize(("label", "title"), LABELS, ids=[row[0] for row in LABELS])
def test_title_of_a_link(label: str, title: str) -> None:
    assert label_title(label) == title


HOME = f"""<html><head><link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/"><link rel="alternate" hreflang="cy" href="/cy/">
</head><body><nav><a href="/">Home</a><a href="/news-and-events">News and events</a><a href="/bins">Bins</a></nav>
<main><h1>Fernmoor</h1><h2>Latest</h2>
<a href="/news/bridge-opens-again">Bridge opens again</a><a href="/news">View all news</a>
<a href="https://other.example/news">News</a><a href="/events">Events</a>
<a href="/council/press-releases">Press releases</a>
</main><footer><a href="{SITE}/media-centre/">Media centre</a><a href="/news-archive-2010">Old pages</a>
</footer></body></html>"""


def test_newsrooms() -> None:
    found = newsrooms(HOME, f"{SITE}/")
    paths = [address.removeprefix(SITE) for address in found.pages]
    assert paths == ["/council/press-releases", "/news", "/news-and-events", "/media-centre/"]
    assert found.feeds == (f"{SITE}/feed/",)


@pytest.mark.parametrize(
    "told",
    """See more news
More news
All news
View all news
See all news and communications
Read more news
Browse all news »
All latest news and updates
News Flash
View all press releases""".splitlines(),
)
def test_link_beneath_teasers(told: str) -> None:
    assert newsrooms(f"<h2>Roads</h2><a href='/a7'>{told}</a>", f"{SITE}/").pages == (f"{SITE}/a7",)


@pytest.mark.parametrize(
    ("heading", "told", "leads"),
    [
        ("Latest news", "View all", True),
        ("News", "More", True),
        ("News", "See all articles", True),
        ("Events", "View all", False),
        ("News", "Roads", False),
    ],
)
def test_link_that_says_all_leads_to_what_the_heading_above_it_says(heading: str, told: str, leads: bool) -> None:
    found = newsrooms(f"<div><h2>{heading}</h2><a href='/a/b7'>{told}</a></div>", f"{SITE}/").pages
    assert bool(found) is leads


def test_newsrooms_of_a_landing_page() -> None:
    rows = [
        ("public-notices", "Public notices"),
        ("events", "Events"),
        ("updates", "News alerts"),
        ("media", "Media releases"),
    ]
    cards = "".join(
        f"<li><a href='/c/{p}'><h2>{t}</h2><p>Read {t} of all of Fernmoor here.</p></a></li>" for p, t in rows
    )
    found = newsrooms(f"<main><h1>News & Media</h1><ul>{cards}</ul></main>", f"{SITE}/c")
    assert found.pages[:1] == (f"{SITE}/c/media",)
    assert f"{SITE}/c/public-notices" not in found.pages


def test_no_newsrooms() -> None:
    assert newsrooms("<p>Nothing</p>", SITE).pages == ()


def _filled(unit: str, start: str = "") -> bytes:
    return (start + unit * ((MAX_BYTES - len(start)) // len(unit))).encode()


def _read_page(data: bytes, address: str) -> Listing | None:
    return read_news_page(data.decode(), address)


CARD = "<div><h3><a href='/news/a-{0}-b'>A title of it {0}</a></h3><p>5 May 2024</p><p>Words of it in a line</p></div>"
MENU = "<tr><td><a href='/n{}'>Menu</a></td></tr>"
HOSTILE: list[tuple[str, Callable[[bytes, str], Listing | None], bytes]] = [
    ("feed-items", read_feed, _filled("<item><title>a</title><link>/n/a</link></item>", "<rss><channel>")),
    ("feed-open", read_feed, _filled("<item>", "<rss>")),
    ("feed-flat", read_feed, _filled("<title/>", "<rss><channel><item>")),
    ("feed-signs", read_feed, _filled("ab <", "<rss><channel><item><title>")),
    ("feed-lines", read_feed, _filled("\n")),
    ("feed-broken", read_feed, _filled("<b>x & y</i> ", "<rss><channel><item><description>")),
    ("sitemap-flat", read_sitemap, _filled("<a/>", "<urlset>")),
    ("sitemap-open", read_sitemap, _filled("<url>", "<urlset>")),
    ("sitemap-lines", read_sitemap, _filled("https://a.example/news\n")),
    ("page-cards", _read_page, "".join(CARD.format(n) for n in range(80_000)).encode()[:MAX_BYTES]),
    ("page-links", _read_page, _filled("<a href='/news/a-title-of-it'>A title of the town</a>")),
    (
        "page-menu",
        _read_page,
        f"<table>{''.join(map(MENU.format, range(70_000)))}".encode(),
    ),
    ("page-years", _read_page, "".join(f"<a href='/news/{n}'>2024</a>" for n in range(99_000)).encode()),
    ("page-numbers", _read_page, _filled("<a href='?page=3'>3</a> ")),
    ("page-deep", _read_page, _filled("<div><a href='/x/y-z'>One two three four</a> word")),
    ("page-text", _read_page, _filled("12 March 2024 word ")),
    ("page-label", _read_page, _filled("read more ", "<a href='/news/a-b-c' aria-label='")),
]


@pytest.mark.parametrize(("read", "data"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_ten_million_bytes_take_no_more_than_a_moment(
    read: Callable[[bytes, str], Listing | None], data: bytes
) -> None:
    read(b"<rss/>" if read is read_feed else b"<urlset/>", NEWS)
    start = time.process_time()
    found = read(data, NEWS)
    # Twice what is wanted, since machines differ.
    assert time.process_time() - start < 4
    assert found is None or len(found.items) <= MAX_ADDRESSES


def test_a_feed_of_very_many_items_gives_the_first() -> None:
    items = "".join(f"<item><link>/news/{n}</link></item>" for n in range(MAX_ITEMS + 10))
    found = read_feed(RSS.format("", items).encode(), NEWS)
    assert found is not None
    assert [len(found.items), found.items[-1].address] == [MAX_ITEMS, f"{NEWS}/{MAX_ITEMS - 1}"]


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(TooLargeError, match="300,000 elements"):
        read_news_page("<b>" * 1_000_000, NEWS)
