"""Units kept for somebody until a time, and the list of those who wait for some.

A hold takes its units from this station's lease: it is made and let go offline and can't fail half way; to the web shop
they are reserved already. Its end needs nobody: whoever counts what is left passes over holds that are over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import uuid4

from ticketforge_desktop.domain.errors import BadInput, Conflict
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.allotments import (
    Category,
    Hold,
    Holds,
    HoldState,
    LeaseTerms,
    Waiting,
    WaitingList,
    WaitingState,
)

MOST: Final = 1_000  # units of one hold
LONGEST: Final = timedelta(days=366)
_LONGEST_WORDS: Final = 200
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Categories(Protocol):
    """Of `services.allotments.Allotments`."""

    def categories(self, event_id: str) -> Sequence[LeaseTerms]:
        """Raises `NotFound`."""
        ...


class Keeping:
    """Holds.

    Args:
        holds: the station file's.
        categories: which categories there are.
        now: the program's clock.
    """

    def __init__(self, holds: Holds, categories: Categories, now: Callable[[], datetime]) -> None:
        self._holds, self._categories, self.now = holds, categories, now

    def add(
        self,
        event_id: str,
        category_id: str,
        quantity: int,
        name: str,
        reason: str,
        until: datetime,
        staff: Staff,
        *,
        seats: Sequence[str] = (),
    ) -> Hold:
        """Keep units of this station's lease for somebody.

        Args:
            seats: the seats that are kept, leased to this station before; none for a category without seats.

        Raises:
            NoLease: fewer are left here; lease more first.
            SeatGone: one of the seats is not this station's to keep.
            BadInput, NotFound, RightMissing.
        """
        staff.require(Right.SELL)
        who, why, now = _words(name, "name"), _words(reason, "reason"), self.now()
        if not 0 < quantity <= MOST:
            raise BadInput(f"A hold has 1 to {MOST:,} units.", field="quantity", value=quantity)
        if seats and len(set(seats)) != quantity:
            raise BadInput(f"{len(set(seats))} seats are named for {quantity} units.", field="seats")
        if until.tzinfo is None:
            raise BadInput("The end of a hold has an offset.", field="until", value=str(until))
        if not now < until <= now + LONGEST:
            raise BadInput("A hold ends later than now, and within a year.", field="until", value=until.isoformat())
        category = _category(self._categories, event_id, category_id)
        hold = Hold(
            str(uuid4()), category, quantity, 0, who, why, until, HoldState.HELD, staff.staff_id, now,
            seats=tuple(seats),
        )  # fmt: skip
        return self._holds.add(hold, staff)

    def release(self, hold_id: str, staff: Staff) -> Hold:
        """Let it go before its time. Raises `NotFound`, `Conflict` when it is over, `RightMissing`."""
        staff.require(Right.SELL)
        return self._holds.release(hold_id, staff)

    def list(self, staff: Staff, *, event_id: str = "", every: bool = False) -> Sequence[Hold]:
        """By their end."""
        staff.require(Right.VIEW)
        return self._holds.holds(event_id=event_id, every=every)

    def release_ended(self, staff: Staff) -> Sequence[Hold]:
        """Let go of those whose time is over. Their units count as free without this, too; their seats do not."""
        return self._holds.release_ended(staff)


class WaitingRoom:
    """The waiting list.

    Args:
        keeping: makes the holds that are offered.
    """

    def __init__(self, waiting: WaitingList, keeping: Keeping, categories: Categories) -> None:
        self._waiting, self._keeping, self._categories = waiting, keeping, categories

    def add(
        self,
        event_id: str,
        category_id: str,
        quantity: int,
        name: str,
        staff: Staff,
        *,
        email: str = "",
        phone: str = "",
    ) -> Waiting:
        """Somebody waits. Raises `BadInput` (nobody can be told without an address or number), `NotFound`."""
        staff.require(Right.SELL)
        who, mail, number = _words(name, "name"), email.strip(), " ".join(phone.split())
        if not 0 < quantity <= MOST:
            raise BadInput(f"1 to {MOST:,} units.", field="quantity", value=quantity)
        if mail and not _MAIL.fullmatch(mail):
            raise BadInput(f"{mail!r} is no mail address.", field="email", value=mail)
        if not (mail or number):
            raise BadInput("Give a mail address or a phone number, so that they can be told.", field="email")
        category = _category(self._categories, event_id, category_id)
        person = Waiting(0, category, quantity, who, mail, number, WaitingState.WAITING, "", self._keeping.now())
        return self._waiting.add(person, staff)

    def list(self, staff: Staff, *, event_id: str = "", every: bool = False) -> Sequence[Waiting]:
        """In the order in which they came. Whose offer has run out waits again, in their old place."""
        staff.require(Right.VIEW)
        return self._waiting.people(event_id=event_id, every=every)

    def person(self, waiting_id: int) -> Waiting:
        """Raises `NotFound`."""
        return self._waiting.person(waiting_id)

    def offer(self, waiting_id: int, until: datetime, staff: Staff) -> Waiting:
        """Keep what they want for them until a time. Raises `NoLease`, `NotFound`, `Conflict`, `BadInput`."""
        person = self._waiting.person(waiting_id)
        if person.state is WaitingState.OFFERED:
            return person
        if person.state is not WaitingState.WAITING:
            raise Conflict(f"{person.name} does not wait any more.", id=waiting_id, state=str(person.state))
        event_id, category_id, _ = person.category
        hold = self._keeping.add(event_id, category_id, person.quantity, person.name, "Waiting list", until, staff)
        return self._waiting.move(waiting_id, WaitingState.OFFERED, staff, hold_id=hold.hold_id)

    def withdraw(self, waiting_id: int, staff: Staff) -> Waiting:
        """They no longer want any; what was kept for them is let go. Raises `NotFound`, `Conflict`."""
        staff.require(Right.SELL)
        person = self._waiting.person(waiting_id)
        moved = self._waiting.move(waiting_id, WaitingState.WITHDRAWN, staff)
        if person.state is WaitingState.OFFERED:
            self._keeping.release(person.hold_id, staff)
        return replace(moved, hold_id="")


def _category(categories: Categories, event_id: str, category_id: str) -> Category:
    for terms in categories.categories(event_id):
        if terms.category.category_id == category_id:
            return terms.category
    raise BadInput(f"Event {event_id!r} has no category {category_id!r}.", field="category", value=category_id)


def _words(text: str, field: str) -> str:
    words = " ".join(text.split())
    if not words or len(words) > _LONGEST_WORDS:
        raise BadInput(f"Say the {field}, in at most {_LONGEST_WORDS} characters.", field=field, value=words[:40])
    return words
