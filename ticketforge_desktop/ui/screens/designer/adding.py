"""New items: in the middle of what is seen, as large as is usual for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ticketforge_desktop.services.ports.layout_design import Draft, Place
from ticketforge_desktop.ui.screens.designer.canvas import Canvas
from ticketforge_desktop.ui.screens.designer.files import Files
from ticketforge_desktop.ui.screens.designer.parts import Parts
from ticketforge_desktop.ui.screens.designer.words import LETTERS
from ticketforge_desktop.ui.screens.designer.work import Work

# How large new items begin, mm; a tear line runs down the paper.
_SIZES: Final = {
    "qr": (31.0, 31.0),
    "ean13": (38.0, 16.0),
    "code128": (50.0, 12.0),
    "pdf417": (50.0, 16.0),
    "line": (40.0, 0.3),
    "image": (20.0, 20.0),
    "text": (40.0, 6.0),
}
_OTHERS: Final = (30.0, 12.0)


class Adding(QObject):
    """Adds to the draft of a work."""

    def __init__(self, work: Work, canvas: Canvas, parts: Parts, files: Files, window: QWidget) -> None:
        super().__init__(window)
        self.work, self.canvas, self.parts, self.files, self._window = work, canvas, parts, files, window

    def letter(self, letter: str) -> None:
        """A letter was typed on the canvas: add what it stands for, if that can be added."""
        kind = next((kind for kind, known in LETTERS.items() if known == letter and kind in self.parts.tools), "")
        if kind:
            self.add(kind)

    def add(self, kind: str) -> None:
        """Add an item; a picture is asked for where the layout has none yet."""
        draft = self.work.draft
        if draft is None:
            return
        if kind == "image" and not draft.pictures:
            self.ask_picture(for_item=False)
            return
        values: dict[str, object] = {"file": sorted(draft.pictures)[0]} if kind == "image" else {}
        fault = self.work.add(kind, self._place_for(kind, draft), values)
        if fault:
            self.files.context.told.emit("refused", fault)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_picture(self, *, for_item: bool) -> None:
        """Ask which picture, for the chosen item or a new one."""
        draft = self.work.draft
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Choose a picture"), "", "PNG (*.png)")
        if path and draft is not None:
            self.files.add_picture(Path(path), for_item=for_item, place=self._place_for("image", draft))

    def _place_for(self, kind: str, draft: Draft) -> Place:
        if kind == "tear":
            return Place(round(draft.width * 0.75), 0, 0, draft.height)
        width, height = _SIZES.get(kind, _OTHERS)
        width, height = min(width, draft.width), min(height, draft.height)
        middle = self.canvas.mapToScene(self.canvas.viewport().rect().center())
        x = min(max(0.0, middle.x() - width / 2), draft.width - width)
        y = min(max(0.0, middle.y() - height / 2), draft.height - height)
        return Place(round(x * 2) / 2, round(y * 2) / 2, width, height)
