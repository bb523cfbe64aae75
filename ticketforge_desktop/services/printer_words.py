"""What a printer's condition means and what to do about it, in English for the command line and logs.

The window has words of its own, by the same conditions.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ticketforge_desktop.services.ports.printers import Condition


class Advice(NamedTuple):
    """A condition in words, and the next step ("" where there is nothing to do)."""

    words: str
    next_step: str = ""


ADVICE: Final = {
    Condition.READY: Advice("ready"),
    Condition.BUSY: Advice("busy", "Wait for what it prints."),
    Condition.PAPER_LOW: Advice("the paper runs low", "Have the next stack or roll at hand."),
    Condition.PAPER_OUT: Advice("the paper is out", "Put paper in; note the first serial number of a new roll."),
    Condition.JAM: Advice(
        "the paper is jammed", "Open it, take the paper out, keep the spoiled piece, close it and look at the doubts."
    ),
    Condition.COVER_OPEN: Advice("the cover or the print head is open", "Close it until it clicks."),
    Condition.RIBBON_OUT: Advice("the ribbon is out", "Put a new ribbon in."),
    Condition.CUTTER: Advice("the cutter is stuck", "Switch it off, free the cutter, switch it on."),
    Condition.TOO_HOT: Advice("the print head is too hot", "Wait some minutes; print less dark if it happens again."),
    Condition.PAUSED: Advice("paused", "Press its pause or feed button, or let its queue go on."),
    Condition.OFFLINE: Advice(
        "off line, or not there", "Check power, cable and address, and that nobody else holds it."
    ),
    Condition.SILENT: Advice(
        "it does not answer",
        "Check paper, ribbon and cover. If it never answers: `printers add NAME --replace … --option answers=no`.",
    ),
    Condition.GARBLED: Advice(
        "it answers what its language does not know",
        "Check language and address: perhaps it is another kind of printer.",
    ),
    Condition.SWAPPED: Advice("another printer answers", "Look which printer stands there, and begin anew."),
    Condition.FAULT: Advice("it reports an error", "Look at its display or lamps."),
    Condition.UNKNOWN: Advice("it can't be asked", "Look at it yourself."),
}


def advice(condition: Condition) -> Advice:
    """Words and next step."""
    return ADVICE[condition]
