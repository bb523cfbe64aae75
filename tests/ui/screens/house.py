"""A box office to test screens in: real files, filled by the real sync from the embedded store, the real door."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.services.stations import HandClock
from tests.sync.rig import KEYS, SecretsFile, station
from tests.ui.stage import Drawer, PlayedPrintPage
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.devices.printing.languages.pdf import PdfRenderer
from ticketforge_desktop.devices.printing.languages.zpl import ZplRenderer
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.mute_session import MuteSession
from ticketforge_desktop.devices.printing.preview import Preview
from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.devices.printing.transports.opening import open_line
from ticketforge_desktop.domain.admission import BarePolicy
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.events import EventStatus, TicketState
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.host.atomic import replace_file
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationKeySmith
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.faces import TicketFaces
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.keys import StationKeys
from ticketforge_desktop.services.kiosk import PIN_OF_KIOSK, KioskLock
from ticketforge_desktop.services.pins import Pin
from ticketforge_desktop.services.ports.mirror import EventFilter, OrderFilter, Sort
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import Drawing, LayoutInfo
from ticketforge_desktop.services.print_tickets import Outcome, Printer, PrintTickets
from ticketforge_desktop.services.render import RenderTickets
from ticketforge_desktop.services.settings import DOOR_BARE, SettingsBook
from ticketforge_desktop.services.ticket_codes import TicketCodes
from ticketforge_desktop.services.trusted_keys import TrustedKeys
from ticketforge_desktop.services.views import EventRow, OrderDetails, TicketRow
from ticketforge_desktop.storage.profile import open_profile
from ticketforge_desktop.ui.actions import Action, ActionRegistry
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import DeskStatus, Host
from ticketforge_desktop.ui.runner import InlineRunner, ThreadRunner
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.theme import Theme
from ticketforge_desktop.ui.widgets.screen import Screen

WINDOW_ACTIONS = (Action("sync.now", "Sync now", "sync", "Ctrl+R"), Action("palette.open", "Find anything …", "search"))


def fill(folder: Path) -> None:
    """Sync a generated store into a profile below `folder`, as a new station does it on its first day."""
    with DemoStore.start(events=24, orders=300, seed=7) as demo, station(folder, demo) as rig:
        rig.sync()


class House:
    """The desk of a copied profile. The clock stands half an hour before the doors' event, unless it is moved."""

    def __init__(self, filled: Path, folder: Path) -> None:
        # A copy inside its source copies itself, and with a few of them the disk is full.
        assert not folder.resolve().is_relative_to(filled.resolve()), f"{folder} lies in {filled}"
        shutil.copytree(filled, folder)
        self.layouts = folder / "layouts"
        self.clock = HandClock()
        self.profile = open_profile(folder / "profile", KEYS, now=self.clock.now)
        self.queries = self.profile.queries
        self.station = self.profile.station
        self.admissions = self.profile.admissions
        keys = StationKeys(self.station, SecretsFile(folder / "secrets.json"), StationKeySmith(), self.clock)
        shop = self.queries.shop()
        assert shop is not None
        self.codes = TicketCodes(shop.domain, keys.signer())
        trusted = TrustedKeys(self.station.keys, self.clock, keys.key_id)
        settings = SettingsBook(Drawer({}), self.station)
        self.gates = Gates(
            self.profile.gates,
            lambda: {"bare": settings.text(DOOR_BARE)},
            self.profile.ticket_book.event_times,
            clock=count(0, 10).__next__,
        )
        self.check_in = CheckIn(
            self.profile.ticket_book,
            self.admissions,
            trusted,
            CachingVerifier(),
            self.clock,
            bare=lambda: BarePolicy(settings.text(DOOR_BARE)),
            rulings=self.gates,
        )
        self.kiosk = KioskLock(self.station, Pin(self.profile.pins, PIN_OF_KIOSK))
        self.printing = Press(self)
        self.print_page = PlayedPrintPage()
        self.tonight = self._busiest()
        assert self.tonight.starts_at is not None
        self.clock.at = self.tonight.starts_at - timedelta(minutes=30)

    def _busiest(self) -> EventRow:
        listing = self.queries.events(EventFilter(), Sort("sold", descending=True))
        rows = [row for row in listing.page(0, len(listing)) if row.status is EventStatus.PUBLISHED]
        return next(row for row in rows if len(self.valid_tickets(row.event_id)) >= 8)

    def valid_tickets(self, event_id: str = "") -> list[TicketRow]:
        wanted = event_id or self.tonight.event_id
        found = self.queries.tickets(event_id=wanted)
        return [row for row in found if row.state is TicketState.VALID]

    def codes_tonight(self) -> list[str]:
        return [self.codes.code_of(row) for row in self.valid_tickets()]

    def order_with(self, fits: Callable[[OrderDetails], bool]) -> OrderDetails:
        listing = self.queries.orders(OrderFilter(), Sort("created_at"))
        for row in listing.page(0, len(listing)):
            order = self.queries.order(row.name)
            if fits(order):
                return order
        raise AssertionError("the generated store has no such order")

    # The desk of the window

    def now(self) -> object:
        return self.clock.now()

    def status(self) -> DeskStatus:
        counts = self.queries.counts()
        return DeskStatus("Demo", "Till 1", "Manager", True, None, counts.synced_at)

    def sync(self, *_: object) -> ChangeSet:
        return ChangeSet()

    def changed_elsewhere(self) -> ChangeSet | None:
        return None

    def close(self) -> None:
        self.profile.close()


