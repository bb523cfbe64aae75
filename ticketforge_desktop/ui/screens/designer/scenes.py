"""What there is to look at of the designer, for pictures and for the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.services.ports.unsaved_layouts import Origin, UnsavedLayout
from ticketforge_desktop.services.unsaved_layouts import Meanwhile, Offer
from ticketforge_desktop.ui.screens.designer.screen import DesignerScreen

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

Show = Callable[["MainWindow"], QWidget | None]
_BEGINS: Final = Qt.MatchFlag.MatchStartsWith
_LAYOUT: Final = "ticket-2x5.5in"


def designer_scenes() -> Iterator[tuple[str, Show]]:
    """Name and how it is brought about."""
    yield "designer", _code
    yield "designer-text", _text
    yield "designer-layout", _page
    yield "designer-several", _several
    yield "designer-faults", _faults
    yield "designer-commands", _commands
    yield "designer-columns", _columns
    yield "designer-sheet", _sheet
    yield "designer-unsaved", _unsaved


def _open(window: MainWindow, kind: str = "", layout: str = _LAYOUT) -> DesignerScreen:
    """A layout as it came with the program, with the first item of a kind chosen."""
    window.open("designer", layout)
    screen = window.findChild(DesignerScreen)
    assert screen is not None
    screen.checks.show_view("tried")
    screen.offers.show_offers(())
    while screen.work.history is not None and screen.work.history.past:
        screen.work.undo()
    screen.work.choose(item.index for item in screen.work.items if item.kind == kind)
    screen.work.choose(screen.work.selection[:1])
    screen.area.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    screen.canvas.fit()
    screen.trials.judge()
    return screen


def _code(window: MainWindow) -> None:
    _open(window, "qr")


def _text(window: MainWindow) -> None:
    _open(window, "text")


def _page(window: MainWindow) -> None:
    _open(window)


def _several(window: MainWindow) -> None:
    screen = _open(window)
    screen.work.choose(item.index for item in screen.work.items if item.kind == "text")


def _faults(window: MainWindow) -> None:
    """A code that is too small, and on top of a text."""
    screen = _open(window, "qr")
    item = screen.work.chosen[0]
    screen.work.resize(item.index, Place(4, 4, 12, 12))
    screen.trials.judge()
    assert screen.work.draft is not None
    screen.told_of = screen.work.draft.source  # no message over the scenes that follow


def _commands(window: MainWindow) -> None:
    screen = _open(window, "qr")
    screen.checks.printer.setCurrentIndex(max(0, screen.checks.printer.findText("FGL", _BEGINS)))
    screen.checks.show_view("commands")
    screen.trials.judge()


def _columns(window: MainWindow) -> None:
    _open(window, "rows", "delivery-note-a4")


def _sheet(window: MainWindow) -> None:
    """The layout's own form with a sheet, scrolled to it."""
    screen = _open(window, "", "sheet-a4-4")
    screen.area.ensureWidgetVisible(screen.page.sheet)


def _unsaved(window: MainWindow) -> None:
    """Two drafts of an earlier time are offered."""
    screen = _open(window)
    assert screen.work.origin is not None
    assert screen.work.draft is not None
    draft, at = screen.work.draft, window.context.desk.now() if window.context.desk is not None else None
    if at is not None:
        kept = [
            UnsavedLayout(Origin(str(number) * 32, name, "station", ""), name, draft.source, {}, at)
            for number, name in enumerate((_LAYOUT, "roll-80mm"))
        ]
        screen.offers.show_offers([Offer(one, Meanwhile.SAME) for one in kept])
