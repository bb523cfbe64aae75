"""Baskets that were put aside: on disk, so that neither a crash nor the end of a shift loses them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from ticketforge_desktop.domain.basket import Basket, BasketLine, Discount, DiscountKind, PriceClass
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.till import ParkedBasket
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer


class ParkedFile:
    """`ParkedBaskets` in the station file."""

    def __init__(self, writer: Writer, readers: Readers, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._now = writer, readers, now

    def park(self, basket: Basket, name: str, staff: Staff) -> str:
        basket_id = str(uuid4())
        values = (basket_id, name, json.dumps(asdict(basket), ensure_ascii=False), staff.staff_id, stamp(self._now()))
        sql = "INSERT INTO parked_baskets (basket_id, name, basket, staff_id, parked_at) VALUES (?,?,?,?,?)"
        self._writer.run(lambda work: work.raw.execute(sql, values), Priority.TILL)
        return basket_id

    def parked(self) -> Sequence[ParkedBasket]:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT basket_id, name, basket, parked_at FROM parked_baskets ORDER BY parked_at"
            )
            return [ParkedBasket(row[0], row[1], basket_of(row[2]), known_moment(row[3])) for row in rows]

    def take(self, basket_id: str) -> Basket:
        def take(work: Work) -> Basket:
            row = work.raw.execute("SELECT basket FROM parked_baskets WHERE basket_id = ?", (basket_id,)).fetchone()
            if row is None:
                raise NotFound("This basket is not parked any more.", basket=basket_id)
            work.raw.execute("DELETE FROM parked_baskets WHERE basket_id = ?", (basket_id,))
            return basket_of(row[0])

        return self._writer.run(take, Priority.TILL)


def basket_of(text: str) -> Basket:
    """A basket from its JSON."""
    told: dict[str, Any] = json.loads(text)
    discount = told["discount"]
    lines = tuple(
        BasketLine(**{**line, "price_class": PriceClass(line["price_class"]), "seats": tuple(line["seats"])})
        for line in told["lines"]
    )
    known = Discount(DiscountKind(discount["kind"]), discount["value"], discount["reason"]) if discount else None
    return Basket(told["currency"], told["tax_included"], lines, known)
