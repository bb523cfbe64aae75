"""The status bar: what a person must be able to see at any moment. Offline it changes its whole colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.ui.status_items import Look, StatusItem, StatusLink
from ticketforge_desktop.ui.theme import Measure, Role

if TYPE_CHECKING:
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import DeskStatus, SyncStep
    from ticketforge_desktop.ui.widgets.buttons import Button

# Values of `ConnectionState`, by their text: the enum's module is loaded with the profile, after the first paint.
_LOG_IN: Final = frozenset({"not_connected", "token_expired"})
ATTENTION: Final = "attention"  # the subject under which the outbox shows what needs a person


class StatusBar(QWidget):
    """Shop, connection, outbox, attention, matters to settle on the left; printer, scanner, shift, staff on the right.

    `asked(place, subject)` comes when somebody follows an item: "sync", "outbox", "inbox", "printing", "shift", or
    "connect" for the log-in.
    """

    cancel_asked = Signal()
    asked = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._theme = context.theme
        self._step: SyncStep | None = None
        self._syncing = False
        theme = context.theme
        self.shop = StatusItem(theme)
        self.connection = StatusLink(theme)
        self.outbox = StatusLink(theme)
        self.attention = StatusLink(theme, last=True)
        self.connection.clicked.connect(self._follow_connection)
        self.outbox.clicked.connect(lambda: self.asked.emit("outbox", ""))
        self.inbox = StatusLink(theme, last=True)
        self.attention.clicked.connect(lambda: self.asked.emit("outbox", ATTENTION))
        self.inbox.clicked.connect(lambda: self.asked.emit("inbox", ""))
        self.printer = StatusLink(theme)
        self.printer.clicked.connect(lambda: self.asked.emit("printing", ""))
        self.scanner = StatusItem(theme)
        self.shift = StatusLink(theme)
        self.shift.clicked.connect(lambda: self.asked.emit("shift", ""))
        self.staff = StatusItem(theme, last=True)
        self._cancel: Button | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Measure.GRID, 1, Measure.GRID, 0)
        row.setSpacing(0)
        for item in (self.shop, self.connection):
            row.addWidget(item)
        for item in (self.outbox, self.attention, self.inbox):
            row.addWidget(item)
        row.addStretch(1)
        for item in (self.printer, self.scanner, self.shift, self.staff):
            row.addWidget(item)
        self._fit()
        theme.changed.connect(self._fit)
        context.status_changed.connect(self.refresh)
        context.zone_changed.connect(self.refresh)
        self.refresh()

    @property
    def items(self) -> tuple[StatusItem | StatusLink, ...]:
        """All items from left to right."""
        left = (self.shop, self.connection, self.outbox, self.attention, self.inbox)
        return (*left, self.printer, self.scanner, self.shift, self.staff)

    @property
    def state(self) -> str:
        """The value of the `ConnectionState` that is told, "" while unknown."""
        status = self._context.status
        return str(status.standing.state) if status is not None and status.standing is not None else ""

    def mark(self, place: str, subject: object = None) -> None:
        """Mark the item whose page is open."""
        self.connection.set_here(place == "sync")
        self.attention.set_here(place == "outbox" and subject == ATTENTION)
        self.inbox.set_here(place == "inbox")
        self.printer.set_here(place == "printing")
        self.shift.set_here(place == "shift")
        self.outbox.set_here(place == "outbox" and subject != ATTENTION)

    def _follow_connection(self) -> None:
        status = self._context.status
        lost = self.state in _LOG_IN or (status is not None and not status.connected)
        self.asked.emit("connect" if lost and not self._syncing else "sync", "")

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
        waiting = status.inbox.waiting if status.inbox is not None else 0
        called = ("attention", "attention", "attention")
        self.inbox.set_look(Look("bell", self.tr("To settle"), formats.number(waiting), *called))
        self.attention.last = not waiting
        self.printer.set_look(self._printer(status))
        self.scanner.set_look(self._device("scanner", self.tr("No scanner"), status.scanner, status.scanner_ready))
        shift = self.tr("No shift")
        if status.shift_since is not None:
            shift = self.tr("Shift since {time}").format(time=formats.time(status.shift_since, self._context.zone))
        self.shift.set_look(Look("clock", shift))
        self.staff.set_look(Look("person", status.staff))
        for item in self.items:
            item.setVisible(item is not self.inbox or waiting > 0)

    def _connection(self, status: DeskStatus) -> Look:
        formats, state = self._context.formats, self.state
        if self._syncing:
            return self._progress()
        if not status.connected:
            return Look("cloud-off", self.tr("Not connected"))
        if state == "uninstalled":
            return self._calling("lock", self.tr("Locked"), status, "refused")
        if state == "token_expired":
            return self._calling("key", self.tr("Log in again"), status)
        if status.offline_since is not None:
            since = self.tr("Offline since {time}").format(time=formats.time(status.offline_since, self._context.zone))
            return Look("cloud-off", self._data_as_of(status), since, value_first=True)
        if status.paused:
            return self._calling("pause", self.tr("Paused"), status)
        if state == "stale":
            return self._calling("cloud-off", self.tr("Data is old"), status)
        return Look("cloud-check", self._data_as_of(status), self.tr("Online"), icon_tone="available", value_first=True)

    def _calling(self, icon: str, value: str, status: DeskStatus, tone: str = "attention") -> Look:
        return Look(icon, self._data_as_of(status), value, tone, "secondary", tone, value_first=True)

    def _data_as_of(self, status: DeskStatus) -> str:
        if status.synced_at is None:
            return self.tr("no data yet")
        formats = self._context.formats
        now = self._context.desk.now() if self._context.desk is not None else None
        moment = formats.moment(status.synced_at, self._context.zone, now=now)
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

    def _printer(self, status: DeskStatus) -> Look:
        """What is known without asking it: when it was last heard, or that a paper of it is in doubt."""
        if not status.printer:
            return Look("printer", self.tr("No printer"))
        if not status.printer_ready:
            return Look("printer", status.printer, self.tr("in doubt"), value_tone="attention")
        if status.printer_seen is None:
            return Look("printer", status.printer, self.tr("not asked yet"))
        if status.printer_trouble:
            from ticketforge_desktop.ui.screens.printing.words import condition_word  # a page that is seldom open

            told = condition_word(status.printer_trouble).word
            return Look("printer", status.printer, told, value_tone="attention")
        now = self._context.desk.now() if self._context.desk is not None else None
        moment = self._context.formats.moment(status.printer_seen, self._context.zone, now=now)
        return Look("printer", status.printer, self.tr("ready {time}").format(time=moment), value_tone="available")

    def _squeeze(self) -> None:
        """Drop quiet words from the least urgent on until everything fits."""
        room = self.width() - 2 * Measure.GRID - (self.cancel.sizeHint().width() if self._syncing else 0)
        shown = [item for item in self.items if not item.isHidden()]
        wide = {item: item.width_of(compact=False) for item in shown}
        compact: set[StatusItem | StatusLink] = set()
        for item in (
            self.scanner,
            self.printer,
            self.shift,
            self.staff,
            self.outbox,
            self.attention,
            self.inbox,
            self.shop,
        ):
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
