"""Global ids: ``gid://shopify/{Type}/{id}``."""

from __future__ import annotations

PREFIX = "gid://shopify/"


def gid(type_name: str, number: int | str) -> str:
    """The global id of one thing."""
    return f"{PREFIX}{type_name}/{number}"


def parse_gid(text: object) -> tuple[str, str] | None:
    """(type, rest) of a gid, query string included in the rest; None when it is none."""
    if not isinstance(text, str) or not text.startswith(PREFIX):
        return None
    type_name, slash, rest = text[len(PREFIX) :].partition("/")
    if not slash or not type_name or not rest:
        return None
    return type_name, rest


def number_of(text: object, type_name: str | None = None) -> int | None:
    """The number in a gid (of ``type_name``, if given), ``?…`` cut off; None when it is no such gid."""
    parsed = parse_gid(text)
    if parsed is None or (type_name is not None and parsed[0] != type_name):
        return None
    digits = parsed[1].partition("?")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 20 else None
