"""The editor of a map: the hall to draw in, the tools beside it, and what is wrong with it below."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.seating.checks import Fault
from ticketforge_desktop.domain.seating.places import SeatKind, Stage
from ticketforge_desktop.ui.screens.seats.drafting import Drafting
from ticketforge_desktop.ui.screens.seats.faults import fault_words
from ticketforge_desktop.ui.screens.seats.pencil import Pencil, Tool
from ticketforge_desktop.ui.screens.seats.rules_form import AreaForm, RulesForm
from ticketforge_desktop.ui.screens.seats.words import kind_word
from ticketforge_desktop.ui.theme import Measure, Role, Theme
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.screen import ScrollArea
from ticketforge_desktop.ui.widgets.text import Text

_WIDTH: Final = 320
_TURN: Final = 5.0
_SHOWN: Final = 4  # faults that are listed


class Editor(QWidget):
    """Draws in a `Drafting`. `refused(error)` when what was asked for can't be done."""

    refused = Signal(object)

    def __init__(self, theme: Theme, drafting: Drafting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.drafting = theme, drafting
        self.pencil = Pencil(theme, drafting)
        self.tools = Segmented(theme, "", [(str(tool), "") for tool in Tool])
        self.hint = Text(theme, role=Role.SMALL, tone="secondary", wrap=True)
        self.rules, self.area = RulesForm(theme), AreaForm(theme)
        self.chosen = ChosenForm(theme, drafting, self.rules)
        self.faults = Text(theme, role=Role.SMALL, tone="secondary", wrap=True, most=_SHOWN + 1)
        self._lay_out()
        self.tools.chosen.connect(lambda key: self.take(Tool(key)))
        self.pencil.lined.connect(self._draw_rows)
        self.pencil.boxed.connect(self._draw_box)
        self.pencil.put_down.connect(lambda: self.take(Tool.CHOOSE))
        self.pencil.tip = lambda seat: " · ".join(filter(None, (seat.seat_id, seat.category, kind_word(seat.kind))))
        drafting.changed.connect(self._show_faults)
        drafting.selected.connect(self._show_tools)
        self.chosen.refused.connect(self.refused)
        theme.changed.connect(self._fit)
        self.retranslate()
        self.take(Tool.CHOOSE)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.pencil, 1)
        below = QVBoxLayout()
        below.setContentsMargins(Measure.MARGIN, 8, Measure.MARGIN, 8)
        below.addWidget(self.faults)
        left.addLayout(below)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.GAP, Measure.GAP, Measure.GAP, Measure.GAP)
        column.setSpacing(12)
        for part in (self.hint, self.chosen, self.rules, self.area):
            column.addWidget(part)
        column.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        tools = QHBoxLayout()
        tools.setContentsMargins(Measure.GAP, 8, Measure.GAP, 0)
        tools.addWidget(self.tools)
        tools.addStretch(1)
        right.addLayout(tools)
        self.panel = ScrollArea(content)
        right.addWidget(self.panel, 1)
        self._side, self._content = QWidget(), content
        self._side.setLayout(right)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self._side)

    def _fit(self) -> None:
        """As wide as the widest form: it scrolls downwards only."""
        wide = max(form.minimumSizeHint().width() for form in (self.rules, self.area, self.chosen)) + 16
        tools = sum(tool.sizeHint().width() for tool in self.tools.findChildren(QAbstractButton)) + 8
        self.tools.setMinimumWidth(tools)
        self._side.setFixedWidth(max(_WIDTH, wide + 2 * Measure.GAP, tools + 2 * Measure.GAP))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.pencil.setAccessibleName(self.tr("Seat map to draw in"))
        self.pencil.frame.stage_word = self.tr("Stage")
        words = {
            Tool.CHOOSE: self.tr("Choose"),
            Tool.ROWS: self.tr("Rows"),
            Tool.STAGE: self.tr("Stage"),
            Tool.AREA: self.tr("Standing"),
        }
        self.tools.set_words(self.tr("Tool"), [(str(tool), word) for tool, word in words.items()])
        for form in (self.rules, self.area, self.chosen):
            form.retranslate()
        self._show_tools()
        self._show_faults()
        self._fit()

    def take(self, tool: Tool) -> None:
        """Another tool in hand."""
        self.tools.choose(str(tool))
        self.pencil.take(tool)
        self._show_tools()

    def _show_tools(self) -> None:
        tool, chosen = self.pencil.tool, bool(self.drafting.selection)
        self.rules.setVisible(tool is Tool.ROWS or (tool is Tool.CHOOSE and chosen))
        self.area.setVisible(tool is Tool.AREA)
        self.chosen.setVisible(tool is Tool.CHOOSE and chosen)
        self.hint.setText(
            {
                Tool.CHOOSE: self.tr("Press seats to choose them, or sweep with Shift held. Alt and arrows move them."),
                Tool.ROWS: self.tr("Draw a line from the first to the last seat of the first row."),
                Tool.STAGE: self.tr("Draw the stage as a box. The best seats are those nearest to its lower edge."),
                Tool.AREA: self.tr("Draw a box where people stand."),
            }[tool]
        )

    def _show_faults(self) -> None:
        found = self.drafting.faults
        lines = [fault_words(fault) for fault in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append(self.tr("and %n more", "", len(found) - _SHOWN))
        seats = self.tr("%n seat(s), without faults.", "", len(self.pencil.hall.seats))
        self.faults.setText("\n".join(lines) or seats)
        self.faults.set_tone("refused" if any(not fault.warning for fault in found) else "secondary")

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """What somebody else found: a table that was read, seats that are sold."""
        self.faults.setText("\n".join(fault_words(fault) for fault in faults[: _SHOWN + 1]))
        self.faults.set_tone("refused" if any(not fault.warning for fault in faults) else "secondary")

    def _draw_rows(self, start: QPointF, end: QPointF) -> None:
        try:
            self.drafting.rows(self.rules.section_name(), self.rules.plan(start, end))
        except BadInput:
            self._to_the_fault()

    def _draw_box(self, box: QRectF) -> None:
        if self.pencil.tool is Tool.STAGE:
            name = self.drafting.drawn.stage.name
            self.drafting.stage(Stage(round(box.x()), round(box.y()), round(box.width()), round(box.height()), name))
            return
        try:
            self.drafting.area(self.area.read(box))
        except BadInput:
            self._to_the_fault()

    def _to_the_fault(self) -> None:
        """The form says what is missing: there the keys go."""
        for field in (*self.rules.fields.values(), *self.area.fields.values()):
            if field.fault and field.isVisible():
                self.panel.ensureWidgetVisible(field)
                field.editor.setFocus()
                return


class ChosenForm(QWidget):
    """What can be done with the seats that are chosen."""

    refused = Signal(object)

    def __init__(self, theme: Theme, drafting: Drafting, rules: RulesForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafting, self.rules = drafting, rules
        self.count = Text(theme, role=Role.PANEL)
        self.category = QLineEdit()
        self.kind = ComboBox(theme)
        self.fields = {"category": Field(theme, "", self.category), "kind": Field(theme, "", self.kind)}
        self.buttons = {
            "rows": Button(theme), "number": Button(theme), "name": Button(theme), "section": Button(theme),
            "left": Button(theme, icon="undo"), "right": Button(theme, icon="redo"),
            "remove": Button(theme, icon="trash", kind=Kind.DANGER),
        }  # fmt: skip
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.count, 0, 0, 1, 2)
        grid.addWidget(self.fields["category"], 1, 0, 1, 2)
        grid.addWidget(self.fields["kind"], 2, 0, 1, 2)
        for at, name in enumerate(("rows", "section", "number", "name", "left", "right")):
            grid.addWidget(self.buttons[name], 3 + at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.buttons["remove"], 6, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.category.editingFinished.connect(self._put_category)
        self.kind.activated.connect(lambda _at: drafting.kind(SeatKind(self.kind.key)))
        self.buttons["rows"].clicked.connect(drafting.whole_rows)
        self.buttons["section"].clicked.connect(lambda: drafting.section(rules.section.text()))
        self.buttons["number"].clicked.connect(partial(self._renumber, rows=False))
        self.buttons["name"].clicked.connect(partial(self._renumber, rows=True))
        self.buttons["left"].clicked.connect(lambda: drafting.turn(-_TURN))
        self.buttons["right"].clicked.connect(lambda: drafting.turn(_TURN))
        self.buttons["remove"].clicked.connect(drafting.remove)
        drafting.selected.connect(self._show)
        drafting.refused.connect(self.refused)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.fields["category"].set_words(self.tr("Category"), "")
        self.fields["kind"].set_words(self.tr("Kind"), "")
        at = max(0, self.kind.currentIndex())
        self.kind.clear()
        for kind in SeatKind:
            self.kind.addItem(kind_word(kind) or self.tr("Seat"), str(kind))
        self.kind.setCurrentIndex(at)
        words = {
            "rows": self.tr("Whole rows"), "number": self.tr("Number anew"), "name": self.tr("Name rows anew"),
            "section": self.tr("Name section"), "left": self.tr("Turn left"), "right": self.tr("Turn right"),
            "remove": self.tr("Remove"),
        }  # fmt: skip
        for name, text in words.items():
            self.buttons[name].setText(text)
        self._show()

    def _show(self) -> None:
        seats = self.drafting.seats()
        self.count.setText(self.tr("%n seat(s) chosen", "", len(seats)))
        categories = {seat.category for seat in seats}
        self.category.setText(categories.pop() if len(categories) == 1 else "")
        kinds = {seat.kind for seat in seats}
        if len(kinds) == 1:
            self.kind.choose(str(kinds.pop()))

    def _put_category(self) -> None:
        seats = self.drafting.seats()
        wanted = " ".join(self.category.text().split())
        if wanted and any(seat.category != wanted for seat in seats):
            self.drafting.category(wanted)

    def _renumber(self, *, rows: bool) -> None:
        try:
            if rows:
                self.drafting.name_rows(self.rules.names())
            else:
                self.drafting.number(self.rules.numbers())
        except BadInput as error:
            self.refused.emit(error)
