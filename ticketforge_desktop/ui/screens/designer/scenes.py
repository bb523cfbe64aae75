"""What there is to look at of the designer, for pictures and for the walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QWidget

from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.ui.screens.designer.screen import DesignerScreen

if TYPE_CHECKING:
    from ticketforge_desktop.ui.main_window import MainWindow

Show = Callable[["MainWindow"], QWidget | None]
_LAYOUT: Final = "ticket-2x5.5in"


def designer_scenes() -> Iterator[tuple[str, Show]]:
    """Name and how it is brought about."""
    yield "designer", _code
    yield "designer-text", _text
    yield "designer-layout", _page
    yield "designer-several", _several
    yield "designer-faults", _faults


def _open(window: MainWindow, kind: str = "") -> DesignerScreen:
    """The ticket as it came with the program, with the first item of a kind chosen."""
    window.open("designer", _LAYOUT)
    screen = window.findChild(DesignerScreen)
    assert screen is not None
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
