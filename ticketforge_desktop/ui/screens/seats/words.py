"""Seats in words: what a tip says, what is read aloud, and what there is to say of a choice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject

from ticketforge_desktop.domain.seating.best import Choice, Why
from ticketforge_desktop.domain.seating.places import Seat, SeatKind
from ticketforge_desktop.services.ports.seats import SeatState
from ticketforge_desktop.ui.screens.seats.looks import Mark

_CONTEXT: Final = "Seats"
_MARKS: Final = {
    Mark.FREE: QT_TRANSLATE_NOOP("Seats", "Free"),
    Mark.STORE: QT_TRANSLATE_NOOP("Seats", "Free, needs the store"),
    Mark.CHOSEN: QT_TRANSLATE_NOOP("Seats", "Selected"),
    Mark.SOLD: QT_TRANSLATE_NOOP("Seats", "Sold"),
    Mark.HELD: QT_TRANSLATE_NOOP("Seats", "Held"),
    Mark.ELSEWHERE: QT_TRANSLATE_NOOP("Seats", "Other till"),
    Mark.BLOCKED: QT_TRANSLATE_NOOP("Seats", "Not for sale"),
}
_KINDS: Final = {
    SeatKind.WHEELCHAIR: QT_TRANSLATE_NOOP("Seats", "Wheelchair"),
    SeatKind.COMPANION: QT_TRANSLATE_NOOP("Seats", "Company of a wheelchair"),
    SeatKind.RESTRICTED: QT_TRANSLATE_NOOP("Seats", "Restricted view"),
}
_STATES: Final = {
    SeatState.FREE: Mark.FREE,
    SeatState.LEASED: Mark.FREE,
    SeatState.HELD: Mark.HELD,
    SeatState.SOLD: Mark.SOLD,
    SeatState.BLOCKED: Mark.BLOCKED,
    SeatState.ELSEWHERE: Mark.ELSEWHERE,
}


def mark_of(state: SeatState, *, offline: bool) -> Mark:
    """How a seat in this state is marked. Offline, what is not leased can't be had."""
    return Mark.STORE if offline and state is SeatState.FREE else _STATES[state]


def mark_word(mark: Mark) -> str:
    """A mark in the language of now."""
    return QCoreApplication.translate(_CONTEXT, str(_MARKS[mark]))


def kind_word(kind: SeatKind) -> str:
    """A kind of place; "" for a plain seat."""
    return QCoreApplication.translate(_CONTEXT, str(_KINDS[kind])) if kind in _KINDS else ""


def seat_words(seat: Seat) -> str:
    """`Stalls, row 12, seat 17`."""
    words = QCoreApplication.translate("Seats", "{section}, row {row}, seat {number}")
    return words.format(section=seat.section, row=seat.row, number=seat.number)


class Said(QObject):
    """Words that go by number: only `tr` of an object knows plurals."""

    def free(self, count: int) -> str:
        """How many are free."""
        return self.tr("%n free", "", count)

    def reasons(self, choice: Choice) -> str:
        """Why a choice is as it is, or why there is none; "" where there is nothing to say."""
        told = [self._reason(why, choice) for why in choice.why]
        return " ".join(text for text in told if text)

    def _reason(self, why: Why, choice: Choice) -> str:
        if why is Why.LEAVES_ALONE:
            if len(choice.alone) == 1:
                return self.tr("Leaves seat {seat} alone.").format(seat=choice.alone[0].number)
            return self.tr("Leaves %n seat(s) alone.", "", len(choice.alone))
        if why is Why.TOO_FEW:
            return self.tr("Only %n seat(s) are free.", "", choice.free)
        return {
            Why.TWO_ROWS: self.tr("In two rows: nowhere else are so many seats together."),
            Why.RESTRICTED: self.tr("Restricted view."),
            Why.NOT_TOGETHER: self.tr("Nowhere are so many seats together. Divide the party, or choose by hand."),
            Why.NO_WHEELCHAIR: self.tr("No place for a wheelchair is free with so many seats beside it."),
        }[why]
