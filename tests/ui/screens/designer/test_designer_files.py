"""Layouts come from files, and pictures and layouts go into some."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from tests.ui.screens.designer.table import SMALL, TICKET, now
from tests.ui.screens.house import House
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.ui.screens.designer import DesignerScreen


def test_a_picture_is_chosen_laid_beside_and_exported_with_the_file(
    designer: DesignerScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, troubles: list[Exception]
) -> None:
    logo = tmp_path / "logo.png"
    image = QImage(40, 20, QImage.Format.Format_Grayscale8)
    image.fill(0)
    image.save(str(logo))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(logo), ""))
    designer.parts.tools["image"].click()
    assert designer.work.chosen[0].values["file"] == "logo.png"
    assert designer.form.entries["file"].currentText() == "logo.png"  # type: ignore[attr-defined]
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out / "mine.toml"), ""))
    designer.header.export_asked.emit()
    assert (out / "logo.png").read_bytes() == logo.read_bytes()
    assert (out / "mine.toml").exists()
    big = tmp_path / "big.png"
    big.write_bytes(b"\x89PNG" + bytes(2_000_001))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(big), ""))
    before = designer.work.history
    designer.form.picture_asked.emit()
    assert "2 MB" in str(troubles[-1])
    assert designer.work.history is before


def test_a_file_is_opened_and_saving_installs_it(
    designer: DesignerScreen, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    designer.header.file_asked.emit()
    assert now(designer.work).name == "small"
    assert designer.work.changed
    designer.files.save()
    assert LayoutShelf(house.layouts).layout("small").width == 100
    assert any(info.name == "small" for info in designer.files.layouts)
    assert file.read_text(encoding="utf-8") == SMALL, "the file itself is left alone"


def test_a_file_nobody_can_read_leaves_the_table_as_it_is(
    designer: DesignerScreen, troubles: list[Exception], tmp_path: Path
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("format = 1\nname = ", encoding="utf-8")
    designer.files.open_file(str(file))
    assert now(designer.work).name == TICKET
    assert troubles


def test_a_new_layout_begins_under_a_free_name(designer: DesignerScreen) -> None:
    designer.header.new_asked.emit()
    assert now(designer.work).name == "layout-1"
    assert designer.page.isVisible()
    assert designer.context.actions.possible("design.save")


def test_the_menu_lists_the_layouts_there_are(designer: DesignerScreen) -> None:
    menu = designer.header.menu()
    texts = [action.text() for action in menu.actions()]
    assert any(text.endswith("· roll-80mm") for text in texts)
    next(action for action in menu.actions() if action.text().endswith("· roll-80mm")).trigger()
    assert now(designer.work).name == "roll-80mm"
    menu.deleteLater()
