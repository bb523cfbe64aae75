"""What the colour field says of a check: pure words from a result, tested without pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.admission import Reason
from ticketforge_desktop.domain.verdicts import Signal, Verdict
from ticketforge_desktop.services.check_results import CheckResult
from ticketforge_desktop.services.ports.door import DoorTicket
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.screens.words import seat_text
from ticketforge_desktop.ui.verdicts import advice, reason_word, signal_word


@dataclass(frozen=True, slots=True)
class Fact:
    """One of three columns below the line: a label, the thing, and a smaller line."""

    label: str
    value: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A verdict ready to paint: class, word, second line, facts, advice in a sentence, what must not be missed."""

    signal: Signal
    word: str
    reason: str
    facts: tuple[Fact, ...]
    advice: str = ""
    notes: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """What a screen reader says: the word and the reason first, for the guest is waiting."""
        facts = (f"{fact.label}: {fact.value}" for fact in self.facts)
        return ". ".join(part for part in (self.word, self.reason, *self.notes, *facts, self.advice) if part)


def shown(result: CheckResult, scanned: str, formats: Formats, zone: str, event_title: str = "") -> Shown:
    """A check as the steward reads it.

    Args:
        scanned: what the scanner sent, shown where no ticket was recognised.
        zone: IANA zone of the venue, for all times.
        event_title: title of the ticket's own event where that is another than the chosen ones.
    """
    verdict = result.verdict
    return Shown(
        verdict.signal,
        signal_word(verdict.signal),
        _reason(result, formats, zone, event_title),
        _facts(result, scanned, formats, zone),
        advice(verdict, result.reason),
        _notes(result),
    )


def trouble(words: str, next_step: str) -> Shown:
    """A check that could not be made: nobody was admitted, and that is all that counts at the gate."""
    translate = QCoreApplication.translate
    return Shown(
        Signal.REFUSED, signal_word(Signal.REFUSED), translate("Door", "Not checked"), (), f"{words} {next_step}"
    )


def _reason(result: CheckResult, formats: Formats, zone: str, event_title: str) -> str:
    translate, verdict, ticket = QCoreApplication.translate, result.verdict, result.ticket
    if verdict in (Verdict.ADMITTED, Verdict.READMITTED, Verdict.EXITED) and ticket is not None:
        return " · ".join(part for part in (_passed(result), ticket.category, _group(result)) if part)
    words = reason_word(verdict, result.reason)
    if verdict is Verdict.ALREADY_USED and result.first_used is not None:
        used = result.first_used
        gate = translate("Door", "Gate {gate}").format(gate=used.gate) if used.gate else used.station
        return " · ".join(part for part in (f"{words} {_clock(used.at, result.at, formats, zone)}", gate) if part)
    if verdict is Verdict.BLOCKED and ticket is not None:
        return _blocked(ticket, words, result.at, formats, zone)
    if verdict is Verdict.WRONG_EVENT and event_title:
        return f"{words} · {event_title}"
    if verdict is Verdict.WRONG_GATE and ticket is not None:
        return f"{words} · {ticket.category}"
    when = _when(result, formats, zone)
    if when:
        return f"{words} · {when}"
    at = _moment(result.decision.at)
    if at is not None:
        words = f"{words} {_clock(at, result.at, formats, zone)}"
    return f"{words} · {result.decision.by}" if result.decision.by else words


def _blocked(ticket: DoorTicket, words: str, now: datetime, formats: Formats, zone: str) -> str:
    """`Blocked 19:12 at Box office 1: stolen`."""
    at = _moment(ticket.blocked_at)
    if at is None:
        return f"{words}: {ticket.blocked}"
    clock = _clock(at, now, formats, zone)
    if not ticket.blocked_by:
        return f"{words} {clock}: {ticket.blocked}"
    told = QCoreApplication.translate("Door", "{blocked} {time} at {station}: {reason}")
    return told.format(blocked=words, time=clock, station=ticket.blocked_by, reason=ticket.blocked)


def _passed(result: CheckResult) -> str:
    """What is said besides the category: coming back, or being let in by hand."""
    if result.reason == Reason.FORCED or result.verdict is Verdict.READMITTED:
        return reason_word(result.verdict, result.reason)
    return ""


def _group(result: CheckResult) -> str:
    """A ticket for several people says how many of them are inside now."""
    if result.people < 2:
        return ""
    words = QCoreApplication.translate("Door", "{inside} of {people} inside")
    return words.format(inside=result.inside, people=result.people)


