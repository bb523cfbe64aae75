"""Pictures of every screen, for people to look at and for the manual; offscreen, on whatever desk the host opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.services.settings import FONT_SCALE, LANGUAGE, THEME
from ticketforge_desktop.ui.application import Application, start
from ticketforge_desktop.ui.places import PLACES
from ticketforge_desktop.ui.runner import InlineRunner
from ticketforge_desktop.ui.screens.designer.scenes import designer_scenes
from ticketforge_desktop.ui.screens.printing.scenes import printing_scenes
from ticketforge_desktop.ui.screens.seats.scenes import seat_scenes
from ticketforge_desktop.ui.screens.shift.scenes import shift_scenes
from ticketforge_desktop.ui.screens.till.scenes import till_scenes
from ticketforge_desktop.ui.status_bar import ATTENTION
from ticketforge_desktop.ui.store_actions import CONFIRM

if TYPE_CHECKING:
    from ticketforge_desktop.ui.desk import Desk, Host
    from ticketforge_desktop.ui.devices.hub import Heard
    from ticketforge_desktop.ui.main_window import MainWindow


class Size(NamedTuple):
    """A window, and the font scale in percent that goes with it."""

    width: int
    height: int
    scale: int


FIRST_PLACE = PLACES[0].name
DOOR_SELDOM: Final = ("counts", "empty", "find", "rules", "pin", "pin-wait")  # `door.scenes.SELDOM`
SIZES: Final = (Size(1280, 800, 100), Size(1024, 768, 125))


class Scene(NamedTuple):
    """What is shown: `set_up` brings it about and returns the widget to look at (None: the window)."""

    name: str
    set_up: Callable[[MainWindow], QWidget | None]


class Guest(NamedTuple):
    """A scan at the door of an event, to look at its verdict; `raw` is asked for when the picture is taken."""

    name: str
    event_id: str
    raw: Callable[[], str]
    direction: str = "entry"


def scenes(window: MainWindow, guests: Sequence[Guest] = ()) -> Iterator[Scene]:
    """Every place, and what lies behind and over them; what the desk has nothing for is left out."""
    for place in PLACES:
        yield Scene(place.name, _opener(place.name))
    yield from (Scene(*scene) for scene in till_scenes())
    yield from (Scene(*scene) for scene in shift_scenes())
    yield from (Scene(*scene) for scene in seat_scenes())
    yield Scene("sync", _opener("sync"))
    yield Scene("sync-question", _opener("sync", CONFIRM))
    yield Scene("outbox-attention", _opener("outbox", ATTENTION))
    yield Scene("outbox-change", _changer)
    yield Scene("outbox-waiting", _opener("outbox", "waiting"))
    yield Scene("outbox-done", _opener("outbox", "done"))
    yield Scene("scanners", _scanners)
    yield Scene("inbox", lambda shown: _matter(shown, "conflict"))
    yield Scene("inbox-flag", lambda shown: _matter(shown, "flag"))
    yield Scene("inbox-done", _opener("inbox", "done"))
    yield Scene("scanner-new", _new_scanner)
    yield from (Scene(*scene) for scene in printing_scenes())
    yield from (Scene(*scene) for scene in designer_scenes())
    desk = window.context.desk
    if desk is not None:
        order, event_id, posted = _an_order(desk), _an_event(desk), _an_order(desk, by_post=True)
        if order:
            yield Scene("order", _opener("orders", order))
            yield Scene("order-block", lambda shown: _block(shown, order))
            yield Scene("order-take-back", lambda shown: _take_back(shown, order))
            yield Scene("print-preview", lambda shown: _preview(shown, order))
        if posted:
            yield Scene("order-by-post", _opener("orders", posted))
        if event_id:
            yield Scene("event", _opener("events", event_id))
            yield Scene("door-open", _opener("door", event_id))
            yield from (Scene(f"door-{name}", _seldom(name, event_id)) for name in DOOR_SELDOM)
    for guest in guests:
        yield Scene(f"door-{guest.name}", _scanner(guest))
    yield Scene("palette", lambda shown: _palette(shown, "10"))
    yield Scene("wizard-language", lambda shown: _wizard(shown, 0))
    yield Scene("wizard-store", lambda shown: _wizard(shown, 1))
    yield Scene("wizard-station", lambda shown: _wizard(shown, 2))
    yield Scene("wizard-printer", lambda shown: _wizard(shown, 3))
    yield Scene("wizard-scanner", lambda shown: _wizard(shown, 4))
    yield Scene("kiosk-pin", _kiosk_pin)
    yield Scene("help", _help)


@contextmanager
def staged(window: MainWindow, scene: Scene) -> Iterator[QWidget]:
    """Show a scene, and clear it away afterwards."""
    look = scene.set_up(window)
    settle()
    try:
        yield look or window
    finally:
        if look is not None:
            look.close()
            window.activateWindow()  # what has the focus shows it only there
        window.clear_overlays()
        window.open(FIRST_PLACE)
        settle()


def settle(ms: int = 0) -> None:
    """Let everything that was asked for be laid out and painted; a verdict stays for `ms` before the next."""
    flags = QEventLoop.ProcessEventsFlag
    if ms:
        waiting = QEventLoop()
        QTimer.singleShot(ms, waiting.quit)
        waiting.exec()
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents(flags.AllEvents, 20)


def dress(application: Application, theme: str, language: str, size: Size) -> None:
    """Give the window a theme, a language, a size and a font scale."""
    context = application.context
    context.put_settings({THEME: theme, LANGUAGE: language, FONT_SCALE: size.scale})
    application.window.resize(size.width, size.height)
    application.window.clear_overlays()
    settle()


def take(
    application: Application, folder: Path, theme: str, language: str, size: Size, guests: Sequence[Guest] = ()
) -> list[Path]:
    """Pictures of every scene in one dress; returns the files, named after size, theme, language and scene."""
    folder.mkdir(parents=True, exist_ok=True)
    dress(application, theme, language, size)
    files = []
    for number, scene in enumerate(list(scenes(application.window, guests)), 1):
        with staged(application.window, scene) as look:
            file = folder / f"{size.width}x{size.height}-{theme}-{language}-{number:02d}-{scene.name}.png"
            look.grab().save(str(file))
            files.append(file)
    return files


def shoot(
    host: Host,
    folder: Path,
    themes: Sequence[str] = ("light", "dark"),
    languages: Sequence[str] = ("en", "de"),
    guests: Sequence[Guest] = (),
) -> list[Path]:
    """Every scene in every dress; opens the host's desk and closes it again. Needs no display (`offscreen`)."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        application = Application(running, host, InlineRunner(), place=FIRST_PLACE)
    else:
        application = start(host, InlineRunner())
    window = application.window
    window.full_screen.allowed = False
    window.show()
    settle()
    files: list[Path] = []
    try:
        for size in SIZES:
            for theme in themes:
                for language in languages:
                    files += take(application, folder, theme, language, size, guests)
    finally:
        application.end()
        settle()
    return files


