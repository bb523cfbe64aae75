"""What is sent to a printer as lines that people can read, a command or a thing on the paper each.

It reads what our own encoders write, and is for looking at only: pictures and long codes are shortened, and whatever
is not known is shown as hexadecimal digits.
"""

from __future__ import annotations

import base64
import contextlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

_LONG: Final = re.compile(r"[0-9A-Za-z+/:=]{48,}")
_ZPL: Final = re.compile(r".+?(?:\^FS|\^XA|\^XZ)|.+?$", re.MULTILINE)
_FGL: Final = re.compile(r"<g\d+>[0-9A-F]*|<[^<>]*>|[^<]+")
_FGL_SETS: Final = re.compile(r"<(?:NR|RR|RU|RL|TTF\d+,[\d.]+|RC\d+,\d+)>")
_FGL_ALONE: Final = ("<p>", "<q>")
_BITMAP: Final = re.compile(rb"BITMAP \d+,\d+,(\d+),(\d+),\d,")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DRAWS: Final = re.compile(r"\b(?:re|Tj|TJ|Do|BT)\b")
_WIDE: Final = 200
"""Signs of a line."""
_MOST: Final = 600
"""Lines; behind them stands how many more there are."""


def lines_of(language: str, data: bytes) -> list[str]:
    """The lines of some commands in a printer language."""
    read = _READERS.get(language, _hexadecimal)
    lines = [_shortened(line) for line in read(data) if line]
    return lines if len(lines) <= _MOST else [*lines[:_MOST], f"… {len(lines) - _MOST} more lines"]


def _shortened(line: str) -> str:
    short = _LONG.sub(lambda found: f"{found[0][:16]} … {found[0][-4:]}", line)
    return short if len(short) <= _WIDE else f"{short[:_WIDE]} …"


def _zpl(data: bytes) -> Iterator[str]:
    yield from (line.strip() for line in _ZPL.findall(data.decode("utf-8", "replace")))


def _fgl(data: bytes) -> Iterator[str]:
    """A line a position; turn and font that are set in front of it stand with it."""
    line, placed = "", False
    for token in _FGL.findall(data.decode("utf-8", "replace").replace("\x1b", "<ESC>")):
        sets, alone = bool(_FGL_SETS.fullmatch(token)), token in _FGL_ALONE
        if (sets and placed) or alone:
            yield line
            line, placed = "", False
        line += token
        placed = placed or token.startswith("<RC") or alone
    yield line


