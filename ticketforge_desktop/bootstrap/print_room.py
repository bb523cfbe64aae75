"""What happens around the paper of one desk, joined: runs, reprints, doubts, rolls, and who holds a printer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import BadInput, Conflict, ConnectionTrouble, NotFound
from ticketforge_desktop.host.printer_locks import PrinterLocks
from ticketforge_desktop.services.paper_clashes import ClashRoom, PaperClashes
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.print_doubts import EVER, PrintDoubts
from ticketforge_desktop.services.render import default_layout
from ticketforge_desktop.services.reprint import Reprint, ReprintRoom, current_issue, ean_maker
from ticketforge_desktop.services.rolls import StockRoom
from ticketforge_desktop.services.share_printed import SharePrinted

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.paper import Paper
    from ticketforge_desktop.services.faces import Current
    from ticketforge_desktop.services.ports.documents import PrinterPapers
    from ticketforge_desktop.services.ports.printers import PrinterSetup, Session
    from ticketforge_desktop.services.ports.printing import PrintLedger, Renderer
    from ticketforge_desktop.services.print_runs import PrintRuns
    from ticketforge_desktop.services.receipts import ReceiptDesk
    from ticketforge_desktop.services.views import TicketRow
    from ticketforge_desktop.storage.profile import Profile

_MOST_SENDING: Final = 10_000
_LATELY: Final = 50


class PrintRoom:
    """What commands and the window do besides printing a few tickets. Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile, paper: Paper) -> None:
        self._desk, self._profile, self._paper = desk, profile, paper
        self.lock: Final = PrinterLocks(desk.folder.path, self._device)

    @property
    def ledger(self) -> PrintLedger:
        """This station's print ledger."""
        return self._profile.print_ledger

    @property
    def doubts(self) -> PrintDoubts:
        """Papers nobody knows of, and who answers for them."""
        return PrintDoubts(self._profile.print_ledger, self._desk.clock, self._desk.staff)

    @property
    def receipts(self) -> ReceiptDesk:
        """Receipts, their copies and the cash drawer."""
        from ticketforge_desktop.bootstrap.posting import sender_of
        from ticketforge_desktop.services.receipts import ReceiptDesk, ReceiptRoom

        ledger, desk = self._profile.print_ledger, self._desk
        address = sender_of(desk).address
        room = ReceiptRoom(ledger, self.printer, self.papers, self.open_session, self.lock, desk.clock, address)
        return ReceiptDesk(room, desk.staff)

    @cached_property
    def papers(self) -> PrinterPapers:
        """Receipts, labels and delivery notes, as each printer wants them."""
        from ticketforge_desktop.devices.printing.printer_papers import DevicePapers

        return DevicePapers(self._paper.shelf, self._desk.printers.simulated)

    @property
    def rolls(self) -> StockRoom:
        """Numbered ticket stock."""
        return StockRoom(self._profile.stock_rolls, self._desk.clock, self._desk.staff)

    @property
    def reprint(self) -> Reprint:
        """The next issue of a ticket."""
        desk, profile = self._desk, self._profile
        station = desk.station.station_id(), desk.station.station_name()
        room = ReprintRoom(
            desk.queries,
            profile.issues,
            profile.print_ledger,
            desk.store,
            station,
            desk.keys.key_id,
            profile.ticket_book.made,
            desk.clock,
        )
        return Reprint(room, desk.staff)

    @property
    def runs(self) -> PrintRuns:
        """Long runs. Raises `NotFound` before the first sync."""
        from ticketforge_desktop.bootstrap.posting import post_papers
        from ticketforge_desktop.services.print_runs import PrintRuns, RunRoom

        room = RunRoom(
            self._profile.print_runs,
            self._profile.print_ledger,
            self._desk.queries,
            self._paper.faces,
            self.renderer_of,
            self.open_session,
            self.lock,
            self._desk.clock,
            self.current,
            post_papers(self._desk, self.papers),
        )
        return PrintRuns(room, self._desk.staff)

    @cached_property
    def current(self) -> Current:
        """The issue of a ticket that may be printed here."""
        return current_issue(
            self._profile.issues,
            ean_maker(self._desk.keys.ean_key),
            self._profile.ticket_book.made,
            self._desk.station.station_id(),
            self._profile.printed_elsewhere.by,
        )

    @property
    def clashes(self) -> PaperClashes:
        """What two stations printed without knowing of each other."""
        profile, book = self._profile, self._profile.ticket_book
        room = ClashRoom(
            self._desk.queries,
            profile.issues,
            profile.printed_elsewhere,
            book.lost,
            book.made,
            profile.effects,
            self._desk.clock,
        )
        return PaperClashes(room)

    def beside_sync(self) -> None:
        """Tell the other stations what is on paper here, hear of theirs, and flag what went twice.

        Trouble with the store is the sync's to tell.
        """
        station = self._desk.station.station_id(), self._desk.station.station_name()
        elsewhere = self._profile.printed_elsewhere
        with suppress(ConnectionTrouble, Conflict):
            SharePrinted(elsewhere, elsewhere.ours, station, self._desk.clock).run(self._desk.store())
        self.clashes.run(self._desk.staff)

    def shown(self, row: TicketRow) -> TicketRow:
        """The issue to show: ours where it is newer than the mirror's."""
        try:
            return self.current(row)
        except Conflict:
            return row

    def printer(self, name: str) -> PrinterSetup:
        """A printer that is set up, with a layout. Raises `NotFound` with the names there are."""
        setup = self._profile.printers.get(name)
        return setup if setup.layout else replace(setup, layout=default_layout(setup.language))

    def at_address(self, setup: PrinterSetup) -> PrinterSetup:
        """An address as if it were set up: the printer that is, where there is one; two names would be two ledgers.

        Raises as `PrinterDesk.checked`.
        """
        known = self.printer_at(setup.transport)
        if known is not None:
            return replace(known, layout=setup.layout, dpi=setup.dpi, words=setup.words)
        # No printer's name holds a colon, so it can't be checked as one.
        one = replace(self._desk.printers.desk.checked(replace(setup, name="address")), name=setup.name)
        if "answers" in one.options or not self._confirmed_before(one.name):
            return one
        return replace(one, options={**one.options, "answers": "yes"})

    def _confirmed_before(self, address: str) -> bool:
        """Whether a printer at an address is known to answer: then its silence is a fault before the next ticket."""
        lately = self.ledger.jobs(printer=address, states=(PrintState.PRINTED,), limit=_LATELY)
        return any(not job.reason for job in lately)  # what was not confirmed, or a person said, has one

    def printer_at(self, address: str) -> PrinterSetup | None:
        """The printer that is set up at this address, however that is written."""
        from ticketforge_desktop.devices.printing.transports.address import parse

        place = parse(address).device
        return next((one for one in self._profile.printers.all() if parse(one.transport).device == place), None)

    def _device(self, printer: str) -> str:
        """What stands behind a printer's name or address: several names may lead to one device."""
        from ticketforge_desktop.devices.printing.transports.address import parse

        try:
            return parse(printer if ":" in printer else self._profile.printers.get(printer).transport).device
        except (BadInput, NotFound):
            return printer

    def open_session(self, setup: PrinterSetup) -> Session:
        """Nothing is connected yet.

        Raises:
            BadInput: an address or language that is none, or a simulated printer on a real store: an issue that the
                ledger calls printed must be on paper.
        """
        if setup.transport.startswith("sim:") and not self._desk.on_demo_store():
            raise BadInput(
                f"{setup.name} is a simulated printer: what it prints is no paper.",
                field="printer",
                value=setup.name,
                next_step="Print a proof on it (`--copy proof`), or practise: `ticketforge rehearse`.",
            )
        return self._desk.printers.open_session(setup)

    def recover(self) -> int:
        """Put in doubt what was being sent by a program that is gone; how many papers that were.

        Whether it is gone tells the printer's lock, which the system takes from a process that dies.
        """
        ledger, lost = self._profile.print_ledger, 0
        sending = ledger.jobs(states=(PrintState.SENDING,), limit=_MOST_SENDING)
        for name in sorted({job.printer for job in sending}):
            try:
                with self.lock(name):
                    lost += len(ledger.recover(EVER, self._desk.now(), name))
            except Conflict:
                continue  # it is being printed right now
        if self._profile.print_runs.runs(still_open=True, limit=1):
            with suppress(NotFound):  # a mirror that was lost is fetched again first
                self.runs.recover()
        return lost

    def renderer_of(self, setup: PrinterSetup) -> Renderer:
        """The encoder of a printer, with its options. Raises `BadInput`."""
        return self._desk.printers.renderer(setup)
