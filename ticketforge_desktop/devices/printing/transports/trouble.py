"""The one error of all transports, with the one fact that matters: may a part of the ticket be on paper?"""

from __future__ import annotations

from ticketforge_desktop.domain.errors import PrinterUnreachable


def unreachable(place: str, reason: str, next_step: str, *, begun: bool, sent: int = 0) -> PrinterUnreachable:
    """`begun` is False only when it is certain that no byte left this computer."""
    certain = "Nothing was printed." if not begun else "Look at the printer: the ticket may be on paper or not."
    return PrinterUnreachable(
        f"The printer at {place} does not answer: {reason}. {certain}",
        next_step=next_step,
        place=place,
        begun=begun,
        sent=sent,
    )
