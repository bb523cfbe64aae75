"""Whether a thing matches a search, and what the store says about terms it does not know.

Unknown terms fail open: they match everything, and only ``extensions.search`` says so (recordings, lines 54 and 134).
A known term with a value out of its list matches nothing and is warned about too (line 47).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ticketforge_desktop.demo.search_syntax import All, AnyOf, Node, Not, Term, described, parse, terms_of

Reader = Callable[[str], object]
"""Reads one term's value of the thing under test."""
Predicate = Callable[[Reader], bool]

TIMES = frozenset(
    {"created_at", "updated_at", "processed_at", "published_at", "customer_date", "completed_at", "occurred_at"}
)
DAY = 86_400
CHOICES: Mapping[str, frozenset[str]] = {
    "financial_status": frozenset(
        "paid pending authorized partially_paid partially_refunded refunded voided expired".split()
    ),
    "fulfillment_status": frozenset(
        "unshipped unfulfilled shipped fulfilled partial scheduled on_hold request_declined in_progress".split()
    ),
    "product_status": frozenset(("active", "draft", "archived", "unlisted")),
}
ALIASES = {"unshipped": "unfulfilled", "fulfilled": "shipped"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a connection can be searched by.

    ``names``: its terms; ``status``: the words ``status:`` takes; ``whole_days``: times that are compared by day.
    """

    names: frozenset[str]
    status: frozenset[str] = frozenset()
    whole_days: frozenset[str] = frozenset()
    zone: str = "UTC"
    now: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """A compiled query: its predicate, the bounds its top level puts on times, and its warnings."""

    node: Node
    matches: Predicate
    lower: Mapping[str, int]  # term -> first second that may match
    upper: Mapping[str, int]  # term -> last second that may match
    warnings: Sequence[Mapping[str, object]]

    def note(self, path: Sequence[str | int], query: str) -> dict[str, object] | None:
        """The entry for ``extensions.search``; None when nothing is to be warned of."""
        if not self.warnings:
            return None
        return {"path": list(path), "query": query, "parsed": described(self.node), "warnings": list(self.warnings)}


def compile_search(query: str | None, terms: Terms) -> Search:
    """Parse and compile."""
    node = parse(query)
    lower: dict[str, int] = {}
    upper: dict[str, int] = {}
    for part in node.parts if isinstance(node, All) else (node,):
        if isinstance(part, Term):
            _bound(part, terms, lower, upper)
    warnings = [warning for term in terms_of(node) if (warning := _warning(term, terms))]
    return Search(node, _predicate(node, terms), lower, upper, warnings)


def _warning(term: Term, terms: Terms) -> dict[str, object] | None:
    if term.field is None:
        return None
    if term.field not in terms.names:
        return {"field": term.field, "message": "Invalid search field for this query.", "code": "invalid_field"}
    choices = _choices(term.field, terms)
    if choices and any(word.lower() not in choices for word in term.value.split(",")):
        message = f"Input `{term.value}` is not an accepted value."
        return {"field": term.field, "message": message, "code": "invalid_value"}
    if term.field in TIMES and _time_range(term, terms) is None:
        return {"field": term.field, "message": f"Input `{term.value}` is not a valid date.", "code": "invalid_value"}
    return None


def _choices(name: str, terms: Terms) -> frozenset[str]:
    return terms.status | {"any"} if name == "status" and terms.status else CHOICES.get(name, frozenset())


def _bound(term: Term, terms: Terms, lower: dict[str, int], upper: dict[str, int]) -> None:
    if term.field in TIMES and term.field in terms.names:
        span = _time_range(term, terms)
        if span is not None:
            assert term.field is not None
            lower[term.field] = max(lower.get(term.field, span[0]), span[0])
            upper[term.field] = min(upper.get(term.field, span[1]), span[1])


FOREVER = 1 << 62


def _time_range(term: Term, terms: Terms) -> tuple[int, int] | None:
    """(first, last) second that the term lets through; None when it is no time."""
    point = _moment(term, terms)
    if point is None:
        return None
    start, end = point
    if term.field in terms.whole_days:
        start, end = start - start % DAY, start - start % DAY + DAY - 1
    return {
        "": (start, end),
        ">": (end + 1, FOREVER),
        ">=": (start, FOREVER),
        "<": (0, start - 1),
        "<=": (0, end),
    }[term.op]


def _moment(term: Term, terms: Terms) -> tuple[int, int] | None:
    """First and last second that a written time names (a date names a whole day)."""
    text = term.value.strip()
    if text == "now":
        return terms.now, terms.now
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        if text.isdigit() and len(text) == 4:
            moment = datetime(int(text), 1, 1)
        else:
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(terms.zone))
    start = int(moment.timestamp())
    span = timedelta(days=1) if len(text) <= 10 else timedelta(hours=1) if term.cut else timedelta(seconds=1)
    wide = term.op == "" or len(text) <= 10
    return start, start + int(span.total_seconds()) - 1 if wide else start


def _predicate(node: Node, terms: Terms) -> Predicate:
    if isinstance(node, Term):
        return _term(node, terms)
    if isinstance(node, Not):
        if isinstance(node.part, Term) and node.part.field and node.part.field not in terms.names:
            return lambda read: True
        inner = _predicate(node.part, terms)
        return lambda read: not inner(read)
    parts = [_predicate(part, terms) for part in node.parts]
    if isinstance(node, AnyOf):
        return lambda read: any(part(read) for part in parts)
    if not parts:
        return lambda read: True
    if len(parts) == 1:
        return parts[0]
    return lambda read: all(part(read) for part in parts)


def _term(term: Term, terms: Terms) -> Predicate:
    name = term.field
    if name is None:
        return _bare(term.value)
    if name not in terms.names:
        return lambda read: True
    if name in TIMES:
        return _time(term, terms)
    if term.op:
        return _number(term)
    if name == "status":
        return _status(term)
    return _words(name, term)


def _time(term: Term, terms: Terms) -> Predicate:
    span = _time_range(term, terms)
    name = term.field or ""
    if span is None:
        return lambda read: True
    first, last = span

    def test(read: Reader) -> bool:
        value = read(name)
        return isinstance(value, int) and first <= value <= last

    return test


def _number(term: Term) -> Predicate:
    name = term.field or ""
    try:
        wanted = float(term.value.lstrip("#"))
    except ValueError:
        return lambda read: False

    def test(read: Reader) -> bool:
        value = read(name)
        text = str(value).lstrip("#")
        if not text.lstrip("-").isdigit():
            return False
        have = int(text)
        return {">": have > wanted, ">=": have >= wanted, "<": have < wanted, "<=": have <= wanted}[term.op]

    return test


def _status(term: Term) -> Predicate:
    wanted = {word.lower() for word in term.value.split(",")}

    def test(read: Reader) -> bool:
        value = read("status")
        return "any" in wanted or value in wanted or ("not_closed" in wanted and value != "closed")

    return test


def _words(name: str, term: Term) -> Predicate:
    wanted = [term.value] if term.quoted else term.value.split(",")
    exact = {ALIASES.get(word.lower(), word.lower()) for word in wanted}
    if "*" in exact:
        return lambda read: read(name) not in (None, "", ())
    prefixes = tuple(word[:-1] for word in exact if word.endswith("*"))

    def one(value: object) -> bool:
        text = str(value).lower()
        if text in exact or (name == "name" and text.lstrip("#") in exact):
            return True
        if prefixes and text.startswith(prefixes):
            return True
        return name == "title" and any(word in text for word in exact)

    def test(read: Reader) -> bool:
        value = read(name)
        if value is None:
            return False
        if isinstance(value, tuple):
            return any(one(part) for part in value)
        return one(value)

    return test


def _bare(word: str) -> Predicate:
    wanted = word.lower().rstrip("*")

    def test(read: Reader) -> bool:
        value = read("default")
        parts = value if isinstance(value, tuple) else (value,)
        return any(
            piece.startswith(wanted) or piece.lstrip("#").startswith(wanted)
            for part in parts
            for piece in (str(part).lower(), *str(part).lower().split())
        )

    return test
