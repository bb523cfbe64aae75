"""Own icons: SVG on a 24 grid, one stroke weight, coloured when they are drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ticketforge_desktop import resources
from ticketforge_desktop.ui.theme.svg import Stroke, strokes

ICONS: Final = Path(resources.__file__).parent / "icons"
_STROKE: Final = 1.75


@lru_cache(maxsize=256)
def _lines(name: str) -> list[Stroke]:
    return strokes((ICONS / f"{name}.svg").read_text(encoding="utf-8"))


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in ICONS.glob("*.svg"))


def stroke(size: int) -> float:
    """Stroke on the 24 grid, so that it measures 1.75 px at 20 and 24 and 1.5 px at 16 and below."""
    return (1.5 if size <= 16 else _STROKE) * 24 / size


def render(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    """An icon of `size` device-independent px in one colour (`#RRGGBB`), sharp at a device pixel ratio.

    Raises:
        FileNotFoundError: there is no icon of that name.
    """
    lines = _lines(name)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    pen = QPen(QColor(colour), 1)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for line in lines:
        pen.setWidthF(line.width or stroke(size))
        painter.strokePath(line.path, pen)
    painter.end()
    return pixmap
