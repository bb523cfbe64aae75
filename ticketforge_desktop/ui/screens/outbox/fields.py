"""What a person may change of a parked act: single values of its payload, found by their names, checked as typed."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.money import Money

Path = tuple[str | int, ...]


class Sort(StrEnum):
    """How a value is shown and read."""

    TEXT = "text"
    MONEY = "money"  # minor units in the payload, a decimal on the screen
    COUNT = "count"  # a whole number, which may be negative where stock is corrected
    SWITCH = "switch"
    WORDS = "words"  # a list of words, comma separated
    CHOICE = "choice"


_TEXTS: Final = (
    *("note", "reason", "message", "email", "phone", "first_name", "last_name", "company", "number", "url"),
    *("title", "description_html", "address1", "address2", "city", "zip"),
)
_COUNTS: Final = ("quantity", "delta")
_SWITCHES: Final = (
    ("notify", "restock", "receipt", "unpaid", "wanted", "confirmed", "money_back", "oversell", "posted")
)  # fmt: skip
# Ids, keys and what identifies the act are never among them: who needs those other settles by hand.
_SORTS: Final[dict[str, Sort]] = {
    **dict.fromkeys(_TEXTS, Sort.TEXT),
    **dict.fromkeys(_COUNTS, Sort.COUNT),
    **dict.fromkeys(_SWITCHES, Sort.SWITCH),
    **dict.fromkeys(("tags", "add", "remove"), Sort.WORDS),
}
# What a buyer holds in the hand is never changed afterwards: tickets were handed out, money was taken.
_FIXED: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("sale", "draft_sale"), frozenset({"quantity", "unit_minor", "minor", "title"})),
    **dict.fromkeys(("adjust_stock", "move_stock"), frozenset({"reason"})),  # the store's own closed list
}
# Closed lists, by kind and name (`shopify.acts` has them).
OPTIONS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("sale", "stock"): ("shelf", "oversell", "lease"),
    ("refund", "restock"): ("none", "return", "cancel"),
    ("cancel_order", "reason"): ("customer", "declined", "fraud", "inventory", "staff", "other"),
    ("set_event", "status"): ("active", "draft", "archived"),
}


class EditField(NamedTuple):
    """One value: where it stands, what it is called, how it is read, and as it is shown now."""

    path: Path
    key: str  # the last name on the path: its label follows from it
    sort: Sort
    text: str
    on: bool = False  # of a switch
    currency: str = ""
    line: int = 0  # which of several lines it belongs to, from 1; 0 where there is one
    options: tuple[str, ...] = ()  # of a choice


def editable(kind: str, payload: Mapping[str, Any]) -> list[EditField]:
    """Every value a person may change, in the order in which the payload has them."""
    currency, fixed = payload.get("currency"), _FIXED.get(kind, frozenset())
    found = _walk(kind, payload, (), currency if isinstance(currency, str) else "", 0)
    return [field for field in found if field.key not in fixed]


def _walk(kind: str, value: Any, path: Path, currency: str, line: int) -> Iterator[EditField]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(kind, inner, (*path, key), currency, line)
    elif _is_list_of_objects(value):
        for at, inner in enumerate(value):
            yield from _walk(kind, inner, (*path, at), currency, at + 1 if len(value) > 1 else 0)
    elif path:
        field = _field(kind, value, path, currency, line)
        if field is not None:
            yield field


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _field(kind: str, value: Any, path: Path, currency: str, line: int) -> EditField | None:
    key = str(path[-1])
    if key == "minor" or key.endswith("_minor"):
        if not currency or type(value) is not int:
            return None
        return EditField(path, key, Sort.MONEY, Money(value, currency).decimal, currency=currency, line=line)
    options = OPTIONS.get((kind, key), ())
    if options:
        known = value in options
        return EditField(path, key, Sort.CHOICE, value, line=line, options=options) if known else None
    sort = _SORTS.get(key)
    if sort is Sort.SWITCH and isinstance(value, bool):
        return EditField(path, key, sort, "", on=value, line=line)
    if sort is Sort.WORDS and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return EditField(path, key, sort, ", ".join(value), line=line)
    if (sort is Sort.TEXT and isinstance(value, str)) or (sort is Sort.COUNT and type(value) is int):
        return EditField(path, key, sort, str(value), line=line)
    return None


def parse(field: EditField, typed: str | bool) -> object:
    """The value as the payload keeps it.

    Raises:
        BadInput: it is none of its sort; `facts["field"]` is the path, `facts["reason"]` says why (`money`, `count`).
    """
    if field.sort is Sort.SWITCH:
        return bool(typed)
    text = str(typed).strip()
    if field.sort is Sort.MONEY:
        return _minor(field, text)
    if field.sort is Sort.COUNT:
        sign, digits = (text[:1], text[1:]) if text[:1] in "+-−" and text else ("", text)
        if not digits.isdecimal() or len(digits) > 9:
            raise BadInput(f"{typed!r} is no whole number.", field=dotted(field.path), reason="count")
        return -int(digits) if sign in ("-", "−") else int(digits)
    if field.sort is Sort.WORDS:
        return [word.strip() for word in text.split(",") if word.strip()]
    return text


def _minor(field: EditField, text: str) -> int:
    plain = text.replace("\u00a0", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")  # as German writes it; a thousands sign is not guessed at
    try:
        amount = Money.parse(plain, field.currency)
    except (BadInput, ValueError) as error:
        raise BadInput(f"{text!r} is no amount.", field=dotted(field.path), reason="money") from error
    if amount.minor < 0:
        raise BadInput("An amount is not negative.", field=dotted(field.path), reason="money")
    return amount.minor


def changed(payload: Mapping[str, Any], values: Sequence[tuple[EditField, str | bool]]) -> dict[str, Any]:
    """The payload with these values in place; the original stays. Raises `BadInput` as `parse`."""
    made: dict[str, Any] = copy.deepcopy(dict(payload))
    for field, typed in values:
        value = parse(field, typed)
        at: Any = made
        for step in field.path[:-1]:
            at = at[step]
        at[field.path[-1]] = value
    return made


def dotted(path: Path) -> str:
    """`lines[0].quantity`: as the outbox names a field it refuses."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