def _tspl(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        head = _BITMAP.match(data, at)
        if head is not None:
            size = int(head[1]) * int(head[2])
            yield f"{head[0].decode('ascii')}{_bytes(size)}"
            at = head.end() + size + 2
            continue
        end = data.find(b"\r\n", at)
        end = len(data) if end < 0 else end
        yield data[at:end].decode("ascii", "replace")
        at = end + 2


# ESC/POS and StarPRNT: the first bytes of a command, how it is called, and how many bytes follow them. A function
# works the number out where the command says it itself.
Length = int | Callable[[bytes], int]


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


_ESC_POS: Final[Mapping[bytes, tuple[str, Length]]] = {
    b"\x1b@": ("ESC @", 0),
    b"\x1bR": ("ESC R", 1),
    b"\x1c.": ("FS .", 0),
    b"\x1bL": ("ESC L", 0),
    b"\x1dP": ("GS P", 2),
    b"\x1bW": ("ESC W", 8),
    b"\x1bT": ("ESC T", 1),
    b"\x1b$": ("ESC $", 2),
    b"\x1d$": ("GS $", 2),
    b"\x1bM": ("ESC M", 1),
    b"\x1d!": ("GS !", 1),
    b"\x1bE": ("ESC E", 1),
    b"\x1bt": ("ESC t", 1),
    b"\x1dH": ("GS H", 1),
    b"\x1dh": ("GS h", 1),
    b"\x1dw": ("GS w", 1),
    b"\x1dk": ("GS k", lambda rest: 2 + rest[1]),
    b"\x1d(": ("GS (", lambda rest: 3 + _word(rest, 1)),
    b"\x1dv0": ("GS v 0", lambda rest: 5 + _word(rest, 1) * _word(rest, 3)),
    b"\x1dV": ("GS V", 2),
    b"\x0c": ("FF", 0),
}
_STAR: Final[Mapping[bytes, tuple[str, Length]]] = {
    b"\x1b@": ("ESC @", 0),
    b"\x1b\x1dS": ("ESC GS S", lambda rest: 6 + _word(rest, 1) * _word(rest, 3)),
    b"\x1bd": ("ESC d", 1),
}
_WORDS: Final = ("ESC $", "GS $", "ESC W")
_PAGES: Final = {0: "cp437", 2: "cp850", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858"}
"""Code pages by their number in `ESC t`, as they usually are."""
_SHOWN: Final = 24
"""Bytes of a command that are shown."""


def _commands(table: Mapping[bytes, tuple[str, Length]], begins: str) -> Callable[[bytes], Iterator[str]]:
    """Reads commands; `begins` is one that begins a new line, others stand behind it."""

    def read(data: bytes) -> Iterator[str]:
        line: list[str] = []
        at, page = 0, _PAGES[0]
        while at < len(data):
            name, told, at = _next(table, data, at, page)
            if name == "ESC t":
                page = _PAGES.get(int(told.rpartition(" ")[2]), page)
            if line and name == begins:
                yield "  ".join(line)
                line = []
            line.append(told)
        yield "  ".join(line)

    return read


def _next(table: Mapping[bytes, tuple[str, Length]], data: bytes, at: int, page: str) -> tuple[str, str, int]:
    """Name and words of what stands here, and where the next begins; text is of a code page."""
    for size in (3, 2, 1):
        found = table.get(data[at : at + size])
        if found is not None:
            name, length = found
            rest = data[at + size :]
            count = length if isinstance(length, int) else length(rest)
            return name, f"{name} {_told(name, rest[:count])}".rstrip(), at + size + count
    end = next((end for end in range(at + 1, len(data)) if data[end] < 0x20), len(data))
    return "", "".join(sign if sign.isprintable() else "·" for sign in data[at:end].decode(page, "replace")), end


def _told(name: str, given: bytes) -> str:
    if name in _WORDS:
        return " ".join(str(_word(given, at)) for at in range(0, len(given), 2))
    if name == "GS (":  # a letter, two bytes of length, two that name the function, its data
        data = given[5:].removeprefix(b"0")
        return f"{chr(given[0])} {data.decode('ascii') if len(data) > 2 and data.isdigit() else _bytes(len(given) - 3)}"
    if name == "GS k":  # the kind of bars, how many digits, the digits
        return f"{given[0]} {given[2:].decode('ascii', 'replace')}"
    return " ".join(map(str, given)) if len(given) <= _SHOWN else _bytes(len(given))


def _pdf(data: bytes) -> Iterator[str]:
    """The drawing operators of its pages; what else is in the file is of no use to anybody who looks."""
    for found in _STREAM.finditer(data):
        content = found[1]
        with contextlib.suppress(ValueError):
            content = base64.a85decode(content.strip().removesuffix(b"~>"))
        with contextlib.suppress(zlib.error):
            content = zlib.decompressobj().decompress(content)
        text = content.decode("latin-1")
        if "\0" not in text and _DRAWS.search(text):
            yield from (line.strip() for line in text.splitlines())


def _hexadecimal(data: bytes) -> Iterator[str]:
    for at in range(0, len(data), _SHOWN):
        yield data[at : at + _SHOWN].hex(" ")


def _bytes(count: int) -> str:
    return f"… {count:,} bytes"


_READERS: Final[Mapping[str, Callable[[bytes], Iterator[str]]]] = {
    "zpl": _zpl,
    "fgl": _fgl,
    "tspl": _tspl,
    "escpos": _commands(_ESC_POS, "ESC T"),
    "starprnt": _commands(_STAR, "ESC GS S"),
    "pdf": _pdf,
}
