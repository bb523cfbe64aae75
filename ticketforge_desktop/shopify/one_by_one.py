"""Things of a page read one by one, so that one the store sent in a way nobody can read spoils no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

import msgspec

from ticketforge_desktop.domain.errors import BadInput, StoreRefused
from ticketforge_desktop.domain.records import TroubleRecord
from ticketforge_desktop.shopify.faults import Unreadable
from ticketforge_desktop.shopify.wire import Named

T = TypeVar("T")
PartsT = TypeVar("PartsT")
UNREADABLE: Final = "unreadable"
_LONGEST_REASON: Final = 300
# What reading records out of a node can raise, past what a connection can.
DECODING: Final = (BadInput, StoreRefused, ValueError, TypeError, ArithmeticError, AttributeError)
_named: Final = msgspec.json.Decoder(Named)


@dataclass(slots=True)
class Readable(Generic[T]):
    """What of a page could be read, what could not, and the newest change among both."""

    nodes: list[T] = field(default_factory=list)
    troubles: list[TroubleRecord] = field(default_factory=list)
    newest: str = ""


class Reader(Generic[T]):
    """Reads nodes of one kind. `kind` is the trouble's: "order", "product", "customer", "stock"."""

    def __init__(self, kind: str, node: type[T], number_of: Callable[[str], int]) -> None:
        self.kind = kind
        self._decoder = msgspec.json.Decoder(node)
        self._number_of = number_of

    def read(self, raws: Iterable[msgspec.Raw]) -> Readable[T]:
        """All that can be read. A null or an empty object (gone, or no such kind) is passed over in silence."""
        found: Readable[T] = Readable()
        for raw in raws:
            if bytes(raw) in (b"null", b"{}"):
                continue
            try:
                node: Any = self._decoder.decode(raw)
                self._number_of(node.id)
            except DECODING as error:
                named = _name(raw)
                found.newest = max(found.newest, _text(named.updated_at))
                if (trouble := self._trouble(_text(named.id), _text(named.name or named.title), error)) is not None:
                    found.troubles.append(trouble)
                continue
            found.newest = max(found.newest, getattr(node, "updated_at", ""))
            found.nodes.append(node)
        return found

    def taking(self, readable: Readable[T], fetch: Callable[[T], PartsT], put: Callable[[T, PartsT], None]) -> None:
        """Take each node over; one that can't be is a trouble.

        Args:
            fetch: what else of the node must be asked of the store. What the connection raises passes through.
            put: makes records of both; must leave nothing behind when it raises.
        """
        for node in readable.nodes:
            try:
                parts = fetch(node)
            except Unreadable as error:
                self._note(readable, node, error)
                continue
            try:
                put(node, parts)
            except DECODING as error:
                self._note(readable, node, error)

    def _note(self, readable: Readable[T], node: Any, error: Exception) -> None:
        name = getattr(node, "name", None) or getattr(node, "title", None) or ""
        if (trouble := self._trouble(node.id, name, error)) is not None:
            readable.troubles.append(trouble)

    def _trouble(self, gid: str, name: str, error: Exception) -> TroubleRecord | None:
        """None where not even the id can be read: then nothing could ever settle it."""
        try:
            number = self._number_of(gid)
        except DECODING:
            number = 0
        if not number:
            return None
        return TroubleRecord(self.kind, number, name, UNREADABLE, str(error)[:_LONGEST_REASON])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _name(raw: msgspec.Raw) -> Named:
    try:
        return _named.decode(raw)
    except msgspec.MsgspecError:
        return Named()
