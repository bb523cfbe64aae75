"""Changing one thing in a TOML file and leaving the rest as somebody wrote it, comments included.

Works on lines. Whoever patches compares what the result reads as with what it should, and writes the file anew where a
person used a way of writing this module does not follow (`patched`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ticketforge_desktop.devices.printing import toml_writer
from ticketforge_desktop.devices.printing.toml_reader import HEADER

_KEY: Final = re.compile(r"""(\s*["']?([A-Za-z0-9_-]+)["']?\s*(?:\.\s*["']?[A-Za-z0-9_-]+["']?\s*)*=)\s*""")
_LONGEST: Final = 200
"""Lines one value may take."""


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    first: int
    last: int  # inclusive


@dataclass(frozen=True, slots=True)
class _Block:
    """A table: `start` is where the comments above its header begin, `end` is behind its last key."""

    name: str  # "" for what stands above the first header
    start: int
    header: int
    end: int
    keys: tuple[_Key, ...]


def patched(source: str, wanted: Mapping[str, object], patch: Callable[[str], str]) -> str:
    """The patched text if it reads as `wanted`, otherwise the file written anew (its comments are lost then)."""
    try:
        text = patch(source)
        if tomllib.loads(text) == wanted:
            return text
    except (ValueError, LookupError):
        pass
    return toml_writer.document(wanted)


def set_key(source: str, table: str, number: int, key: str, value: object) -> str:
    """Set a key of a table (`number` counts tables of an array); None removes it. Raises `LookupError`."""
    lines = source.split("\n")
    block = _block(lines, table, number)
    found = [one for one in block.keys if one.name == key]
    if not found:
        if value is None:
            return source
        written = f"{toml_writer.key(key)} = {toml_writer.value(value)}"
        return "\n".join([*lines[: block.end], written, *lines[block.end :]])
    if len(found) > 1 or value is None:
        for one in reversed(found):
            del lines[one.first : one.last + 1]
        text = "\n".join(lines)
        return text if value is None else set_key(text, table, number, key, value)
    one = found[0]
    match = _KEY.match(lines[one.first])
    if match is None or "." in match.group(1):
        raise LookupError(key)
    comment = _comment(lines[one.first]) if one.first == one.last else ""
    lines[one.first : one.last + 1] = [f"{match.group(1)} {toml_writer.value(value)}{comment}"]
    return "\n".join(lines)


def remove_table(source: str, table: str, number: int) -> str:
    """Take a table away, with the comment right above it. Raises `LookupError`."""
    lines = source.split("\n")
    start, end = _extent(lines, table, number)
    while start and end < len(lines) and not lines[start - 1].strip() and not lines[end].strip():
        end += 1
    del lines[start:end]
    return "\n".join(lines).rstrip("\n") + "\n"


def insert_table(source: str, header: str, values: Mapping[str, object], before: tuple[str, int] | None) -> str:
    """Put a table in front of another, or at the end. Raises `LookupError`."""
    return _insert(source, toml_writer.block(header, values), before)


def move_table(source: str, table: str, number: int, to: int, count: int) -> str:
    """Put a table of an array at another place of the `count` there are. Raises `LookupError`."""
    lines = source.split("\n")
    start, end = _extent(lines, table, number)
    rest = remove_table(source, table, number)
    return _insert(rest, lines[start:end], (table, to) if to < count - 1 else None)


def _insert(source: str, block: Sequence[str], before: tuple[str, int] | None) -> str:
    lines = source.rstrip("\n").split("\n")
    if before is None:
        return "\n".join([*lines, "", *block]) + "\n"
    start, _ = _extent(lines, *before)
    return "\n".join([*lines[:start], *block, "", *lines[start:]]) + "\n"


def _extent(lines: list[str], table: str, number: int) -> tuple[int, int]:
    """Lines of a table with the tables inside it and the comment above it; blank lines at its end are not its own."""
    blocks = _blocks(lines)
    at = blocks.index(_block(lines, table, number))
    last = at
    while last + 1 < len(blocks) and blocks[last + 1].name.startswith(f"{table}."):
        last += 1
    return blocks[at].start, blocks[last].end


def _block(lines: list[str], table: str, number: int) -> _Block:
    found = [block for block in _blocks(lines) if block.name == table]
    if not 0 <= number < len(found):
        raise LookupError(table)
    return found[number]


def _blocks(lines: list[str]) -> list[_Block]:
    blocks: list[_Block] = []
    name, header, start, keys, end = "", 0, 0, list[_Key](), 0
    at = 0
    while at < len(lines):
        line = lines[at]
        head, entry = HEADER.match(line), _KEY.match(line)
        if head:
            blocks.append(_Block(name, start, header, end, tuple(keys)))
            name, header, keys = head.group(2), at, []
            start = at
            while start > end and lines[start - 1].lstrip().startswith("#"):
                start -= 1
            end = at + 1
        elif entry:
            last = _value_end(lines, at)
            keys.append(_Key(entry.group(2), at, last))
            at, end = last, last + 1
        at += 1
    blocks.append(_Block(name, start, header, end, tuple(keys)))
    return blocks


def _value_end(lines: list[str], first: int) -> int:
    """The last line of the value that begins here: the first one up to which it is whole."""
    for last in range(first, min(first + _LONGEST, len(lines))):
        try:
            tomllib.loads("\n".join(lines[first : last + 1]))
        except tomllib.TOMLDecodeError:
            continue
        return last
    raise LookupError(f"line {first + 1}")


def _comment(line: str) -> str:
    """What stands behind the value, with the space in front of it."""
    quote = ""
    skip = False
    for at, sign in enumerate(line):
        if skip:
            skip = False
        elif quote:
            if sign == "\\" and quote == '"':
                skip = True
            elif sign == quote:
                quote = ""
        elif sign in "\"'":
            quote = sign
        elif sign == "#":
            return line[len(line[:at].rstrip()) :]
    return ""
