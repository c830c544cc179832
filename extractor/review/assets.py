"""The files that the page is made of: its style, its scripts, and the policy that lets nothing else run."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extractor.summary.pictures import style

FOLDER = Path(__file__).parent
TEMPLATES = Environment(
    autoescape=True,
    loader=FileSystemLoader(FOLDER / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STYLES = ["review", "page", "release", "marks", "notes", "room"]
# In the order in which they need each other.
SCRIPTS = [
    *("fields", "spans", "changes", "links", "corrected", "corrections_file", "corrections", "gold", "zip"),
    *("text", "store", "search", "list", "facts", "marks", "notes", "tables", "release", "light", "keys"),
    *("forms", "edit", "add", "files", "main"),
]


@dataclass(frozen=True)
class Assets:
    """Styles and scripts as they stand in the page, and the content security policy that names them by their hashes."""

    styles: list[Markup]
    scripts: list[Markup]
    policy: str


@cache
def load() -> Assets:
    """Read the files beside this module."""
    styles = [*(read(f"{name}.css") for name in STYLES), style()]
    scripts = [read(f"{name}.js") for name in SCRIPTS]
    return Assets(list(map(Markup, styles)), list(map(Markup, scripts)), _policy(styles, scripts))


def read(name: str) -> str:
    """The text of a file beside this module."""
    return (FOLDER / name).read_text("utf-8")


def _policy(styles: list[str], scripts: list[str]) -> str:
    """Nothing may be loaded or run but what the page itself holds, and no text can become markup."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hashes(texts: list[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
