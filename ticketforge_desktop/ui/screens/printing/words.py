"""What printing says in words: where a paper and a run stand, what hinders a printer and what to do about it."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.services.ports.print_runs import RunState
from ticketforge_desktop.services.ports.printing import CopyKind, PaperKind, PrintState
from ticketforge_desktop.ui.print_desk import PaperRow, RunRow

translate = QCoreApplication.translate
_LONG_S: Final = 5400.0  # from here on minutes say less than hours


class State(NamedTuple):
    """A word and the tone of its badge."""

    word: str
    tone: str


class Hindrance(NamedTuple):
    """What hinders a printer, what to do, and the picture of that."""

    title: str
    act: str
    icon: str


def paper_state(state: PrintState) -> State:
    """A line of the ledger in one word."""
    states = {
        PrintState.QUEUED: State(translate("Papers", "Queued"), "neutral"),
        PrintState.SENDING: State(translate("Papers", "Sending"), "exit"),
        PrintState.PRINTED: State(translate("Papers", "Printed"), "admitted"),
        PrintState.IN_DOUBT: State(translate("Papers", "In doubt"), "attention"),
        PrintState.FAILED: State(translate("Papers", "Not printed"), "refused"),
        PrintState.VOID: State(translate("Papers", "Void"), "neutral"),
    }
    return states[state]


def run_state(state: RunState) -> State:
    """A run in one word."""
    states = {
        RunState.READY: State(translate("Runs", "Ready"), "neutral"),
        RunState.RUNNING: State(translate("Runs", "Printing"), "exit"),
        RunState.PAUSED: State(translate("Runs", "Paused"), "neutral"),
        RunState.STOPPED: State(translate("Runs", "Stopped"), "attention"),
        RunState.DONE: State(translate("Runs", "Done"), "admitted"),
        RunState.CANCELLED: State(translate("Runs", "Cancelled"), "neutral"),
    }
    return states[state]


def hindrance(condition: str) -> Hindrance:
    """What a printer's condition means to whoever stands before it; "" for one nobody knows of."""
    known = {
        "jam": Hindrance(
            translate("Printers", "Paper jam"),
            translate("Printers", "Open the printer, take the jammed paper out and close it again."),
            "printer-jam",
        ),
        "paper_out": Hindrance(
            translate("Printers", "No paper"),
            translate("Printers", "Put a new roll or stack in."),
            "printer-paper",
        ),
        "paper_low": Hindrance(
            translate("Printers", "Little paper left"),
            translate("Printers", "It goes on printing. Have the next roll at hand."),
            "printer-paper",
        ),
        "cover_open": Hindrance(
            translate("Printers", "The cover is open"),
            translate("Printers", "Close the cover or the print head until it clicks."),
            "printer-open",
        ),
        "ribbon_out": Hindrance(
            translate("Printers", "No ribbon"), translate("Printers", "Put a new ribbon in."), "printer-paper"
        ),
        "cutter": Hindrance(
            translate("Printers", "The cutter is stuck"),
            translate("Printers", "Switch the printer off, free the cutter, switch it on again."),
            "printer-jam",
        ),
        "too_hot": Hindrance(
            translate("Printers", "The print head is too hot"),
            translate("Printers", "Wait a few minutes; it goes on by itself."),
            "clock",
        ),
        "paused": Hindrance(
            translate("Printers", "The printer is paused"),
            translate("Printers", "Press its pause or feed button."),
            "pause",
        ),
        "offline": Hindrance(
            translate("Printers", "The printer is off or cut off"),
            translate("Printers", "Check power and cable, and whether its lamp is on."),
            "plug",
        ),
        "silent": Hindrance(
            translate("Printers", "The printer does not answer"),
            translate("Printers", "Look whether it shows a fault; switch it off and on if it does not."),
            "plug",
        ),
        "garbled": Hindrance(
            translate("Printers", "The printer answers nonsense"),
            translate("Printers", "Check that its language is the one it is set up with."),
            "printer-jam",
        ),
        "swapped": Hindrance(
            translate("Printers", "Another printer answers"),
            translate("Printers", "Check the cable, or set this printer up anew."),
            "swap",
        ),
        "fault": Hindrance(
            translate("Printers", "The printer reports a fault"),
            translate("Printers", "Read its display and mend it there."),
            "printer-jam",
        ),
    }
    nobody = Hindrance(
        translate("Printers", "Nobody knows whether the paper came out"),
        translate("Printers", "Look at the paper in the tray of the printer."),
        "printer",
    )
    return known.get(condition, nobody)


