"""The blackout pack from the door's first page: a passphrase typed twice, and the pack lies in a folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.cut_words import cut_off
from tests.ui.screens.house import House, shown
from ticketforge_desktop.devices.printing.door_list import door_list
from ticketforge_desktop.domain.errors import DiskFull
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.uses import SINGLE
from ticketforge_desktop.host.pack_shelf import Folders
from ticketforge_desktop.host.sealed_file import SealedFile
from ticketforge_desktop.services.blackout import Blackout
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.door.pack_dialog import PackDialog

PASSPHRASE = "nachts sind alle Türen grau"


def packs_of(house: House) -> Blackout:
    def shop() -> str:
        found = house.queries.shop()
        return found.domain if found else ""

    return Blackout(
        house.profile.pack_file, house.profile.shared_log, house.station, house.clock,
        shelf=Folders(), sealer=SealedFile(n=2**4), paper=door_list,
        rules=lambda event_id: house.gates.rules(event_id, ""),
        terms=lambda _event, _ticket: TicketTerms(SINGLE, lambda _at: ""),
        shop=shop, bare=lambda: "confirm", adopt_bare=lambda _policy: None,
    )  # fmt: skip


@pytest.fixture
def asked(context: Context, house: House) -> Callable[[], PackDialog]:
    house.blackout = packs_of(house)  # type: ignore[attr-defined]
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1280, 768)
    screen.setup.refresh()
    QApplication.processEvents()
    screen.setup.choose(house.tonight.event_id)

    def ask() -> PackDialog:
        dialog = screen.setup.ask_pack()
        assert dialog is not None
        QApplication.processEvents()
        return dialog

    return ask


def type_in(dialog: PackDialog, passphrase: str, again: str | None = None) -> None:
    dialog.passphrase.setText(passphrase)
    dialog.again.setText(passphrase if again is None else again)


def test_a_pack_is_written_where_a_person_says(
    asked: Callable[[], PackDialog], house: House, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    context.told.connect(lambda _tone, words: told.append(words))
    dialog = asked()
    assert not dialog.write.isEnabled()
    type_in(dialog, "short")
    assert not dialog.write.isEnabled()
    type_in(dialog, PASSPHRASE, PASSPHRASE + "x")
    assert not dialog.write.isEnabled()
    type_in(dialog, PASSPHRASE)
    assert dialog.write.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.write.click()
    (folder,) = [path for path in tmp_path.iterdir() if path.name.startswith("blackout-")]
    assert house.tonight.event_id in folder.name
    assert json.loads((folder / "manifest.json").read_text())["event_id"] == house.tonight.event_id
    assert (folder / "door-list.pdf").read_bytes().startswith(b"%PDF")
    SealedFile().unseal((folder / "door-list.sealed").read_bytes(), PASSPHRASE.encode())
    assert folder.name in told[0]
    assert house.station.audit_rows(1)[0].action == "blackout_pack"


def test_without_paper_and_on_a_full_disk(
    asked: Callable[[], PackDialog], house: House, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles: list[Exception] = []
    context.trouble.connect(troubles.append)
    dialog = asked()
    type_in(dialog, PASSPHRASE)
    dialog.paper.setChecked(False)

    def full(*_: object, **__: object) -> None:
        raise DiskFull("The stick is full.")

    with monkeypatch.context() as stick:
        stick.setattr(house.blackout, "pack", full)  # type: ignore[attr-defined]
        dialog.pack_into(tmp_path)
    assert isinstance(troubles[0], DiskFull)
    assert dialog.isVisible()
    assert dialog.write.isEnabled(), "another stick may be tried"
    dialog.pack_into(tmp_path)
    (folder,) = [path for path in tmp_path.iterdir() if path.name.startswith("blackout-")]
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "door-list.sealed"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_its_words_fit(asked: Callable[[], PackDialog], app: QApplication, language: str) -> None:
    translators = Translators()
    translators.use(language)
    try:
        dialog = asked()
        type_in(dialog, PASSPHRASE)
        assert list(cut_off(dialog, dialog.context.theme)) == []
        dialog.reject()
    finally:
        translators.use("en")


def test_several_events_have_no_pack_together(context: Context, house: House) -> None:
    screen = DoorScreen(context)
    shown(screen, 1280, 768)
    screen.setup.refresh()
    QApplication.processEvents()
    screen.setup.events.check([])
    assert not screen.setup.pack.isEnabled()
    assert screen.setup.ask_pack() is None
    assert DEFAULT_MANAGER is context.staff
    assert not screen.setup.pack.isHidden()
