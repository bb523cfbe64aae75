"""From what a person types to what is asked of the search table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ticketforge_desktop.domain.folding import words
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.schema.search import KIND_SHIFT, search_row

MOST_WORDS: Final = 8
LONGEST: Final = 200  # characters of a question; nobody types more, a scanner may
_DIGITS: Final = re.compile(r"\d+")


def match_of(text: str) -> str | None:
    """The words of a text as an FTS5 question: each the beginning of a word, in any order; None without words."""
    found = list(dict.fromkeys(words(text[:LONGEST])))[:MOST_WORDS]
    # Longer words first: fewer things have them, so the others are looked for in fewer.
    return " ".join(f'"{word}"*' for word in sorted(found, key=len, reverse=True)) or None


def rows_of(connection: Connection, kind: int, match: str, limit: int) -> Sequence[int]:
    """Numbers of the things of a kind that match, at most `limit`, in no order worth the name (it costs nothing)."""
    rows = connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?",
        (match, search_row(kind, 0), search_row(kind + 1, 0), limit),
    )
    low = (1 << KIND_SHIFT) - 1
    return [row[0] & low for row in rows]


def all_of(kind: int) -> str:
    """A subquery of all things of a kind that match its one parameter."""
    start, end = search_row(kind, 0), search_row(kind + 1, 0)
    return f"SELECT rowid - {start} FROM search WHERE search MATCH ? AND rowid >= {start} AND rowid < {end}"  # noqa: S608


def is_number(text: str) -> bool:
    """Whether a person typed digits only."""
    return _DIGITS.fullmatch(text) is not None
