"""The layout designer: canvas with rulers, parts at the left, properties at the right, trials below."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.layout_design import DesignDesk
from ticketforge_desktop.ui.actions import Action
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.screens.designer import snap
from ticketforge_desktop.ui.screens.designer.adding import Adding
from ticketforge_desktop.ui.screens.designer.canvas import Canvas
from ticketforge_desktop.ui.screens.designer.checks import Checks
from ticketforge_desktop.ui.screens.designer.files import Files
from ticketforge_desktop.ui.screens.designer.form import Column, ItemForm, title_of
from ticketforge_desktop.ui.screens.designer.head import DesignHead
from ticketforge_desktop.ui.screens.designer.keeping import Keeping
from ticketforge_desktop.ui.screens.designer.numbers import millimetres, point_of
from ticketforge_desktop.ui.screens.designer.offers import OfferBar
from ticketforge_desktop.ui.screens.designer.page_form import PageForm
from ticketforge_desktop.ui.screens.designer.parts import Parts
from ticketforge_desktop.ui.screens.designer.proofs import Proofs
from ticketforge_desktop.ui.screens.designer.reasons import reason_words, refusal_words
from ticketforge_desktop.ui.screens.designer.rulers import Corner, Ruler
from ticketforge_desktop.ui.screens.designer.several import SeveralForm
from ticketforge_desktop.ui.screens.designer.trials import Trials
from ticketforge_desktop.ui.screens.designer.words import PRINTERS
from ticketforge_desktop.ui.screens.designer.work import Table, Work
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.screen import Screen, ScrollArea

ACTIONS: Final = (
    Action("design.undo", "Undo the last change", "undo", "Ctrl+Z", Right.SETTINGS, in_palette=False),
    Action("design.redo", "Do it again", "redo", "Ctrl+Shift+Z", Right.SETTINGS, in_palette=False),
    Action("design.test", "Test print", "printer", "Ctrl+T", Right.PRINT, in_palette=False),
    Action("design.save", "Save", "save", "Ctrl+S", Right.SETTINGS, in_palette=False),
    Action("design.duplicate", "Duplicate items", "copy", "Ctrl+D", Right.SETTINGS, in_palette=False),
    Action("design.remove", "Remove items", "trash", "Del", Right.SETTINGS, in_palette=False),
    Action("design.raise", "Draw an item later", "arrow-up", "Alt+Up", Right.SETTINGS, in_palette=False),
    Action("design.lower", "Draw an item earlier", "arrow-down", "Alt+Down", Right.SETTINGS, in_palette=False),
)
_FORM_WIDTH: Final = 272


class DesignerScreen(Screen):
    """Subject: a layout's name. What was changed and not saved waits here, whatever else is opened."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        theme = self.theme
        context.actions.declare(ACTIONS)
        self.work = Work(self)
        self.work.say = lambda error: refusal_words(error, self.work.draft, context.language)
        self._asked = False  # whether a layout was asked for: else the first one is opened
        self.told_of = ""  # the draft of which somebody was told that it is not saved
        self._bind()
        self.header = DesignHead(theme, context.actions, lambda: context.language)
        self.parts = Parts(theme, self.work)
        self.canvas = Canvas(theme, self.work)
        self.rulers = Ruler(theme), Ruler(theme, upright=True)
        self.checks = Checks(theme)
        self.column = Column(theme)
        self.form = ItemForm(theme, self.work, context.language)
        self.page = PageForm(theme, self.work, point_of(context.language))
        self.several = SeveralForm(theme, self.work, context.actions)
        self.files = Files(context, self.work, self)
        self.adding = Adding(self.work, self.canvas, self.parts, self.files, self)
        self.trials = Trials(context, self.work, self.checks, self)
        self.proofs = Proofs(context, self.work, self.checks, self)
        self.keeping = Keeping(context, self.work, self)
        self.offers = OfferBar(context)
        self._lay_out()
        self._connect()
        self.retranslate()
        context.on_desk(self._desk_there)

    # How it is made

    def _bind(self) -> None:
        work, bind = self.work, self.context.actions.bind
        bind("design.undo", work.undo, self)
        bind("design.redo", work.redo, self)
        bind("design.test", self._test, self)
        bind("design.save", self._save, self)
        bind("design.duplicate", work.duplicate, self)
        bind("design.remove", work.remove, self)
        bind("design.raise", partial(work.order, up=True), self)
        bind("design.lower", partial(work.order, up=False), self)

    def _save(self) -> None:
        self.files.save()

    def _test(self) -> None:
        draft = self.work.draft
        if draft is not None:
            self.proofs.ask(self.files.targets_of(draft.languages), self.header.test)

    def _lay_out(self) -> None:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(Corner(self.theme), 0, 0)
        grid.addWidget(self.rulers[0], 0, 1)
        grid.addWidget(self.rulers[1], 1, 0)
        grid.addWidget(self.canvas, 1, 1)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.setChildrenCollapsible(False)
        middle.addWidget(table)
        middle.addWidget(self.checks)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 2)
        for form in (self.form, self.several, self.page):
            self.column.body.addWidget(form)
        self.column.body.addWidget(self.column.dots)
        self.column.body.addStretch(1)
        self.area = ScrollArea(self.column)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.parts)
        row.addWidget(middle, 1)
        row.addWidget(self.area)
        head = QHBoxLayout()
        head.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, 0)
        head.addWidget(self.header)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.offers)
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        work = self.work
        self.canvas.viewed.connect(self._measure)
        self.canvas.asked.connect(self.adding.letter)
        self.parts.asked.connect(self.adding.add)
        self.checks.asked.connect(self._other_view)
        for found in (self.checks.list, self.checks.commands.list):
            found.picked.connect(lambda item: work.choose((item,)))
        work.selected.connect(lambda: self.checks.commands.list.mark(work.selection))
        self.column.dots.clicked.connect(lambda _on: self._set_grid())
        self.trials.drawn.connect(self.canvas.show_drawing)
        self.header.zoomed.connect(self._zoom)
        self.header.opened.connect(self.open)
        self.header.file_asked.connect(self.files.ask_file)
        self.header.new_asked.connect(self.files.new)
        self.header.export_asked.connect(self.files.ask_export)
        self.form.picture_asked.connect(lambda: self.adding.ask_picture(for_item=True))
        self.header.went_on.connect(work.take_up)
        self.offers.taken.connect(self._go_on)
        work.drafted.connect(self._drafted)
        work.selected.connect(self._show_form)
        self.theme.changed.connect(self._fit_form)
        self._fit_form()

    def _fit_form(self) -> None:
        self.area.setFixedWidth(round(_FORM_WIDTH * max(1.0, self.theme.scale)))

    # Coming and going

    def _desk_there(self, _desk: Desk) -> None:
        self.files.look(self._looked)
        self.offers.look()

    def _go_on(self, found: tuple[DesignDesk, list[Table]]) -> None:
        """Drafts of an earlier time: one on the table, the others wait in the menu."""
        design, tables = found
        self._asked = True
        for table in tables:
            self.keeping.known(table)
        for table in tables[:-1]:
            self.work.lay_aside(table)
        self.work.go_on(design, tables[-1])

    def _looked(self) -> None:
        self.header.offer(self.files.layouts)
        if self.work.draft is None and self.isVisible() and not self._asked:
            self.open(self.files.first())
        self._drafted()

    def arrive(self, subject: object = None) -> None:
        if isinstance(subject, str) and subject:
            self.open(subject)
        self.files.look(self._looked)  # printers and layouts may have come meanwhile
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        draft = self.work.draft
        if draft is not None and self.work.changed and draft.source != self.told_of:
            self.told_of = draft.source
            words = self.tr("The changes to {layout} are not saved yet; they wait in the designer.")
            self.context.told.emit("attention", words.format(layout=draft.name))

    def open(self, name: str) -> None:
        """Open a layout of the station; one that was left with changes goes on where it was."""
        if name:
            self._asked = True
            self.files.open(name)

    # What is shown

    def _drafted(self) -> None:
        draft = self.work.draft
        actions, history = self.context.actions, self.work.history
        actions.set_enabled("design.undo", history is not None and bool(history.past))
        actions.set_enabled("design.redo", history is not None and bool(history.future))
        actions.set_enabled("design.save", self.work.changed)
        actions.set_enabled("design.test", draft is not None)
        if draft is None or self.work.design is None:
            self.header.set_words(self.tr("Layouts"), "")
            self._show_form()
            return
        self.header.offer_left(self.work.left)
        self.parts.offer(self.work.design.kinds(draft.document))
        self.checks.offer_samples(self.files.samples_of(draft.document))
        self.checks.offer(self.files.targets_of(draft.languages))
        back = any(item.side == "back" for item in draft.items)
        self.checks.show_sides(back or self.work.side == "back", self.work.side)
        self.header.set_words(draft.title.get(self.context.language) or draft.name, self._line())
        self.trials.begin()
        self._show_form()

    def _line(self) -> str:
        draft = self.work.draft
        assert draft is not None
        point = point_of(self.context.language)
        size = f"{millimetres(draft.width, point)} × {millimetres(draft.height, point)} mm"
        made_for = ", ".join(PRINTERS.get(language, language) for language in draft.languages)
        parts = [size, made_for, self.tr("version {number}").format(number=draft.version)]
        if self.work.changed:
            parts.append(self.tr("changed, not saved"))
        return " · ".join(parts)

    def _show_form(self) -> None:
        chosen, draft = self.work.chosen, self.work.draft
        possible = bool(chosen)
        for action in ("duplicate", "remove"):
            self.context.actions.set_enabled(f"design.{action}", possible)
        for action in ("raise", "lower"):
            self.context.actions.set_enabled(f"design.{action}", len(chosen) == 1)
        self.form.setVisible(len(chosen) == 1)
        self.several.setVisible(possible)
        self.page.setVisible(draft is not None and not chosen)
        if draft is None:
            self.column.head(self.tr("No layout is open"), "")
            return
        wanted = {item.index for item in chosen} or {-1}
        faults = "\n".join(
            reason_words(draft, fault.why, self.context.language) for fault in draft.faults if fault.item in wanted
        )
        if not chosen:
            self.column.head(self.tr("Layout"), faults)
            self.page.show_layout()
        elif len(chosen) == 1:
            self.column.head(title_of(chosen[0]), faults)
            self.form.show_item(chosen[0])
        else:
            self.column.head(self.tr("%n item(s)", "", len(chosen)), faults)
        self.several.settle()

    def _set_grid(self) -> None:
        self.canvas.grid = snap.dots(self.checks.target.dpi) if self.column.dots.isChecked() else snap.GRID

    def _other_view(self) -> None:
        self._set_grid()
        self.work.show_side(self.checks.side)
        self.trials.begin()

    def _measure(self) -> None:
        """Rulers and percent follow the canvas."""
        scale, zero = self.canvas.scale_now, self.canvas.where(0, 0)
        places = [item.place for item in self.work.chosen]
        box = self.canvas.pulled.place if self.canvas.pulled is not None else snap.around(places) if places else None
        self.rulers[0].follow(zero.x(), scale, (box.x, box.x + box.width) if box is not None else None)
        self.rulers[1].follow(zero.y(), scale, (box.y, box.y + box.height) if box is not None else None)
        self.header.show_percent(self.canvas.percent)

    def _zoom(self, factor: float) -> None:
        if factor:
            self.canvas.zoom(self.canvas.percent * factor)
        else:
            self.canvas.fit()

    def retranslate(self) -> None:
        """All words anew."""
        point = point_of(self.context.language)
        self.canvas.point = point
        self.parts.items.language = self.context.language
        self.canvas.setAccessibleName(self.tr("Layout on the table"))
        self.canvas.setAccessibleDescription(
            self.tr(
                "Arrow keys move by half a millimetre, with Shift by five; with Ctrl they resize. "
                "Page up and down choose. Alt while dragging: stops nowhere."
            )
        )
        self.form.say(self.context.language)
        self.page.say(point)
        for part in (self.header, self.parts, self.checks, self.several, self.column, self.offers):
            part.retranslate()
        self._drafted()
