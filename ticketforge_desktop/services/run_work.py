"""Printers work a run off: each in a thread of its own, with a session of its own, until nothing waits.

Each takes the next paper that waits; the file gives a paper to one printer only. A printer in trouble leaves the run,
the others go on. Only whoever holds a printer's lock works there and clears up what a dead program left.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ticketforge_desktop.domain.errors import BadInput, Conflict, LayoutFault, NotFound, TicketForgeError
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.faces import Current, TicketFaces, as_mirrored
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.mirror import MirrorQueries
from ticketforge_desktop.services.ports.print_runs import Documents, ItemKind, RunBook, RunItem
from ticketforge_desktop.services.ports.printers import OpenSession, PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintLedger, PrintState, Renderer
from ticketforge_desktop.services.print_doubts import EVER
from ticketforge_desktop.services.print_line import Outcome, PrinterLock, PrintLine
from ticketforge_desktop.services.run_papers import PaperMaker
from ticketforge_desktop.services.run_relay import Relay


@dataclass(frozen=True, slots=True)
class RunEvent:
    """What one printer of a run just did: an outcome, or the trouble with which it left the run."""

    printer: str
    outcome: Outcome | None = None
    trouble: TicketForgeError | None = None


@dataclass(frozen=True, slots=True)
class RunRoom:
    """What runs are worked with.

    Attributes:
        renderer_of: the encoder of a printer, with its options; raises `BadInput`.
        current: the issue that counts here (`faces.Current`).
        lock: holds a printer for this process.
        documents: labels and delivery notes; None where none can be made.
    """

    book: RunBook
    ledger: PrintLedger
    queries: MirrorQueries
    faces: TicketFaces
    renderer_of: Callable[[PrinterSetup], Renderer]
    open_session: OpenSession
    lock: PrinterLock
    clock: Clock
    current: Current = as_mirrored
    documents: Documents | None = None


class RunWork:
    """One piece of work on a run. Args: as `PrintRuns.work`; `makers` by the printer's name."""

    def __init__(
        self,
        room: RunRoom,
        staff: Staff,
        run_id: str,
        makers: Mapping[str, PaperMaker],
        window: int,
        stopped: Callable[[], bool],
    ) -> None:
        self._room, self._staff, self._run_id, self._makers = room, staff, run_id, makers
        self._window, self._stopped = window, stopped
        self._relay = Relay(makers)
        self._told: queue.Queue[RunEvent | BaseException | None] = queue.Queue(maxsize=256)
        self._enough = threading.Event()
        self._held: list[str] = []

    def events(self, printers: Sequence[PrinterSetup]) -> Iterator[RunEvent]:
        """What the printers do, as it becomes known. Raises the defect of one of them, once all have ended."""
        threads = [
            threading.Thread(target=self._thread, args=(setup,), name=f"print-{setup.name}", daemon=True)
            for setup in printers
        ]
        for thread in threads:
            thread.start()
        try:
            yield from self._until_all_end(len(threads))
        finally:
            self._enough.set()
            self._drain(threads)
            self._room.book.finish(self._run_id, self._room.clock.now(), self._held)

    def _until_all_end(self, working: int) -> Iterator[RunEvent]:
        defect: BaseException | None = None
        while working:
            event = self._told.get()
            if event is None:
                working -= 1
            elif isinstance(event, BaseException):
                defect = defect or event
                self._enough.set()
            else:
                yield event
        if defect is not None:
            raise defect

    def _drain(self, threads: Sequence[threading.Thread]) -> None:
        """Nobody reads any more: let the printers finish their paper all the same."""
        for thread in threads:
            while thread.is_alive():
                try:
                    self._told.get(timeout=0.05)
                except queue.Empty:
                    continue
            thread.join()

    def _thread(self, setup: PrinterSetup) -> None:
        try:
            self._printer(setup)
        except TicketForgeError as trouble:
            self._told.put(RunEvent(setup.name, trouble=trouble))
        except BaseException as defect:  # noqa: BLE001 - it belongs to whoever reads the events
            self._told.put(defect)
        finally:
            self._relay.left(setup.name)
            self._told.put(None)

    def _printer(self, setup: PrinterSetup) -> None:
        """One printer's share of the run."""
        room, maker = self._room, self._makers[setup.name]
        with room.lock(setup.name):
            self._held.append(setup.name)
            clear(room, self._run_id, setup.name)
            room.book.join(self._run_id, setup.name)
            session = room.open_session(setup)
            try:
                line = PrintLine(setup, session, maker.opening(), room.ledger, room.clock, self._staff, self._window)
                while not (self._enough.is_set() or self._stopped()):
                    seen = self._relay.moves
                    items = self._taken(setup.name, line.room)
                    if not items:
                        more = room.book.more_comes(self._run_id, setup.name)
                        if not (more and self._relay.wait(setup.name, seen)):
                            return
                    elif self._sent(items, maker, line, setup.name):
                        return
            finally:
                session.close()
                # What it took and never sent is for the others, at once.
                room.book.reclaim(self._run_id, setup.name)

    def _taken(self, printer: str, room: int) -> list[RunItem]:
        items: list[RunItem] = []
        while len(items) < room and (item := self._room.book.take(self._run_id, printer)) is not None:
            items.append(item)
        return items

    def _sent(self, items: Sequence[RunItem], maker: PaperMaker, line: PrintLine, printer: str) -> bool:
        """Send what was taken; whether the printer has to leave the run."""
        book, papers, sent = self._room.book, [], []
        for item in items:
            try:
                papers.append(maker.paper(item))
                sent.append(item)
            except (BadInput, NotFound, Conflict, LayoutFault) as bad:
                book.fail(item.run_id, item.position, bad.message)
                ref = item.ref if item.kind is ItemKind.TICKET else f"{item.kind}:{item.ref}"
                failed = Outcome(0, ref, 0, PrintState.FAILED, bad.message, printer=printer)
                self._relay.moved()
                self._told.put(RunEvent(printer, failed))
        leaves = False
        for item, outcome in zip(sent, line.send(papers) if papers else (), strict=True):
            if outcome.state is PrintState.FAILED and not outcome.stops:
                book.fail(item.run_id, item.position, outcome.reason)
            leaves = leaves or outcome.stops
            self._relay.moved()
            self._told.put(RunEvent(printer, outcome))
        return leaves


def clear(room: RunRoom, run_id: str, printer: str) -> None:
    """For whoever holds the printer: nobody else is sending to it, so what was being sent is in doubt."""
    room.ledger.recover(EVER, room.clock.now(), printer)
    room.book.reclaim(run_id, printer)