def condition_word(condition: str) -> State:
    """A printer's condition in a few words and a tone, for lists."""
    words = {
        "ready": State(translate("Printers", "Ready"), "admitted"),
        "busy": State(translate("Printers", "Busy"), "exit"),
        "unknown": State(translate("Printers", "Can't be asked"), "neutral"),
    }
    tone = "attention" if condition == "paper_low" else "refused"
    return words.get(condition) or State(hindrance(condition).title, tone)


def reason_words(row: PaperRow, language: str = "en") -> str:
    """Why a paper stands as it does, as shortly as it can be said.

    What services wrote down in their own words is shown as it is in English only.
    """
    job = row.job
    if job.condition and job.state in (PrintState.IN_DOUBT, PrintState.FAILED):
        return hindrance(job.condition).title
    if job.settled_by and job.state is PrintState.PRINTED:
        return translate("Papers", "somebody looked: good")
    if job.settled_by and job.state is PrintState.VOID:
        return translate("Papers", "somebody looked: void")
    if job.state is PrintState.PRINTED and job.reason:
        return translate("Papers", "delivered; the printer does not report back")
    if job.state is PrintState.IN_DOUBT:
        return translate("Papers", "the program ended while it was printing")
    if job.state is PrintState.FAILED:
        made = translate("Papers", "it could not be made: look at the ticket and its layout")
        return job.reason if language == "en" and job.reason else made
    return ""


def paper_name(row: PaperRow) -> str:
    """What people call a paper: the ticket's number, or what it is and of what, where it is no ticket."""
    words = {
        PaperKind.RECEIPT: translate("Papers", "Receipt {of}"),
        PaperKind.LABEL: translate("Papers", "Label of {of}"),
        PaperKind.DELIVERY_NOTE: translate("Papers", "Delivery note of {of}"),
        PaperKind.REPORT: translate("Papers", "Report {of}"),
        PaperKind.DRAWER: translate("Papers", "Drawer opened {of}"),
    }
    kind, _, of = row.job.ticket_id.partition(":")
    known = words.get(row.job.kind) or words.get(kind)  # type: ignore[call-overload]
    return known.format(of=of).rstrip() if known and not row.number else row.number or row.job.ticket_id


def paper_words(row: PaperRow) -> str:
    """A paper as one would ask for it: number, issue, category, seat, name."""
    issue = translate("Papers", "issue {n}").format(n=row.job.issue) if row.job.issue > 1 else ""
    parts = (paper_name(row), issue, row.category, row.seat, row.holder)
    return " · ".join(part for part in parts if part)


def copy_word(kind: str) -> str:
    """What a copy is; "" for a plain ticket."""
    words = {
        CopyKind.REPRINT: translate("Papers", "reprint"),
        CopyKind.PROOF: translate("Papers", "proof"),
        CopyKind.CONSIGNMENT: translate("Papers", "consignment"),
        CopyKind.COPY: translate("Papers", "copy"),
    }
    return words.get(kind, "")  # type: ignore[call-overload, no-any-return]


def left_words(seconds: float | None) -> str:
    """How long a run still takes; "" while nobody can tell."""
    if seconds is None:
        return ""
    if seconds < 60:
        return translate("Runs", "less than a minute left")
    if seconds < _LONG_S:
        return translate("Runs", "about {n} min left").format(n=round(seconds / 60))
    return translate("Runs", "about {n} h left").format(n=round(seconds / 3600))


def run_title(row: RunRow) -> str:
    """What a run prints."""
    return row.title or translate("Runs", "Chosen tickets")
