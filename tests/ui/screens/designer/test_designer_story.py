"""A layout is opened, changed, tried and kept, on the real mirror, shelf and scanner."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.screens.designer import table
from tests.ui.screens.designer.table import TICKET, furnish, item, now
from tests.ui.screens.house import House, context_on, shown
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.services.ports.mirror import EventFilter, Sort
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.ui.language import Translators
from ticketforge_desktop.ui.places import SIDE_PLACES
from ticketforge_desktop.ui.screens.designer import DesignerScreen
from ticketforge_desktop.ui.screens.designer.entries import LengthField, WordsEntry


def length(screen: DesignerScreen, key: str) -> LengthField:
    entry = screen.form.entries[key]
    assert isinstance(entry, LengthField)
    return entry


def type_in(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def words_of(screen: DesignerScreen) -> list[str]:
    return [check.words for check in screen.checks.list.checks]


def test_it_opens_with_the_longest_names_and_every_code_scans(designer: DesignerScreen, house: House) -> None:
    drawing = designer.canvas.paper.drawing
    assert drawing is not None
    assert (drawing.width, drawing.height) == (139.7, 50.8)
    rows = house.queries.events(EventFilter(), Sort("title")).page(0, 500)
    longest = max(len(row.title) for row in rows)
    sample = designer.checks.face
    assert sample is not None
    assert sample.name == "longest"
    assert len(sample.face.event) == longest
    assert sample.face.code != house.codes.code_of(house.valid_tickets()[0]), "no code on a screen admits anybody"
    designer.trials.judge()
    assert designer.checks.standing.text() == "It can be printed, and every code scans."
    assert any(words.startswith("Ticket code scans at 300 dpi") for words in words_of(designer))


def test_a_code_that_is_too_small_is_told_and_framed_and_not_saved(
    designer: DesignerScreen, told: list[tuple[str, str]], house: House
) -> None:
    code = item(designer.work, "qr")
    designer.work.resize(code.index, Place(4, 4, 12, 12))
    designer.trials.judge()
    assert "can't be printed" in designer.checks.standing.text()
    assert any("fewer than 4 dots" in words for words in words_of(designer))
    assert code.index in designer.canvas.faulty, "it lies on the event's name"
    designer.canvas.grab()
    designer.work.choose(())
    designer.files.save()
    assert told[-1][0] == "refused"
    assert "lies on: Event" in told[-1][1]
    assert designer.work.selection != (), "what is wrong is chosen"
    assert LayoutShelf(house.layouts).layout(TICKET).version == 1
    row = next(at for at, one in enumerate(designer.checks.list.checks) if one.item == code.index)
    designer.work.choose(())
    designer.checks.list.itemClicked.emit(designer.checks.list.item(row))
    assert designer.work.selection == (code.index,)


def test_saving_makes_a_new_version_and_the_one_that_came_with_the_program_stays(
    designer: DesignerScreen, told: list[tuple[str, str]], house: House
) -> None:
    designer.work.choose((item(designer.work, "text").index,))
    designer.work.move(0, 0.5)
    assert "changed, not saved" in designer.header.line.text()
    assert designer.context.actions.trigger("design.save")
    version = LayoutShelf(house.layouts).layout(TICKET).version
    assert version == 2
    assert now(designer.work).version == 2
    assert told[-1] == ("admitted", f"{TICKET} is saved as version {version}.")
    assert "not saved" not in designer.header.line.text()
    assert not designer.context.actions.possible("design.save")
    assert designer.context.actions.trigger("design.undo"), "what was saved can still be taken back"
    assert designer.context.actions.trigger("design.save")
    assert LayoutShelf(house.layouts).layout(TICKET).version == 3
    assert told[-1][1].endswith("as version 3.")


def test_numbers_are_checked_as_they_are_typed(designer: DesignerScreen) -> None:
    designer.work.choose((item(designer.work, "text").index,))
    place = item(designer.work, "text").place
    edit = length(designer, "at0")
    type_in(edit, "6,25")
    assert item(designer.work, "text").place.x == 6.25
    assert edit.text() == "6,25"
    assert designer.form.fields["at0"].fault == ""
    type_in(edit, "abc")
    assert designer.form.fields["at0"].fault.startswith("A number from 0")
    assert edit.text() == "abc"
    assert item(designer.work, "text").place.x == 6.25
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "abc"
    type_in(edit, "7")
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "7.5"
    assert item(designer.work, "text").place.x == 7.5
    designer.work.undo()
    assert item(designer.work, "text").place == place, "one input is one step"
    assert edit.text() == f"{place.x:g}"


def test_a_type_size_below_its_smallest_is_refused_with_the_reason(designer: DesignerScreen) -> None:
    designer.work.choose((item(designer.work, "text").index,))
    type_in(length(designer, "min_pt"), "150")
    assert "larger than the type (24 pt)" in designer.form.fields["min_pt"].fault
    values = item(designer.work, "text").values
    assert values["min_pt"] == 15, "what was valid on the way there stands"


def test_words_in_two_languages_and_data_that_there_is_not(designer: DesignerScreen) -> None:
    designer.work.add("text", Place(5, 44, 40, 5))
    entry = designer.form.entries["text"]
    assert isinstance(entry, WordsEntry)
    type_in(entry.lines["de"], "Eingang {gate}")
    assert "“gate”" in entry.fields["de"].fault
    assert designer.work.chosen[0].values["text"] != "Eingang {gate}"
    type_in(entry.lines["de"], "Eingang ")
    entry.data.setCurrentIndex(entry.data.findData("{seat}"))
    entry.data.activated.emit(entry.data.currentIndex())
    assert designer.work.chosen[0].values["text"] == {"de": "Eingang {seat}", "en": "Text"}
    assert entry.fields["de"].fault == ""
    type_in(entry.lines["en"], "Eingang {seat}")
    assert designer.work.chosen[0].values["text"] == "Eingang {seat}", "alike in both, it is one text"


def test_choices_and_switches_go_into_the_file_and_back_to_their_usual_value(designer: DesignerScreen) -> None:
    designer.work.choose((item(designer.work, "ean13").index,))
    designer.form.entries["digits"].click()  # type: ignore[attr-defined]
    assert item(designer.work, "ean13").values["digits"] is False
    turn = designer.form.entries["turn"]
    turn.setCurrentIndex(turn.findData("180"))  # type: ignore[attr-defined]
    turn.activated.emit(turn.currentIndex())  # type: ignore[attr-defined]
    assert item(designer.work, "ean13").values["turn"] == 180
    turn.setCurrentIndex(0)  # type: ignore[attr-defined]
    turn.activated.emit(0)  # type: ignore[attr-defined]
    assert "turn" not in item(designer.work, "ean13").values


def test_the_layout_itself_has_a_form_while_nothing_is_chosen(designer: DesignerScreen) -> None:
    designer.work.choose(())
    assert designer.page.isVisible()
    assert not designer.form.isVisible()
    type_in(designer.page.name, "Bad Names")
    assert designer.page.fields["name"].fault
    assert now(designer.work).name == TICKET
    type_in(designer.page.name, "my-ticket")
    assert now(designer.work).name == "my-ticket"
    assert designer.page.fields["name"].fault == ""
    type_in(designer.page.titles["en"], "My ticket")
    assert designer.header.title.text() == "My ticket"
    type_in(designer.page.sides[0], "4")
    assert designer.page.fields["size0"].fault.startswith("A number from 10")
    type_in(designer.page.sides[0], "150")
    assert now(designer.work).width == 150
    for language in now(designer.work).languages:
        designer.page.printers[language].click()
    assert now(designer.work).languages == ("pdf",), "one stays"
    assert designer.page.refusal.text()
    assert {target.language for target in designer.checks._targets} == {"pdf"}


def test_printers_that_are_set_up_come_first(designer: DesignerScreen) -> None:
    names = [designer.checks.printer.itemText(at) for at in range(designer.checks.printer.count())]
    assert names[0] == "Boca 1 · FGL, 300 dpi"
    assert "Büro · PDF, 300 dpi" in names
    assert "ZPL, 203 dpi" in names
    designer.checks.printer.setCurrentIndex(names.index("ZPL, 203 dpi"))
    designer.checks.printer.activated.emit(designer.checks.printer.currentIndex())
    designer.trials.judge()
    assert any("203 dpi" in words for words in words_of(designer))


def test_everything_can_be_added_and_taken_back(designer: DesignerScreen) -> None:
    before = now(designer.work).source
    kinds = [kind for kind in designer.parts.tools if kind != "image"]
    assert {"text", "qr", "ean13", "box", "line", "tear"} <= set(kinds)
    for kind in kinds:
        designer.parts.tools[kind].click()
        if designer.work.selection:
            assert designer.work.chosen[0].kind == kind
            assert designer.form.isVisible()
        designer.context.actions.trigger("design.undo")
        assert now(designer.work).source == before, kind


def test_changes_wait_while_somebody_looks_elsewhere(designer: DesignerScreen, told: list[tuple[str, str]]) -> None:
    designer.work.choose((0,))
    designer.work.move(0.5, 0)
    changed = now(designer.work).source
    designer.leave()
    designer.leave()
    assert [tone for tone, _ in told] == ["attention"], "told once"
    designer.open("roll-80mm")
    designer.arrive(TICKET)
    assert now(designer.work).source == changed


@pytest.fixture
def german(app: QApplication) -> Iterator[None]:
    translators = Translators()
    translators.use("de")
    yield
    translators.clear()


def test_it_speaks_german_with_commas(designer: DesignerScreen, german: None) -> None:
    designer.context.set_language("de")
    designer.retranslate()
    QApplication.processEvents()
    designer.work.choose((item(designer.work, "qr").index,))
    assert "139,7 × 50,8 mm" in designer.header.line.text()
    assert designer.column.title.text() == "Ticketcode"
    assert designer.parts.tools["line"].text() == "Linie"
    designer.trials.judge()
    assert designer.checks.standing.text().startswith("Es kann gedruckt werden")
    designer.work.resize(item(designer.work, "qr").index, Place(4, 4, 12, 12))
    assert "liegt auf: Veranstaltung" in designer.column.fault.text()
    designer.trials.judge()
    assert any("braucht er" in words and "er hat 12 mm" in words for words in words_of(designer))
    designer.work.undo()
    designer.trials.judge()
    assert any(re.search(r" \d,\d+ mm$", words) for words in words_of(designer))


def test_list_canvas_and_form_choose_together(designer: DesignerScreen) -> None:
    listed = designer.parts.items
    assert listed.count() == len(designer.work.items)
    listed.setCurrentRow(0)
    assert designer.work.selection == (len(designer.work.items) - 1,), "the topmost is listed first"
    listed.selectAll()
    assert len(designer.work.selection) == listed.count()
    assert not designer.form.isVisible()
    assert designer.several.edges.isVisible()
    designer.several.edges.setCurrentIndex(1)
    designer.several.edges.activated.emit(1)
    designer.context.actions.trigger("design.undo")
    assert not designer.work.changed


def test_pictures_and_verdicts_are_made_beside_the_window(house: House, app: QApplication) -> None:
    furnish(house)
    with context_on(house, app, threads=True) as context:
        screen = DesignerScreen(context)
        shown(screen)
        deadline = 400
        while (screen.canvas.paper.drawing is None or not screen.checks.list.checks) and deadline:
            QTest.qWait(25)
            deadline -= 1
        assert screen.checks.list.checks
        screen.hide()


def test_whoever_may_not_set_up_the_station_does_not_come_here() -> None:
    place = next(place for place in SIDE_PLACES if place.name == "designer")
    till = Staff("t", "Till", ROLE_RIGHTS[Role.TILL])
    assert place.action.right not in till.rights


def test_papers_that_are_no_tickets_are_shown_with_made_up_data(
    designer: DesignerScreen, troubles: list[Exception]
) -> None:
    known = [info.name for info in designer.files.layouts]
    documents = [name for name in known if name.startswith(("address", "delivery", "receipt"))]
    assert len(documents) >= 3
    for name in documents:
        designer.open(name)
        assert now(designer.work).document != "ticket"
        assert designer.checks.sample.count() == 1
        assert designer.canvas.paper.drawing is not None
        assert designer.canvas.paper.drawing.marks
        assert "qr" not in designer.parts.tools
        for one in now(designer.work).items:
            designer.work.choose((one.index,))
            assert designer.form.isVisible()
        designer.trials.judge()
        assert designer.checks.standing.text().startswith("It can be printed"), words_of(designer)
    assert troubles == []


def test_a_printer_that_was_set_up_meanwhile_is_there_on_return(
    designer: DesignerScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = PrinterSetup("Kasse 2", "zpl", "sim:kasse", dpi=203)
    monkeypatch.setattr(table, "SETUPS", [*table.SETUPS, later])
    designer.work.choose((1,))
    designer.arrive()
    assert designer.checks.printer.findText("Kasse 2 · ZPL, 203 dpi") >= 0
    assert designer.work.selection == (1,), "what was chosen is still chosen"


def test_a_layout_that_is_asked_for_is_not_covered_by_the_first(house: House, app: QApplication) -> None:
    """What layouts there are is known a moment later; by then something else was asked for."""
    furnish(house)
    with context_on(house, app, threads=True) as context:
        screen = DesignerScreen(context)
        shown(screen).arrive("roll-80mm")
        tries = 400
        while (screen.work.draft is None or not screen.files.layouts) and tries:
            QTest.qWait(25)
            tries -= 1
        QTest.qWait(100)
        assert now(screen.work).name == "roll-80mm"
        assert screen.work.left == ()
        screen.hide()
