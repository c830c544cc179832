"""Write docs/commands.md, the reference of the command line, from the program's own help.

    python tools/command_line.py             # writes it
    python tools/command_line.py --check     # tells, by its exit code, whether it is up to date

The page is the same on any terminal and with any Python, for nothing of it is laid out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from extractor.cli import app

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"

_HEAD = """# Commands and options

Made from the program's own help by `python tools/command_line.py`, and not to be changed by hand.
[command-line.md](command-line.md) tells the same in words, with examples and with all that can fail.

Every command tells its options with `-h` or `--help`. A flag that may stand in a file of options
([configuration.md](configuration.md)) has a `--no-` form, which takes it back.
"""

# How a bar stands in a cell of a table.
BAR = r"\|"

_CODES = re.compile(r"\s*Exit codes?: (.+?)\.(?=\s|$)", re.S)
_NEXT_CODE = re.compile(r", (?=\d+ )")


def page() -> str:
    """The whole page."""
    program = typer.main.get_command(app)
    commands: dict[str, Any] = {name: known for name, known in program.commands.items() if not known.hidden}
    sections = [_section("extractor", program), *(_section(f"extractor {name}", commands[name]) for name in commands)]
    return "\n".join([_HEAD, *sections])


def _section(name: str, command: Any) -> str:
    help_text = command.help or ""
    codes = _CODES.search(help_text)
    blocks = [f"## {name}", f"    {_usage(name, command)}", *_paragraphs(_CODES.sub("", help_text))]
    if hasattr(command, "commands"):
        blocks.append(_table("Command", "What it does", _commands(command)))
    blocks += _parameters(command)
    if codes:
        blocks.append(_table("Exit code", "Meaning", _codes(codes[1])))
    return "\n\n".join(blocks) + "\n"


def _usage(name: str, command: Any) -> str:
    arguments = [parameter.metavar for parameter in command.params if _is_argument(parameter)]
    needed = [
        f"{_names(parameter)[0]} {parameter.metavar}"
        for parameter in command.params
        if parameter.required and not _is_argument(parameter)
    ]
    options = [] if all(map(_is_argument, command.params)) else ["[OPTIONS]"]
    rest = ["COMMAND ..."] if hasattr(command, "commands") else []
    return " ".join([name, *arguments, *needed, *options, *rest])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield " ".join(paragraph.split())


def _commands(program: Any) -> Iterator[tuple[str, ...]]:
    for name, command in program.commands.items():
        if not command.hidden:
            yield f"[`{name}`](#extractor-{name})", next(_paragraphs(command.help))


def _parameters(command: Any) -> Iterator[str]:
    """A table of the arguments, then one for each panel of options, in the order of the help."""
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    arguments = [(_code(parameter.metavar), parameter.help) for parameter in shown if _is_argument(parameter)]
    if arguments:
        yield _table("Argument", "Meaning", arguments)
    options = [parameter for parameter in shown if not _is_argument(parameter)]
    for panel in dict.fromkeys([None, *(option.rich_help_panel for option in options)]):
        if some := [option for option in options if option.rich_help_panel == panel]:
            yield _table(panel or "Option", "Meaning", map(_option, some), "If not given")


def _option(option: Any) -> tuple[str, ...]:
    metavar = f" {option.metavar}" if option.metavar and not option.is_flag else ""
    return ", ".join(_code(name + metavar) for name in _names(option)), option.help, _default(option)


def _names(option: Any) -> list[str]:
    """Its names, short ones first, as in the help."""
    return sorted([*option.opts, *option.secondary_opts], key=lambda name: name.startswith("--"))


def _default(option: Any) -> str:
    if option.required:
        return "must be given"
    if not option.show_default or option.is_flag or option.default in (None, [], ()):
        return ""
    return _code(f"{option.default:g}" if isinstance(option.default, float) else str(option.default))


def _codes(told: str) -> Iterator[tuple[str, ...]]:
    for code in _NEXT_CODE.split(" ".join(told.split())):
        number, meaning = code.split(" ", 1)
        yield number, meaning


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _code(text: str) -> str:
    return f"`{text}`"


def _table(first: str, second: str, rows: Iterable[tuple[str, ...]], *more: str) -> str:
    heads = (first, second, *more)
    return "\n".join(map(_line, [heads, ("---",) * len(heads), *rows]))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description="Write the reference of the command line.")
    parser.add_argument("file", nargs="?", type=Path, default=PAGE)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is another one by now")
    given = parser.parse_args()
    text = page()
    if not given.check:
        given.file.write_text(text, "utf-8", newline="\n")
    elif not given.file.exists() or given.file.read_text("utf-8") != text:
        sys.exit(f"{given.file} is not what the program tells; make it anew: python tools/command_line.py")


if __name__ == "__main__":
    main()