def _opener(place: str, subject: object = None) -> Callable[[MainWindow], QWidget | None]:
    def set_up(window: MainWindow) -> None:
        window.open(place, subject)
        if place == "door" and subject is None:
            _close_door(window)

    return set_up


def _close_door(window: MainWindow) -> None:
    """Back to the choice of events, from whatever an earlier scene left open."""
    from ticketforge_desktop.ui.screens.door import DoorScreen

    screen = window.findChild(DoorScreen)
    if screen is not None and screen.post is not None:
        screen.escape()
        window.open("door")


def _scanner(guest: Guest) -> Callable[[MainWindow], QWidget | None]:
    def set_up(window: MainWindow) -> None:
        from ticketforge_desktop.ui.screens.door import DoorScreen
        from ticketforge_desktop.ui.screens.door.scan_queue import HELD_MS

        window.open("door", guest.event_id)
        settle(HELD_MS + 50)
        screen = window.findChild(DoorScreen)
        if screen is not None and screen.post is not None:
            if screen.post.direction != guest.direction:
                screen.switch_direction()
            screen.kiosk.side_pages.setCurrentWidget(screen.kiosk.recent)
            screen.kiosk.name_side()
            screen.scan(guest.raw())

    return set_up


def _seldom(name: str, event_id: str) -> Callable[[MainWindow], QWidget | None]:
    def set_up(window: MainWindow) -> None:
        from ticketforge_desktop.ui.screens.door import DoorScreen
        from ticketforge_desktop.ui.screens.door.scenes import SELDOM

        window.open("door", event_id)
        settle()
        screen = window.findChild(DoorScreen)
        if screen is not None:
            screen.kiosk.show_field()
            screen.kiosk.side_pages.setCurrentWidget(screen.kiosk.recent)
            screen.kiosk.name_side()
            SELDOM[name](screen)

    return set_up


def _changer(window: MainWindow) -> None:
    """The act that needs a person, about to be changed."""
    from ticketforge_desktop.services.ports.outbox import Choice
    from ticketforge_desktop.ui.screens.outbox import OutboxScreen

    window.open("outbox", ATTENTION)
    screen = window.findChild(OutboxScreen)
    if screen is not None:
        settle()
        screen.details.choices.boxes[Choice.CHANGE].radio.setChecked(True)
        settle()
        screen.details.area.ensureWidgetVisible(screen.details.choices.form)


