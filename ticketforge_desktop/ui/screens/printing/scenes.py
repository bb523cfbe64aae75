"""What there is to look at of printing, for pictures and for the walk; a desk without papers shows empty pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.ui.screens.printing.screen import PrintingScreen
from ticketforge_desktop.ui.settings.printers import PrintersScreen
from ticketforge_desktop.ui.settings.printers.form import NEW

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

Show = Callable[["MainWindow"], QWidget | None]


def printing_scenes() -> Iterator[tuple[str, Show]]:
    """Name and how it is brought about."""
    yield "printing", _printing
    yield "printing-run", _new_run
    yield "printing-post", _post
    yield "printing-torn", _torn
    yield "printing-cancel", _cancel
    yield "printing-elsewhere", _elsewhere
    yield "printing-stock", _stock
    yield "printing-again", _again
    yield "printing-jam", _jam
    yield "printers", _printers
    yield "printer-new", _new_printer
    yield "printer-test", _tested


def _printing(window: MainWindow) -> None:
    screen = _open(window)
    screen.area.verticalScrollBar().setValue(0)


def _open(window: MainWindow) -> PrintingScreen:
    window.open("printing")
    screen = window.findChild(PrintingScreen)
    assert screen is not None
    screen.question.hide()
    for card in (screen.new_run, screen.go_on_card, screen.stock.form):
        card.hide()
    QApplication.processEvents()
    return screen


def _new_run(window: MainWindow) -> None:
    screen, desk = _open(window), window.context.desk
    rows = desk.queries.events(EventFilter(span="upcoming"), Sort("starts_at")).page(0, 1) if desk is not None else ()
    if rows:
        screen.plan(rows[0].event_id)
        QApplication.processEvents()
        screen.area.ensureWidgetVisible(screen.new_run)


def _post(window: MainWindow) -> None:
    """The run shall go to the post."""
    _new_run(window)
    screen = window.findChild(PrintingScreen)
    if screen is not None and screen.new_run.isVisible():
        screen.new_run.post.click()
        QApplication.processEvents()
        screen.area.ensureWidgetVisible(screen.new_run)


def _torn(window: MainWindow) -> None:
    """Orders of the newest run for the post lie apart."""
    screen = _open(window)
    line = next((one for one in screen.runs.lines if one.torn.isVisibleTo(one)), None)
    if line is not None:
        screen.area.ensureWidgetVisible(line)


def _cancel(window: MainWindow) -> None:
    screen = _open(window)
    line = next((one for one in screen.runs.lines if one.cancel.isVisibleTo(one)), None)
    if line is not None:
        line.cancel.click()


def _elsewhere(window: MainWindow) -> None:
    """A run that stands still shall go on on another printer."""
    screen = _open(window)
    line = next((one for one in screen.runs.lines if one.others.isVisibleTo(one)), None)
    if line is not None:
        line.others.click()


def _stock(window: MainWindow) -> None:
    """A roll is being taken out of its printer, with a number that is not on it."""
    screen = _open(window)
    line = next((one for one in screen.stock.lines if one.isVisibleTo(screen.stock)), None)
    if line is not None:
        line.close_roll.click()
        screen.stock.form.following.setText("7")
        screen.stock.form.decide()


def _again(window: MainWindow) -> QWidget | None:
    """A paper is about to be printed again."""
    screen = _open(window)
    row = next((one for one in screen.ledger.rows if one.number), None)
    return screen.ask_reprint(row) if row is not None else None


def _jam(window: MainWindow) -> None:
    """A printer left its run while somebody looks at something else."""
    window.open("events")
    if window.jam is not None:
        window.jam.look_again()


def _printers(window: MainWindow) -> None:
    window.open("printers")


def _new_printer(window: MainWindow) -> None:
    window.open("printers")
    screen = window.findChild(PrintersScreen)
    if screen is not None:
        screen.open_form(NEW)
        screen.form.address.setText("192.0.2.7:x")
        screen.form.judge()


def _tested(window: MainWindow) -> None:
    """The first simulated printer has just printed its test page."""
    desk = window.context.desk
    names = [one.name for one in desk.print_page.printers() if one.transport[:4] == "sim:"] if desk is not None else []
    window.open("printers")
    screen = window.findChild(PrintersScreen)
    if screen is not None and names:
        screen.try_out(names[-1])
        screen.trial.send()
