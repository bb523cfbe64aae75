"""The words of the door: one map from each verdict to what the steward reads.

The word on the colour field belongs to the class (four of them, learnt in a minute); the reason below it belongs to
the verdict and carries time, gate or station; one sentence says what to do. Translations are looked up when they are
shown, so a change of language changes them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.admission import Reason
from ticketforge_desktop.domain.verdicts import Signal, Verdict


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for lupdate, which knows this name; Qt's own says `object` where it returns the text."""
    return text


SIGNAL_WORDS: Final[dict[Signal, str]] = {
    Signal.ADMITTED: QT_TRANSLATE_NOOP("verdicts", "Admitted"),
    Signal.ATTENTION: QT_TRANSLATE_NOOP("verdicts", "Attention"),
    Signal.REFUSED: QT_TRANSLATE_NOOP("verdicts", "Refused"),
    Signal.EXIT: QT_TRANSLATE_NOOP("verdicts", "Exit"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """English sources of one verdict: the reason, and what to do. An empty advice means: let them pass."""

    reason: str
    advice: str = ""


VERDICT_WORDS: Final[dict[Verdict, Words]] = {
    Verdict.ADMITTED: Words(QT_TRANSLATE_NOOP("verdicts", "Welcome")),
    Verdict.READMITTED: Words(QT_TRANSLATE_NOOP("verdicts", "Welcome back")),
    Verdict.EXITED: Words(QT_TRANSLATE_NOOP("verdicts", "Has left the house")),
    Verdict.ALREADY_USED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Already used"),
        QT_TRANSLATE_NOOP("verdicts", "Do not admit yet. Ask to see the order, or call a supervisor."),
    ),
    Verdict.NOT_INSIDE: Words(
        QT_TRANSLATE_NOOP("verdicts", "Not inside"),
        QT_TRANSLATE_NOOP("verdicts", "No entry is logged for this ticket, so there is no exit to log."),
    ),
    Verdict.REPLACED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Replaced"),
        QT_TRANSLATE_NOOP("verdicts", "A newer ticket was printed. Only the newest one is valid; ask for it."),
    ),
    Verdict.REFUNDED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Refunded"),
        QT_TRANSLATE_NOOP("verdicts", "The money went back, so the ticket is void. Send the guest to the box office."),
    ),
    Verdict.CANCELLED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Order cancelled"),
        QT_TRANSLATE_NOOP(
            "verdicts", "The order was cancelled and its tickets with it. Send the guest to the box office."
        ),
    ),
    Verdict.EVENT_CANCELLED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Event cancelled"),
        QT_TRANSLATE_NOOP("verdicts", "This event does not take place. Send the guest to the box office."),
    ),
    Verdict.UNPAID: Words(
        QT_TRANSLATE_NOOP("verdicts", "Not paid"),
        QT_TRANSLATE_NOOP("verdicts", "The payment is still open. Send the guest to the box office to settle it."),
    ),
    Verdict.BLOCKED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Blocked"),
        QT_TRANSLATE_NOOP("verdicts", "This ticket was blocked by the box office. Call a supervisor."),
    ),
    Verdict.WRONG_EVENT: Words(
        QT_TRANSLATE_NOOP("verdicts", "Another event"),
        QT_TRANSLATE_NOOP("verdicts", "This ticket is for another event. Look at date and title together."),
    ),
    Verdict.WRONG_GATE: Words(
        QT_TRANSLATE_NOOP("verdicts", "Wrong gate"),
        QT_TRANSLATE_NOOP("verdicts", "This category enters elsewhere. Send the guest to the right gate."),
    ),
    Verdict.TOO_EARLY: Words(
        QT_TRANSLATE_NOOP("verdicts", "Too early"),
        QT_TRANSLATE_NOOP("verdicts", "The doors are not open yet for this ticket."),
    ),
    Verdict.TOO_LATE: Words(
        QT_TRANSLATE_NOOP("verdicts", "Too late"),
        QT_TRANSLATE_NOOP("verdicts", "The time of this ticket is over. Send the guest to the box office."),
    ),
    Verdict.FORGED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Not genuine"),
        QT_TRANSLATE_NOOP("verdicts", "The signature is not one we believe. Keep the ticket and call a supervisor."),
    ),
    Verdict.UNKNOWN: Words(
        QT_TRANSLATE_NOOP("verdicts", "Unknown ticket"),
        QT_TRANSLATE_NOOP("verdicts", "No such ticket in the mirror. Sync, or send the guest to the box office."),
    ),
    Verdict.UNREADABLE: Words(
        QT_TRANSLATE_NOOP("verdicts", "Not readable"),
        QT_TRANSLATE_NOOP("verdicts", "Scan again, or type the number printed below the code."),
    ),
    Verdict.AMBIGUOUS: Words(
        QT_TRANSLATE_NOOP("verdicts", "Several tickets match"),
        QT_TRANSLATE_NOOP("verdicts", "Scan the square code instead of the bars, or find the guest by name."),
    ),
    Verdict.CONFIRM: Words(
        QT_TRANSLATE_NOOP("verdicts", "Please check"),
        QT_TRANSLATE_NOOP("verdicts", "A bare number is not signed. Compare name and seat, then decide."),
    ),
}


