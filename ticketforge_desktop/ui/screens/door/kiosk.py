"""The door while it is open: counters on top, the verdict, recent scans at the side, undo in reach."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.door.asking import AskBar, MoreBar
from ticketforge_desktop.ui.screens.door.counts import CountsPanel
from ticketforge_desktop.ui.screens.door.field import VerdictField
from ticketforge_desktop.ui.screens.door.find import FindPanel
from ticketforge_desktop.ui.screens.door.parts import Counter, FillLine, Ground, SignalCounts
from ticketforge_desktop.ui.screens.door.scans import ScanList
from ticketforge_desktop.ui.screens.door.undo import UndoBar
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.badge import Badge
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.text import Text

ACTIONS: Final = (
    Action("door.undo", "Undo this admission", "undo", "", Right.UNDO_ADMISSION, in_palette=False),
    Action("door.direction", "Switch between entry and exit", "swap", "Ctrl+E", Right.CHECK_IN, in_palette=False),
    Action("door.admit", "Admit", "check", "Ctrl+Return", Right.CHECK_IN, in_palette=False),
    Action("door.mute", "Sound on or off", "volume", "Ctrl+M", Right.CHECK_IN, in_palette=False),
    Action("door.leave", "Leave the door", "x", "Esc", Right.CHECK_IN, in_palette=False),
    Action("door.find", "Find a guest", "search", "Ctrl+F", Right.CHECK_IN, in_palette=False),
)
UNDO, DIRECTION, ADMIT, MUTE, LEAVE, FIND = ACTIONS
HEAD: Final = 76
BAR: Final = 80
NARROW_LIST: Final = 240
LONGEST: Final = 16_384  # more than any code: garbage is answered, not cut into something else
_BESIDE: Final = 8
_FOCUS_BACK_MS: Final = 4000


class Kiosk(QWidget):
    """Widgets only: what they show and do is the screen's business.

    Whatever is typed goes into the scan field, wherever the focus is: a scanner types, and it does not look.
    """

    scanned = Signal(str)
    undo_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self.gate = Text(theme, "", Role.FIGURE)
        self.direction = Badge(theme, "", "neutral", icon="door")
        self.title = Text(theme, "", Role.CARD, wrap=True, most=2)
        self.line = Text(theme, "", Role.SMALL, "secondary", wrap=True, most=2)
        self.counters = {key: Counter(theme) for key in ("inside", "admitted", "expected")}
        self.clock = Text(theme, "", Role.FIGURE)
        self.fill = FillLine(theme)
        self.field = VerdictField(theme)
        self.scan = QLineEdit()
        self.scan.setMaxLength(LONGEST)
        self.waiting = Text(theme, "", Role.SMALL, "attention")
        self.recent_title = Text(theme, "", Role.STRONG)
        self.recent_hint = Text(theme, "", Role.SMALL, "secondary", elide=True)
        self.recent = ScanList(context)
        self.today = Text(theme, "", Role.SMALL, "secondary")
        self.signals = SignalCounts(theme)
        self.confidence = Text(theme, "", Role.SMALL, "secondary", wrap=True)
        self.finder = FindPanel(context)
        self.counts = CountsPanel(context)
        self.undo_bar = UndoBar(theme)
        self.ask_bar = AskBar(theme)
        self._make_buttons()
        self._lay_out()
        self._keep_focus()

    def _make_buttons(self) -> None:
        theme, actions = self.context.theme, self.context.actions
        touch = Measure.TOUCH
        self.undo = Button(theme, icon="undo", height=touch, shortcut="⌫")
        self.undo.clicked.connect(self.undo_asked)
        self.switch = Button(theme, icon="exit", height=touch, shortcut=DIRECTION.shortcut)
        self.switch.clicked.connect(lambda: actions.trigger(DIRECTION.name))
        self.find_guest = Button(theme, icon="search", height=touch, shortcut=FIND.shortcut)
        self.find_guest.clicked.connect(lambda: actions.trigger(FIND.name))
        self.admit = Button(theme, icon="check", kind=Kind.PRIMARY, height=touch, shortcut=ADMIT.shortcut)
        self.admit.clicked.connect(lambda: actions.trigger(ADMIT.name))
        self.admit.hide()
        self.force = Button(theme, icon="lock", height=touch)  # what it asks for is the business of `acts`
        self.force.hide()
        self.more = Button(theme, icon="more", height=touch)
        self.more_bar = MoreBar(theme)
        self.seldom = self.more_bar.seldom
        self.more.clicked.connect(lambda: self.bars.setCurrentWidget(self.more_bar))
        self._hints = {
            **dict.fromkeys((self.more, self.force), ""),
            self.undo: "⌫",
            self.switch: DIRECTION.shortcut,
            self.find_guest: FIND.shortcut,
            self.admit: ADMIT.shortcut,
        }
        self.mute = Button(theme, icon="volume", kind=Kind.BARE)
        self.mute.clicked.connect(lambda: actions.trigger(MUTE.name))
        self.leave = Button(theme, icon="x", kind=Kind.BARE)
        self.leave.clicked.connect(lambda: actions.trigger(LEAVE.name))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        self.fronts = QStackedWidget()
        for front in (self.field, self.finder):
            self.fronts.addWidget(front)
        left.addWidget(self.fronts, 1)
        left.addWidget(self._bar())
        self._side = self._recent()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self._side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.fill)
        whole.addLayout(body, 1)

    def _head(self) -> QWidget:
        theme = self.context.theme
        head = self._head_ground = Ground(theme)
        row = QHBoxLayout(head)
        row.setContentsMargins(Measure.MARGIN, 0, Measure.GAP, 0)
        row.setSpacing(Measure.GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.line)
        words.addStretch(1)
        self._where = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for part in (self.gate, self.direction):
            self._where.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._where)
        row.addSpacing(_BESIDE)
        row.addLayout(words, 1)
        for counter in self.counters.values():
            row.addWidget(counter, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(_BESIDE)
        row.addWidget(self.clock)
        row.addWidget(self.mute)
        row.addWidget(self.leave)
        return head

    def _bar(self) -> QWidget:
        theme = self.context.theme
        bar = Ground(theme, "top")
        bar.setFixedHeight(theme.fit(BAR, theme.line(Role.TOUCH), 40))
        usual = QWidget()
        row = QHBoxLayout(usual)
        row.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        row.setSpacing(Measure.KEY_GAP)
        for button in (self.admit, self.undo, self.force, self.switch, self.find_guest, self.more):
            row.addWidget(button)
        self.confidence.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.confidence, 1)
        self.bars = QStackedWidget(bar)
        self.bars.addWidget(usual)
        for asking in (self.undo_bar, self.ask_bar, self.more_bar):
            self.bars.addWidget(asking)
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 1, 0, 0)
        column.addWidget(self.bars)
        return bar

    def _recent(self) -> QWidget:
        side = Ground(self.context.theme, "left")
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(4)
        top.addWidget(self.scan)
        top.addWidget(self.waiting)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.addWidget(self.recent_title)
        head.addWidget(self.recent_hint, 1)
        self.recent_hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(6)
        foot.addWidget(self.today)
        foot.addWidget(self.signals)
        self.side_top = top  # room for what the camera sees
        column.addLayout(top)
        column.addLayout(head)
        self.side_pages = QStackedWidget()
        self.side_pages.addWidget(self.recent)
        self.side_pages.addWidget(self.counts)
        column.addWidget(self.side_pages, 1)
        column.addLayout(foot)
        return side

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Where there is little room the list is narrow, and buttons keep their icon and lose their word."""
        narrow = self.width() < 1120 * self.context.theme.scale
        self._side.setFixedWidth(NARROW_LIST if narrow else Measure.DOOR_LIST)
        self.recent_hint.setVisible(not narrow)
        self._fit_head(narrow=narrow)
        room = self.width() - self._side.width() - 2 * Measure.MARGIN
        usual = (self.admit, self.undo, self.force, self.switch, self.find_guest, self.more)
        buttons = [button for button in usual if not button.isHidden()]
        for button in buttons:
            button.setText(button.accessibleName())
            button.setToolTip("")
            button.set_shortcut_hint(self._hints[button])
        # What can't be done now gives its word first; the first that can be done keeps it.
        shut = [button for button in reversed(buttons) if not button.isEnabled()]
        for button in [*shut, *[one for one in reversed(buttons) if one.isEnabled()][:-1]]:
            if sum(b.sizeHint().width() + Measure.KEY_GAP for b in buttons) + 120 <= room:
                break
            _icon_only(button)

    def _fit_head(self, *, narrow: bool) -> None:
        """The direction goes below the gate where room is short; the head is as high as the words of the event."""
        theme = self.context.theme
        way = QBoxLayout.Direction
        self._where.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._where.setSpacing(2 if narrow else Measure.GAP)
        self.title.set_role(Role.STRONG if narrow else Role.CARD)
        beside = [*self.counters.values(), self.clock, self.mute, self.leave]
        others = self._where.sizeHint().width() + sum(part.sizeHint().width() for part in beside)
        gaps = Measure.MARGIN + Measure.GAP + (1 + len(self.counters)) * _BESIDE + (1 + len(beside)) * Measure.GAP
        room = max(1, self.width() - others - gaps)
        words = self.title.heightForWidth(room) + self.line.heightForWidth(room)
        figures = theme.line(Role.FIGURE) + theme.line(Role.SMALL)
        self._head_ground.setFixedHeight(max(HEAD, words + 12, figures + 12, self._where.sizeHint().height() + 8))

    # Keys

    def _keep_focus(self) -> None:
        self.scan.returnPressed.connect(self._scanned)
        self.scan.installEventFilter(self)
        usual = (self.undo, self.switch, self.find_guest, self.admit, self.force, self.more, self.mute, self.leave)
        for widget in (
            *usual,
            self.recent,
            *self.seldom.values(),
            *self.ask_bar.answers,
            self.ask_bar.keep,
            self.more_bar.keep,
        ):
            widget.installEventFilter(self)
        for button in (self.undo, self.switch, self.admit, self.mute, self.more):
            button.clicked.connect(self.take_focus)
        self._back = QTimer(self, singleShot=True, interval=_FOCUS_BACK_MS)
        self._back.timeout.connect(self._return_focus)

    def take_focus(self) -> None:
        """The scan field has the keyboard, unless a guest is being looked for or a PIN is asked."""
        if self.fronts.currentWidget() is not self.field:
            return
        self.scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _return_focus(self) -> None:
        """Back from wherever it went in here; a dialog or the palette keeps it."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (
            focus is None or (self.isAncestorOf(focus) and focus not in (self.undo_bar.other, self.ask_bar.other))
        ):
            self.take_focus()

    def _scanned(self) -> None:
        text = self.scan.text()
        self.scan.clear()
        if text.strip():
            self.scanned.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched is not self.scan:
            self._back.start()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.scan:
                return self._scan_key(event)
            if event.text().isprintable() and event.text().strip():
                self.take_focus()
                self.scan.insert(event.text())
                return True
        return super().eventFilter(watched, event)

    def _scan_key(self, event: QKeyEvent) -> bool:
        """Backspace in the empty field undoes: scanners do not send it, hands find it."""
        if event.key() == Qt.Key.Key_Backspace and not self.scan.text() and self.undo.isEnabled():
            self.undo_asked.emit()
            return True
        return False

    # Words

    def show_finder(self, event_ids: tuple[str, ...], zone: str) -> None:
        """Look for a guest in the place of the verdict."""
        self.fronts.setCurrentWidget(self.finder)
        self.finder.open(event_ids, zone)

    def add_front(self, front: QWidget) -> None:
        """Something else that may be shown in the place of the verdict."""
        self.fronts.addWidget(front)

    def show_front(self, front: QWidget) -> None:
        """Show it; the next scan or `show_field` takes it away."""
        self.fronts.setCurrentWidget(front)

    def name_leave(self, *, held: bool) -> None:
        """The way out, and whether it asks for the PIN."""
        self.leave.set_icon("lock" if held else "x")
        words = self.tr("Leave the kiosk with its PIN") if held else self.tr("Leave the door")
        self.leave.setAccessibleName(words)
        self.leave.setToolTip(f"{words} (Esc)")

    def show_field(self) -> None:
        """Back to the verdicts; the scan field has the keyboard."""
        self.fronts.setCurrentWidget(self.field)
        self.take_focus()

    def switch_counts(self) -> None:
        """Counters by category and gate in the place of the recent scans, and back."""
        self.side_pages.setCurrentIndex(1 - self.side_pages.currentIndex())
        self.name_side()

    def name_side(self) -> None:
        """What the side shows."""
        counts = self.side_pages.currentWidget() is self.counts
        self.recent_title.setText(self.tr("Counters") if counts else self.tr("Recent scans"))
        self.recent_hint.setText("" if counts else self.tr("choose one to undo it"))

    def show_clock(self, now: datetime, zone: str) -> None:
        """The time at the venue."""
        self.clock.setText(self.context.formats.time(now, zone))

    def retranslate(self) -> None:
        """Words that do not depend on what is shown."""
        names = {"inside": self.tr("Inside"), "admitted": self.tr("Admitted"), "expected": self.tr("Expected")}
        for key, counter in self.counters.items():
            counter.name.setText(names[key])
        self.scan.setPlaceholderText(self.tr("Scan or number", "hint in the narrow field of the door"))
        self.scan.setAccessibleName(self.tr("Scan or type a number"))
        self.name_side()
        self.recent.setAccessibleName(self.tr("Recent scans"))
        self.find_guest.setAccessibleName(self.tr("Find a guest"))
        self.admit.setAccessibleName(self.tr("Admit"))
        self.force.setAccessibleName(self.tr("Let in anyway …"))
        self.name_leave(held=self.context.holds)
        self.clock.setAccessibleName(self.tr("Time at the venue"))
        self.field.set_idle(
            self.tr("Ready to scan"),
            self.tr("Hold a ticket under the scanner, or type the number below its code and press Return."),
        )
        self.more.setAccessibleName(self.tr("More"))
        self.more_bar.retranslate()
        self.counts.retranslate()
        self.finder.retranslate()
        self.ask_bar.retranslate()
        self.undo_bar.retranslate()
        self.fit()


def _icon_only(button: Button) -> None:
    name = button.accessibleName()
    button.setText("")
    button.set_shortcut_hint("")
    button.setAccessibleName(name)
    button.setToolTip(name)
