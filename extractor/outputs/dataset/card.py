"""What a data set holds -> its card: Markdown behind YAML that Hugging Face `datasets` reads."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from extractor.outputs.dataset.origin import Origin
from extractor.outputs.tables.columns import TABLES
from extractor.plain import one_line
from extractor.summary.counts import Summary
from extractor.summary.sentences import facts

# The folder of the tables, as seen from the card.
DATA = "data"
_MOST_SETTINGS = 5
# What Markdown, or a page that shows it, would take for more than a character, in a table or a line of text.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|&~!$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
# The sizes that Hugging Face knows, each with what is below it.
_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"))


def card(summary: Summary, origin: Origin, rows: dict[str, int]) -> str:
    """The card. rows: how many each table holds; one that is empty is no configuration, for `datasets` loads none."""
    settings = sorted(origin.settings)
    return _template().render(
        front=Markup(_front(summary, rows)),
        tables=TABLES,
        rows=rows,
        facts=list(facts(summary)),
        summary=summary,
        versions=_listed(origin.versions),
        models=_listed(origin.models),
        media_types=_listed(origin.media_types),
        settings=[Markup(one) for one in settings[:_MOST_SETTINGS]],
        more_settings=len(settings[_MOST_SETTINGS:]),
        origin=origin,
        data=DATA,
    )


@cache
def _template() -> Template:
    """The template, in which all values are text, but for Markup and what is marked as safe."""
    environment = Environment(
        loader=PackageLoader("extractor.outputs.dataset", ""),
        undefined=StrictUndefined,
        finalize=lambda value: value if isinstance(value, Markup) else escaped(str(value)),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = lambda count: f"{count:,}"
    return environment.get_template("card.md.jinja")


def escaped(text: str) -> str:
    """A text as one line of Markdown that shows it as it is, within a paragraph or a cell of a table."""
    return _MARKDOWN.sub(r"\\\g<0>", one_line(text))


def _front(summary: Summary, rows: dict[str, int]) -> str:
    """The YAML; no text of a record is in it."""
    told = {
        "pretty_name": "Records of press releases",
        "language": [code for code in sorted(summary.languages) if _LANGUAGE.fullmatch(code)],
        "license": "other",
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "size_categories": [size_category(summary.releases.total)],
        "task_categories": ["token-classification"],
        "tags": ["press-releases", "quotation-attribution", "named-entities", "temporal-expressions"],
        "configs": [_config(name) for name, count in rows.items() if count],
    }
    text = yaml.safe_dump(told, sort_keys=False)
    return text.replace("license: other\n", "license: other  # TODO: choose one\n")


def _config(table: str) -> dict[str, Any]:
    files = [{"split": "train", "path": f"{DATA}/{table}.parquet"}]
    config = {"config_name": table, "data_files": files}
    return {**config, "default": True} if table == TABLES[0].name else config


def size_category(releases: int) -> str:
    """The size of a data set, as Hugging Face names it."""
    return next((size for below, size in _SIZES if releases < below), "n>10M")


def _listed(counts: Counter[str]) -> str:
    """What was counted, the most frequent first: "text/html (40), text/plain (6)"; one alone without its count."""
    if len(counts) == 1:
        return next(iter(counts))
    most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} ({count:,})" for name, count in most_first)
