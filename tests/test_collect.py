"""Collecting from a council's site on this machine: every release once, politely, and never asked for again."""

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from council_site import (
    HOST,
    Page,
    Site,
    council,
    feed,
    news_list,
    path_of,
    release,
    serving,
    sitemap,
    sitemap_index,
)
from docx import Document
from typer.testing import CliRunner

from extractor import extract_many
from extractor.cli import app
from extractor.collect.kept_folder import file_name
from extractor.errors import InputError
from extractor.files import locked
from extractor.inputs.address_list import read_addresses

ROBOTS = "User-agent: *\nDisallow: /private\n"
# Seconds that the site may be late to note the end of a request.
SLACK = 0.05


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    with council(robots=ROBOTS) as site:
        yield site


def call(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and what it tells on standard error."""
    result = CliRunner().invoke(app, list(arguments), prog_name="extractor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


def collect(*arguments: str, delay: str = "0", out: str = "kept") -> tuple[int, str]:
    """Collect from this machine's site, without a pause unless told."""
    return call("collect", *arguments, "--allow-host", HOST, "--delay", delay, "-o", out)


def rows(path: str) -> list[dict[str, str]]:
    """The objects of a file of JSON lines, none if it is not there."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()] if Path(path).exists() else []


def kept(folder: str = "kept") -> list[str]:
    """The paths of the pages in a folder, in order."""
    return [path(row["uri"]) for row in rows(f"{folder}/collected.jsonl")]


def path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def paths(*numbers: int) -> list[str]:
    return [path_of(number) for number in numbers]


STARTS = {
    "a news list": ("/news", range(12)),
    "a feed": ("/feed", range(4)),
    "an index of packed sitemaps": ("/sitemap.xml", range(12)),
    "a packed sitemap": ("/sitemap-news.xml.gz", range(12)),
    "a home page": ("/", range(12)),
    "a release": (path_of(3), [3]),
}


@pytest.mark.parametrize(("start", "numbers"), STARTS.values(), ids=STARTS)
def test_every_release_once(site: Site, start: str, numbers: range | list[int]) -> None:
    code, told = collect(site.base + start)
    assert (code, kept()) == (0, paths(*numbers)), told
    assert max(Counter(site.paths).values()) == 1


def test_several_lists_bring_each_release_once(site: Site) -> None:
    assert collect(*(site.base + start for start, _ in STARTS.values()))[0] == 0
    assert Counter(kept()) == Counter(paths(*range(12)))
    assert [path for path, count in Counter(site.paths).items() if count > 1 and "release" in path] == []


SELECTIONS = {
    "since": (["--since", "2024-05-01"], [0, 1, 2]),
    "until": (["--until", "2024-01-01"], [9, 10, 11]),
    "both": (["--since", "2024-01-01", "--until", "2024-05-01"], [3, 4, 5, 6, 7, 8]),
    "match": (["--match", "/2023/"], [9, 10, 11]),
    "limit": (["--limit", "5"], [0, 1, 2, 3, 4]),
    "since and limit": (["--since", "2024-01-01", "--limit", "2"], [0, 1]),
}


@pytest.mark.parametrize(("options", "numbers"), SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("start", ["/news", "/sitemap.xml"])
def test_what_is_wanted(site: Site, start: str, options: list[str], numbers: list[int]) -> None:
    assert collect(site.base + start, *options)[0] == 0
    assert kept() == paths(*numbers)


def test_a_list_is_left_where_it_gets_too_old(site: Site) -> None:
    collect(f"{site.base}/news", "--since", "2024-05-01")
    assert "/news?page=2" in site.paths
    assert "/news?page=3" not in site.paths


def test_what_the_list_dates_outside_is_not_even_asked_for(site: Site) -> None:
    collect(f"{site.base}/news", "--until", "2024-01-01")
    assert set(site.paths).isdisjoint(paths(*range(9)))


def test_delay_and_one_request_at_a_time(site: Site) -> None:
    collect(f"{site.base}/news", f"{site.base}/feed", f"{site.base}/sitemap.xml", "--limit", "3", delay="0.1")
    assert len(site.requests) > 6
    assert min(site.gaps()) >= 0.1 - SLACK


def test_crawl_delay_of_the_site_is_kept_if_longer(site: Site) -> None:
    site.answers["/robots.txt"] = Page(b"User-agent: extractor\nCrawl-delay: 0.2\n", content_type="text/plain")
    collect(f"{site.base}/news", "--limit", "3", delay="0.05")
    assert min(site.gaps()) >= 0.2 - SLACK


def test_robots_are_obeyed(site: Site) -> None:
    rules = f"User-agent: *\nDisallow: {path_of(1)}\n\nUser-agent: other\nDisallow: /\n"
    site.answers["/robots.txt"] = Page(rules.encode(), content_type="text/plain")
    code, told = collect(f"{site.base}/news", "--limit", "3")
    assert (code, kept()) == (1, paths(0, 2, 3))
    assert path_of(1) not in site.paths
    assert f"{path_of(1)}: its site's robots.txt asks programs to leave it; --ignore-robots" in told
    assert [row["code"] for row in rows("kept/errors.jsonl")] == ["robots"]
    assert collect(f"{site.base}{path_of(1)}", "--ignore-robots")[0] == 0
    assert kept()[-1] == path_of(1)
    assert not Path("kept/errors.jsonl").exists()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_nothing_is_asked_while_robots_txt_can_not_be_had(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = Page(status=status, headers={"Retry-After": "0"})
    code, told = collect(f"{site.base}/news")
    assert code == 3
    assert set(site.paths) == {"/robots.txt"}
    assert f"robots.txt can't be had (the server answered {status}" in told


def test_sites_without_robots_txt_allow_all(site: Site) -> None:
    del site.answers["/robots.txt"]
    assert collect(f"{site.base}{path_of(0)}")[0] == 0


def test_an_honest_name(site: Site) -> None:
    collect(f"{site.base}{path_of(0)}", "--contact", "press-data@saltmere.example")
    agents = {request.headers["user-agent"] for request in site.requests}
    assert len(agents) == 1
    assert re.fullmatch(
        r"extractor/\d\S* \(reads press releases; contact: press-data@saltmere\.example\)", agents.pop()
    )


@pytest.mark.parametrize("contact", ["", "a\r\nHost: b", "café"])
def test_a_contact_that_can_be_no_header_is_refused(site: Site, contact: str) -> None:
    assert collect(f"{site.base}/news", "--contact", contact)[0] == 2
    assert site.paths == []


def test_later_only_lists_are_asked_for_again(site: Site) -> None:
    assert collect(f"{site.base}/news")[0] == 0
    before = len(site.requests)
    site.answers["/news"] = Page(news_list([12, 0, 1, 2, 3], "/news?page=2"))
    site.answers[path_of(12)] = Page(release(12))
    assert collect(f"{site.base}/news")[0] == 0
    assert kept() == paths(*range(13))
    asked = site.paths[before:]
    assert sorted(asked) == sorted(["/robots.txt", "/news", "/news?page=2", "/news?page=3", path_of(12)])


def test_pages_that_were_outside_are_wanted_later(site: Site) -> None:
    """A list without days: pages are looked at, left, and got again when other days are wanted."""
    site.answers["/plain"] = Page(re.sub(rb'<p class="date">[^<]*</p>', b"", news_list([0, 1, 2], None)))
    assert collect(f"{site.base}/plain", "--since", "2024-06-01")[0] == 0
    assert kept() == paths(0)
    assert [row["day"] for row in rows("kept/passed-over.jsonl")] == ["2024-05-30", "2024-05-09"]
    assert collect(f"{site.base}/plain", "--since", "2024-05-20")[0] == 0
    assert kept() == paths(0, 1)
    assert Counter(site.paths)[path_of(2)] == 1


def test_what_servers_let_be_kept_is_not_sent_again(site: Site) -> None:
    def tagged(handler: object) -> None:
        sent = {"ETag": '"a1"', "Cache-Control": "no-cache"}
        known = handler.headers["If-None-Match"] == '"a1"'  # type: ignore[attr-defined]
        page = Page(b"", 304, sent, None) if known else Page(news_list([0, 1, 2], None), headers=sent)
        statuses.append(page.status)
        handler.send(page)  # type: ignore[attr-defined]

    statuses: list[int] = []
    site.answers["/tagged"] = tagged
    for _ in range(3):
        assert collect(f"{site.base}/tagged")[0] == 0
    assert statuses == [200, 304, 304]
    assert kept() == paths(0, 1, 2)


def test_tried_again_where_that_may_help(site: Site) -> None:
    answers = iter([Page(status=503), Page(release(0))])
    site.answers[path_of(0)] = lambda: next(answers)
    assert collect(f"{site.base}{path_of(0)}")[0] == 0
    assert Counter(site.paths)[path_of(0)] == 2


def test_retry_after_is_waited_for(site: Site) -> None:
    answers = iter([Page(status=429, headers={"Retry-After": "1"}), Page(release(0))])
    site.answers[path_of(0)] = lambda: next(answers)
    assert collect(f"{site.base}{path_of(0)}")[0] == 0
    first, second = (request for request in site.requests if request.path == path_of(0))
    assert second.start - first.end >= 1.0


def test_a_server_that_asks_to_wait_for_long_is_left(site: Site) -> None:
    site.answers[path_of(1)] = Page(status=429, headers={"Retry-After": "9000"})
    code, told = collect(f"{site.base}/news")
    assert (code, kept()) == (1, paths(0))
    assert re.search(r"asks to be left alone for [89],\d{3} seconds; give the same command again", told)
    assert Counter(site.paths)[path_of(1)] == 1


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_not_tried_again_where_that_can_not_help(site: Site, status: int) -> None:
    site.answers[path_of(1)] = Page(status=status)
    code, told = collect(f"{site.base}/feed")
    assert (code, kept()) == (1, paths(0, 2, 3))
    assert Counter(site.paths)[path_of(1)] == 1
    assert f"{path_of(1)}: the server answered {status}" in told
    assert [(row["code"], path(row["uri"])) for row in rows("kept/errors.jsonl")] == [(f"http_{status}", path_of(1))]


def test_redirects_to_one_page_bring_it_once(site: Site) -> None:
    site.answers[path_of(1)] = Page(status=301, headers={"Location": path_of(0)})
    site.answers[path_of(2)] = Page(status=302, headers={"Location": f"{path_of(0)}?utm_source=news#top"})
    site.answers[f"{path_of(0)}?utm_source=news"] = Page(release(0))
    assert collect(f"{site.base}/feed")[0] == 0
    assert kept() == paths(0, 3)


def test_lists_in_files(site: Site) -> None:
    Path("addresses.txt").write_text(f"# two of them\n{site.base}{path_of(0)}\n\n{site.base}{path_of(1)}\n")
    Path("saved.xml").write_bytes(feed(site.base, [2, 3]))
    assert collect("addresses.txt", "saved.xml")[0] == 0
    assert kept() == paths(0, 1, 2, 3)


def test_what_is_no_release_is_passed_over(site: Site) -> None:
    site.answers[path_of(1)] = Page(news_list([4, 5, 6, 7], None))
    code, told = collect(f"{site.base}/feed")
    assert (code, kept()) == (0, paths(0, 2, 3))
    assert "passed over: 1 no releases" in told
    assert [row["code"] for row in rows("kept/passed-over.jsonl")] == ["not_a_release"]


def test_documents_are_kept_even_if_nothing_here_reads_them(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    document = Document()
    document.add_paragraph("The ferry steps at Quern have been mended and reopened, the council said today.")
    document.save("steps.docx")
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    site.answers[path_of(0)] = Page(Path("steps.docx").read_bytes(), content_type=word)
    assert collect(f"{site.base}{path_of(0)}")[0] == 0
    assert [row["file"].rpartition(".")[2] for row in rows("kept/collected.jsonl")] == ["docx"]


def test_a_page_that_leads_to_no_release(site: Site) -> None:
    with serving() as bare:
        bare.answers["/"] = Page(b"<!doctype html><title>Home</title><h1>Welcome</h1><p>Soon.</p>")
        code, told = collect(f"{bare.base}/")
    assert code == 3
    assert "is neither a release nor a list of them" in told


def test_endless_lists_end(site: Site) -> None:
    for number in range(1, 6):
        site.answers[f"/same?page={number}"] = Page(news_list([0, 1], f"/same?page={number + 1}"))
    assert collect(f"{site.base}/same?page=1")[0] == 0
    assert "/same?page=3" in site.paths
    assert "/same?page=4" not in site.paths


def test_hints_of_a_feed_speak_where_the_page_is_mute(site: Site) -> None:
    site.answers[path_of(0)] = Page(re.sub(rb'<p class="date">[^<]*</p>', b"", release(0)))
    options = ["--allow-host", HOST, "--delay", "0", "--limit", "1", "--jobs", "1", "-o", "out.jsonl"]
    assert call("run", f"{site.base}/feed", *options)[0] == 0
    (record,) = rows("out.jsonl")
    published = record["published"]
    assert (published["value"], published["found_in"]) == ("2024-06-20", "feed")  # type: ignore[index]
    assert published["start"] is None  # type: ignore[index]


def records_of(*arguments: str) -> list[dict[str, object]]:
    """The records of a run, but for when their pages were fetched."""
    code, told = call("run", *arguments, "--jobs", "1", "-o", "out.jsonl")
    assert code == 0, told
    found = rows("out.jsonl")
    for record in found:
        assert record["source"].pop("fetched_at")  # type: ignore[attr-defined]
    return found  # type: ignore[return-value]


def test_what_is_kept_gives_the_records_of_the_pages_themselves(site: Site) -> None:
    from_site = records_of(f"{site.base}/news", "--allow-host", HOST, "--delay", "0")
    assert [path(record["source"]["uri"]) for record in from_site] == paths(*range(12))  # type: ignore[index]
    assert not Path("out.jsonl.work").exists()
    collect(f"{site.base}/news")
    collect(f"{site.base}/news", out="kept.warc.gz")
    asked = len(site.requests)
    assert records_of("kept") == from_site
    assert records_of("kept.warc.gz") == from_site
    assert call("plan", "kept", "-o", "planned")[0] == 0
    assert records_of("planned/manifest.jsonl") == from_site
    assert len(site.requests) == asked


def test_a_plan_keeps_the_pages_of_its_addresses(site: Site) -> None:
    assert call("plan", f"{site.base}/feed", "--allow-host", HOST, "--delay", "0", "-o", "planned")[0] == 0
    asked = len(site.requests)
    assert call("run", "planned/manifest.jsonl", "-o", "out.jsonl", "--jobs", "1")[0] == 0
    assert len(rows("out.jsonl")) == 4
    assert len(site.requests) == asked


def test_in_python(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.web.public.is_public", lambda _: True)
    monkeypatch.setattr("extractor.web.connect.is_public", lambda _: True)
    monkeypatch.setattr("extractor.web.settings.DELAY", 0.0)
    (record,) = extract_many(f"{site.base}{path_of(5)}")
    assert record.source.uri == f"{site.base}{path_of(5)}"


@pytest.mark.parametrize("out", ["kept", "kept.warc.gz"])
def test_after_a_kill_the_same_command_goes_on(site: Site, out: str) -> None:
    command = [sys.executable, "-m", "extractor", "collect", f"{site.base}/news", "--allow-host", HOST, "-o", out]
    process = subprocess.Popen([*command, "--delay", "0.15"], stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 30
    while len(set(site.paths) & set(paths(*range(12)))) < 5 and time.monotonic() < limit:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    index = "kept/collected.jsonl" if out == "kept" else "kept.collect/collected.jsonl"
    assert 0 < len(Path(index).read_bytes().splitlines()) < 12
    with open(index, "ab") as file:
        file.write(b'{"uri": "half a li')  # what a kill may leave
    if out != "kept":
        with open(out, "ab") as file:
            file.write(b"\x1f\x8b\x08\x00half a record")
    assert collect(f"{site.base}/news", out=out)[0] == 0
    assert [path(row["uri"]) for row in rows(index)] == paths(*range(12))
    asked = Counter(site.paths)
    # The page that was under way as it was killed may be asked for twice.
    assert sum(asked[path] - 1 for path in paths(*range(12))) <= 1
    assert call("run", out, "-o", "out.jsonl", "--jobs", "1")[0] == 0
    assert len(rows("out.jsonl")) == 12


def test_a_run_into_a_stream_keeps_its_pages_elsewhere(site: Site) -> None:
    options = ["--allow-host", HOST, "--delay", "0", "--jobs", "1", "--format", "jsonl", "-o", os.devnull]
    assert call("run", site.base + path_of(3), *options)[0] == 0
    assert not os.path.exists(f"{os.devnull}.work")


def test_a_run_that_was_interrupted_does_not_ask_again(site: Site) -> None:
    options = ["--allow-host", HOST, "--delay", "0.15", "-o", "out.jsonl"]
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "run", f"{site.base}/news", *options], stderr=subprocess.PIPE
    )
    limit = time.monotonic() + 30
    while len(set(site.paths) & set(paths(*range(12)))) < 3 and time.monotonic() < limit:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"kept in out.jsonl.work" in told
    assert call("run", f"{site.base}/news", *options)[0] == 0
    assert len(rows("out.jsonl")) == 12
    assert max(Counter(path for path in site.paths if "release" in path).values()) == 1
    assert not Path("out.jsonl.work").exists()


def test_hosts_are_asked_side_by_side(site: Site) -> None:
    """Two names of this machine are two hosts."""
    with council() as other:
        lists = [f"{site.base}/news", f"{other.base.replace(HOST, 'localhost')}/news"]
        code, told = collect(*lists, "--limit", "4", "--allow-host", "localhost", delay="0.1")
    assert code == 0, told
    assert Counter(kept()) == Counter(paths(0, 1, 2, 3) * 2)
    assert min(*site.gaps(), *other.gaps()) >= 0.1 - SLACK
    assert other.requests[0].start < site.requests[-1].start
    assert site.requests[0].start < other.requests[-1].start


NAMES = [
    ("https://saltmere.example/news/heron-hide", None, r"saltmere\.example/heron-hide-[0-9a-f]{8}\.html"),
    ("https://saltmere.example/", "text/html", r"saltmere\.example/page-[0-9a-f]{8}\.html"),
    ("https://saltmere.example/a.pdf", "application/pdf", r"saltmere\.example/a-[0-9a-f]{8}\.pdf"),
    ("https://saltmere.example/a/../../..%2f..%2fetc/passwd", None, r"saltmere\.example/passwd-[0-9a-f]{8}\.html"),
    ("https://saltmere.example/%2e%2e%2f%2e%2e%2fetc%00.html", None, r"saltmere\.example/etc-[0-9a-f]{8}\.html"),
    ("https://../..", None, r"site/page-[0-9a-f]{8}\.html"),
    ("https://saltmere.example/..\\..\\con", None, r"saltmere\.example/page-[0-9a-f]{8}\.html"),
    ("https://saltmere.example/" + "a" * 3000, None, r"saltmere\.example/a{60}-[0-9a-f]{8}\.html"),
    ("https://" + "a" * 300 + ".example/b", None, r"a{92}\.example/b-[0-9a-f]{8}\.html"),
    ("http://[::1]:8080/x?a=/../b", None, r"1/x-[0-9a-f]{8}\.html"),
]


@pytest.mark.parametrize(("address", "media_type", "name"), NAMES)
def test_names_of_files_stay_in_their_folder(address: str, media_type: str | None, name: str) -> None:
    assert re.fullmatch(name, file_name(address, media_type))


BAD_CALLS = [
    (["collect", "www.saltmere.example/news", "-o", "kept"], "write it as https://..."),
    (["run", "notes.html", "--since", "2024-01-01"], "--since chooses among the releases that addresses lead to"),
    (["plan", "notes.html", "--limit", "3", "-o", "planned"], "--limit chooses among"),
    (["collect", "notes.html", "-o", "kept"], "is neither an address (https://...)"),
    (["collect", "http://127.0.0.1:9/", "-o", "kept.jsonl"], "kept in a folder or in FILE.warc.gz"),
    (["collect", "http://127.0.0.1:9/", "-o", "s3://bucket/kept"], "keep them on this machine"),
    (["collect", "http://127.0.0.1:9/", "-o", "no/kept"], "there is no folder no"),
    (["collect", "http://127.0.0.1:9/", "-o", "a", "--since", "2024-02-01", "--until", "2024-01-01"], "no day is left"),
    (["collect", "http://127.0.0.1:9/", "-o", "a", "--match", "("], "no regular expression"),
    (["collect", "http://127.0.0.1:9/", "-o", "a", "--match", "a{9999999999}"], "no regular expression"),
    (["collect", "http://127.0.0.1:9/", "-o", "a", "--since", "May"], "no day like"),
    (["collect", "http://127.0.0.1:9/", "-o", "other.warc.gz"], "no index of it"),
]


@pytest.mark.parametrize(("arguments", "reason"), BAD_CALLS)
def test_calls_that_can_not_be_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.html").write_text("<p>no list</p>")
    Path("other.warc.gz").write_bytes(b"somebody else's")
    code, told = call(*arguments)
    assert code == 2
    assert reason in " ".join(told.split())
    assert Path("other.warc.gz").read_bytes() == b"somebody else's"


HOME = "<!doctype html><title>Saltmere</title><h1>Find your place by the sea</h1>"
TEASER = "<article><h3><a href='{}'>{}</a></h3><p>{}</p></article>"


def test_a_home_page_with_some_news_leads_to_all_of_it(site: Site) -> None:
    teasers = "".join(
        TEASER.format(
            path_of(n), f"Stage {n} of the harbour works is done", "The work took three weeks, the council said."
        )
        for n in range(3)
    )
    more = "<p><a href='/news'>See all news</a></p><p>Council meeting: 25 November 2026, 7pm, Town Hall.</p>"
    for home in ("/", "/en/", "/home.aspx"):
        site.answers[home] = Page(f"{HOME}{teasers}{more}".encode())
        code, told = collect(f"{site.base}{home}", out=f"kept-{len(home)}")
        assert (code, kept(f"kept-{len(home)}")) == (0, paths(*range(12)))
        assert f"{home}: leads to {site.base}/news, a news list of 3 pages, 12 items" in told


def test_a_landing_page_is_a_step_on_the_way(site: Site) -> None:
    site.answers["/media"] = Page(
        b"<title>News and media</title><h1>News and media</h1><ul><li><a href='/news'>Media releases</a></li>"
        b"<li><a href='/public-notices'>Public notices</a></li><li><a href='/events'>Events</a></li></ul>"
    )
    site.answers["/"] = Page(f"{HOME}<a href='/media'>News and media</a>".encode())
    assert collect(f"{site.base}/")[0] == 0
    assert kept() == paths(*range(12))


def test_lists_of_other_years_are_followed_after_the_pages(site: Site) -> None:
    years = b"<ul><li><a href='/news/2023'>2023</a></li><li><a href='/news/2022'>2022</a></li></ul></main>"
    site.answers["/news"] = Page(news_list([0, 1, 2], None).replace(b"</main>", years))
    site.answers["/news/2023"] = Page(news_list([9, 10, 11], None).replace(b"</main>", years))
    site.answers["/news/2022"] = Page(news_list([28, 29, 30], None).replace(b"</main>", years))
    for number in (28, 29, 30):
        site.answers[path_of(number)] = Page(release(number))
    assert collect(f"{site.base}/news", out="all")[0] == 0
    assert kept("all") == paths(0, 1, 2, 9, 10, 11, 28, 29, 30)
    before = len(site.requests)
    assert collect(f"{site.base}/news", "--since", "2023-12-01", out="some")[0] == 0
    assert kept("some") == paths(0, 1, 2, 9)
    assert "/news/2022" not in site.paths[before:]


@pytest.mark.parametrize("numbers", [[11, 10, 9, 2, 1, 0], [11, 0, 1, 2]], ids=["oldest first", "an old one pinned"])
def test_lists_need_not_begin_with_the_newest(site: Site, numbers: list[int]) -> None:
    halves = numbers[:3], numbers[3:]
    site.answers["/news"] = Page(news_list(halves[0], "/news?page=2"))
    site.answers["/news?page=2"] = Page(news_list(halves[1], None))
    assert collect(f"{site.base}/news", "--since", "2024-05-01")[0] == 0
    assert sorted(kept()) == sorted(paths(0, 1, 2))


def test_a_list_is_asked_for_however_fresh_its_server_calls_it(site: Site) -> None:
    fresh = {"Cache-Control": "max-age=31536000", "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    site.answers["/news"] = Page(news_list([1, 2, 3], None), headers=fresh)
    collect(f"{site.base}/news")
    site.answers["/news"] = Page(news_list([0, 1, 2, 3], None), headers=fresh)
    collect(f"{site.base}/news")
    assert kept() == paths(1, 2, 3, 0)


@pytest.mark.parametrize("damage", [b"rubbish" * 1000, None], ids=["rubbish", "a folder"])
def test_a_damaged_cache_is_made_anew_or_left(site: Site, damage: bytes | None) -> None:
    collect(f"{site.base}/news", "--limit", "1")
    (cache,) = [one for one in Path("kept/.cache").iterdir() if one.suffix == ".sqlite"]
    for one in Path("kept/.cache").iterdir():
        one.unlink()
    cache.write_bytes(damage) if damage else cache.mkdir()
    code, told = collect(f"{site.base}/news", "--limit", "2")
    assert (code, kept()) == (0, paths(0, 1))
    assert "Traceback" not in told


def test_redirects_to_pages_that_are_kept_are_remembered(site: Site) -> None:
    site.answers[path_of(1)] = Page(status=301, headers={"Location": path_of(0)})
    for _ in range(3):
        assert collect(f"{site.base}/feed")[0] == 0
    assert Counter(site.paths)[path_of(1)] == 1
    assert kept() == paths(0, 2, 3)


def test_lists_of_several_hosts_that_lead_to_one_page_bring_it_once(site: Site) -> None:
    with council(2) as one, council(2) as other:
        for server in (one, other):
            server.answers["/feed"] = Page(feed(site.base, [0, 1, 2, 3]), content_type="application/rss+xml")
        named = other.base.replace(HOST, "localhost")
        assert collect(f"{one.base}/feed", f"{named}/feed", "--allow-host", "localhost")[0] == 0
    assert sorted(kept()) == sorted(paths(0, 1, 2, 3))
    assert max(Counter(path for path in site.paths if "release" in path).values()) == 1


def test_a_page_that_had_a_bad_day_is_looked_at_again(site: Site) -> None:
    site.answers[path_of(1)] = Page(b"<title>Sorry</title><h1>Our site is being mended</h1>")
    collect(f"{site.base}/feed")
    site.answers[path_of(1)] = Page(release(1))
    collect(f"{site.base}/feed")
    assert (kept(), Counter(site.paths)[path_of(1)]) == (paths(0, 2, 3), 1)
    passed = Path("kept/passed-over.jsonl")
    passed.write_text(re.sub(r'"fetched_at": "\d{4}', '"fetched_at": "2020', passed.read_text()))
    collect(f"{site.base}/feed")
    assert kept() == paths(0, 2, 3, 1)


def test_what_is_new_is_told(site: Site) -> None:
    assert "4 new, 4 pages in kept, 0 failed" in collect(f"{site.base}/feed")[1]
    assert "8 new, 12 pages in kept, 0 failed" in collect(f"{site.base}/news")[1]
    assert "0 new, 12 pages in kept, 0 failed" in collect(f"{site.base}/news", "--limit", "1")[1]


def test_items_that_do_not_hold_the_pattern_are_told(site: Site) -> None:
    code, told = collect(f"{site.base}/sitemap.xml", "--match", "/press/")
    assert code == 3
    assert "14 items, of which 14 do not hold /press/" in told


def test_whoever_names_a_page_wants_it_of_whatever_day(site: Site) -> None:
    assert collect(f"{site.base}{path_of(11)}", "--since", "2024-06-01")[0] == 0
    assert kept() == paths(11)


def test_other_answers_of_success_are_no_pages(site: Site) -> None:
    site.answers[path_of(0)] = Page(release(0), status=203)
    site.answers[path_of(1)] = Page(release(1), status=218)
    site.answers[path_of(2)] = Page(release(2), status=206)
    code, told = collect(f"{site.base}/feed", out="kept.warc.gz")
    assert (code, kept("kept.collect")) == (1, paths(0, 3))
    assert "answered 218" in told
    assert call("run", "kept.warc.gz", "-o", "out.jsonl", "--jobs", "1")[0] == 0
    assert len(rows("out.jsonl")) == 2


def test_an_index_of_many_sitemaps(site: Site) -> None:
    maps = [f"{site.base}/map-{number}" for number in range(1200)]
    site.answers["/many.xml"] = Page(
        sitemap_index([*maps, f"{site.base}/sitemap-news.xml.gz"]), content_type="text/xml"
    )
    for number in range(1200):
        site.answers[f"/map-{number}"] = Page(sitemap(site.base, []), content_type="text/xml")
    assert collect(f"{site.base}/many.xml")[0] == 0
    assert kept() == paths(*range(12))


ADDRESS_FILES = {
    "comments": ("a.txt", "# ours\n\nhttps://a.example/x  # the first\n  https://b.example/\n", 2, 0),
    "a table": ("a.csv", 'url,council\nhttps://a.example/x,"A, of B"\n"https://b.example/y",B\n', 2, 0),
    "a table whose addresses come second": (
        "a.csv",
        '\ufeffCouncil;Website\n"A; of B";https://a.example/x\nC;\nD;https://b.example/y,1\nE;none\n',
        2,
        1,
    ),
    "commas in addresses": ("a.txt", "https://a.example/news/1,2\nhttps://a.example/news/1,3\n", 2, 0),
    "wrong lines": ("a.txt", "https://a.example/x\nhttps://a.example/y\nwww.b.example/news\nftp://c.example/\n", 2, 2),
    "a wrong line first": ("a.txt", "www.a.example/news\nwww.b.example/news\nhttps://c.example/feed\n", 1, 2),
    "wrong lines alone": ("a.txt", "www.a.example/news\ncouncil.gov.uk/news/\n127.0.0.1:8611/news\n", 0, 3),
    "UTF-16": ("a.txt", "https://a.example/x\r\nhttps://b.example/y\r\n".encode("utf-16"), 2, 0),
    "a long comment first": ("a.txt", f"# {'about ' * 100}\nhttps://a.example/x\n", 1, 0),
}


@pytest.mark.parametrize(("name", "content", "good", "bad"), ADDRESS_FILES.values(), ids=ADDRESS_FILES)
def test_files_of_addresses(tmp_path: Path, name: str, content: str | bytes, good: int, bad: int) -> None:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    found = read_addresses(str(tmp_path / name))
    assert found is not None
    assert len([one for one in found if isinstance(one, str) and urlsplit(one).hostname]) == good
    assert len([one for one in found if isinstance(one, InputError)]) == bad


def test_a_release_that_names_an_address_is_no_list(tmp_path: Path) -> None:
    text = "Ferry steps reopen\n\nThe steps at Quern have reopened.\n\nhttps://saltmere.example/steps\n"
    (tmp_path / "a.txt").write_text(text)
    assert read_addresses(str(tmp_path / "a.txt")) is None


def test_a_folder_of_other_files_is_left(site: Site) -> None:
    Path("mine").mkdir()
    Path("mine/a.txt").write_text("my own release")
    code, told = collect(f"{site.base}/feed", out="mine")
    assert code == 2
    assert "holds other files" in told
    assert [one.name for one in Path("mine").iterdir()] == ["a.txt"]


def test_pages_that_were_deleted_are_asked_for_again(site: Site) -> None:
    collect(f"{site.base}/feed")
    lost = next(Path("kept").rglob("release-2-*.html"))
    lost.unlink()
    assert collect(f"{site.base}/feed")[0] == 0
    assert kept() == paths(0, 2, 3, 1)
    assert len(records_of("kept")) == 4


def test_pages_are_not_forgotten_while_another_run_holds_the_folder(site: Site) -> None:
    collect(f"{site.base}/feed")
    next(Path("kept").rglob("release-2-*.html")).unlink()
    index = Path("kept/collected.jsonl").read_bytes()
    with locked(Path("kept/.lock"), Path("kept")):
        code, told = collect(f"{site.base}/feed")
    assert code == 2
    assert "another run is at work" in told
    assert Path("kept/collected.jsonl").read_bytes() == index


def test_blank_lines_in_an_index_cost_no_page(site: Site) -> None:
    collect(f"{site.base}/feed", "--limit", "2")
    index = Path("kept/collected.jsonl")
    index.write_bytes(b"\n" + index.read_bytes().replace(b"\n", b"\n\n"))
    assert collect(f"{site.base}/feed")[0] == 0
    assert [path(record["source"]["uri"]) for record in records_of("kept")] == paths(0, 1, 2, 3)  # type: ignore[index]


INDEX_LINES = [
    b"[]\n",
    b"null\n",
    b"{}\n",
    b'{"uri": 5, "address": 6, "day": null}\n',
    b"[" * 100_000 + b"\n",
    b"rubbish\n",
]


@pytest.mark.parametrize("line", INDEX_LINES)
@pytest.mark.parametrize("name", ["collected.jsonl", "passed-over.jsonl"])
@pytest.mark.parametrize("out", ["kept", "kept.warc.gz"])
def test_edited_indexes_are_refused(site: Site, out: str, name: str, line: bytes) -> None:
    collect(f"{site.base}{path_of(0)}", out=out)
    folder = Path("kept" if out == "kept" else "kept.collect")
    with open(folder / name, "ab") as file:
        file.write(line)
    for _ in range(2):
        code, told = collect(f"{site.base}{path_of(1)}", out=out)
        assert code == 2
        assert "give another name to -o" in " ".join(told.split())


@pytest.mark.parametrize("left", [b"\x1f", b"\x1f\x8b\x08\x00half a record", gzip.compress(b"a whole one", mtime=0)])
def test_what_a_killed_write_leaves_is_cut_off(site: Site, left: bytes) -> None:
    collect(f"{site.base}/feed", "--limit", "2", out="kept.warc.gz")
    before = Path("kept.warc.gz").read_bytes()
    Path("kept.warc.gz").write_bytes(before + left)
    assert collect(f"{site.base}/feed", "--limit", "2", out="kept.warc.gz")[0] == 0
    assert Path("kept.warc.gz").read_bytes() == before


@pytest.mark.parametrize("damage", ["more pages", "less", "no index"])
def test_a_web_archive_is_not_cut_but_for_half_a_record(site: Site, damage: str) -> None:
    collect(f"{site.base}/feed", out="kept.warc.gz")
    whole = Path("kept.warc.gz").read_bytes()
    if damage == "more pages":
        Path("kept.warc.gz").write_bytes(whole * 2)
    elif damage == "less":
        Path("kept.warc.gz").write_bytes(whole[:-10])
    else:
        Path("kept.collect/collected.jsonl").write_bytes(b"")
    before = Path("kept.warc.gz").read_bytes()
    assert collect(f"{site.base}/news", out="kept.warc.gz")[0] == 2
    assert Path("kept.warc.gz").read_bytes() == before


def test_long_pauses_that_a_site_asks_for_are_told(site: Site) -> None:
    site.answers["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 3600\n", content_type="text/plain")
    code, told = collect(f"{site.base}/news")
    assert code == 3
    assert "asks to leave 3,600 seconds between two pages" in told


def test_many_hosts_and_more_addresses_than_threads(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: real(HOST if "example" in host else host, *rest, **more)
    )
    hosts = [f"council-{number}.example" for number in range(40)]
    port = site.base.rpartition(":")[2]
    addresses = [f"http://{host}:{port}{path_of(number)}" for host in hosts for number in range(3)]
    code, told = collect(*addresses, *(option for host in hosts for option in ("--allow-host", host)))
    assert code == 0, told
    assert Counter(kept()) == Counter(paths(0, 1, 2) * len(hosts))
