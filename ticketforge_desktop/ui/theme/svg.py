"""Our icons' dialect of SVG as painter paths: `path`, `rect` and `circle` on a 24 grid, stroked and never filled.

Read here rather than by QtSvg because loading that library and its parser would cost the first paint more than all
icons together; tests hold every icon against what QtSvg makes of it.
"""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_ELEMENT: Final = re.compile(r"<(path|rect|circle)\b([^>]*)/>")
_ATTRIBUTE: Final = re.compile(r'([\w-]+)="([^"]*)"')
_TOKEN: Final = re.compile(r"[A-Za-z]|-?(?:\d*\.\d+|\d+\.?)")
_ARGUMENTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


class Stroke(NamedTuple):
    """A line to draw; `width` is 0 where the icon's own stroke is meant."""

    path: QPainterPath
    width: float


def strokes(text: str) -> list[Stroke]:
    """The lines of an icon.

    Raises:
        ValueError: a command or element that is not of the dialect.
    """
    found = []
    for element, rest in _ELEMENT.findall(text):
        values = dict(_ATTRIBUTE.findall(rest))
        path = QPainterPath()
        if element == "rect":
            x, y, width, height = (float(values[name]) for name in ("x", "y", "width", "height"))
            radius = float(values.get("rx", 0))
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        elif element == "circle":
            radius = float(values["r"])
            path.addEllipse(QPointF(float(values["cx"]), float(values["cy"])), radius, radius)
        else:
            _Pen(path).draw(values["d"])
        found.append(Stroke(path, float(values.get("stroke-width", 0))))
    return found


class _Pen:
    """Follows the commands of one `d` attribute."""

    def __init__(self, path: QPainterPath) -> None:
        self._path = path
        self._x = self._y = 0.0
        self._control = (0.0, 0.0)  # second control point of the last curve, for S

    def draw(self, data: str) -> None:
        tokens = _TOKEN.findall(data)
        at, command = 0, ""
        while at < len(tokens):
            if tokens[at].isalpha():
                command = tokens[at]
                at += 1
            count = _ARGUMENTS.get(command.upper())
            if count is None:
                raise ValueError(f"{command!r} is not of the icons' dialect")
            self._step(command, [float(token) for token in tokens[at : at + count]])
            at += count
            if command in "Mm":  # further pairs behind a move are lines
                command = "L" if command == "M" else "l"

    def _step(self, command: str, values: list[float]) -> None:
        kind, relative = command.upper(), command.islower()
        dx, dy = (self._x, self._y) if relative else (0.0, 0.0)
        curve = kind in ("C", "S")
        if kind == "Z":
            self._path.closeSubpath()
            point = self._path.currentPosition()
            self._x, self._y = point.x(), point.y()
        elif kind == "A":
            self._arc(values[0], bool(values[3]), bool(values[4]), values[5] + dx, values[6] + dy)
        elif curve:
            self._curve(values, dx, dy)
        else:
            self._x = values[0] + dx if kind != "V" else self._x
            self._y = values[-1] + dy if kind != "H" else self._y
            (self._path.moveTo if kind == "M" else self._path.lineTo)(self._x, self._y)
        if not curve:
            self._control = (self._x, self._y)

    def _curve(self, values: list[float], dx: float, dy: float) -> None:
        """C as it stands; S begins with the mirrored control point of the curve before it."""
        points = [(values[at] + dx, values[at + 1] + dy) for at in range(0, len(values), 2)]
        if len(points) == 2:
            points.insert(0, (2 * self._x - self._control[0], 2 * self._y - self._control[1]))
        self._path.cubicTo(*points[0], *points[1], *points[2])
        self._control = points[1]
        self._x, self._y = points[2]

    def _arc(self, radius: float, large: bool, sweep: bool, x: float, y: float) -> None:
        """A circular arc, by the conversion of the SVG specification (F.6.5) for equal radii."""
        half_x, half_y = (self._x - x) / 2, (self._y - y) / 2
        half = math.hypot(half_x, half_y)
        radius = max(radius, half)
        factor = math.sqrt(max(0.0, radius * radius - half * half)) / half if half else 0.0
        if large == sweep:
            factor = -factor
        centre_x, centre_y = factor * half_y + (self._x + x) / 2, -factor * half_x + (self._y + y) / 2
        begin = math.degrees(math.atan2(self._y - centre_y, self._x - centre_x))
        turn = math.degrees(math.atan2(y - centre_y, x - centre_x)) - begin
        if sweep and turn < 0:
            turn += 360
        elif not sweep and turn > 0:
            turn -= 360
        box = QRectF(centre_x - radius, centre_y - radius, 2 * radius, 2 * radius)
        self._path.arcTo(box, -begin, -turn)  # Qt counts angles against the clock
        self._x, self._y = x, y
