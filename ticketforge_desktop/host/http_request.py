"""One HTTP/1.1 request read from a socket, strictly: what is not plainly right is refused before it costs memory.

Only what a webhook needs: a request line, few headers, a body whose length was told. No chunks, no folded lines, no
header twice that must be there once. Source of the grammar: RFC 9110 and RFC 9112.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

LONGEST_HEAD: Final = 16 * 1024
MOST_HEADERS: Final = 64
LONGEST_BODY: Final = 4 * 1024 * 1024
"""Larger than any webhook Shopify sends of one order or product; ours ask for ids only and have some bytes."""
_CHUNK: Final = 64 * 1024

_LINE: Final = re.compile(rb"([A-Z]{1,16}) (/[\x21-\x7e]{0,2000}) HTTP/1\.([01])")
_NAME: Final = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}")
_VALUE: Final = re.compile(rb"[\x20-\x7e\x80-\xff\t]*")
_LENGTH: Final = re.compile(r"[0-9]{1,15}")

Read = Callable[[int], bytes]
"""Up to so many bytes; b"" when the sender has closed."""


class BadRequest(Exception):
    """The request is refused with this HTTP status; `word` says why."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status, self.word = status, word


@dataclass(frozen=True, slots=True)
class Head:
    """Request line and headers; names in lower case. `rest` is what was read beyond them."""

    method: str
    path: str  # without the query
    headers: Mapping[str, str]
    rest: bytes
    http11: bool = True

    @property
    def expects_go_ahead(self) -> bool:
        """Whether the sender holds the body back until it is told to go on."""
        return self.http11 and self.headers.get("expect", "").casefold() == "100-continue"


def read_head(read: Read) -> Head | None:
    """The head; None when the sender closed without a word. Raises `BadRequest`."""
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        if len(data) > LONGEST_HEAD:
            raise BadRequest(431, "head")
        piece = read(4096)
        if not piece:
            if not data:
                return None
            raise BadRequest(400, "head")
        data += piece
    if end > LONGEST_HEAD:
        raise BadRequest(431, "head")
    return _parsed(bytes(data[:end]), bytes(data[end + 4 :]))


def _parsed(head: bytes, rest: bytes) -> Head:
    first, *lines = head.split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise BadRequest(400, "head")
    if len(lines) > MOST_HEADERS:
        raise BadRequest(431, "head")
    headers: dict[str, str] = {}
    for text in lines:
        name, colon, value = text.partition(b":")
        if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise BadRequest(400, "head")
        key = name.decode("ascii").lower()
        if key in headers:
            # One of two is what a proxy believed, the other what we would: neither.
            if _must_be_single(key):
                raise BadRequest(400, "head")
            continue
        headers[key] = value.strip(b" \t").decode("latin-1")
    method, target, minor = line.groups()
    path = target.decode("ascii").partition("?")[0]
    return Head(method.decode("ascii"), path, headers, rest, minor == b"1")


def _must_be_single(name: str) -> bool:
    return name in {"content-length", "transfer-encoding", "host", "expect"} or name.startswith("x-shopify-")


def body_length(headers: Mapping[str, str], most: int = LONGEST_BODY) -> int:
    """How long the body is. Raises `BadRequest` where it is not told, or is more than `most`."""
    if "transfer-encoding" in headers:
        raise BadRequest(411, "length")
    told = headers.get("content-length", "")
    if not _LENGTH.fullmatch(told):
        raise BadRequest(411 if not told else 400, "length")
    if int(told) > most:
        raise BadRequest(413, "size")
    return int(told)


def read_body(read: Read, length: int, rest: bytes) -> bytes:
    """Exactly the body; it takes memory as it comes, not as it was told. Raises `BadRequest` when it is cut off."""
    if len(rest) >= length:
        return rest[:length]
    data = bytearray(rest)
    while len(data) < length:
        piece = read(min(_CHUNK, length - len(data)))
        if not piece:
            raise BadRequest(400, "body")
        data += piece
    return bytes(data)
