"""Values as TOML text: what a designer changes is written so that people like to read it, and reads back equal."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_WIDE: Final = 100
"""Signs of a line beyond which an array of tables is written an entry a line."""
_TOP: Final = ("format", "name", "version", "title", "document", "languages", "dpi")
_ORDER: Final = (
    "kind", "side", "at", "from", "to", "x", "y", "size", "file", "text", "of", "columns", "row", "field",
    "pt", "min_pt", "lines", "weight", "font", "align", "valign",
)  # fmt: skip


def value(thing: object) -> str:
    """A string, number, truth value, list or mapping as TOML. Raises `ValueError` for anything else."""
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, int):
        return str(thing)
    if isinstance(thing, float):
        return _number(thing)
    if isinstance(thing, str):
        return _string(thing)
    if isinstance(thing, Mapping):
        return "{ " + ", ".join(f"{key(name)} = {value(entry)}" for name, entry in thing.items()) + " }"
    if isinstance(thing, list | tuple):
        return _array(thing)
    raise ValueError(f"{type(thing).__name__} can't stand in a layout")


def key(name: str) -> str:
    """A key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else _string(name)


def entries(values: Mapping[str, object]) -> list[str]:
    """The lines of a table, usual keys first and in their usual order."""
    return [f"{key(name)} = {value(values[name])}" for name in sorted(values, key=_rank)]


def document(values: Mapping[str, object]) -> str:
    """A whole layout file. `values` is what reading it gives."""
    top = {name: values[name] for name in (*_TOP, *values) if name in values and not _is_section(name, values[name])}
    blocks = ["\n".join(f"{key(name)} = {value(entry)}" for name, entry in top.items())]
    for name in ("page", "sheet", *(name for name in values if name not in ("page", "sheet"))):
        entry = values.get(name)
        if _is_section(name, entry):
            blocks.extend(_sections(name, entry))
    return "\n\n".join(blocks) + "\n"


def block(header: str, values: Mapping[str, object]) -> list[str]:
    """A table under its header, as lines."""
    return [header, *entries(values)]


def _sections(name: str, entry: object) -> Iterable[str]:
    if isinstance(entry, Mapping):
        return ["\n".join(block(f"[{key(name)}]", entry))]
    return ["\n".join(block(f"[[{key(name)}]]", table)) for table in entry] if isinstance(entry, list) else []


def _is_section(name: str, entry: object) -> bool:
    if name in _TOP:
        return False
    return isinstance(entry, Mapping) or (
        isinstance(entry, list) and bool(entry) and all(isinstance(table, Mapping) for table in entry)
    )


def _rank(name: str) -> tuple[int, str]:
    return (_ORDER.index(name), "") if name in _ORDER else (len(_ORDER), name)


def _number(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError("a length is a number")
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = repr(number)
    # TOML wants a digit on both sides of the point, also in front of an exponent; repr gives 1e-07.
    mantissa, mark, exponent = text.partition("e")
    return text if not mark or "." in mantissa else f"{mantissa}.0e{exponent}"


def _string(text: str) -> str:
    shown = []
    for sign in text:
        code = ord(sign)
        if sign in _ESCAPES:
            shown.append(_ESCAPES[sign])
        elif code < 0x20 or code == 0x7F:
            shown.append(f"\\u{code:04x}")
        elif 0xD800 <= code <= 0xDFFF:
            raise ValueError("half a sign can't be written")
        else:
            shown.append(sign)
    return '"' + "".join(shown) + '"'


def _array(things: list[object] | tuple[object, ...]) -> str:
    written = [value(thing) for thing in things]
    line = "[" + ", ".join(written) + "]"
    if len(line) > _WIDE and any(isinstance(thing, Mapping) for thing in things):
        return "[\n" + "".join(f"    {entry},\n" for entry in written) + "]"
    return line