def _when(result: CheckResult, formats: Formats, zone: str) -> str:
    """When the ticket would pass, or until when it did."""
    translate, told = QCoreApplication.translate, result.decision.at
    if result.reason == Reason.ANOTHER_DAY:
        day = _day(told)
        if day is None:
            return ""
        early = result.verdict is Verdict.TOO_EARLY
        words = translate("Door", "valid on {day}") if early else translate("Door", "was valid until {day}")
        return words.format(day=formats.weekday(day))
    at = _moment(told)
    if at is None or result.reason not in (Reason.NOT_OPEN_YET, Reason.CLOSED):
        return ""
    opens = result.reason == Reason.NOT_OPEN_YET
    words = translate("Door", "opens {time}") if opens else translate("Door", "closed since {time}")
    return words.format(time=_clock(at, result.at, formats, zone))


def _notes(result: CheckResult) -> tuple[str, ...]:
    """For the steward's eyes before the guest has passed: an age to check, what the order says, and what is new."""
    translate, ticket = QCoreApplication.translate, result.ticket
    if ticket is None or result.verdict in (Verdict.EXITED, Verdict.NOT_INSIDE):
        return ()
    notes = list(ticket.notes)
    lets_in = result.verdict.opens or result.verdict is Verdict.CONFIRM
    if ticket.minimum_age > 0 and lets_in:
        notes.insert(0, translate("Door", "From {age} years: check ID").format(age=ticket.minimum_age))
    if result.verdict.opens and result.reason == Reason.NOT_SYNCED_YET:
        notes.append(translate("Door", "Sold since the last sync"))
    return tuple(notes)


def _facts(result: CheckResult, scanned: str, formats: Formats, zone: str) -> tuple[Fact, ...]:
    translate, ticket = QCoreApplication.translate, result.ticket
    if ticket is None:
        return (Fact(translate("Door", "Scanned"), readable(scanned)),)
    holder = Fact(
        translate("Door", "Holder"),
        translate("Door", "Order {name}").format(name=ticket.order)
        if ticket.order
        else translate("Door", "not synced yet"),
        ticket.holder or translate("Door", "name not shared by the shop"),
    )
    if result.verdict.opens:
        seat = Fact(translate("Door", "Seat"), seat_text(ticket.seat) or translate("Door", "free"), _standing(ticket))
        return (holder, Fact(translate("Door", "Ticket"), _unit(ticket), _issue(ticket)), seat)
    if result.verdict is Verdict.REPLACED:
        category = Fact(translate("Door", "Category"), ticket.category, _unit_long(ticket))
        return (holder, category, Fact(translate("Door", "Valid now"), _issue(ticket), ticket.number))
    category = Fact(translate("Door", "Category"), ticket.category, f"{_unit_long(ticket)}, {_issue(ticket)}")
    return (holder, category, _third(result, formats, zone))


def _third(result: CheckResult, formats: Formats, zone: str) -> Fact:
    translate, ticket = QCoreApplication.translate, result.ticket
    assert ticket is not None
    if result.first_used is not None:
        used = result.first_used
        gone = (result.at - used.at).total_seconds()
        detail = f"{formats.time(used.at, zone, seconds=True)}, {_station(used.station)}"
        return Fact(
            translate("Door", "First entry"), translate("Door", "{time} ago").format(time=formats.ago(gone)), detail
        )
    if ticket.seat:
        return Fact(translate("Door", "Seat"), seat_text(ticket.seat))
    return Fact(translate("Door", "Number"), ticket.number)


def _station(name: str) -> str:
    """A station as one says it: `station B-2`, but `Station 1` where it is called so already."""
    words = QCoreApplication.translate("Door", "station {name}")
    return name if name.casefold().startswith(words.split(" ", 1)[0].casefold()) else words.format(name=name)


def _unit(ticket: DoorTicket) -> str:
    return QCoreApplication.translate("Door", "{unit} of {units}").format(unit=ticket.unit, units=ticket.units)


def _unit_long(ticket: DoorTicket) -> str:
    words = QCoreApplication.translate("Door", "Ticket {unit} of {units}")
    return words.format(unit=ticket.unit, units=ticket.units)


def _issue(ticket: DoorTicket) -> str:
    return QCoreApplication.translate("Door", "issue {issue}").format(issue=ticket.issue)


def _standing(ticket: DoorTicket) -> str:
    return "" if ticket.seat else QCoreApplication.translate("Door", "no seat is reserved")


def _clock(at: datetime, now: datetime, formats: Formats, zone: str) -> str:
    """The time alone on the same day; with the day otherwise."""
    if abs((now - at).total_seconds()) < 18 * 3600:
        return formats.time(at, zone)
    return f"{formats.day(at, zone)} {formats.time(at, zone)}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def readable(scanned: str, most: int = 28) -> str:
    """What a scanner sent, fit to be shown: no control characters, cut where it is long."""
    text = "".join(char for char in scanned[: most * 4] if char.isprintable()).strip()
    return f"{text[: most - 1]}…" if len(text) > most else text or "–"
