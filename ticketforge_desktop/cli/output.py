"""How commands speak: one JSON object (or one a line) with `--json`, plain words without; errors typed, exit 1."""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ParamSpec, TypeVar

import typer

from ticketforge_desktop.domain.errors import TicketForgeError
from ticketforge_desktop.domain.money import Money

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, or one a line, on standard output.")]


def plain(value: object) -> Any:
    """A value as JSON shows it: money as decimal string, times as ISO 8601 with offset, dataclasses as objects.

    A dataclass field of type Money becomes its decimal string and a field `currency` beside it.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Money):
        return value.decimal
    if isinstance(value, datetime):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _fields(value._asdict())
    if isinstance(value, Mapping):
        return _fields(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def emit(value: object, as_json: bool, words: str | None = None) -> None:
    """Print one result: as JSON, or as words (by default its fields, one a line)."""
    if as_json:
        sys.stdout.write(json.dumps(plain(value), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write((words if words is not None else _lines(plain(value))) + "\n")
    sys.stdout.flush()


def emit_rows(rows: Iterable[object], as_json: bool, columns: tuple[str, ...]) -> None:
    """Print a list: a JSON object a line, or a table of these columns; flushed row by row."""
    for row in rows:
        shown = plain(row)
        text = json.dumps(shown, ensure_ascii=False) if as_json else "  ".join(str(shown[name]) for name in columns)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def note(text: str) -> None:
    """Something for people: to standard error, so that standard output stays clean."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def speaks(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Turn expected errors into `{"error": …}` and exit 1; everything else stays a crash that shows itself."""

    @functools.wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except TicketForgeError as error:
            if kwargs.get("as_json"):
                sys.stdout.write(json.dumps({"error": error.as_json()}, ensure_ascii=False) + "\n")
            else:
                note(f"{error.message}\n{error.next_step}")
            raise typer.Exit(1) from error
        except BrokenPipeError as error:
            # Whoever read our output has gone (`| head`); nothing is wrong here.
            sys.stderr.close()
            raise typer.Exit(0) from error

    return run


def _fields(mapping: Mapping[str, object]) -> dict[str, Any]:
    shown = {str(name): plain(value) for name, value in mapping.items()}
    currencies = {value.currency for value in mapping.values() if isinstance(value, Money)}
    if len(currencies) == 1 and "currency" not in shown:
        shown["currency"] = currencies.pop()
    return shown


def _lines(shown: Any) -> str:
    if not isinstance(shown, dict):
        return str(shown)
    width = max((len(name) for name in shown), default=0)
    return "\n".join(f"{name.ljust(width)}  {_short(value)}" for name, value in shown.items())


def _short(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)