class Press:
    """Tickets on paper, joined as the program joins them."""

    def __init__(self, house: House) -> None:
        self._shelf = LayoutShelf(house.layouts)
        renderers = {"pdf": PdfRenderer(self._shelf), "zpl": ZplRenderer(self._shelf)}
        self._faces = TicketFaces(house.queries, house.codes.code_of, demo=True)
        self._render = RenderTickets(
            self._faces, renderers, lambda path, data: replace_file(Path(path), data), DEFAULT_MANAGER
        )
        self._print = PrintTickets(self._faces, renderers, house.profile.print_ledger, house.clock, DEFAULT_MANAGER)

    def layouts(self) -> Sequence[LayoutInfo]:
        return self._shelf.all()

    def drawing(self, ticket_id: str, layout: str, language: str) -> Drawing:
        return Preview(self._shelf).drawing(next(self._faces.faces([ticket_id])), layout, 203, language)

    def save(self, ticket_ids: Sequence[str], printer_language: str, layout: str, language: str, path: str) -> int:
        return self._render.render(ticket_ids, printer_language, layout, path, words=language).bytes

    def send(self, ticket_ids: Sequence[str], layout: str, language: str, target: str) -> Sequence[Outcome]:
        printer = Printer(target, "zpl", layout, words=language)
        session = MuteSession(PrinterSetup(target, "zpl", target, layout), lambda: open_line(parse(target)))
        return list(self._print.print(ticket_ids, printer, session))


@contextmanager
def context_on(
    desk: object, app: QApplication, *, staff: Staff = DEFAULT_MANAGER, threads: bool = False, **window: object
) -> Iterator[Context]:
    """A window's context without its frame. Work runs at once, unless a test is about threads."""
    drawer = Drawer({"window.language": "en", "window.theme": "light", **window})
    runner = ThreadRunner() if threads else InlineRunner()
    registry = ActionRegistry(staff)
    registry.declare(WINDOW_ACTIONS)
    host = Host(drawer, staff, lambda: desk, lambda _request: None, str)  # type: ignore[arg-type, return-value]
    settings = SettingsBook(drawer)
    context = Context(host, runner, registry, settings, Theme(), "en")
    context.set_desk(desk)  # type: ignore[arg-type]
    context.set_status(desk.status())  # type: ignore[attr-defined]
    try:
        yield context
    finally:
        runner.close()


FRAMES: list[Frame] = []  # windows of the test that runs; its end takes them down


class Frame(QWidget):
    """A window without size hints of its own: the offscreen display warns about those."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        for child in self.children():
            if isinstance(child, Screen):
                child.resize(self.size())


def shown(screen: Screen, width: int = 1184, height: int = 768) -> Screen:
    """Put a screen on the display in a window of its own, and arrive there."""
    window = Frame()
    FRAMES.append(window)
    screen.setParent(window)
    window.resize(width, height)
    screen.resize(width, height)
    window.show()
    screen.show()
    window.activateWindow()
    screen.arrive()
    QApplication.processEvents()
    return screen


def texts(widget: QWidget) -> list[str]:
    """All words of labels and buttons that are to be seen."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    kinds: tuple[type[QWidget], ...] = (QLabel, QAbstractButton)
    return [w.text() for kind in kinds for w in widget.findChildren(kind) if w.isVisible() and w.text()]  # type: ignore[attr-defined]


def solid(text: str) -> str:
    """Without the hyphens and spaces that keep things in one piece."""
    return text.replace("\u2011", "-").replace("\u00a0", " ")


def at_the_door(context: Context, house: House) -> DoorScreen:
    """The door of tonight's event, open and without its sounds."""
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1280, 768)
    screen.arrive(house.tonight.event_id)
    QApplication.processEvents()
    return screen
