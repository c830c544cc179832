"""Options from a file: its keys, types and checks are those of the command line, whatever options that has."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, time
from difflib import get_close_matches
from typing import Any, TypeAlias

import typer
from typer.core import TyperGroup, TyperOption

from extractor.errors import UsageError

CONFIG_FILE = "extractor.toml"

# What a parameter of a command is, if the command line does not say it.
Defaults: TypeAlias = dict[str, object]

_FLAG, _NUMBER, _TEXT, _LIST = "true or false", "a number", "text", "a list"
_EXAMPLES = {_FLAG: "true", _NUMBER: "4", _TEXT: '"text"', _LIST: '["text", "text"]'}


def use_config(context: typer.Context, given: str | None) -> None:
    """Make the options that stand in a file the defaults of a command; the command line overrides them.

    context: of a command, or of the whole command line for a --config before the command; given: what --config names.
    Without it a command has the file that was named before it, else CONFIG_FILE if the working folder has it.
    Raises UsageError for a file that can't be read, a key that no command knows and a value that its option refuses.
    """
    if given is None and (context.default_map is not None or not os.path.isfile(CONFIG_FILE)):
        return
    defaults = read_config(CONFIG_FILE if given is None else given, context)
    context.default_map = defaults[str(context.command.name)] if context.parent else defaults


def read_config(path: str, context: typer.Context) -> dict[str, Defaults]:
    """The defaults of each command, by the names of its parameters.

    path: a TOML file; context: any of the command line. All of the file is checked, whichever command asks for it.
    Raises UsageError, with the file, the key, the reason and what to do.
    """
    group = context.find_root().command
    assert isinstance(group, TyperGroup)
    commands = {name: _options(command.params) for name, command in group.commands.items()}
    document = _parse(path)
    shared = {key: value for key, value in document.items() if key not in commands}
    known = {key: option for options in commands.values() for key, option in options.items()}
    _check_keys(shared, {**dict.fromkeys(commands), **known}, f"{path}: ")
    return {
        name: _take({key: value for key, value in shared.items() if key in options}, options, f"{path}: ", context)
        | _take(_table(document, name, options, path), options, f"{path}: [{name}] ", context)
        for name, options in commands.items()
    }


def _options(parameters: Iterable[object]) -> dict[str, TyperOption]:
    """The options of a command that may stand in a file, by their long names; none if it takes no --config."""
    options = [option for option in parameters if isinstance(option, TyperOption)]
    if not any(option.name == "config" for option in options):
        return {}
    return {
        name.removeprefix("--"): option
        for option in options
        if not option.is_eager
        for name in option.opts
        if name.startswith("--")
    }


def _parse(path: str) -> dict[str, Any]:
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.loads(file.read().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(f"{path}: does not exist; check the path that --config names") from error
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror or error}); give a file that you may read") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not text in UTF-8; save it as that") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f'{path}: is not TOML: {error}; write lines like key = "text" or key = 4') from error


def _table(document: Mapping[str, Any], command: str, options: Mapping[str, TyperOption], path: str) -> dict[str, Any]:
    table = document.get(command, {})
    if not isinstance(table, dict):
        raise UsageError(f"{path}: {command}: is a command, no option; write [{command}] and its options below")
    _check_keys(table, options, f"{path}: [{command}] ")
    return table


def _check_keys(given: Iterable[str], known: Mapping[str, TyperOption | None], where: str) -> None:
    for key in given:
        if key not in known:
            short = [name for name, option in known.items() if option and f"-{key}" in option.opts]
            near = short or get_close_matches(key, sorted(known), 1)
            advice = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known)) or 'nothing'}"
            raise UsageError(f"{where}{key}: is not known here; {advice}")


def _take(given: Mapping[str, Any], options: Mapping[str, TyperOption], where: str, context: typer.Context) -> Defaults:
    taken: Defaults = {}
    for key, value in given.items():
        try:
            taken[str(options[key].name)] = _checked(value, options[key], context)
        except typer.BadParameter as error:
            raise UsageError(f"{where}{key}: {error.message.rstrip('.')}; --help tells what it may be") from error
        except ValueError as error:
            raise UsageError(f"{where}{key}: {error}") from error
    return taken


def _checked(value: Any, option: TyperOption, context: typer.Context) -> object:
    """The value as it would stand on the command line. Raises ValueError or BadParameter if that would not take it."""
    if option.is_flag:
        _check_kind(value, _FLAG)
        return value
    is_list = option.multiple or option.nargs != 1
    if is_list:
        _check_kind(value, _LIST)
    items = value if is_list else [value]
    if unfit := [kind for kind in map(_kind, items) if kind not in (_NUMBER, _TEXT)]:
        raise ValueError(f"takes text or a number, not {unfit[0]}; --help tells what it may be")
    typed = [_typed(item) for item in items]
    result = option.process_value(context, typed if is_list else typed[0])
    # Text that would do as a number is told from a number, as TOML does.
    for item, taken in zip(items, (result or ()) if is_list else [result], strict=True):
        _check_kind(item, _kind(taken))
    return typed if is_list else typed[0]


def _typed(value: object) -> str:
    """What one would type for it."""
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _check_kind(value: object, wanted: str) -> None:
    if _kind(value) != wanted:
        raise ValueError(f"takes {wanted}, not {_kind(value)}; write it like {_EXAMPLES[wanted]}")


def _kind(value: object) -> str:
    match value:
        case bool():
            return _FLAG
        case int() | float():
            return _NUMBER
        case list() | tuple():
            return _LIST
        case dict():
            return "a table"
    return _TEXT
