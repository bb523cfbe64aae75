"""The rules of a gate, an event, or an event at a gate: typed, checked as they are typed, tried on last night's log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.dry_run import DryRun
from ticketforge_desktop.services.gates import with_layer
from ticketforge_desktop.services.ports.gates import RuleLayer
from ticketforge_desktop.services.views import EventRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.desk import Desk
from ticketforge_desktop.ui.runner import Job
from ticketforge_desktop.ui.screens.door.rules_tried import TriedCard
from ticketforge_desktop.ui.screens.door.rules_words import (
    CHOICES,
    OF_EVENTS,
    TEXTS,
    fault_of,
    preview,
    text_of,
    value_of,
)
from ticketforge_desktop.ui.screens.split import Split
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field
from ticketforge_desktop.ui.widgets.header import ScreenHeader
from ticketforge_desktop.ui.widgets.screen import ScrollArea, head_over
from ticketforge_desktop.ui.widgets.text import Text

_ORDER: Final = (
    "opens", "closes", "grace", "exit_all", "categories", "people", "entries", "period", "reentry",
    "days", "day_begins", "bare", "unknown",
)  # fmt: skip
_SETTLED_MS: Final = 150


@dataclass(frozen=True, slots=True)
class Laid:
    """What there is for an event at a gate."""

    layers: tuple[RuleLayer, ...]  # weakest first
    times: EventTimes | None  # None: no event
    names: Mapping[str, str]  # of categories, by id


def laid(desk: Desk, event_id: str, gate: str) -> Laid:
    """Fetched beside the window."""
    layers = tuple(desk.gates.layers(event_id, gate))
    if not event_id:
        return Laid(layers, None, {})
    names = {row.category_id: row.name for row in desk.queries.categories(event_id)}
    return Laid(layers, desk.gates(event_id, gate).times, names)


class RulesPage(QWidget):
    """One layer is edited at a time; beside it stands what would hold. `left` asks to go back."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        theme = context.theme
        self.event_row: EventRow | None = None
        self.gate = ""
        self._laid = Laid((), None, {})
        self._job: Job[Laid] | None = None
        self.header = ScreenHeader(theme)
        self.back = self.header.add_back("")
        self.back.clicked.connect(self.left)
        escape = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit, context=escape)
        self.scope = Segmented(theme, "", [("gate", ""), ("event", ""), ("both", "")])
        self.scope.chosen.connect(lambda _key: self._fill())
        self.editors: dict[str, QLineEdit | ComboBox] = {}
        for name in TEXTS:
            self.editors[name] = QLineEdit()
        for name in CHOICES:
            self.editors[name] = ComboBox(theme)
        self.fields = {name: Field(theme, "", self.editors[name]) for name in _ORDER}
        self.told = Text(theme, "", Role.BODY, wrap=True)
        self.keep = Button(theme, icon="check", kind=Kind.PRIMARY, shortcut="Ctrl+S")
        self.keep.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+S"), self, self.keep.click, context=escape)
        self.tried = TriedCard(context)
        self.tried.asked.connect(self.try_out)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._check)
        self._lay_out()
        self._watch()
        self.retranslate()

    def _lay_out(self) -> None:
        theme = self.context.theme
        form, side = Card(theme), Card(theme)
        self._form_head, self._side_head = form.add_head(""), side.add_head("")
        form.body.addWidget(self.scope)
        for name in _ORDER:
            form.body.addWidget(self.fields[name])
        side.body.addWidget(self.told)
        side.body.addWidget(self.keep)
        split = Split(theme, 400, 440)
        split.main.addWidget(form)
        split.main.addStretch(1)
        split.side.addWidget(side)
        split.side.addWidget(self.tried)
        split.side.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(Measure.MARGIN, 0, Measure.MARGIN, Measure.MARGIN)
        column.addWidget(split, 1)
        head_over(self, self.header, ScrollArea(content))

    def _watch(self) -> None:
        for editor in self.editors.values():
            if isinstance(editor, ComboBox):
                editor.currentIndexChanged.connect(lambda _at: self._settled.start())
            else:
                editor.textEdited.connect(lambda _text: self._settled.start())

    # What is edited

    def open(self, event: EventRow | None, gate: str) -> None:
        """Show the rules of an event at a gate; one of both may be missing."""
        self.event_row, self.gate = event, gate
        choices = {"gate": bool(gate), "event": event is not None, "both": bool(gate) and event is not None}
        self.scope.offer([key for key, can in choices.items() if can])
        self.scope.choose(next((key for key in ("both", "event", "gate") if choices[key]), "gate"))
        self.tried.clear()
        self._name()
        self.refresh()

    @property
    def place(self) -> tuple[str, str]:
        """Event and gate of the layer that is edited."""
        event_id = self.event_row.event_id if self.event_row is not None else ""
        scope = self.scope.current
        return ("" if scope == "gate" else event_id), ("" if scope == "event" else self.gate)

    def refresh(self) -> None:
        """Fetch what is kept."""
        desk = self.context.desk
        if desk is None:
            return
        event_id = self.event_row.event_id if self.event_row is not None else ""
        gate = self.gate
        self._job = self.context.runner.submit(
            lambda: laid(desk, event_id, gate), self._take, self.context.trouble.emit, owner=self, replaces=self._job
        )

    def _take(self, found: Laid) -> None:
        self._laid = found
        self._fill()

    def _fill(self) -> None:
        """The fields as the chosen layer has them."""
        mine = next((layer.rules for layer in self._laid.layers if (layer.event_id, layer.gate) == self.place), {})
        for name, editor in self.editors.items():
            text = text_of(name, mine[name], self._laid.names) if name in mine else ""
            if isinstance(editor, ComboBox):
                editor.choose(text)
            else:
                editor.setText(text)
            self.fields[name].setVisible(name not in OF_EVENTS or bool(self.place[0]))
        self._hint()
        self._check()

    def layer(self) -> tuple[dict[str, object], dict[str, str]]:
        """What the fields say, and the faults in words by field."""
        said: dict[str, object] = {}
        faults: dict[str, str] = {}
        ids = {name: key for key, name in self._laid.names.items()}
        for name, editor in self.editors.items():
            text = editor.key if isinstance(editor, ComboBox) else editor.text().strip()
            if not text or (name in OF_EVENTS and not self.place[0]):
                continue
            try:
                said[name] = value_of(name, text, ids)
            except BadInput:
                faults[name] = fault_of(name)
        return said, faults

    def _check(self) -> None:
        self._settled.stop()
        said, faults = self.layer()
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))
        may = Right.EDIT_EVENTS in self.context.staff.rights
        self.keep.setEnabled(may and not faults and self.place != ("", ""))
        self.tried.set_possible(not faults)
        desk = self.context.desk
        if desk is None:
            return
        rules = with_layer(self._laid.layers, RuleLayer(*self.place, said))
        lines = preview(rules, self._laid.times, desk.now(), self.context.formats, self._laid.names)
        self.told.setText("\n".join(lines))

    # What is done

    def save(self) -> None:
        """Keep the layer; an empty one goes."""
        said, faults = self.layer()
        desk, place, staff = self.context.desk, self.place, self.context.staff
        if desk is None or faults:
            self._check()
            return
        self.context.runner.submit(
            lambda: desk.gates.change(*place, said, staff), lambda _rules: self._kept(), self.context.trouble.emit,
            owner=self,
        )  # fmt: skip

    def _kept(self) -> None:
        self.context.told.emit("admitted", self.tr("The rules hold from the next scan on."))
        self.refresh()

    def try_out(self) -> None:
        """Decide the log again under what the fields say."""
        said, faults = self.layer()
        desk, place, gate = self.context.desk, self.place, self.gate
        if desk is None or faults:
            return
        event_id = self.event_row.event_id if self.event_row is not None and place[0] else ""
        zone = self.event_row.zone if self.event_row is not None else ""
        layer = RuleLayer(*place, said)

        def tried() -> tuple[DryRun, str]:
            run = desk.check_in.dry_runs().of_layer(desk.gates, event_id, gate, layer)
            lent = run.event_id and run.event_id != event_id
            return run, desk.queries.event(run.event_id).row.title if lent else ""

        self.context.runner.submit(
            tried, lambda told: self.tried.show_run(*told, zone), self.context.trouble.emit, owner=self
        )

    # Words

    def _name(self) -> None:
        event = self.event_row.title if self.event_row is not None else ""
        gate = self.tr("Gate {gate}").format(gate=self.gate) if self.gate else ""
        self.header.set_words(self.tr("Rules of the door"), " · ".join(part for part in (event, gate) if part))

    def _layer_name(self, layer: RuleLayer) -> str:
        if layer.event_id:
            return self.tr("this event at this gate") if layer.gate else self.tr("this event")
        return self.tr("this gate") if layer.gate else self.tr("the station's settings")

    def _hint(self) -> None:
        """Below each field: what it means, and what another layer says."""
        labels = self._labels()
        for name, field in self.fields.items():
            label, meaning = labels[name]
            others = [
                self.tr("{value} by {layer}").format(
                    value=text_of(name, layer.rules[name], self._laid.names), layer=self._layer_name(layer)
                )
                for layer in self._laid.layers
                if name in layer.rules and (layer.event_id, layer.gate) != self.place
            ]
            field.set_words(label, " · ".join((meaning, *others)))

    def _labels(self) -> dict[str, tuple[str, str]]:
        moment = self.tr("doors-30, start, end+15 or 18:30; “none” lifts it")
        return {
            "opens": (self.tr("Opens"), moment),
            "closes": (self.tr("Closes"), moment),
            "grace": (self.tr("Grace (min)"), self.tr("allowed before opening and after closing")),
            "exit_all": (self.tr("Everybody counts as gone"), moment),
            "categories": (self.tr("Categories"), self.tr("who may pass here, with commas; “none” lifts it")),
            "people": (self.tr("People a ticket"), self.tr("Family = 4, Group = 10")),
            "entries": (self.tr("Entries a person"), self.tr("how often a ticket is good")),
            "period": (self.tr("Entries count"), self.tr("for the whole event, or anew each day")),
            "reentry": (self.tr("Coming back"), self.tr("for whoever was scanned out")),
            "days": (self.tr("Days"), self.tr("of a pass: 2026-11-14, 2026-11-15")),
            "day_begins": (self.tr("The day begins"), self.tr("04:00 counts the small hours to the evening")),
            "bare": (self.tr("Bare numbers"), self.tr("an EAN or number, which nobody signed")),
            "unknown": (self.tr("Genuine, but not in the mirror"), self.tr("sold since the last sync")),
        }

    def retranslate(self) -> None:
        """All words anew."""
        self.back.setAccessibleName(self.tr("Back"))
        self._form_head.title.setText(self.tr("Which rules"))
        self._side_head.title.setText(self.tr("What would hold"))
        words = [("gate", self.tr("Gate")), ("event", self.tr("Event")), ("both", self.tr("Event at gate"))]
        self.scope.set_words(self.tr("Which rules"), words)
        unsaid = ("", self.tr("as before"))
        choices = {
            "period": [unsaid, ("event", self.tr("for the event")), ("day", self.tr("each day"))],
            "reentry": [unsaid, ("yes", self.tr("allowed")), ("no", self.tr("not allowed"))],
            "bare": [unsaid, ("admit", self.tr("admit")), ("confirm", self.tr("ask the steward"))],
            "unknown": [
                unsaid, ("admit", self.tr("admit")), ("ask", self.tr("ask the steward")), ("refuse", self.tr("refuse")),
            ],
        }  # fmt: skip
        for name, offered in choices.items():
            editor = self.editors[name]
            assert isinstance(editor, ComboBox)
            chosen = editor.key
            editor.blockSignals(True)
            editor.clear()
            for key, word in offered:
                editor.addItem(word, key)
            editor.choose(chosen)
            editor.blockSignals(False)
        self.keep.setText(self.tr("Keep these rules"))
        self.tried.retranslate()
        self._name()
        self._hint()
        self._check()