def _scanners(window: MainWindow) -> None:
    """A scanner whose layout is wrong has just read the test code."""
    from ticketforge_desktop.ui.screens.scanners import ScannersScreen

    window.open("scanners")
    screen = window.findChild(ScannersScreen)
    if screen is not None:
        screen.trial.take(_mistyped())


def _new_scanner(window: MainWindow) -> None:
    from ticketforge_desktop.services.scanners import ScannerKind, ScannerSettings
    from ticketforge_desktop.ui.screens.scanners import ScannersScreen

    window.open("scanners")
    screen = window.findChild(ScannersScreen)
    if screen is not None:
        screen.open_form(ScannerSettings(ScannerKind.SERIAL, ""))


def _mistyped() -> Heard:
    """The test code from a US scanner on a German computer."""
    from datetime import UTC, datetime

    from ticketforge_desktop.services.ports.scanning import Scanned
    from ticketforge_desktop.ui.devices.diagnosis import TEST_CODE
    from ticketforge_desktop.ui.devices.hub import Heard
    from ticketforge_desktop.ui.devices.layouts import sign_of
    from ticketforge_desktop.ui.devices.wedge import Key, WedgeScan

    every = {sign_of(key, "us", shift=shift): (key, shift) for key in range(2, 58) for shift in (True, False)}
    struck = [every[sign] for sign in TEST_CODE]
    keys = tuple(Key(key, shift, sign_of(key, "de", shift=shift)) for key, shift in struck)
    text = "".join(key.text for key in keys)
    scan = Scanned(text, "Scanner", datetime(2026, 11, 14, 18, 36, tzinfo=UTC))
    return Heard(scan, keys=WedgeScan(text, True, (4.0, 9.0), keys))


def _matter(window: MainWindow, source: str) -> None:
    """The newest matter of a kind, if there is one."""
    desk = window.context.desk
    entries = desk.inbox.open() if desk is not None else ()
    window.open("inbox", next((entry.key for entry in entries if entry.source == source), None))


def _palette(window: MainWindow, text: str) -> None:
    window.open_palette().search(text)


def _wizard(window: MainWindow, page: int) -> None:
    window.open_wizard().show_page(page)


def _preview(window: MainWindow, order: str) -> None:
    window.open("orders", order)
    window.context.actions.trigger("order.print")


def _block(window: MainWindow, order: str) -> QWidget | None:
    """The first ticket of an order is about to be kept out."""
    from ticketforge_desktop.ui.screens.orders import OrdersScreen

    window.open("orders", order)
    settle()
    screen = window.findChild(OrdersScreen)
    if screen is None:
        return None
    screen.details.tickets.check([screen.details.tickets.tickets[0].ticket_id])
    return screen.details.blocking.ask()


def _take_back(window: MainWindow, order: str) -> QWidget | None:
    """The first ticket of an order is about to be taken back."""
    from ticketforge_desktop.ui.screens.orders import OrdersScreen

    window.open("orders", order)
    settle()
    screen = window.findChild(OrdersScreen)
    if screen is None:
        return None
    screen.details.tickets.check([screen.details.tickets.tickets[0].ticket_id])
    return screen.details.taking_back.ask()


def _kiosk_pin(window: MainWindow) -> QWidget | None:
    from ticketforge_desktop.ui.settings.screen import SettingsScreen

    window.open("settings")
    screen = window.findChild(SettingsScreen)
    return screen.ask_pin() if screen is not None else None


def _help(window: MainWindow) -> QWidget:
    return window.open_help()


def _an_order(desk: Desk, *, by_post: bool = False) -> str:
    """The newest paid order with several tickets, or any; on request one whose tickets go by post."""
    from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort

    rows = desk.queries.orders(OrderFilter(hardticket_only=by_post), Sort("created_at", descending=True)).page(0, 60)
    best = [row for row in rows if 2 < row.tickets < 8 and row.status == "CONFIRMED" and row.holder]
    return next((row.name for row in [*best, *rows]), "")


def _an_event(desk: Desk) -> str:
    """The first event that is still to come, or any."""
    from ticketforge_desktop.services.ports.mirror import EventFilter, Sort

    for span in ("upcoming", "all"):
        rows = desk.queries.events(EventFilter(span=span), Sort("starts_at")).page(0, 20)
        for row in rows:
            if row.sold > 10:
                return row.event_id
    return ""
