"""Own icons: SVG on a 24 grid, one stroke weight, coloured when they are drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ticketforge_desktop import resources

ICONS: Final = Path(resources.__file__).parent / "icons"
_STROKE: Final = 1.75


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


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
    from PySide6.QtSvg import QSvgRenderer  # loaded with the first icon, not with the module

    text = _source(name).replace("currentColor", colour, 1)
    text = text.replace(f'stroke-width="{_STROKE}"', f'stroke-width="{stroke(size):.3f}"', 1)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
