"""The cards of the sync page that say more than a table does."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ticketforge_desktop.services.sync_views import ReceiverState, SyncOverview
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import SyncStep
from ticketforge_desktop.ui.screens.facts import FactList
from ticketforge_desktop.ui.screens.sync.words import CONNECT, Told, notice_text
from ticketforge_desktop.ui.status_bar import feed_word
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets import paint
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import CheckBox
from ticketforge_desktop.ui.widgets.text import Icon, Text


class ProgressLine(QWidget):
    """A line that fills; decoration, the count stands beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fraction = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_fraction(self, fraction: float) -> None:
        """0 … 1."""
        self.fraction = max(0.0, min(1.0, fraction))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRect(0, 0, self.width(), 8)
        paint.box(painter, self._theme, whole, fill="border", radius=4)
        if self.fraction > 0:
            done = QRect(0, 0, max(8, int(self.width() * self.fraction)), 8)
            paint.box(painter, self._theme, done, fill="accent", radius=4)
        painter.end()


class StateCard(Card):
    """The state in words, the one thing to do next, and how far a run under way is."""

    cancelled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        theme = context.theme
        self.icon = Icon(theme, "cloud-check", 24, "available")
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.text = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self._buttons: dict[str, Button] = {}
        self._action = ""
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._row = QHBoxLayout()
        self._row.setSpacing(Measure.GAP)
        self._row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self.body.setContentsMargins(*[Measure.CARD_PADDING - 1] * 4)
        self.body.addLayout(self._row)
        self.progress = QWidget()
        self.step = Text(theme, "", Role.BODY, wrap=True)
        self.line = ProgressLine(theme)
        self.cancel = Button(theme, icon="x")
        self.cancel.clicked.connect(self.cancelled)
        under_way = QHBoxLayout(self.progress)
        under_way.setContentsMargins(24 + Measure.GAP, 0, 0, 0)
        under_way.setSpacing(Measure.GAP)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addWidget(self.step)
        told.addWidget(self.line)
        under_way.addLayout(told, 1)
        under_way.addWidget(self.cancel)
        self.body.addWidget(self.progress)
        self.progress.hide()

    @property
    def action(self) -> str:
        """The action that mends the state, "" for none."""
        return self._action

    def show_state(self, told: Told) -> None:
        """Another state."""
        self.icon.set_icon(told.icon, told.tone)
        self.title.setText(told.title)
        self.text.setText(told.next_step)
        self.setAccessibleName(told.title)
        self.setAccessibleDescription(told.next_step)
        self._action = told.action
        # The head of the page has its own buttons for the rest: no view offers one thing twice.
        if told.action == CONNECT and told.action not in self._buttons:
            button = Button.of(self._theme, self._context.actions, told.action)
            self._buttons[told.action] = button
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        for name, button in self._buttons.items():
            button.setVisible(name == told.action)

    def show_run(self, step: SyncStep | None, *, running: bool) -> None:
        """How far a run is; the whole line goes when it ends."""
        self.progress.setVisible(running)
        if not running:
            return
        number = self._context.formats.number
        if step is None or not step.phase or step.phase == "connecting":
            self.step.setText(self.tr("Asking the store …"))
        elif step.total > 0:
            words = self.tr("{what}: {done} of {total}")
            self.step.setText(words.format(what=feed_word(step.feed), done=number(step.done), total=number(step.total)))
        else:
            self.step.setText(f"{feed_word(step.feed)}: {number(step.done)}" if step.done else feed_word(step.feed))
        self.line.show_fraction(step.done / step.total if step is not None and step.total > 0 else 0.0)

    def retranslate(self) -> None:
        """Words of its own."""
        self.cancel.setText(self.tr("Stop"))
        self.cancel.setAccessibleName(self.tr("Stop the sync"))


class Question(Card):
    """Asks before something big: what follows, and two ways on. `agreed` comes when a person wants it."""

    agreed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, chosen=True, parent=parent)
        self.title = Text(theme, "", Role.CARD, wrap=True)
        self.text = Text(theme, "", Role.BODY, wrap=True)
        self.yes = Button(theme, icon="download", kind=Kind.DANGER)
        self.no = Button(theme)
        row = QHBoxLayout()
        row.setSpacing(Measure.KEY_GAP)
        row.addStretch(1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.body.addLayout(row)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.hide)
        self.hide()

    def ask(self) -> None:
        """Show the question; the harmless answer has the focus."""
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()


