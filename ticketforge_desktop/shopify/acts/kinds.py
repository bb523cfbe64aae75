"""What a kind of act is: its payload, what makes it safe to repeat, how it is sent and how it is found again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import msgspec

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.outbox import ActRefused, ActResult, Safety, Sight
from ticketforge_desktop.shopify.acts.sending import StoreCall
from ticketforge_desktop.shopify.decode import number

Facts = dict[str, object]
P = TypeVar("P", bound="Payload")


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of payloads: JSON objects in the trade's words, ids as numbers, money in minor units."""


class OfOrder(Payload, kw_only=True, frozen=True):
    """An order: by its number in the store, or by the sale (its UUID) that this station is still to send."""

    order_id: int = 0
    sale: str = ""

    def __post_init__(self) -> None:
        """Exactly one of the two."""
        if bool(self.order_id) == bool(self.sale):
            raise ValueError("either `order_id` or `sale` names the order")


@dataclass(frozen=True, slots=True)
class ActKind(Generic[P]):
    """One kind of act. `find` is None for what can't be looked up."""

    name: str
    payload: type[P]
    safety: Safety
    send: Callable[[StoreCall, P], Facts]
    find: Callable[[StoreCall, P], Sight] | None = None

    def read(self, payload: Mapping[str, object]) -> P:
        """Raises `BadInput` with the store-independent reason."""
        try:
            return msgspec.convert(payload, type=self.payload)
        except msgspec.ValidationError as error:
            raise BadInput(f"What was noted for {self.name!r} can't be sent: {error}", field=_field(error)) from error


def gid(kind: str, number_of: int) -> str:
    """The store's name for a thing."""
    return f"gid://shopify/{kind}/{number_of}"


def order_facts(order_id: str, name: str, lines: list[str]) -> Facts:
    """What a made order is remembered by; `lines` in the order in which they were sold."""
    return {"order_id": number(order_id), "order_name": name, "lines": [number(line) for line in lines]}


def order_of(call: StoreCall, payload: OfOrder) -> int:
    """The order's number. Raises `ActRefused` when the sale is not known to have become one."""
    if payload.order_id:
        return payload.order_id
    made = call.made(payload.sale)
    found = made.get("order_id") if made else None
    if isinstance(found, int):
        return found
    raise ActRefused(
        "The sale this belongs to has no order that this station knows of.",
        next_step="Find the order in the store's admin and name it, or settle this by hand.",
        reason="gone",
        errors=[],
    )


def line_of(call: StoreCall, sale: str, line_id: int, line: int) -> int:
    """A line's number in the store: given, or by its place (from 1) in a sale of ours. Raises `ActRefused`."""
    if line_id:
        return line_id
    made = call.made(sale) or {}
    lines = made.get("lines")
    if isinstance(lines, list) and 0 < line <= len(lines) and isinstance(lines[line - 1], int):
        return int(lines[line - 1])
    raise ActRefused("The line of that sale is not known.", reason="gone", errors=[])


def nothing_found(newest_at: str = "") -> Sight:
    """Not there, as far as a search can tell."""
    return Sight(None, newest_at=newest_at)


def certainly_not() -> Sight:
    """Not there: asked for by id."""
    return Sight(None, certain=True)


def seen(facts: Facts) -> Sight:
    """There it is."""
    return Sight(ActResult(facts), certain=True)


def _field(error: msgspec.ValidationError) -> str:
    _, _, path = str(error).partition(" - at `$")
    return path.rstrip("`").lstrip(".")


AnyKind = ActKind[Any]
NOTHING: Final[Facts] = {}
