"""Our GraphQL documents: text files beside this module, each with the fragments it names and what it may cost.

The head of a file says what it is for and, as `# cost: N`, its requested cost at the page size it declares; a test
computes the same number over the true schema, so the throttle can reserve before the store has answered once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

NAMESPACE: Final = "ticketforge"
_SPREAD: Final = re.compile(r"\.\.\.\s*([A-Z]\w*)")
_COST: Final = re.compile(r"^# cost: (\d+)$", re.MULTILINE)
_PAGE: Final = re.compile(r"\$first: Int! = (\d+)")
_COMMENT: Final = re.compile(r"^\s*#.*\n", re.MULTILINE)
_HUMP: Final = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Document:
    """One operation: its text with fragments, its cost in points, and the page size it declares (0: no pages)."""

    name: str
    text: str
    cost: int
    page: int
    mutates: bool


@cache
def document(name: str) -> Document:
    """The operation in `documents/{name}.graphql`, with every fragment it needs."""
    source = _read(f"{name}.graphql")
    cost, page = _COST.search(source), _PAGE.search(source)
    assert cost is not None, name
    body = _COMMENT.sub("", source)
    return Document(
        name=name,
        text=_with_fragments(body),
        cost=int(cost.group(1)),
        page=int(page.group(1)) if page else 0,
        mutates=body.lstrip().startswith("mutation"),
    )


@cache
def bulk_query(feed: str) -> str:
    """The query of a feed's bulk job, without comments: the store gives it back and we know our jobs by it."""
    return _COMMENT.sub("", _read(f"bulk/{feed}.graphql")).strip()


def _with_fragments(body: str) -> str:
    parts, seen, waiting = [body.strip()], set[str](), list(_SPREAD.findall(body))
    while waiting:
        fragment = waiting.pop(0)
        if fragment in seen:
            continue
        seen.add(fragment)
        text = _read(f"fragments/{_HUMP.sub('_', fragment).lower()}.graphql").strip()
        parts.append(text)
        waiting += _SPREAD.findall(text)
    return "\n".join(parts)


def _read(path: str) -> str:
    return (files(__package__) / "documents" / path).read_text("utf-8")