class BudgetCard(Card):
    """What the store lets us ask, and what we took of it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self.add_head("")
        self.line = ProgressLine(context.theme)
        self.facts = FactList(context.theme)
        self.body.addWidget(self.line)
        self.body.addWidget(self.facts)

    def show_overview(self, shown: SyncOverview) -> None:
        """The bucket, and the last hour."""
        formats = self._context.formats
        facts = [
            (self.tr("Requests, last hour"), formats.number(shown.hour.requests)),
            (self.tr("Points, last hour"), formats.number(shown.hour.cost)),
        ]
        budget = shown.budget
        self.line.setVisible(budget is not None)
        if budget is not None:
            self.line.show_fraction(budget.available / budget.capacity if budget.capacity else 0.0)
            words = self.tr("{free} of {whole} points")
            free, whole = formats.number(int(budget.available)), formats.number(int(budget.capacity))
            facts.insert(0, (self.tr("Free now"), words.format(free=free, whole=whole)))
            facts.append((self.tr("Share of what is given"), formats.percent(budget.used_share, 1)))
        self.facts.show_facts(facts)
        if self.head is not None:
            self.head.title.setText(self.tr("The store's budget"))
            self.setAccessibleName(self.tr("The store's budget"))


class ChecksCard(Card):
    """The two big checks: when they were last done, and doing them now."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self.add_head("")
        self.facts = FactList(context.theme)
        self.drift = Button.of(context.theme, context.actions, "sync.drift")
        self.sweep = Button.of(context.theme, context.actions, "sync.sweep")
        self.full = Button.of(context.theme, context.actions, "sync.full")
        self.body.addWidget(self.facts)
        for button in (self.drift, self.sweep, self.full):
            self.body.addWidget(button)

    def show_overview(self, shown: SyncOverview) -> None:
        """When each was last done."""
        self.facts.show_facts(
            [
                (self.tr("Differences, daily"), self._when(shown.drift_at)),
                (self.tr("Deleted things, nightly"), self._when(shown.sweep_at)),
            ]
        )
        if self.head is not None:
            self.head.title.setText(self.tr("Checks"))
            self.setAccessibleName(self.tr("Checks"))

    def _when(self, at: datetime | None) -> str:
        if at is None:
            return self.tr("not yet")
        desk = self._context.desk
        return self._context.formats.moment(at, now=desk.now() if desk is not None else None)


class ReceiverCard(Card):
    """The webhook receiver: a switch and its state. `switched(on)` comes when a person turns it."""

    switched = Signal(bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self.add_head("")
        self.switch = CheckBox(context.theme)
        self.note = Text(context.theme, "", Role.SMALL, "secondary", wrap=True)
        self.facts = FactList(context.theme)
        for widget in (self.switch, self.note, self.facts):
            self.body.addWidget(widget)
        self.switch.clicked.connect(self.switched)

    def show_receiver(self, state: ReceiverState | None) -> None:
        """Its state; a desk without a receiver hides the card."""
        self.setVisible(state is not None)
        if state is None:
            return
        self.switch.setText(self.tr("Receive webhooks"))
        self.switch.setAccessibleName(self.tr("Receive webhooks"))
        self.switch.setChecked(state.serving)
        self.note.setText(
            self.tr("The store tells changes at once, through a tunnel of yours. Fetching goes on beside it.")
        )
        self.facts.setVisible(state.serving or bool(state.error))
        facts = []
        if state.error:
            facts.append((self.tr("Not receiving"), state.error))
        if state.serving:
            number = self._context.formats.number
            facts += [
                (self.tr("Address"), state.address),
                (self.tr("Received"), number(state.received)),
                (self.tr("Refused"), number(state.refused)),
            ]
            if state.last_at is not None:
                facts.append((self.tr("Last one"), self._context.formats.time(state.last_at)))
        self.facts.show_facts(facts)
        if self.head is not None:
            self.head.title.setText(self.tr("Webhooks"))
            self.setAccessibleName(self.tr("Webhooks"))


class NoticeCard(Card):
    """What this store does not show, and why; hidden where there is nothing to say."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self.add_head("")
        self.texts: list[Text] = []

    def show_overview(self, shown: SyncOverview) -> None:
        """All notices, one below the other."""
        self.setVisible(bool(shown.notices))
        while len(self.texts) < len(shown.notices):
            text = Text(self._context.theme, "", Role.BODY, wrap=True)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Icon(self._context.theme, "info", 20, "attention"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            self.body.addLayout(row)
            self.texts.append(text)
        for at, text in enumerate(self.texts):
            text.setText(notice_text(shown.notices[at], shown.missing_scopes) if at < len(shown.notices) else "")
        if self.head is not None:
            self.head.title.setText(self.tr("What this store does not show"))
            self.setAccessibleName(self.tr("What this store does not show"))
