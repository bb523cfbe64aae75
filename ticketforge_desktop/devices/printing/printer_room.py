"""From printers as they are set up to sessions, test pages and checks: `OpenSession` and `PrinterTools`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeGuard

from ticketforge_desktop.devices.printing import test_page
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.languages.registry import LANGUAGES
from ticketforge_desktop.devices.printing.languages.registry import options as encoder_options
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.mute_session import MuteSession
from ticketforge_desktop.devices.printing.printer_papers import USUAL
from ticketforge_desktop.devices.printing.profiles import OURS, renderer_for
from ticketforge_desktop.devices.printing.sessions import SpeakingSession
from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
from ticketforge_desktop.devices.printing.status.dialects import dialect_for
from ticketforge_desktop.devices.printing.transports.address import Address, parse
from ticketforge_desktop.devices.printing.transports.opening import is_device, open_line
from ticketforge_desktop.devices.printing.transports.tcp import Patience
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import Line, Place, PrinterSetup, Session
from ticketforge_desktop.services.ports.printing import Renderer, RunRenderer

_BITS_A_BYTE: Final = 10  # on a serial line: start, eight, stop
_NETWORK_RATE: Final = 50_000.0


class PrinterRoom:
    """What the devices do for printers that are set up.

    Args:
        shelf: the layouts of the station.
        simulated: the printers behind `sim:NAME`; None where there are none.
        heard: told of a printer that answers, when that was not known yet.
    """

    def __init__(
        self,
        shelf: LayoutShelf,
        simulated: SimulatedPrinters | None = None,
        pacing: Pacing | None = None,
        patience: Patience | None = None,
        heard: Callable[[PrinterSetup], None] = lambda _setup: None,
    ) -> None:
        self._shelf, self._simulated, self._pacing, self._patience = shelf, simulated, pacing, patience
        self._heard = heard

    def open_session(self, setup: PrinterSetup) -> Session:
        """`OpenSession`."""
        place = parse(setup.transport)
        if setup.language not in LANGUAGES:
            raise BadInput(f"There is no printer language '{setup.language}'.", field="language", value=setup.language)
        if place.spooled:
            from ticketforge_desktop.devices.printing.spooling import open_spooler

            return open_spooler(setup, place)
        dialect = dialect_for(setup, place)

        def connect() -> Line:
            return self._line(setup, place)

        if dialect is None or not _two_way(place):
            return MuteSession(setup, connect)
        baud = int(place.settings.get("baud", "9600"))
        rate = baud / _BITS_A_BYTE if place.kind == "serial" else _NETWORK_RATE
        return SpeakingSession(setup, connect, dialect, self._pacing, rate=rate, heard=lambda: self._heard(setup))

    def renderer(self, setup: PrinterSetup) -> Renderer:
        """The encoder of a printer with its options; a simulated printer is told what each ticket looks like.

        Raises:
            BadInput: a language or an option there is not.
        """
        return self._encoder(setup, self._shelf)

    def languages(self) -> Sequence[str]:
        return LANGUAGES

    def language_options(self, language: str) -> Mapping[str, type]:
        return {name: kind for name, kind in encoder_options(language).items() if name not in OURS}

    def place(self, transport: str) -> Place:
        place = parse(transport)
        return Place(place.kind, _two_way(place), place.spooled)

    def check(self, setup: PrinterSetup) -> None:
        encoder = renderer_for(setup, self._shelf)
        for document in USUAL:
            if name := setup.options.get(f"{document}_layout"):
                self._shelf.for_printer(str(name), setup.language, document)
        if not setup.layout:
            return
        document = self._shelf.layout(setup.layout).document
        if document != "ticket":  # a printer of labels, notes or receipts alone
            self._shelf.for_printer(setup.layout, setup.language, document)
            return
        if _has_runs(encoder):
            encoder.run(setup.layout, setup.dpi, setup.words)
        else:
            encoder.render([test_page.face()], setup.layout, setup.dpi, setup.words)

    def test_page(self, setup: PrinterSetup) -> tuple[bytes, bytes]:
        encoder = self._encoder(setup, test_page.TestPageShelf(setup, self._shelf))
        face = test_page.face()
        if _has_runs(encoder):
            run = encoder.run(test_page.NAME, setup.dpi, setup.words)
            return run.opening(), run.ticket(face)
        return b"", encoder.render([face], test_page.NAME, setup.dpi, setup.words)

    def _encoder(self, setup: PrinterSetup, shelf: LayoutShelf) -> Renderer:
        encoder = renderer_for(setup, shelf)
        place = parse(setup.transport)
        if place.kind == "sim" and self._simulated is not None and _has_runs(encoder):
            return self._simulated.watched(setup, place.path, encoder)
        return encoder

    def _line(self, setup: PrinterSetup, place: Address) -> Line:
        if place.kind != "sim":
            return open_line(place, self._patience)
        if self._simulated is None:
            raise BadInput("There are no simulated printers here.", field="transport", value=setup.transport)
        return self._simulated.open(setup, place.path)


def _two_way(place: Address) -> bool:
    return not place.spooled and (place.kind != "file" or is_device(place.path))


def _has_runs(encoder: Renderer) -> TypeGuard[RunRenderer]:
    return hasattr(encoder, "run")
