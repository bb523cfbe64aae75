"""Printers: set up, tried with a test page, mended by what a person sees on it, asked for their state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, StorageTrouble
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.printers import (
    Condition,
    Delivery,
    OpenSession,
    Place,
    Printers,
    PrinterSetup,
    PrinterState,
    PrinterTools,
)
from ticketforge_desktop.services.printer_options import TestAnswer, checked, mended
from ticketforge_desktop.services.printer_words import advice
from ticketforge_desktop.services.render import check_print_settings

LONGEST_NAME: Final = 40
DPIS: Final = {
    "fgl": (200, 203, 300, 600),
    "zpl": (152, 203, 300, 600),
    "escpos": (180, 203),
    "tspl": (203, 300, 600),
    "starprnt": (203,),
}
"""Resolutions that printers of a language are made in; PDF is printed in any."""
QUESTIONS: Final = tuple(TestAnswer)
Lock = Callable[[str], AbstractContextManager[None]]
"""Holds a printer for this process; raises `Conflict` while another one prints on it."""


@dataclass(frozen=True, slots=True)
class PrinterReport:
    """A printer as it is set up, and what it says now; `state` is None where nobody asked."""

    setup: PrinterSetup
    state: PrinterState | None = None

    def as_json(self) -> dict[str, object]:
        """For `printers list` and `printers status`."""
        one = self.setup
        told: dict[str, object] = {
            "name": one.name,
            "language": one.language,
            "transport": one.transport,
            "layout": one.layout,
            "dpi": one.dpi,
            "words": one.words,
            "options": dict(one.options),
        }
        if self.state is not None:
            first = self.state.conditions[0] if self.state.conditions else Condition.UNKNOWN
            told |= {
                "state": str(first),
                "next_step": advice(first).next_step,
                "conditions": [str(condition) for condition in self.state.conditions],
                "prints": self.state.prints,
                "speaks": self.state.speaks,
                "identity": self.state.identity,
                "detail": self.state.detail,
            }
        return told


@dataclass(frozen=True, slots=True)
class TestPrint:
    """What became of a test page, and what may be answered about it."""

    __test__ = False

    name: str
    delivery: Delivery
    answers: Sequence[TestAnswer] = QUESTIONS

    def as_json(self) -> dict[str, object]:
        """For `printers test`."""
        return {
            "name": self.name,
            "state": str(self.delivery.state),
            "confirmed": self.delivery.confirmed,
            "condition": str(self.delivery.condition),
            "reason": self.delivery.reason,
            "answers": [str(answer) for answer in self.answers],
        }


class PrinterDesk:
    """Sets printers up and asks them.

    Args:
        printers: where they are kept.
        tools: what the devices know of languages, places and layouts.
        open_session: connects; used for states and test pages.
        staff: who acts.
        lock: most printers take one connection at a time.
        told: is given what a printer says of itself, by its name.
    """

    def __init__(
        self,
        printers: Printers,
        tools: PrinterTools,
        open_session: OpenSession,
        staff: Staff,
        lock: Lock | None = None,
        told: Callable[[str, PrinterState], None] = lambda _name, _state: None,
    ) -> None:
        self._printers, self._tools, self._open, self._staff = printers, tools, open_session, staff
        self._told = told
        self._lock: Lock = lock or (lambda _name: nullcontext())

    def all(self) -> Sequence[PrinterSetup]:
        """By name. Raises `RightMissing`."""
        self._staff.require(Right.VIEW)
        return self._printers.all()

    def get(self, name: str) -> PrinterSetup:
        """Raises `NotFound`, `RightMissing`."""
        self._staff.require(Right.VIEW)
        return self._printers.get(name)

    def checked(self, setup: PrinterSetup) -> PrinterSetup:
        """The set-up as it may be kept; nothing is connected. For a form, as it is typed.

        Raises:
            BadInput: `facts["field"]` names what is wrong: name, language, transport, dpi, words, options.
            NotFound, LayoutFault: the layout is not there, or can't be printed on that printer.
        """
        one = replace(setup, name=setup.name.strip(), transport=setup.transport.strip(), layout=setup.layout.strip())
        _check_name(one.name)
        languages = self._tools.languages()
        if one.language not in languages:
            raise BadInput(
                f"There is no printer language '{one.language}'.",
                field="language",
                value=one.language,
                next_step=f"Use one of {', '.join(languages)}; the printer's manual names it.",
            )
        place = self._tools.place(one.transport)
        _check_way(one, place)
        check_print_settings(one.dpi, one.words)
        if one.dpi not in DPIS.get(one.language, (one.dpi,)):
            offered = ", ".join(map(str, DPIS[one.language]))
            raise BadInput(
                f"Printers that speak {one.language} have {offered} dots an inch, not {one.dpi}.",
                field="dpi",
                value=one.dpi,
                next_step="Look at the printer's label or its test print.",
            )
        one = replace(one, options=checked(one.language, one.options, self._tools.language_options(one.language)))
        self._tools.check(one)
        return one

    def add(self, setup: PrinterSetup) -> PrinterSetup:
        """Set up a new one. Raises as `checked`, `Conflict` when the name is taken, `RightMissing`."""
        self._staff.require(Right.SETTINGS)
        one = self.checked(setup)
        self._printers.save(one, self._staff, new=True)
        return self._printers.get(one.name)

    def change(self, setup: PrinterSetup) -> PrinterSetup:
        """Change the one of that name. Raises as `checked`, `NotFound`, `RightMissing`."""
        self._staff.require(Right.SETTINGS)
        self._printers.get(setup.name)
        self._printers.save(self.checked(setup), self._staff)
        return self._printers.get(setup.name)

    def remove(self, name: str) -> None:
        """Raises `NotFound`, `Conflict` while a job of it is not settled, `RightMissing`."""
        self._staff.require(Right.SETTINGS)
        self._printers.remove(name, self._staff)

    def state(self, name: str) -> PrinterReport:
        """What the printer says of itself now; a few seconds at most. Raises `NotFound`, `RightMissing`.

        While a run holds it, it is BUSY: asking would cut into the run.
        """
        self._staff.require(Right.VIEW)
        setup = self._printers.get(name)
        try:
            with self._lock(setup.name):
                session = self._open(setup)
                try:
                    state = session.state()
                    self._told(setup.name, state)
                    return PrinterReport(setup, state)
                finally:
                    session.close()
        except Conflict as held:
            return PrinterReport(setup, PrinterState((Condition.BUSY,), speaks=True, detail=held.message))

    def test(self, name: str) -> TestPrint:
        """Print the test page; what a person sees on it goes to `answer`. It takes a piece of stock and no ticket.

        Raises:
            RightMissing, NotFound, LayoutFault, BadInput, Conflict (a run holds it): nothing was sent.
        """
        self._staff.require(Right.PRINT)
        setup = self._printers.get(name)
        opening, page = self._tools.test_page(setup)
        with self._lock(setup.name):
            session = self._open(setup)
            try:
                delivery = session.deliver(page, opening)
            finally:
                session.close()
        return TestPrint(setup.name, delivery)

    def heard(self, setup: PrinterSetup) -> None:
        """A printer answered: from now on its silence is a fault before the first ticket, also for the next program.

        Nobody's right is asked: nothing is set up differently, something is known. What was set by hand stays.
        """
        try:
            kept = self._printers.get(setup.name)
            if kept.transport == setup.transport and "answers" not in kept.options:
                self._printers.save(replace(kept, options={**kept.options, "answers": "yes"}), self._staff)
        except (NotFound, StorageTrouble):
            return  # a printer that was not set up, or a full disk: the ticket matters more

    def answer(self, name: str, answer: str) -> PrinterSetup:
        """Mend the set-up by what a person saw on the test page (`TestAnswer`).

        Raises:
            RightMissing, NotFound: as usual.
            BadInput: there is no such answer, or it can't be mended from here; `next_step` says where then.
        """
        self._staff.require(Right.SETTINGS)
        setup = self._printers.get(name)
        try:
            seen = TestAnswer(answer)
        except ValueError:
            offered = ", ".join(TestAnswer)
            raise BadInput(
                f"'{answer}' is no answer to the test page.", field="answer", next_step=f"Say one of {offered}."
            ) from None
        options = mended(setup.language, setup.options, seen)
        if options != dict(setup.options):
            self._printers.save(replace(setup, options=options), self._staff)
        return self._printers.get(name)


def _check_name(name: str) -> None:
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(f"A printer's name has 1 to {LONGEST_NAME} characters.", field="name", value=name)
    if ":" in name or name.startswith("-"):
        raise BadInput(
            "A printer's name holds no colon and does not begin with a hyphen, so that nobody takes it for an address.",
            field="name",
            value=name,
            next_step="Call it by where it stands: box-office, wristbands.",
        )


def _check_way(setup: PrinterSetup, place: Place) -> None:
    """Which languages may go which way."""
    if setup.language == "pdf" and not place.spooled:
        raise BadInput(
            "PDF is printed through a spooler's driver.",
            field="transport",
            value=setup.transport,
            next_step="Use spool:QUEUE or ipp://HOST:PORT/PATH; for a file, `render`. Ticket printers speak fgl, zpl …",
        )
    if place.kind == "ipp" and setup.language != "pdf":
        raise BadInput(
            f"An IPP printer takes PDF, not {setup.language}.",
            field="transport",
            value=setup.transport,
            next_step="Use its raw port (tcp://HOST:9100) or a raw queue of the system (spool:QUEUE).",
        )
