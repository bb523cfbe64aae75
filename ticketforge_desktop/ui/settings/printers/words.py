"""What setting a printer up says in words: languages, ways to it, answers to the test page, faults of the form."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from ticketforge_desktop.domain.errors import BadInput, LayoutFault, NotFound, TicketForgeError
from ticketforge_desktop.services.printer_options import TestAnswer

translate = QCoreApplication.translate
WAYS: Final = ("tcp://", "serial:", "spool:", "ipp://", "file:", "sim:")
"""How an address begins, the most usual way first."""


def language_word(language: str) -> str:
    """A printer language and who speaks it."""
    words = {
        "fgl": translate("PrinterWords", "FGL – ticket printers (Boca and alike)"),
        "zpl": translate("PrinterWords", "ZPL – label printers (Zebra and alike)"),
        "escpos": translate("PrinterWords", "ESC/POS – receipt printers (Epson and alike)"),
        "tspl": translate("PrinterWords", "TSPL – label printers (TSC and alike)"),
        "starprnt": translate("PrinterWords", "StarPRNT – receipt printers (Star)"),
        "pdf": translate("PrinterWords", "PDF – any other, through the system"),
    }
    return words.get(language, language)


class Way(NamedTuple):
    """A way to a printer: what it is called, and how the rest of the address is written."""

    word: str
    hint: str


def way_words(way: str) -> Way:
    """A way to a printer in the language of now."""
    words = {
        "tcp://": Way(
            translate("PrinterWords", "In the network"),
            translate("PrinterWords", "Address and port: 192.0.2.7:9100. Its status print names them."),
        ),
        "serial:": Way(
            translate("PrinterWords", "On a serial line"),
            translate("PrinterWords", "The line, and its speed: /dev/ttyUSB0?baud=19200, COM3?baud=9600"),
        ),
        "spool:": Way(
            translate("PrinterWords", "A printer of this computer"),
            translate("PrinterWords", "The name it has in the system's list of printers."),
        ),
        "ipp://": Way(
            translate("PrinterWords", "In the network, with IPP"),
            translate("PrinterWords", "Address, port and path: 192.0.2.7:631/ipp/print"),
        ),
        "file:": Way(
            translate("PrinterWords", "A device or file"), translate("PrinterWords", "For one on USB: /dev/usb/lp0")
        ),
        "sim:": Way(
            translate("PrinterWords", "Simulated, to practise"),
            translate("PrinterWords", "Any name. Its papers are pictures, and its faults are ordered."),
        ),
    }
    return words[way]


def answer_word(answer: TestAnswer) -> str:
    """What a person may see on the test page."""
    words = {
        TestAnswer.GOOD: translate("PrinterWords", "It is right"),
        TestAnswer.ROTATED: translate("PrinterWords", "Upside down"),
        TestAnswer.CUT_LEFT: translate("PrinterWords", "Cut at the left"),
        TestAnswer.CUT_RIGHT: translate("PrinterWords", "Cut at the right"),
        TestAnswer.CUT_TOP: translate("PrinterWords", "Cut at the top"),
        TestAnswer.CUT_BOTTOM: translate("PrinterWords", "Cut at the bottom"),
        TestAnswer.PALE: translate("PrinterWords", "Too pale"),
        TestAnswer.DARK: translate("PrinterWords", "Too dark"),
    }
    return words[answer]


def fault_word(fault: str) -> str:
    """A fault that can be ordered of a simulated printer."""
    words = {
        "jam": translate("PrinterWords", "Paper jam"),
        "paper_out": translate("PrinterWords", "Paper runs out"),
        "cover": translate("PrinterWords", "Cover is opened"),
        "cutter": translate("PrinterWords", "Cutter gets stuck"),
        "silence": translate("PrinterWords", "Prints, then says nothing"),
        "garbage": translate("PrinterWords", "Answers nonsense"),
        "reset": translate("PrinterWords", "Switched off in mid-ticket"),
        "offline": translate("PrinterWords", "Prints, then is cut off"),
    }
    return words.get(fault, fault)


FAULTS: Final = ("jam", "paper_out", "cover", "cutter", "silence", "garbage", "reset", "offline")


def field_of(error: TicketForgeError) -> str:
    """The field of the form a fault stands beside."""
    if isinstance(error, BadInput):
        return str(error.facts.get("field", "layout"))
    return "layout" if isinstance(error, LayoutFault | NotFound) else ""


def fault_words(error: TicketForgeError) -> str:
    """What is wrong with a printer's form and how to mend it."""
    words = {
        "name": translate("PrinterWords", "A name of at most 40 signs, without colon and not beginning with a hyphen."),
        "language": translate("PrinterWords", "Choose the language that its manual names."),
        "transport": translate(
            "PrinterWords", "That is no address of this kind, or this language does not go that way."
        ),
        "dpi": translate("PrinterWords", "Printers of this language are not made with that resolution."),
        "layout": translate("PrinterWords", "This layout can't be printed there: its codes would be too small."),
        "options": translate("PrinterWords", "That can't be mended from here any further: look at the printer's menu."),
    }
    return words.get(field_of(error), translate("PrinterWords", "It can't be set up like that."))
