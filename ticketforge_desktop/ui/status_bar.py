"""The status bar: what a person must be able to see at any moment. Offline it changes its whole colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import DeskStatus, SyncStep
    from ticketforge_desktop.ui.widgets.buttons import Button

_ICON = 16


class Look(NamedTuple):
    """What an item shows: quiet words, then a strong value; and the value alone where room is short."""

    icon: str
    words: str = ""
    value: str = ""
    icon_tone: str = "secondary"
    words_tone: str = "secondary"
    value_tone: str = "text"
    value_first: bool = False
    fraction: float = -1.0  # of a progress line below; -1 = none


class StatusItem(QLabel):
    """One item. `compact` drops the quiet words; they stay in the tip and for screen readers."""

    def __init__(self, theme: Theme, *, last: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._last = last
        self.look = Look("info")
        self.compact = False
        self.ink = ""  # one ink for everything (offline)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def set_look(self, look: Look) -> None:
        """Show something else."""
        if look != self.look:
            self.look = look
            whole = f"{look.value} {look.words}" if look.value_first else f"{look.words} {look.value}"
            self.setText(whole.strip())
            self.setAccessibleName(whole.strip())
            self.setToolTip(whole.strip())
            self.updateGeometry()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Drop or show the quiet words."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()
            self.update()

    def _parts(self) -> list[tuple[str, Role, str]]:
        look = self.look
        value = (look.value, Role.SMALL_STRONG if look.value_tone == "text" else Role.HINT, look.value_tone)
        words = ("" if self.compact and (look.value or look.icon) else look.words, Role.SMALL, look.words_tone)
        parts = [value, words] if look.value_first else [words, value]
        return [part for part in parts if part[0]]

    def width_of(self, *, compact: bool) -> int:
        """Width in one form or the other."""
        was, self.compact = self.compact, compact
        parts = self._parts()
        self.compact = was
        width = sum(self._theme.width(role, text) + 6 for text, role, _ in parts)
        return _ICON + 6 + width + 2 * Measure.GRID

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(compact=self.compact), self._theme.line(Role.SMALL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, look = QPainter(self), self._theme, self.look
        centre = self.height() // 2
        at = Measure.GRID
        painter.drawPixmap(at, centre - _ICON // 2, theme.pixmap(look.icon, _ICON, self.ink or look.icon_tone))
        at += _ICON + 6
        for text, role, tone in self._parts():
            rect = QRect(at, 0, self.width() - at, self.height())
            at += paint.words(painter, theme, rect, text, role=role, ink=self.ink or tone) + 6
        if look.fraction >= 0:
            line = QRect(Measure.GRID, self.height() - 4, self.width() - 2 * Measure.GRID, 3)
            paint.box(painter, theme, line, fill="border", radius=1.5)
            done = QRect(line.x(), line.y(), int(line.width() * min(1.0, look.fraction)), 3)
            paint.box(painter, theme, done, fill=self.ink or "accent_text", radius=1.5)
        if not self._last:
            edge = self.ink or "border"
            painter.setOpacity(0.35 if self.ink else 1.0)
            painter.fillRect(QRect(self.width() - 1, centre - 8, 1, 16), theme.colour(edge))
        painter.end()


class StatusBar(QWidget):
    """Shop, connection, outbox, attention on the left; printer, scanner, shift, staff on the right."""

    cancel_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._theme = context.theme
        self._step: SyncStep | None = None
        self._syncing = False
        theme = context.theme
        self.shop = StatusItem(theme)
        self.connection = StatusItem(theme)
        self.outbox = StatusItem(theme)
        self.attention = StatusItem(theme, last=True)
        self.printer = StatusItem(theme)
        self.scanner = StatusItem(theme)
        self.shift = StatusItem(theme)
        self.staff = StatusItem(theme, last=True)
        self._cancel: Button | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GRID, 1, Measure.GRID, 0)
        row.setSpacing(0)
        for item in (self.shop, self.connection):
            row.addWidget(item)
        for item in (self.outbox, self.attention):
            row.addWidget(item)
        row.addStretch(1)
        for item in (self.printer, self.scanner, self.shift, self.staff):
            row.addWidget(item)
        self._fit()
        theme.changed.connect(self._fit)
        context.status_changed.connect(self.refresh)
        self.refresh()

    @property
    def items(self) -> tuple[StatusItem, ...]:
        """All items from left to right."""
        left = (self.shop, self.connection, self.outbox, self.attention)
        return (*left, self.printer, self.scanner, self.shift, self.staff)

    @property
    def cancel(self) -> Button:
        """Stops the sync; made with the first one."""
        if self._cancel is None:
            from ticketforge_desktop.ui.widgets.buttons import Button, Kind

            self._cancel = Button(self._theme, icon="x", kind=Kind.BARE, height=Measure.BADGE, parent=self)
            self._cancel.clicked.connect(self.cancel_asked)
            self._row.insertWidget(2, self._cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        return self._cancel

    @property
    def offline(self) -> bool:
        """Whether the bar shows the offline mode."""
        status = self._context.status
        return status is not None and status.offline_since is not None

    def show_sync(self, step: SyncStep | None, *, running: bool) -> None:
        """A sync is under way (and how far), or it ended."""
        self._step, self._syncing = step, running
        if running or self._cancel is not None:
            self.cancel.setVisible(running)
        self.refresh()

    def refresh(self, _status: object = None) -> None:
        """Say everything anew."""
        status = self._context.status
        if status is None:
            self.connection.set_look(Look("clock", self.tr("Opening the profile …")))
            for item in self.items:
                item.setVisible(item is self.connection)
        else:
            self._tell(status)
        ink = "offline_ink" if self.offline else ""
        for item in self.items:
            item.ink = ink
            item.update()
        if self._cancel is not None:
            self._cancel.setAccessibleName(self.tr("Cancel the sync"))
            self._cancel.setToolTip(self.tr("Cancel the sync"))
        self.setAccessibleName(self.tr("Status"))
        self._squeeze()
        self.update()

    def _tell(self, status: DeskStatus) -> None:
        formats = self._context.formats
        shop = status.shop or self.tr("No store")
        self.shop.set_look(Look("shop", shop, self.tr("DEMO") if status.demo else ""))
        self.connection.set_look(self._connection(status))
        self.outbox.set_look(Look("outbox", self.tr("Outbox"), formats.number(status.outbox)))
        calls = status.attention > 0
        tone = "attention" if calls else "secondary"
        attention = Look(
            "warning",
            self.tr("Needs attention"),
            formats.number(status.attention),
            tone,
            tone,
            tone if calls else "text",
        )
        self.attention.set_look(attention)
        self.printer.set_look(self._device("printer", self.tr("No printer"), status.printer, status.printer_ready))
        self.scanner.set_look(self._device("scanner", self.tr("No scanner"), status.scanner, status.scanner_ready))
        shift = self.tr("No shift")
        if status.shift_since is not None:
            shift = self.tr("Shift since {time}").format(time=formats.time(status.shift_since))
        self.shift.set_look(Look("clock", shift))
        self.staff.set_look(Look("person", status.staff))
        for item in self.items:
            item.setVisible(True)

    def _connection(self, status: DeskStatus) -> Look:
        formats = self._context.formats
        if self._syncing:
            return self._progress()
        if not status.connected:
            return Look("cloud-off", self.tr("Not connected"))
        if status.offline_since is not None:
            since = self.tr("Offline since {time}").format(time=formats.time(status.offline_since))
            return Look("cloud-off", self._data_as_of(status), since, value_first=True)
        return Look("cloud-check", self._data_as_of(status), self.tr("Online"), icon_tone="available", value_first=True)

    def _data_as_of(self, status: DeskStatus) -> str:
        if status.synced_at is None:
            return self.tr("no data yet")
        formats = self._context.formats
        now = self._context.desk.now() if self._context.desk is not None else None
        moment = formats.moment(status.synced_at, now=now)
        return self.tr("data as of {time}").format(time=moment)

    def _progress(self) -> Look:
        step, formats = self._step, self._context.formats
        if step is None:
            return Look("cloud-sync", self.tr("Asking the store …"), icon_tone="accent_text", fraction=0.0)
        what = feed_word(step.feed)
        if step.total <= 0:
            count = formats.number(step.done) if step.done else ""
            return Look("cloud-sync", what, count, icon_tone="accent_text", fraction=0.0)
        count = self.tr("{done} of {total}").format(done=formats.number(step.done), total=formats.number(step.total))
        return Look("cloud-sync", what, count, icon_tone="accent_text", fraction=step.done / step.total)

    def _device(self, icon: str, none: str, name: str, ready: bool) -> Look:
        if not name:
            return Look(icon, none)
        tone = "available" if ready else "attention"
        return Look(icon, name, self.tr("ready") if ready else self.tr("not ready"), value_tone=tone)

    def _squeeze(self) -> None:
        """Drop quiet words from the least urgent on until everything fits."""
        room = self.width() - 2 * Measure.GRID - (self.cancel.sizeHint().width() if self._syncing else 0)
        shown = [item for item in self.items if not item.isHidden()]
        wide = {item: item.width_of(compact=False) for item in shown}
        compact: set[StatusItem] = set()
        for item in (self.scanner, self.printer, self.shift, self.staff, self.outbox, self.attention, self.shop):
            if sum(wide.values()) <= room:
                break
            if item in wide:
                compact.add(item)
                wide[item] = item.width_of(compact=True)
        for item in shown:
            item.set_compact(item in compact)

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.fit(Measure.STATUS_BAR, self._theme.line(Role.SMALL), 12))
        self._squeeze()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._squeeze()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.fillRect(self.rect(), theme.colour("offline" if self.offline else "surface"))
        line = "offline_ink" if self.offline else "border"
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.colour(line))
        painter.end()


def feed_word(feed: str) -> str:
    """What a sync fetches now, in the language of now."""
    words = {
        "products": QCoreApplication.translate("Sync", "Fetching events"),
        "customers": QCoreApplication.translate("Sync", "Fetching people"),
        "orders": QCoreApplication.translate("Sync", "Fetching orders"),
        "stock": QCoreApplication.translate("Sync", "Fetching stock"),
        "keys": QCoreApplication.translate("Sync", "Fetching keys"),
        "tickets": QCoreApplication.translate("Sync", "Making tickets"),
    }
    return words.get(feed) or QCoreApplication.translate("Sync", "Syncing")