# Where the reason says more than the verdict alone.
REASON_WORDS: Final[dict[Reason, Words]] = {
    Reason.NO_TICKET: Words(
        QT_TRANSLATE_NOOP("verdicts", "No ticket code"),
        QT_TRANSLATE_NOOP("verdicts", "This is not one of our codes. Scan the code on the ticket."),
    ),
    Reason.CODE_VERSION: Words(
        QT_TRANSLATE_NOOP("verdicts", "Newer code"),
        QT_TRANSLATE_NOOP("verdicts", "Printed by a newer version of the program. Update this station."),
    ),
    Reason.KEY_NOT_ENROLLED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Station not enrolled"),
        QT_TRANSLATE_NOOP("verdicts", "No manager has enrolled the station that printed this. Call a supervisor."),
    ),
    Reason.KEY_REVOKED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Station revoked"),
        QT_TRANSLATE_NOOP("verdicts", "Printed by a station that is no longer believed. Call a supervisor."),
    ),
    Reason.TAKEN_OUT: Words(
        QT_TRANSLATE_NOOP("verdicts", "Taken out of the order"),
        QT_TRANSLATE_NOOP(
            "verdicts", "The order was changed and this ticket with it. Send the guest to the box office."
        ),
    ),
    Reason.NOT_OPEN_YET: Words(
        QT_TRANSLATE_NOOP("verdicts", "Not open yet"),
        QT_TRANSLATE_NOOP(
            "verdicts", "This gate lets nobody in before that. The ticket is good; ask the guest to wait."
        ),
    ),
    Reason.CLOSED: Words(
        QT_TRANSLATE_NOOP("verdicts", "Entry is over"),
        QT_TRANSLATE_NOOP("verdicts", "This gate has closed for the event. Call a supervisor."),
    ),
    Reason.ANOTHER_DAY: Words(
        QT_TRANSLATE_NOOP("verdicts", "Another day"),
        QT_TRANSLATE_NOOP("verdicts", "The ticket does not count today. Look at its day together with the guest."),
    ),
    Reason.NOT_SYNCED_YET: Words(
        QT_TRANSLATE_NOOP("verdicts", "Not in the mirror yet"),
        QT_TRANSLATE_NOOP(
            "verdicts", "The signature is genuine, but no sync has brought the order. Ask for its confirmation."
        ),
    ),
    Reason.FORCED: Words(QT_TRANSLATE_NOOP("verdicts", "Let in by hand")),
}


_REASONS: Final = frozenset(map(str, Reason))


def _shown(text: str) -> str:
    return QCoreApplication.translate("verdicts", text) if text else ""


def signal_word(signal: Signal) -> str:
    """The word on the colour field, in the window's language."""
    return _shown(SIGNAL_WORDS[signal])


def reason_word(verdict: Verdict, reason: str = "") -> str:
    """The verdict's own words, without facts: `Already used`. `reason` (a `Reason`) makes them more exact."""
    return _shown(_words(verdict, reason).reason)


def advice(verdict: Verdict, reason: str = "") -> str:
    """What to do, in one sentence; "" where nothing is to be done."""
    return _shown(_words(verdict, reason).advice)


def _words(verdict: Verdict, reason: str) -> Words:
    if reason in _REASONS:
        return REASON_WORDS.get(Reason(reason), VERDICT_WORDS[verdict])
    return VERDICT_WORDS[verdict]
