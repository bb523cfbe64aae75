"""Which printers share a run, and how many papers each may have on its way; and going on with others than before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.print_runs import ItemKind, Share
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PostPrinter, RunRow
from ticketforge_desktop.ui.screens.printing.post import NO_SHARES, PostChoice
from ticketforge_desktop.ui.screens.printing.words import run_title
from ticketforge_desktop.ui.theme import Measure, Role
from ticketforge_desktop.ui.widgets.buttons import Button, Kind
from ticketforge_desktop.ui.widgets.card import Card
from ticketforge_desktop.ui.widgets.fields import CheckBox, ComboBox, Field
from ticketforge_desktop.ui.widgets.text import Text

WINDOWS: Final = (1, 2, 5, 10, 20)


class PrinterShare(QWidget):
    """The printers as boxes to tick, and the size of the window. `changed` comes with every tick.

    For the post the boxes are of those that print tickets, and who takes the rest is chosen below.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self.boxes: dict[str, CheckBox] = {}
        self.on = Text(theme, "", Role.NAME)
        self.none = Text(theme, "", Role.BODY, "secondary", wrap=True)
        self.window_box = ComboBox(theme)
        self.field = Field(theme, "", self.window_box)
        self.post = PostChoice(context, self)
        self.post.hide()
        self.post.changed.connect(self.changed)
        self.for_post = False
        self._printers = QVBoxLayout()
        self._printers.setSpacing(0)
        for size in WINDOWS:
            self.window_box.addItem("", str(size))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Measure.GRID)
        column.addWidget(self.on)
        column.addWidget(self.none)
        column.addLayout(self._printers)
        column.addSpacing(Measure.GRID)
        column.addWidget(self.post)
        column.addWidget(self.field)

    def show_printers(self, names: Sequence[str], chosen: Sequence[str]) -> None:
        """The printers there are, and those that are ticked."""
        for box in self.boxes.values():
            self._printers.removeWidget(box)
            box.deleteLater()
        self.boxes = {name: CheckBox(self._context.theme, name, parent=self) for name in names}
        before: QWidget | None = None
        for name, box in self.boxes.items():
            box.setChecked(name in chosen)
            box.clicked.connect(lambda _on=False: self._ticked())
            self._printers.addWidget(box)
            if before is not None:
                QWidget.setTabOrder(before, box)
            before = box
        if before is not None:
            for combo in (*self.post.boxes.values(), self.window_box):
                QWidget.setTabOrder(before, combo)
                before = combo
        self.window_box.choose("1")
        self.no_post()
        self.retranslate()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The printers that are ticked; for the post those of the tickets."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked() and not box.isHidden())

    @property
    def printers(self) -> tuple[str, ...]:
        """All that work on the run."""
        return tuple(dict.fromkeys((*self.chosen, *self.takes)))

    @property
    def takes(self) -> Mapping[str, Sequence[ItemKind]]:
        """What each is named for; nothing where they all take tickets only."""
        return self.post.takes if self.for_post else {}

    @property
    def ready(self) -> bool:
        """Whether every paper has its printer."""
        return bool(self.chosen) and (not self.for_post or self.post.whole)

    def show_post(
        self,
        printers: Sequence[PostPrinter],
        left_out: Collection[str] | None = None,
        shares: Mapping[str, Share] = NO_SHARES,
    ) -> None:
        """Ask for the post: arguments as of `PostChoice.ask`."""
        self.for_post = True
        able = [one for one in printers if ItemKind.TICKET in one.can and one.name in self.boxes]
        for name, box in self.boxes.items():
            box.setVisible(any(one.name == name for one in able))
            if name in shares:
                box.setChecked(ItemKind.TICKET in shares[name].kinds)
        if able and not self.chosen:
            self.boxes[able[0].name].setChecked(True)
        self.post.ask(printers, left_out, shares)
        self.post.show()
        self._ticked()
        self.retranslate()

    def no_post(self) -> None:
        """Ask for tickets only."""
        self.for_post = False
        self.post.hide()
        for box in self.boxes.values():
            box.show()
        self.retranslate()
        self.changed.emit()

    def _ticked(self) -> None:
        if self.for_post:
            self.post.follow(self.chosen)
        self.changed.emit()

    @property
    def window_size(self) -> int:
        """Papers that may be on their way at once."""
        return int(self.window_box.key or 1)

    def retranslate(self) -> None:
        """All words anew."""
        self.on.setText(self.tr("Printers of the tickets") if self.for_post else self.tr("Printers that share the run"))
        nobody = self.tr("No printer is set up: add one in the settings, Printers.")
        self.none.setText(self.tr("No printer that is set up here prints tickets.") if self.boxes else nobody)
        self.none.setVisible(all(box.isHidden() for box in self.boxes.values()))
        self.post.retranslate()
        self.field.set_words(
            self.tr("Papers on their way at once"),
            self.tr(
                "More go faster where a printer acknowledges each paper; after a jam you are asked about all of them."
            ),
        )
        for at, size in enumerate(WINDOWS):
            one = self.tr("One after the other")
            self.window_box.setItemText(at, one if size == 1 else self.tr("%n paper(s)", "", size))


class GoOnCard(Card):
    """`wanted(run, printers, window, takes)` comes when a run shall go on there."""

    wanted = Signal(str, object, int, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, chosen=True, parent=parent)
        self._context = context
        self._row: RunRow | None = None
        theme = context.theme
        self.add_head("", line=True)
        self.body.setSpacing(Measure.GAP)
        self.share = PrinterShare(context, self)
        self.go_on = Button(theme, icon="play", kind=Kind.PRIMARY)
        self.drop = Button(theme)
        foot = QHBoxLayout()
        foot.setSpacing(Measure.KEY_GAP)
        foot.addWidget(self.go_on)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        self.body.addWidget(self.share)
        self.body.addLayout(foot)
        self.share.changed.connect(self._settle)
        self.go_on.clicked.connect(lambda _on=False: self._wanted())
        self.drop.clicked.connect(self.hide)
        self.hide()

    def ask(self, row: RunRow, printers: Sequence[str], post: Sequence[PostPrinter] = ()) -> None:
        """Ask about a run; the printers it had are ticked. `post`: for a run for the post, what each can do."""
        self._row = row
        run = row.progress.run
        self.share.show_printers(printers, run.printers)
        if post:
            out = run.chosen.get("leave_out")
            self.share.show_post(post, out if isinstance(out, list) else (), run.shares)
        self.retranslate()
        self.show()
        first = next((box for box in self.share.boxes.values() if not box.isHidden()), None)
        (first or self.drop).setFocus(Qt.FocusReason.OtherFocusReason)

    def _wanted(self) -> None:
        share = self.share
        if self._row is not None and share.ready:
            self.hide()
            self.wanted.emit(self._row.progress.run.run_id, share.printers, share.window_size, share.takes)

    def _settle(self) -> None:
        self.go_on.setEnabled(self.share.ready and Right.PRINT in self._context.staff.rights)

    def retranslate(self) -> None:
        """All words anew."""
        title = self.tr("Continue the run")
        if self._row is not None:
            title = self.tr("Continue the run of {what}").format(what=run_title(self._row))
        if self.head is not None:
            self.head.title.setText(title)
        self.setAccessibleName(title)
        self.go_on.setText(self.tr("Continue"))
        self.drop.setText(self.tr("Not now"))
        self.share.retranslate()
        self._settle()
