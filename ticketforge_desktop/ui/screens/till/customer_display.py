"""What the buyer sees on a second screen: the basket, what it comes to, what was given and what goes back.

Nothing of the staff stands on it, nothing of other buyers, and no name: whoever waits behind reads along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.till_settings import TILL_DISPLAY
from ticketforge_desktop.ui.screens.till.hand import Step
from ticketforge_desktop.ui.screens.till.payment import Figure
from ticketforge_desktop.ui.screens.words import seat_text
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.card import Rule
from ticketforge_desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from ticketforge_desktop.domain.basket import BasketLine, Totals
    from ticketforge_desktop.domain.tenders import Settlement
    from ticketforge_desktop.services.ports.till import Sale
    from ticketforge_desktop.ui.context import Context
    from ticketforge_desktop.ui.screens.till.counter import Counter

MOST_LINES: Final = 6
THANKS_MS: Final = 30_000  # how long the change stands, unless the next sale begins
_EDGE: Final = 48


class Row(QWidget):
    """Words on the left, an amount on the right."""

    def __init__(self, theme: Theme, words: Role, amount: Role, tone: str = "text") -> None:
        super().__init__()
        self.words = Text(theme, "", words, tone, wrap=True)
        self.amount = Figure(theme, amount)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.MARGIN)
        row.addWidget(self.words, 3)
        row.addWidget(self.amount, 2)

    def show_row(self, words: str, amount: str) -> None:
        """Say it; without words there is no row."""
        self.words.setText(words)
        self.amount.setText(amount)
        self.setVisible(bool(words))


class CustomerDisplay(QWidget):
    """Follows a counter."""

    def __init__(self, context: Context, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.counter = context, counter
        self._theme = theme = context.theme
        self._last: Sale | None = None
        self._timer = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._timer.timeout.connect(self.forget)
        self.title = Text(theme, "", Role.FIGURE, wrap=True, most=2)
        self.place = Text(theme, "", Role.SCREEN, "secondary", wrap=True, most=2)
        self.more = Text(theme, "", Role.SCREEN, "secondary", wrap=True)
        self.lines = [Row(theme, Role.SCREEN, Role.FIGURE) for _ in range(MOST_LINES)]
        self.extras = [Row(theme, Role.SCREEN, Role.SCREEN, "secondary") for _ in range(2)]
        self.rule = Rule(theme)
        self.total = Row(theme, Role.FIGURE, Role.CHANGE)
        self.given = Row(theme, Role.SCREEN, Role.FIGURE, "secondary")
        self.back = Row(theme, Role.FIGURE, Role.CHANGE)
        self._build()
        counter.changed.connect(self.refresh)
        counter.sold.connect(self._sold)
        context.status_changed.connect(self._status)
        theme.changed.connect(self.update)
        self.refresh()

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(Measure.GAP)
        column.addStretch(0)
        column.addWidget(self.title)
        column.addWidget(self.place)
        column.addSpacing(Measure.MARGIN)
        column.addWidget(self.more)
        for row in (*self.lines, *self.extras):
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.rule)
        for row in (self.total, self.given, self.back):
            column.addWidget(row)

    # What happens

    def _sold(self, sale: Sale) -> None:
        self._last = sale
        self._timer.start()
        self.refresh()

    def forget(self) -> None:
        """The last buyer is gone."""
        self._last = None
        self.refresh()

    def _status(self, _status: object) -> None:
        self.refresh()

    # What is shown

    def refresh(self) -> None:
        """As the counter has it now."""
        hand = self.counter.hand
        sold = self._last.sale_id if self._last is not None else ""
        if hand is not None and hand.basket.lines and hand.sale_id != sold:
            self._last = None
            self._timer.stop()
            found, settlement = self.counter.due()
            self._show_basket(found, settlement)
        elif self._last is not None:
            self._show_thanks(self._last)
        else:
            self._show_idle()
        self.setAccessibleName(self.tr("Customer display"))
        self.setWindowTitle(self.tr("Customer display"))

    def _show_idle(self) -> None:
        status = self.context.status
        self._stand_alone(alone=True)
        self.title.setText(status.shop if status is not None else "")
        self._show_place(self.tr("Welcome"))
        self._show_lines((), [])
        self._show_sums(("", 0), ("", 0), ("", 0))

    def _show_thanks(self, sale: Sale) -> None:
        given = sum(payment.given_minor for payment in sale.payments)
        change = sale.change_minor
        self._stand_alone(alone=True)
        self.title.setText(self.tr("Thank you"))
        self._show_place("")
        self._show_lines((), [])
        self._show_sums(
            (self.tr("Total"), sale.total.minor + sale.rounding_minor),
            (self.tr("Given") if change else "", given),
            (self.tr("Change") if change else "", change),
        )

    def _show_basket(self, found: Totals, settlement: Settlement | None) -> None:
        hand = self.counter.hand
        assert hand is not None
        event, formats = hand.event, self.context.formats
        self._stand_alone(alone=False)
        self.title.setText(event.title if event is not None else "")
        place = ""
        if event is not None and event.starts_at is not None:
            place = " · ".join(filter(None, (formats.moment(event.starts_at, event.zone), event.venue)))
        self._show_place(place)
        plain = found.full_minor - found.discount_minor
        extras = [(self.tr("Discount"), -found.discount_minor), (self.tr("plus VAT"), found.total_minor - plain)]
        self._show_lines(hand.basket.lines, [one for one in extras if one[1]])
        total, given, back = found.total_minor, ("", 0), ("", 0)
        if settlement is not None:
            total += settlement.rounding_minor
        if settlement is not None and hand.step is Step.PAYMENT:
            taken = sum(payment.given_minor for payment in settlement.payments)
            if hand.paid or hand.given_minor() is not None:
                given = (self.tr("Given"), taken)
            if settlement.left_minor:
                back = (self.tr("Still to pay"), settlement.left_minor) if given[0] else back
            elif settlement.change_minor:
                back = (self.tr("Change"), settlement.change_minor)
        self._show_sums((self.tr("Total"), total), given, back)

    def _stand_alone(self, *, alone: bool) -> None:
        """Without a basket the words stand large and in the middle."""
        side = Qt.AlignmentFlag.AlignHCenter if alone else Qt.AlignmentFlag.AlignLeft
        self._column.setStretch(0, 1 if alone else 0)
        self.title.set_role(Role.TOTAL if alone else Role.FIGURE)
        for text in (self.title, self.place):
            text.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _show_place(self, text: str) -> None:
        self.place.setText(text)
        self.place.setVisible(bool(text))
        self.title.setVisible(bool(self.title.text()))

    def _show_lines(self, lines: Sequence[BasketLine], extras: list[tuple[str, int]]) -> None:
        hidden = max(0, len(lines) - MOST_LINES)
        self.more.setText(self.tr("%n line(s) before these", "", hidden) if hidden else "")
        self.more.setVisible(bool(hidden))
        shown = list(lines[hidden:])
        for at, row in enumerate(self.lines):
            if at < len(shown):
                row.show_row(self._words(shown[at]), self._money(shown[at].full_minor - shown[at].discount_minor))
            else:
                row.show_row("", "")
        for at, row in enumerate(self.extras):
            row.show_row(*((extras[at][0], self._money(extras[at][1])) if at < len(extras) else ("", "")))

    def _words(self, line: BasketLine) -> str:
        title = line.title.rpartition(" · ")[2] or line.title
        return " · ".join(filter(None, (f"{line.quantity} × {title}", ", ".join(map(seat_text, line.seats)))))

    def _show_sums(self, *sums: tuple[str, int]) -> None:
        for row, (words, minor) in zip((self.total, self.given, self.back), sums, strict=True):
            row.show_row(words, self._money(minor) if words else "")
        self.rule.setVisible(bool(sums[0][0]))

    def _money(self, minor: int) -> str:
        hand = self.counter.hand
        return self.context.formats.money(Money(minor, hand.basket.currency)) if hand is not None else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)


def beside(screens: Iterable[QRect], own: QRect) -> int | None:
    """The place of the first screen that is not the window's own, nor a mirror of it: that would cover the till."""
    return next((at for at, one in enumerate(screens) if not one.intersects(own)), None)


