"""Told outside the window: stock that ran out or nearly, and acts that need a person. A click leads there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.settings import NOTIFY

if TYPE_CHECKING:
    from ticketforge_desktop.services.inbox import InboxEntry, InboxStanding
    from ticketforge_desktop.services.stock_alerts import RaisedAlert
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.desk import DeskStatus

_LOUD: Final = frozenset({StockLevel.SOLD_OUT, StockLevel.CRITICAL})
_NAMED: Final = 3  # categories named in one message; of more, the number is told


class Message(NamedTuple):
    """What is told, and where a click leads: a place and what to show there."""

    tone: str
    title: str
    text: str
    place: str
    subject: object = None


Tell = Callable[[Message, Callable[[], object]], object]  # a message, and what following it does


class Tray(QObject):
    """Speaks through the system's tray where there is one, through the window's toasts where there is none.

    It keeps still while the door fills the screen: a verdict is never covered, and what was missed is told by the
    dashboard and the status bar anyway.
    """

    def __init__(self, context: Context, window: QWidget, toast: Tell) -> None:
        super().__init__(context)
        self._context = context
        self._window = window
        self._toast = toast
        self._kiosk = False
        self._attention: int | None = None  # acts that needed a person when it was last looked
        self._inbox: InboxStanding | None = None  # what a manager must look at, when it was last looked
        self._last: Message | None = None
        self._icon: QSystemTrayIcon | None = None
        context.kiosk.connect(self._set_kiosk)
        context.desk_opened.connect(self._other_profile)
        context.status_changed.connect(self._status_changed)

    def begin(self) -> None:
        """A profile was opened: what needs a person there already stands in the status bar and is no news."""
        status = self._context.status
        self._attention = None if status is None else status.attention
        self._inbox = None if status is None else status.inbox

    def show_alerts(self, alerts: Sequence[RaisedAlert]) -> None:
        """Tell what became critical or sold out; all of one sync in one message."""
        loud = [alert for alert in alerts if alert.level in _LOUD]
        if not loud:
            return
        worst = StockLevel.SOLD_OUT if any(a.level is StockLevel.SOLD_OUT for a in loud) else StockLevel.CRITICAL
        tone = "refused" if worst is StockLevel.SOLD_OUT else "attention"
        if len(loud) == 1:
            self.tell(self._one(loud[0], tone))
            return
        title = self.tr("%n categories are critical or sold out", "", len(loud))
        named = [f"{alert.event_title} · {alert.category}" for alert in loud[:_NAMED]]
        if len(loud) > _NAMED:
            named.append(self.tr("%n more …", "", len(loud) - _NAMED))
        events = {alert.event_id for alert in loud}
        place, subject = ("events", next(iter(events))) if len(events) == 1 else ("dashboard", None)
        self.tell(Message(tone, title, "\n".join(named), place, subject))

    def _one(self, alert: RaisedAlert, tone: str) -> Message:
        if alert.level is StockLevel.SOLD_OUT:
            title = self.tr("Sold out: {category}")
            text = alert.event_title
        else:
            title = self.tr("Nearly sold out: {category}")
            left = self.tr("%n left", "", max(0, alert.available))
            text = f"{alert.event_title} · {left}"
        return Message(tone, title.format(category=alert.category), text, "events", alert.event_id)

    def tell(self, message: Message) -> None:
        """Tell it, unless that is switched off or the door fills the screen."""
        if self._kiosk or not self._context.settings.switch(NOTIFY):
            return
        icon = self._tray()
        if icon is None:
            self._toast(message, lambda: self.follow(message))
            return
        self._last = message
        kind = QSystemTrayIcon.MessageIcon
        icon.show()
        icon.showMessage(message.title, message.text, kind.Critical if message.tone == "refused" else kind.Warning)

    def follow(self, message: Message | None = None) -> None:
        """Go where the message leads, with the window in front."""
        message = message or self._last
        if message is None:
            return
        self._last = None
        if self._context.holds:
            return  # nothing but the door can be reached
        if self._window.isMinimized() or not self._window.isVisible():
            self._window.showNormal()
        if not self._window.isActiveWindow():
            self._window.raise_()
            self._window.activateWindow()
        self._context.go.emit(message.place, message.subject)

    def close(self) -> None:
        """The window goes."""
        if self._icon is not None:
            self._icon.hide()

    def _tray(self) -> QSystemTrayIcon | None:
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            theme = self._context.theme
            self._icon = QSystemTrayIcon(QIcon(theme.pixmap("logo", 24, "accent_text")), self)
            self._icon.setToolTip("TicketForge Desktop")
            self._icon.messageClicked.connect(self.follow)
            self._icon.activated.connect(lambda _reason: self.follow())
        return self._icon

    def _other_profile(self, _desk: object) -> None:
        self._attention = None
        self._inbox = None

    def _set_kiosk(self, kiosk: bool) -> None:
        self._kiosk = kiosk

    def _status_changed(self, status: DeskStatus) -> None:
        self._look_into_inbox(status.inbox)
        before, self._attention = self._attention, status.attention
        if before is None or status.attention <= before:
            return
        title = self.tr("%n act(s) need attention", "", status.attention)
        text = self.tr("The store refused what was done here. Everything else goes on.")
        self.tell(Message("attention", title, text, "outbox", "attention"))

    def _look_into_inbox(self, now: InboxStanding | None) -> None:
        """Fetch what came since the last look; what is settled meanwhile hides nothing new."""
        before, self._inbox, desk = self._inbox, now, self._context.desk
        if before is None or now is None or desk is None:
            return
        if now.newest_conflict <= before.newest_conflict and now.newest_flag <= before.newest_flag:
            return
        self._context.runner.submit(
            desk.inbox.open,
            lambda entries: self._tell_new([entry for entry in entries if _is_new(entry, before)]),
            self._context.trouble.emit,
            owner=self,
        )

    def _tell_new(self, entries: Sequence[InboxEntry]) -> None:
        from ticketforge_desktop.ui.screens.inbox import words

        if len(entries) == 1:
            entry = entries[0]
            text = words.happened(entry, self._context)
            self.tell(Message("attention", words.title_of(entry), text, "inbox", entry.key))
        elif entries:
            title = self.tr("%n matters to settle", "", len(entries))
            named = [words.title_of(entry) for entry in entries[:_NAMED]]
            if len(entries) > _NAMED:
                named.append(self.tr("%n more …", "", len(entries) - _NAMED))
            self.tell(Message("attention", title, "\n".join(named), "inbox"))


def _is_new(entry: InboxEntry, before: InboxStanding) -> bool:
    """Whether it was raised after that look."""
    if entry.source == "conflict":
        return int(entry.id) > before.newest_conflict
    return not before.newest_flag or entry.raised_at > datetime.fromisoformat(before.newest_flag)
