"""Which country a page comes from, and what its numeric days are then read as."""

import pytest

from extractor import extract
from extractor.reading.country import country_of, country_told_by

PAGE = """<html lang="{locale}"><head><title>Pool opens</title>{head}</head><body><main><h1>Pool opens in Marlbrook</h1>
<p>Published: {day}</p><p>The council has opened the pool in Marlbrook after two years of work on its roof.</p>
<p>The bids were opened on {other} and the works took longer than planned, said the council in a statement.</p>
</main></body></html>"""


@pytest.mark.parametrize(
    ("addresses", "locales", "country"),
    [
        (["https://www.marlbrook.gov.uk/news/pool"], [], "GB"),
        (["https://www.marlbrook.gov.uk"], ["en-US"], "GB"),
        (["https://news.marlbrook.gov/a?b=1"], [], "US"),
        (["https://marlbrook.qld.gov.au:8080/x"], [], "AU"),
        (["releases/pool.html", "https://www.marlbrook.ie/"], [], "IE"),
        (["https://marlbrook.org/pool.uk"], ["en", "en_GB"], "GB"),
        (["https://marlbrook.io/"], ["en-US"], "US"),
        (["https://marlbrook.com"], ["en"], None),
        ([None, "", "-", "http://", "https://127.0.0.1/x"], [], None),
    ],
)
def test_country(addresses: list[str | None], locales: list[str], country: str | None) -> None:
    assert country_of(addresses, locales) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Mulga Drilling Pty Ltd will dig the bore, said Cr Ada Holt.", "AU"),
        ("Write to the Shire of Mulga Plains: office@mulgaplains.wa.gov.au", "AU"),
        ("The office of Holt Pty Ltd is in Moorend.", None),
        ("Cllr Ada Holt said the town would bid for the games.", None),
    ],
)
def test_country_told_by_words(text: str, country: str | None) -> None:
    assert country_told_by(text) == country


@pytest.mark.parametrize(
    ("locale", "head", "day", "other", "expected"),
    [
        ("en-US", "", "03/06/2024", "02/05/2024", ("2024-03-06", "2024-02-05")),
        ("en-GB", "", "03/06/2024", "02/05/2024", ("2024-06-03", "2024-05-02")),
        ("en", "", "03/06/2024", "02/05/2024", ("2024-06-03", "2024-05-02")),
        ("en-US", "", "03/06/2024", "25/05/2024", ("2024-06-03", "2024-05-25")),
        ("en", "", "03/06/2024", "February 5, 2024", ("2024-03-06", "2024-02-05")),
        (
            "en-US",
            '<link rel="canonical" href="https://www.marlbrook.gov.uk/pool">',
            "03/06/2024",
            "02/05/2024",
            ("2024-06-03", "2024-05-02"),
        ),
        (
            "en",
            '<meta property="article:published_time" content="2024-03-06T10:00:00Z">',
            "03/06/2024",
            "02/05/2024",
            ("2024-03-06", "2024-02-05"),
        ),
    ],
)
def test_the_page_tells_the_order_of_its_days(
    locale: str, head: str, day: str, other: str, expected: tuple[str, str]
) -> None:
    record = extract(PAGE.format(locale=locale, head=head, day=day, other=other))
    assert record.published is not None
    dates = [mention.value for mention in record.dates if mention.text == other]
    assert (record.published.value, *dates) == expected
    assert "published_disagrees" not in {problem.code for problem in record.problems}
