"""A release within the site of an invented council: a page of a given size, as councils' systems make them.

The shares of markup, scripts, styles and icons, and the number of elements and links for a size, are about those of
the 149 real pages that benchmarks/README.md names under Reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from random import Random

from invented_words import invented_name, words

from extractor.kinds import Kind

TOPICS, TASKS, THINGS, HEADLINES = words("topics"), words("tasks"), words("things"), words("headlines")
CLASSES, PROPERTIES = words("classes"), words("properties")
# What part of the chrome is what; styles are most of the rest.
MENU, FOOTER, SCRIPTS, ICONS = 0.49, 0.13, 0.11, 0.02
CARD_SHARE, CARD, CARDS = 0.06, 700, 9


@dataclass(frozen=True, slots=True)
class Story:
    """A release as it was written: title, day of issue, who issued it, and paragraphs with their kinds."""

    title: str
    published: str
    publisher: str
    paragraphs: tuple[tuple[Kind, str], ...]

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return "\n\n".join(text for _, text in self.paragraphs)


def site_page(story: Story, size: int, chance: Random) -> bytes:
    """The page: `size` bytes or a little more, but never less than the release and the smallest site need."""
    host = f"www.{invented_name(chance).lower()}.gov.uk"
    article = _article(story, chance)
    chrome = max(size - len(article), 0)
    cards = min(int(chrome * CARD_SHARE / CARD), CARDS)
    body = (
        f'<body class="node-{chance.randrange(9999)} page-news no-js">{_banners(host)}{_header(host, chance, chrome)}'
        f"{_breadcrumb(story)}{article}{_related(cards, chance)}{_footer(host, chance, chrome)}"
        f"<script>{_filled(chrome * SCRIPTS, lambda: _statement(chance))}</script></body></html>"
    )
    head = _head(story, host)
    styles = _filled(size - len(head) - len(body), lambda: _rule(chance))
    return f"{head}<style>{styles}</style></head>{body}".encode()


def _filled(size: float, make: Callable[[], str]) -> str:
    """Parts, one after another, until they have the size."""
    parts, length = [], 0
    while length < size:
        parts.append(make())
        length += len(parts[-1])
    return "".join(parts)


def _head(story: Story, host: str) -> str:
    title = escape(story.title)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB" dir="ltr"><head><meta charset="utf-8">'
        f"<title>{title} | {escape(story.publisher)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{escape(story.publisher)}">'
        f'<meta property="article:published_time" content="{story.published}T09:30:00+00:00">'
        f'<link rel="canonical" href="https://{host}/news/{_slug(story.title)}">'
        '<link rel="stylesheet" href="/assets/site.css?v=41"><script src="/assets/site.js" defer></script>\n'
    )


def _article(story: Story, chance: Random) -> str:
    """Heading, day, picture and body, in one of three layouts."""
    before, after = chance.choice(
        [
            ('<main id="main-content" class="main"><article class="node node--type-news full">', "</article></main>"),
            ('<div id="content" class="site-content"><div class="post type-post entry">', "</div></div>"),
            (
                '<main role="main" class="wrapper"><div class="grid-row"><div class="column-two-thirds">',
                "</div></div></main>",
            ),
        ]
    )
    titles = [text for kind, text in story.paragraphs if kind is Kind.TITLE] or [story.title]
    body = "\n".join(_body(story))
    return (
        f'{before}<h1 class="page-title"><span>{escape(titles[0])}</span></h1>'
        f'<p class="published">Published: <time datetime="{story.published}">{story.published}</time></p>'
        f"{_picture(chance)}{_share(chance)}"
        f'<div class="field field--name-body field--type-text-long"><div class="field__item">{body}</div></div>{after}'
    )


def _body(story: Story) -> Iterator[str]:
    rest = [(kind, escape(text, quote=False)) for kind, text in story.paragraphs if kind is not Kind.TITLE]
    for kind, group in groupby(rest, key=lambda paragraph: paragraph[0]):
        texts = [text for _, text in group]
        if kind is Kind.LIST_ITEM:
            yield f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
        elif kind is Kind.HEADING:
            yield from (f"<h2>{text}</h2>" for text in texts)
        elif kind is Kind.BLOCK_QUOTE:
            yield from (f"<blockquote><p>{text}</p></blockquote>" for text in texts)
        else:
            yield from (f"<p>{text}</p>" for text in texts)


def _picture(chance: Random) -> str:
    name = f"/sites/files/styles/wide/{chance.randrange(10**6)}.jpg"
    sources = ", ".join(f"{name}?w={width} {width}w" for width in (320, 640, 960, 1280))
    return f'<figure class="media"><img src="{name}" srcset="{sources}" sizes="100vw" alt="" loading="lazy"></figure>'


def _share(chance: Random) -> str:
    links = "".join(
        f'<li class="share__item"><a class="share__link" href="https://{name.lower()}.example/share">'
        f'{_icon(chance)}<span class="visually-hidden">Share on {name}</span></a></li>'
        for name in ("Facebook", "LinkedIn", "WhatsApp")
    )
    return f'<div class="share"><ul class="share__list">{links}</ul></div>'


def _banners(host: str) -> str:
    return (
        '<a href="#main-content" class="skip-link visually-hidden focusable">Skip to main content</a>'
        '<div id="cookie-banner" class="cookie-banner" role="region" aria-label="Cookies"><div class="inner">'
        f"<h2>Cookies on {host}</h2><p>We use some essential cookies to make this website work. We would like to set "
        "additional cookies to understand how you use it.</p><button>Accept additional cookies</button>"
        '<button>Reject additional cookies</button><a href="/cookies">View cookies</a></div></div>'
    )


def _header(host: str, chance: Random, chrome: int) -> str:
    """Logo, search and the mega menu."""
    return (
        f'<header class="site-header" role="banner"><a href="https://{host}/" class="logo" rel="home">'
        f'{_icon(chance, 60)}<span class="visually-hidden">Home</span></a>'
        '<form action="/search" class="search-form" role="search">'
        '<label for="q" class="visually-hidden">Search this site</label><input id="q" name="q" type="search">'
        f"<button>Search</button></form><div class=icons>{_filled(chrome * ICONS, lambda: _icon(chance))}</div>"
        '<nav class="navigation navigation--main" aria-label="Main menu"><ul class="menu menu--level-1">'
        f"{_filled(chrome * MENU, lambda: _menu(chance))}</ul></nav></header>\n"
    )


def _menu(chance: Random) -> str:
    topic = chance.choice(TOPICS)
    items = "\n".join(
        f'<li class="menu__item menu__item--level-2">{_link(chance, "menu__link", topic)}</li>' for _ in range(6)
    )
    return (
        f'<li class="menu__item menu__item--expanded"><a href="/{_slug(topic)}" class="menu__link">{topic}</a>'
        '<button class="menu__toggle" aria-expanded="false"></button>'
        f'<ul class="menu menu--level-2">{items}</ul></li>\n'
    )


def _link(chance: Random, name: str, topic: str) -> str:
    """A link as systems write it: wrapped, and with more attributes than anybody reads."""
    label = f"{chance.choice(TASKS)} {chance.choice(THINGS)}"
    target, node = f"/{_slug(topic)}/{_slug(label)}", chance.randrange(10**5)
    return (
        f'<div class="{name}-wrap {name}-wrap--{chance.choice(CLASSES)} js-{name}" id="{name}-{node}">\n'
        f'    <a href="{target}" class="{name} {name}--{chance.choice(CLASSES)}" data-path="node/{node}" '
        f'data-track=\'{{"event":"click","target":"{target}","place":"{name}"}}\' title="{label}">\n'
        f'      <span class="{name}-text">{label}</span>\n    </a>\n  </div>'
    )


def _breadcrumb(story: Story) -> str:
    return (
        '<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li>'
        '<li><a href="/news">News</a></li>'
        f'<li aria-current="page">{escape(story.title)}</li></ol></nav>'
    )


def _related(cards: int, chance: Random) -> str:
    found = "".join(_card(chance) for _ in range(cards))
    return f'<aside class="related-news"><h2>Related news</h2><div class="related-news__list">{found}</div></aside>\n'


def _card(chance: Random) -> str:
    headline = chance.choice(HEADLINES).format(invented_name(chance))
    summary = f"People who live near {invented_name(chance)} can see what is planned and say what they think of it."
    return (
        f'<div class="news-card">{_picture(chance)}<h3 class="news-card__title"><a href="/news/{_slug(headline)}">'
        f'{headline}</a></h3><p class="news-card__summary">{summary}</p>'
        f'<span class="news-card__date">{chance.randrange(1, 29)} March 2024</span></div>'
    )


def _footer(host: str, chance: Random, chrome: int) -> str:
    return (
        '<div class="feedback"><h2>Is this page useful?</h2><button>Yes</button><button>No</button></div>'
        '<footer class="site-footer" role="contentinfo"><div class="site-footer__columns">'
        f"{_filled(chrome * FOOTER, lambda: _column(chance))}</div>"
        f"<p>© 2024 {host}. All rights reserved.</p></footer>\n"
    )


def _column(chance: Random) -> str:
    topic = chance.choice(TOPICS)
    items = "\n".join(f"<li>{_link(chance, 'site-footer__link', topic)}</li>" for _ in range(4))
    return f'<div class="site-footer__column"><h2>{topic}</h2><ul>{items}</ul></div>\n'


def _icon(chance: Random, points: int = 12) -> str:
    path = "".join(
        f"{chance.choice('MLHVC')}{chance.uniform(0, 32):.3f} {chance.uniform(0, 32):.3f}" for _ in range(points)
    )
    return f'<svg class="icon" viewBox="0 0 32 32" aria-hidden="true"><path fill="currentColor" d="{path}z"/></svg>'


def _rule(chance: Random) -> str:
    name, value = chance.choice(CLASSES), f"{chance.uniform(0, 4):.3f}rem"
    return f".{name}--{chance.choice(CLASSES)}>.{name}__{chance.choice(CLASSES)}{{{chance.choice(PROPERTIES)}:{value}}}"


def _statement(chance: Random) -> str:
    name, other = chance.choice(CLASSES), chance.choice(CLASSES)
    return f'if(s["{name}"]<{chance.randrange(999)}&&e){{n.{other}(function(t){{return t.{name}||"<b>{other}</b>"}})}};'


def _slug(words: str) -> str:
    return "-".join("".join(filter(lambda sign: sign.isalnum() or sign == " ", words.lower())).split())
