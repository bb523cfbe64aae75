"""Which printers take delivery notes and address labels of a run for the post, and which of both are wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ticketforge_desktop.services.ports.print_runs import POST_KINDS, ItemKind, Share
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.print_desk import PostPrinter
from ticketforge_desktop.ui.theme import Measure
from ticketforge_desktop.ui.widgets.fields import ComboBox, Field

ALONG: Final = "along"  # with the tickets, in the same tray
NONE: Final = "none"  # nobody wants them
_ON: Final = "on:"  # followed by a printer's name
NO_SHARES: Final[Mapping[str, Share]] = {}


def kind_words(kind: ItemKind) -> str:
    """Papers of a kind, many of them."""
    words = {
        ItemKind.TICKET: QCoreApplication.translate("Post", "Tickets"),
        ItemKind.DELIVERY_NOTE: QCoreApplication.translate("Post", "Delivery notes"),
        ItemKind.LABEL: QCoreApplication.translate("Post", "Address labels"),
    }
    return words[kind]


class PostChoice(QWidget):
    """A choice for each kind that goes with the tickets. Only printers that can print it are offered."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printers: Sequence[PostPrinter] = ()
        self._shares: Mapping[str, Share] = NO_SHARES
        self._tickets: tuple[str, ...] = ()
        self._kinds: Sequence[ItemKind] = POST_KINDS
        self._may_drop = True
        theme = context.theme
        self.boxes = {kind: ComboBox(theme) for kind in POST_KINDS}
        self.fields = {kind: Field(theme, "", box) for kind, box in self.boxes.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Measure.GAP)
        for kind, box in self.boxes.items():
            row.addWidget(self.fields[kind], 1, Qt.AlignmentFlag.AlignTop)
            box.activated.connect(lambda _at: self._settle())

    def ask(
        self, printers: Sequence[PostPrinter], left_out: Collection[str] | None, shares: Mapping[str, Share]
    ) -> None:
        """Ask about these printers.

        Args:
            left_out: kinds a planned run is without; None for a run that is still being planned: all can be chosen.
            shares: what printers of the run took before.
        """
        self._printers, self._shares, self._may_drop = printers, shares, left_out is None
        self._kinds = [kind for kind in POST_KINDS if str(kind) not in (left_out or ())]
        for kind, box in self.boxes.items():
            box.clear()
            self.fields[kind].setVisible(kind in self._kinds)

    def follow(self, tickets: Sequence[str]) -> None:
        """Other printers take the tickets now: the choices follow, what was chosen stays where it still can."""
        self._tickets = tuple(tickets)
        for kind in self._kinds:
            box, before = self.boxes[kind], self.boxes[kind].key
            keys = self._keys(kind)
            box.clear()
            for key in keys:
                box.addItem(_words(key), key)
            box.setCurrentIndex(keys.index(before) if before in keys else self._first(kind, keys))
        self._tell()

    def _keys(self, kind: ItemKind) -> list[str]:
        able = {one.name for one in self._printers if kind in one.can}
        others = [_ON + one.name for one in self._printers if one.name in able.difference(self._tickets)]
        along = [ALONG] if self._tickets and able.issuperset(self._tickets) else []
        return [*along, *others, *([NONE] if self._may_drop else [])]

    def _first(self, kind: ItemKind, keys: Sequence[str]) -> int:
        """What it took before, what is there for nothing else, with the tickets, or the first that can."""
        took = [name for name, share in self._shares.items() if kind in share.kinds and kind not in share.along]
        own = [one.name for one in self._printers if one.own is kind]
        wanted = [_ON + name for name in (*took, *own)]
        return next((keys.index(key) for key in wanted if key in keys), 0 if keys else -1)

    @property
    def takes(self) -> Mapping[str, Sequence[ItemKind]]:
        """What each printer is named for. What goes with the tickets nobody is named for."""
        named: dict[str, list[ItemKind]] = {name: [ItemKind.TICKET] for name in self._tickets}
        for kind in self._kinds:
            key = self.boxes[kind].key
            if key.startswith(_ON):
                named.setdefault(key.removeprefix(_ON), []).append(kind)
        return named

    @property
    def left_out(self) -> tuple[ItemKind, ...]:
        """What nobody wants."""
        return tuple(kind for kind in self._kinds if self.boxes[kind].key == NONE)

    @property
    def whole(self) -> bool:
        """Whether somebody prints every kind that is wanted, and one is."""
        keys = [self.boxes[kind].key for kind in self._kinds]
        return bool(self._tickets) and all(keys) and set(keys) != {NONE}

    def _settle(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """What stands below a choice: that nobody can, or that both can't be left out."""
        neither = self._may_drop and len(self.left_out) == len(self._kinds)
        for kind in self._kinds:
            able = any(kind in one.can for one in self._printers)
            hint = "" if able else self.tr("No printer that is set up here prints them.")
            self.fields[kind].set_words(kind_words(kind), hint)
            both = self.tr("Without both it is no run for the post: choose a printer for one of them.")
            self.fields[kind].set_fault(both if neither and able else "")

    def retranslate(self) -> None:
        """All words anew."""
        for box in self.boxes.values():
            for at in range(box.count()):
                box.setItemText(at, _words(str(box.itemData(at))))
        self._tell()


def _words(key: str) -> str:
    if key.startswith(_ON):
        return key.removeprefix(_ON)
    return (
        QCoreApplication.translate("Post", "With the tickets, in the same tray")
        if key == ALONG
        else QCoreApplication.translate("Post", "None")
    )