class DisplayKeeper(QObject):
    """Shows the display while the setting wants it and there is a second screen; takes it away else.

    Args:
        till: the screen that sells; the display goes beside the window it is in.
        screens: the computer's.
    """

    def __init__(
        self,
        context: Context,
        counter: Counter,
        till: QWidget,
        screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(till)
        self._context, self._counter, self._till, self._screens = context, counter, till, screens
        self.display: CustomerDisplay | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self.settle)
            app.screenRemoved.connect(self.settle)
        context.settings_changed.connect(self.settle)
        context.desk_opened.connect(self.settle)
        context.closing.connect(self.take_away)

    def settle(self, _what: object = None) -> None:
        """Show it, or take it away, as it is wanted now."""
        wanted = self._context.desk is not None and self._context.settings.switch(TILL_DISPLAY)
        screens = list(self._screens()) if wanted else []
        at = beside([one.geometry() for one in screens], self._till.window().screen().geometry())
        if at is None:
            self.take_away()
            return
        if self.display is None:
            self.display = made(self._context, self._counter)
        self.display.setGeometry(screens[at].geometry())
        self.display.show()

    def take_away(self, _what: object = None) -> None:
        """No display any more."""
        display, self.display = self.display, None
        if display is not None:
            display.close()
            display.deleteLater()


def made(context: Context, counter: Counter) -> CustomerDisplay:
    """A display that is a window of its own: without a frame, and never in the way of keys and scanners."""
    display = CustomerDisplay(context, counter)
    kind = Qt.WindowType
    display.setWindowFlags(kind.Window | kind.FramelessWindowHint | kind.WindowDoesNotAcceptFocus)
    display.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    display.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the program ends with its own window
    return display
