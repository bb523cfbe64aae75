"""The counters in parts: how full each category is, and what each gate let in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ticketforge_desktop.services.stations_seen import StationSeen
from ticketforge_desktop.services.views import DoorBreakdown
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.door.parts import FillLine
from ticketforge_desktop.ui.theme import Role, Theme
from ticketforge_desktop.ui.widgets.text import Text


class _Line(QWidget):
    """A name, its figures below, and how much of what is expected is in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 4)
        column.setSpacing(2)
        self.name = Text(theme, "", Role.STRONG, elide=True)
        self.figures = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.fill = FillLine(theme)
        for part in (self.name, self.figures, self.fill):
            column.addWidget(part)

    def show_line(self, name: str, figures: str, share: float | None) -> None:
        """Show it; None leaves the filling line out."""
        self.name.setText(name)
        self.figures.setText(figures)
        self.fill.setVisible(share is not None)
        self.fill.show_share(share or 0.0)
        self.setAccessibleName(f"{name}: {figures}")


class CountsPanel(QScrollArea):
    """In the place of the recent scans while it is wanted."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: list[_Line] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(self._inner)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def told(self) -> list[str]:
        """What is shown, line by line."""
        return [line.accessibleName() for line in self._lines if not line.isHidden()]

    def show_breakdown(
        self, breakdown: DoorBreakdown, expected: Mapping[str, int], others: Sequence[StationSeen] = ()
    ) -> None:
        """Show categories (`expected`: valid tickets by category name), gates, and how far others are known."""
        number = self._context.formats.number
        rows: list[tuple[str, str, float | None]] = []
        admitted = {line.name: line for line in breakdown.categories}
        for name in sorted({*admitted, *expected}, key=str.casefold):
            line, wanted = admitted.get(name), expected.get(name, 0)
            came, inside = (line.admitted, line.inside) if line is not None else (0, 0)
            figures = self.tr("{inside} inside · {admitted} of {expected} admitted").format(
                inside=number(inside), admitted=number(came), expected=number(wanted)
            )
            rows.append((name or self.tr("Without category"), figures, came / wanted if wanted else None))
        for line in breakdown.gates:
            name = self.tr("Gate {gate}").format(gate=line.name or "–")
            out = max(0, line.admitted - line.inside)
            figures = self.tr("{admitted} admitted · {out} out").format(admitted=number(line.admitted), out=number(out))
            rows.append((name, figures, None))
        rows += [(self.tr("Station {name}").format(name=one.name), self._known(one), None) for one in others]
        self._show(rows)

    def _known(self, station: StationSeen) -> str:
        if station.until is None:
            return self.tr("Nothing was heard of it yet: what it lets in is not counted")
        until = self._context.formats.moment(station.until, self._context.zone)
        if station.visible:
            return self.tr("Counted up to {time}").format(time=until)
        return self.tr("Not reached since {time}: what it let in later is not counted").format(time=until)

    def _show(self, rows: list[tuple[str, str, float | None]]) -> None:
        while len(self._lines) < len(rows):
            line = _Line(self._context.theme)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(rows))
            if at < len(rows):
                line.show_line(*rows[at])

    def retranslate(self) -> None:
        """The name; figures come anew with the next count."""
        self.setAccessibleName(self.tr("Counters by category and gate"))
