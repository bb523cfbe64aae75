"""The search syntax of connections' ``query`` argument, parsed.

Words separated by blanks are and-ed; ``AND``, ``OR``, ``NOT``, ``-`` and brackets as written in
https://shopify.dev/docs/api/usage/search-syntax. An unquoted time is cut at its colons as a real store cuts it
(recordings, lines 134 and 186): ``updated_at:>2026-11-22T08:15:00Z`` means the *hour* in the shop's own zone, and the
rest becomes a term of its own that nothing knows and that therefore matches everything. Quote times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\()|(?P<close>\))|
        (?P<minus>-)?(?:(?P<field>[A-Za-z0-9_.$-]+):(?P<op>>=|<=|>|<)?)?
        (?:'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s()]+))
    )""",
    re.VERBOSE,
)
_CUT_TIME = re.compile(r"^(?P<hour>\d{4}-\d\d-\d\dT\d\d):(?P<minute>\d\d):(?P<rest>\d\d\S*)$")


@dataclass(frozen=True, slots=True)
class Term:
    """``field:op value``; field None = a bare word. ``cut``: an unquoted time that lost its minutes."""

    field: str | None
    op: str  # "", ">", ">=", "<", "<="
    value: str
    quoted: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Node, ...]


Node = Term | Not | All | AnyOf
EVERYTHING = All(())


def parse(text: str | None) -> Node:
    """The query as a tree; nonsense (stray brackets) is read as well as it can be, it never fails."""
    tokens = _tokens(text or "")
    parts: list[Node] = []
    while tokens:
        if tokens[0] == ")":
            tokens.pop(0)
            continue
        parts.append(_any_of(tokens))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _tokens(text: str) -> list[Node | str]:
    found: list[Node | str] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.end() == place:
            place += 1
            continue
        place = match.end()
        if match["open"] or match["close"]:
            found.append("(" if match["open"] else ")")
        else:
            found.extend(_terms(match))
    return found


def _terms(match: re.Match[str]) -> list[Node | str]:
    quoted = match["bare"] is None
    value = re.sub(r"\\(.)", r"\1", match["single"] or match["double"] or "") if quoted else match["bare"]
    if not quoted and match["field"] is None and value in {"AND", "OR", "NOT"} and not match["minus"]:
        return [value]
    if not quoted and match["minus"] is None and match["field"] is None and value == "-":
        return ["NOT"]
    cut = None if quoted else _CUT_TIME.match(value)
    if cut and match["field"]:
        first = Term(match["field"], match["op"] or "", cut["hour"], cut=True)
        terms: list[Node | str] = [first, Term(cut["minute"], "", cut["rest"])]
    else:
        terms = [Term(match["field"], match["op"] or "", value, quoted)]
    return ["NOT", *terms] if match["minus"] else terms


def _any_of(tokens: list[Node | str]) -> Node:
    parts = [_all_of(tokens)]
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        parts.append(_all_of(tokens))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def _all_of(tokens: list[Node | str]) -> Node:
    parts: list[Node] = []
    while tokens and tokens[0] not in {")", "OR"}:
        if tokens[0] == "AND":
            tokens.pop(0)
            continue
        parts.append(_one(tokens))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _one(tokens: list[Node | str]) -> Node:
    head = tokens.pop(0)
    if head == "NOT":
        return Not(_one(tokens)) if tokens and tokens[0] not in {")", "OR", "AND"} else EVERYTHING
    if head == "(":
        inner = _any_of(tokens)
        if tokens and tokens[0] == ")":
            tokens.pop(0)
        return inner
    assert not isinstance(head, str)
    return head


_RANGE_NAMES = {">": "range_gt", ">=": "range_gte", "<": "range_lt", "<=": "range_lte"}


def described(node: Node) -> dict[str, object]:
    """The tree as ``extensions.search[].parsed`` shows it."""
    if isinstance(node, Term):
        name = _RANGE_NAMES.get(node.op) or ("match_phrase" if node.quoted else "match_all")
        return {"field": node.field or "default", name: node.value}
    if isinstance(node, Not):
        return {"not": described(node.part)}
    word = "and" if isinstance(node, All) else "or"
    return {word: [described(part) for part in node.parts]}


def terms_of(node: Node) -> list[Term]:
    """All terms, in the order written."""
    if isinstance(node, Term):
        return [node]
    if isinstance(node, Not):
        return terms_of(node.part)
    return [term for part in node.parts for term in terms_of(part)]
