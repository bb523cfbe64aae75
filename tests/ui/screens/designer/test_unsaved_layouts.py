"""Whatever ends the window or the program: changes nobody saved are offered at the next opening, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Open, settle
from tests.ui.screens.designer.table import SMALL, TICKET, furnish, now
from tests.ui.screens.house import House, context_on, shown
from tests.ui.stage import STATUS, PlayedDesk, Stage
from ticketforge_desktop.devices.printing import layouts_unsaved
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.layouts_unsaved import UnsavedFolder
from ticketforge_desktop.domain.errors import DiskFull
from ticketforge_desktop.services.ports.unsaved_layouts import UnsavedLayout
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.screens.designer import DesignerScreen

Windows = Callable[[], DesignerScreen]


@pytest.fixture
def windows(house: House, app: QApplication) -> Iterator[Windows]:
    """Windows of one station, one after the other; each is closed before the next is opened."""
    contexts, translators = [], Translators()
    translators.use("en")

    def another() -> DesignerScreen:
        furnish(house)
        contexts.append(context_on(house, app))
        screen = DesignerScreen(contexts[-1].__enter__())
        screen.retranslate()
        shown(screen)
        screen.offers.look()
        return screen

    yield another
    for context in contexts:
        context.__exit__(None, None, None)
    translators.clear()


def kept(house: House) -> Sequence[UnsavedLayout]:
    return UnsavedFolder(house.layouts.parent / "unsaved-layouts").all()


def shift(screen: DesignerScreen, dx: float) -> str:
    screen.work.choose((0,))
    screen.work.move(dx, 0)
    return now(screen.work).source


def close(screen: DesignerScreen) -> None:
    screen.context.closing.emit()
    screen.hide()


def test_a_window_is_closed_with_changes_and_the_next_goes_on_with_them(windows: Windows, house: House) -> None:
    screen = windows()
    assert not screen.offers.isVisible()
    screen.open(TICKET)
    as_it_came = now(screen.work).source
    changed = shift(screen, 0.5)
    screen.open("roll-80mm")
    rolled = shift(screen, 0.5)
    close(screen)
    again = windows()
    at = again.context.formats.time(house.clock.now())
    assert again.offers.title.text() == f"2 layouts with unsaved changes, from {at}"
    assert set(again.offers.text.text().split(", ")) == {TICKET, "roll-80mm"}
    again.offers.go_on.click()
    assert not again.offers.isVisible()
    found = {now(again.work).name: now(again.work).source}
    again.header.menu().actions()[0].trigger()  # the other one waits in the menu
    found[now(again.work).name] = now(again.work).source
    assert found == {TICKET: changed, "roll-80mm": rolled}
    again.open(TICKET)
    again.work.undo()
    assert now(again.work).source == as_it_came, "one step back is the layout as it was"
    assert not again.work.changed


def test_what_is_saved_or_put_back_is_kept_no_longer(windows: Windows, house: House) -> None:
    screen = windows()
    screen.open(TICKET)
    shift(screen, 0.5)
    screen.keeping.keep()
    assert [one.name for one in kept(house)] == [TICKET]
    screen.work.undo()
    screen.keeping.keep()
    assert kept(house) == []
    screen.work.redo()
    screen.keeping.keep()
    screen.files.save()
    screen.keeping.keep()
    assert kept(house) == []
    close(screen)
    assert not windows().offers.isVisible()


def test_each_change_reaches_the_disk_without_the_window_being_closed(windows: Windows, house: House) -> None:
    """The program may be killed: what counts is what lies on the disk moments after the change."""
    screen = windows()
    screen.open(TICKET)
    shift(screen, 0.5)
    assert screen.keeping._soon.isActive()
    due = screen.keeping._soon.remainingTime()
    changed = shift(screen, 0.5)
    assert screen.keeping._soon.remainingTime() <= due, "hands that never rest do not put it off"
    screen.keeping._soon.timeout.emit()
    assert [one.source for one in kept(house)] == [changed]


def test_a_file_nobody_touched_is_not_offered_and_a_new_layout_is_once_it_was(
    windows: Windows, house: House, tmp_path: Path
) -> None:
    file = tmp_path / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    screen = windows()
    screen.files.open_file(str(file))
    screen.files.new()
    close(screen)
    assert kept(house) == []
    shift(screen, -1)  # to the right the paper ends
    close(screen)
    again = windows()
    again.offers.go_on.click()
    assert now(again.work).name == "layout-1"
    assert again.work.changed, "it has no file yet"


def test_somebody_installed_another_version_meanwhile(windows: Windows, house: House) -> None:
    screen = windows()
    screen.open(TICKET)
    mine = shift(screen, 0.5)
    close(screen)
    shelf = LayoutShelf(house.layouts)
    theirs = shelf.source(TICKET)[0].replace("version = 1", "version = 7", 1)
    shelf.keep(TICKET, theirs.encode(), lambda name: b"")
    again = windows()
    assert "the layout is another one now" in again.offers.title.text()
    assert "Version 7" in again.offers.text.text()
    again.offers.go_on.click()
    assert now(again.work).source == mine
    again.files.save()
    assert shelf.layout(TICKET).version == 8, "theirs stays as version 7"
    assert shelf.layout(f"{TICKET}@7").version == 7


def test_a_file_that_is_gone_is_said_and_can_be_gone_on_with(windows: Windows, house: House, tmp_path: Path) -> None:
    file = tmp_path / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    screen = windows()
    screen.files.open_file(str(file))
    mine = shift(screen, 1)
    close(screen)
    file.write_text(SMALL.replace("Klein", "Kleiner"), encoding="utf-8")
    again = windows()
    assert "Its file was written since" in again.offers.text.text()
    file.unlink()
    once_more = windows()
    assert "can't be opened any more" in once_more.offers.text.text()
    once_more.offers.go_on.click()
    assert now(once_more.work).source == mine


def test_a_name_that_was_taken_meanwhile_is_said(windows: Windows, house: House) -> None:
    screen = windows()
    screen.files.new()
    shift(screen, -1)
    close(screen)
    LayoutShelf(house.layouts).keep("x", SMALL.replace('"small"', '"layout-1"').encode(), lambda name: b"")
    again = windows()
    assert "Another layout of this name" in again.offers.text.text()


def test_what_is_discarded_can_be_taken_back_until_the_bar_is_closed(windows: Windows, house: House) -> None:
    screen = windows()
    screen.open(TICKET)
    shift(screen, 0.5)
    close(screen)
    again = windows()
    again.offers.discard.click()
    assert kept(house) == []
    assert again.offers.title.text() == "1 layout discarded"
    again.offers.go_on.click()
    assert [one.name for one in kept(house)] == [TICKET]
    assert "with unsaved changes" in again.offers.title.text()
    again.offers.discard.click()
    again.offers.close_button.click()
    assert not again.offers.isVisible()
    assert not windows().offers.isVisible()


def test_what_nobody_answers_is_asked_again_and_work_on_the_same_layout_does_not_replace_it(
    windows: Windows, house: House
) -> None:
    screen = windows()
    screen.open(TICKET)
    first = shift(screen, 0.5)
    close(screen)
    again = windows()
    again.offers.close_button.click()
    again.open(TICKET)
    second = shift(again, 1.5)
    close(again)
    assert {one.source for one in kept(house)} == {first, second}
    assert windows().offers.title.text().startswith("2 layouts")


def test_drafts_stay_with_the_profile_they_were_made_in(windows: Windows, house: House) -> None:
    """Somebody goes to another profile: its desk takes the place of this one, and the designer is taken down."""
    screen = windows()
    screen.open(TICKET)
    mine = shift(screen, 0.5)
    close(screen)
    assert [one.source for one in kept(house)] == [mine]
    asked: list[str] = []

    class Elsewhere:
        def __getattr__(self, name: str) -> object:
            asked.append(name)
            raise AssertionError(name)

    screen.context.desk = Elsewhere()  # type: ignore[assignment]
    screen.context.desk_opened.emit(screen.context.desk)
    later = shift(screen, 0.5)
    screen.keeping.keep()
    assert [one.source for one in kept(house)] == [later]
    assert "unsaved" not in asked


def test_a_full_disk_is_told_once_and_all_is_kept_when_there_is_room_again(
    windows: Windows, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = windows()
    heard: list[Exception] = []
    screen.context.trouble.connect(heard.append)
    screen.open(TICKET)
    with monkeypatch.context() as full:
        full.setattr(layouts_unsaved, "replace_whole", _no_room)
        for _ in range(2):
            shift(screen, 0.5)
            screen.keeping.keep()
        close(screen)
    assert [type(error) for error in heard] == [DiskFull, DiskFull], "once while it works, once at the end"
    changed = now(screen.work).source
    close(screen)
    assert [one.source for one in kept(house)] == [changed]


def _no_room(path: Path, data: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_the_window_tells_before_its_desk_is_closed_or_another_takes_its_place(open_window: Open, stage: Stage) -> None:
    window, first = open_window(stage).window, stage.desk
    heard: list[tuple[object, bool]] = []
    window.context.closing.connect(lambda: heard.append((window.context.desk, stage.desk.closed)))
    stage.desk = PlayedDesk(STATUS)
    window.open_desk()
    settle()
    assert heard == [(first, False)]
    window.close()
    assert heard[1:] == [(stage.desk, False)]
    assert stage.desk.closed
