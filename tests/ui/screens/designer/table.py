"""A drawing table for the designer's stories: the real desk of drafts on a folder of its own."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.screens.house import House
from ticketforge_desktop.bootstrap.designing import Designing
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.services.ports.layout_design import Draft, ItemView
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.ui.screens.designer.canvas import Canvas
from ticketforge_desktop.ui.screens.designer.work import Work

TICKET = "ticket-2x5.5in"
SETUPS = (PrinterSetup("Boca 1", "fgl", "sim:boca", dpi=300), PrinterSetup("Büro", "pdf", "file:x", dpi=300))

SMALL = """format = 1
name = "small"
version = 1
title = { de = "Klein", en = "Small" }
languages = ["zpl", "pdf"]

# A ticket that fits into a hand.
[page]
size = [100, 50]

[[item]]
kind = "box"  # the frame
at = [2, 2]
size = [60, 40]

[[item]]
kind = "text"
at = [10, 10]
size = [40, 8]
text = { de = "Einlass {doors_at:time}", en = "Doors {doors_at:time}" }
pt = 14
min_pt = 7

[[item]]
kind = "qr"
at = [66, 2]
size = 31

[[item]]
kind = "notice"
at = [66, 40]
size = [31, 5]
"""


def desk_of(folder: Path) -> LayoutDesk:
    return LayoutDesk(LayoutShelf(folder / "layouts"))


def small(folder: Path, work: Work | None = None) -> Work:
    """A work on the small ticket, in a file of its own."""
    file = folder / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    design, made = desk_of(folder), work or Work()
    made.begin(design, "small", design.open_file(str(file)))
    return made


def furnish(house: House) -> House:
    """Give a house a page for the designer, joined as the program joins it."""
    shelf = LayoutShelf(house.layouts)
    desk = SimpleNamespace(
        folder=SimpleNamespace(path=house.layouts.parent),
        queries=house.queries,
        printing=SimpleNamespace(design=LayoutDesk(shelf), shelf=shelf),
        printers=SimpleNamespace(kept=SimpleNamespace(all=lambda: SETUPS)),
        on_demo_store=lambda: True,
        now=house.now,
    )
    house.design_page = Designing(desk)  # type: ignore[attr-defined, arg-type]
    return house


def now(work: Work) -> Draft:
    assert work.draft is not None
    return work.draft


def item(work: Work, kind: str) -> ItemView:
    return next(one for one in now(work).items if one.kind == kind)


def point(canvas: Canvas, x: float, y: float) -> QPoint:
    """Millimetres on the ticket as a pixel of the canvas."""
    return canvas.where(x, y).toPoint()


def drag(
    canvas: Canvas,
    start: tuple[float, float],
    end: tuple[float, float],
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    *,
    drop: bool = True,
) -> None:
    """Press, move in two steps, let go."""
    port, left = canvas.viewport(), Qt.MouseButton.LeftButton
    half = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    QTest.mousePress(port, left, held, point(canvas, *start))
    for at in (half, end):
        move(canvas, at, held)
    if drop:
        QTest.mouseRelease(port, left, held, point(canvas, *end))


def move(canvas: Canvas, at: tuple[float, float], held: Qt.KeyboardModifier) -> None:
    """Move with the left button down."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    place = QPointF(point(canvas, *at))
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, canvas.viewport().mapToGlobal(place), left, left, held)
    canvas.mouseMoveEvent(event)
