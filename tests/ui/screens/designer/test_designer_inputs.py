"""Columns, sheets, resolutions, dots, the printer's commands and test prints, as people set and see them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.screens.designer.table import drag, item, now
from tests.ui.screens.house import House
from ticketforge_desktop.domain.errors import BadInput, NotFound
from ticketforge_desktop.domain.layout_faults import reason
from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.services.ports.printers import Condition, Delivery
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.ui.screens.designer import DesignerScreen
from ticketforge_desktop.ui.screens.designer.columns import ColumnsEntry

DOT = 25.4 / 300


def type_in(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def columns_of(designer: DesignerScreen) -> Sequence[dict[str, object]]:
    found = designer.work.chosen[0].values["columns"]
    assert isinstance(found, list)
    return found


# Columns


@pytest.fixture
def columns(designer: DesignerScreen) -> ColumnsEntry:
    designer.open("delivery-note-a4")
    rows = next(one for one in now(designer.work).items if one.values.get("of") == "rows")
    designer.work.choose((rows.index,))
    entry = designer.form.entries["columns"]
    assert isinstance(entry, ColumnsEntry)
    return entry


def test_a_column_gets_a_width_words_and_a_weight_and_every_change_is_one_step_back(
    designer: DesignerScreen, columns: ColumnsEntry
) -> None:
    before = now(designer.work).source
    columns.choose(1)
    type_in(columns.width_field, "30")
    assert columns_of(designer)[1]["width"] == 30
    columns.looks["weight"].setCurrentIndex(1)
    columns.looks["weight"].activated.emit(1)
    assert columns_of(designer)[1]["weight"] == "bold"
    type_in(columns.words.lines["de"], "Titel: {title}")
    text = columns_of(designer)[1]["text"]
    assert isinstance(text, dict)
    assert text["de"] == "Titel: {title}"
    assert columns.words.lines["de"].text() == "Titel: {title}", "what is typed is not written over"
    assert "title" in [field.split("}")[0].strip("{") for field in texts_of(columns)]
    while designer.work.history is not None and designer.work.history.past:
        designer.work.undo()
    assert now(designer.work).source == before
    assert columns.chosen == 1


def texts_of(columns: ColumnsEntry) -> list[str]:
    return [columns.words.data.itemText(at) for at in range(columns.words.data.count())]


def test_columns_are_added_moved_and_removed_and_still_fit(designer: DesignerScreen, columns: ColumnsEntry) -> None:
    first, second, *_rest = columns_of(designer)
    count = len(columns_of(designer))
    columns.choose(0)
    columns.after.click()
    assert columns_of(designer)[:2] == [second, first]
    assert columns.chosen == 1
    wide = max(range(count), key=lambda at: float(str(columns_of(designer)[at]["width"])))
    columns.choose(wide)
    columns.add.click()
    assert len(columns_of(designer)) == count + 1, columns.fault.text()
    assert columns.chosen == wide + 1
    type_in(columns.words.lines["de"], "{number}")
    columns.remove.click()
    assert len(columns_of(designer)) == count
    assert now(designer.work).faults == ()


def test_columns_that_are_too_wide_or_name_unknown_data_are_refused_with_the_reason(
    designer: DesignerScreen, columns: ColumnsEntry
) -> None:
    before = now(designer.work)
    type_in(columns.width_field, "209")
    assert "The columns need" in columns.fault.text()
    assert now(designer.work).items[0].values == before.items[0].values
    type_in(columns.width_field, "0.2")
    assert columns.fields["width"].fault.startswith("A number from 1 to")
    columns.choose(0)
    type_in(columns.words.lines["de"], "{evnt}")
    assert "evnt" in columns.fault.text()
    assert columns.words.lines["de"].text() == "{evnt}", "it can be mended where it stands"


def test_what_repeats_is_named_after_its_document(designer: DesignerScreen, columns: ColumnsEntry) -> None:
    of = designer.form.entries["of"]
    words = {of.itemData(at): of.itemText(at) for at in range(of.count())}  # type: ignore[attr-defined]
    assert words["lines"] == "Address"
    of.choose("lines")  # type: ignore[attr-defined]
    of.activated.emit(of.currentIndex())  # type: ignore[attr-defined]
    assert "no data called" in designer.form.fields["of"].fault, "its columns name what the other rows have"


# The layout itself


def test_a_sheet_begins_as_an_a4_page_that_holds_as_many_as_fit(designer: DesignerScreen) -> None:
    designer.open("label-10x5cm")
    designer.work.choose(())
    form = designer.page.sheet
    before = now(designer.work).source
    form.switch.click()
    draft = now(designer.work)
    assert draft.sheet == {"size": (210, 297), "tickets": (2, 5), "at": (5, 23.5), "gap": (0, 0)}
    assert "only be made for PDF" in designer.column.fault.text()
    type_in(form.entries["tickets1"], "6")
    assert "2 × 6 tickets need 205 × 323.5 mm, the sheet has 210 × 297 mm" in designer.column.fault.text()
    type_in(form.entries["tickets1"], "2.5")
    assert form.fields["tickets1"].fault == "A whole number from 1 to 20."
    type_in(form.entries["gap0"], "1.5")
    assert now(designer.work).sheet is not None
    assert now(designer.work).sheet["gap"] == (1.5, 0)  # type: ignore[index]
    form.switch.click()
    assert now(designer.work).sheet is None
    assert now(designer.work).source == before


def test_resolutions_a_roll_and_the_edge_are_set_and_taken_away(designer: DesignerScreen) -> None:
    designer.work.choose(())
    page = designer.page
    type_in(page.dpi, "203, 600")
    assert now(designer.work).dpi == (203, 600)
    type_in(page.dpi, "many")
    assert page.fields["dpi"].fault == "Whole numbers, like 203, 300."
    type_in(page.dpi, "5000")
    assert "from 100 to 1200" in page.fields["dpi"].fault
    page.dpi.clear()
    page.dpi.textEdited.emit("")
    assert now(designer.work).dpi == ()
    page.continuous.click()
    assert now(designer.work).continuous
    assert not page.fields["flip"].isVisible(), "there is no back"
    designer.work.add("text", Place(5, 5, 40, 6), {"side": "back"})
    designer.work.choose(())
    assert page.fields["flip"].isVisible()
    page.flip.setCurrentIndex(1)
    page.flip.activated.emit(1)
    assert now(designer.work).flip == "short"


# Dots


def test_things_stop_at_the_dots_of_the_chosen_printer(designer: DesignerScreen) -> None:
    text = item(designer.work, "text").index
    designer.work.choose((text,))
    designer.column.dots.click()
    for _ in range(7):
        QTest.keyClick(designer.canvas, Qt.Key.Key_Right)
    x = now(designer.work).items[text].place.x
    assert x / DOT == pytest.approx(round(x / DOT), abs=0.06), "to the hundredth a file holds"
    other = now(designer.work).items[text].place
    drag(designer.canvas, (other.x + 3, other.y + 2), (other.x + 3.73, other.y + 3.31))
    moved = now(designer.work).items[text].place
    assert moved.y != other.y
    near = abs(moved.y / DOT - round(moved.y / DOT)) < 0.07
    snapped = any(abs(moved.y - edge) < 0.011 for edge in lines_of(designer, text, moved.height))
    assert near or snapped
    designer.column.dots.click()
    designer.work.choose((text,))
    QTest.keyClick(designer.canvas, Qt.Key.Key_Right)
    assert now(designer.work).items[text].place.x == pytest.approx(moved.x + 0.5)


def lines_of(designer: DesignerScreen, text: int, high: float) -> list[float]:
    """Where the top of something so high comes to stand at an edge or a middle."""
    places = [one.place for one in now(designer.work).items if one.index != text]
    places.append(Place(0, 0, now(designer.work).width, now(designer.work).height))
    lines = [at for one in places for at in (one.y, one.y + one.height / 2, one.y + one.height)]
    return [line - part for line in lines for part in (0, high / 2, high)]


# Commands


def test_the_printers_commands_are_read_beside_the_ticket_and_choose_their_items(designer: DesignerScreen) -> None:
    checks, view = designer.checks, designer.checks.commands
    checks.show_view("commands")
    designer.trials.judge()
    assert view.commands is not None
    lines = [line.text for line in view.commands.paper]
    assert lines[-1] == "<p>"
    assert view.size_line.text() == f"{view.commands.bytes} bytes a ticket"
    qr = item(designer.work, "qr")
    at = next(at for at in range(view.list.topLevelItemCount()) if "<QR" in view.list.topLevelItem(at).text(0))
    row = view.list.topLevelItem(at)
    assert row.text(1) == "Ticket code"
    view.list.itemClicked.emit(row, 0)
    assert designer.work.selection == (qr.index,)
    assert row.isSelected()
    designer.work.choose((item(designer.work, "ean13").index,))
    assert not row.isSelected()
    view.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[-1] == "<p>"


def test_commands_follow_printer_and_draft_and_say_when_there_are_none(designer: DesignerScreen) -> None:
    checks, view = designer.checks, designer.checks.commands
    checks.show_view("commands")
    checks.printer.setCurrentIndex(checks.printer.findText("ZPL, 203 dpi"))
    checks.printer.activated.emit(checks.printer.currentIndex())
    designer.trials.judge()
    assert view.commands is not None
    assert any(line.text.startswith("^XA") for line in view.commands.opening)
    assert any(row.text(1) == "once a run" for row in (view.list.topLevelItem(0), view.list.topLevelItem(2)))
    designer.work.resize(item(designer.work, "qr").index, Place(4, 4, 12, 12))
    designer.trials.judge()
    assert view.commands is None
    assert "while it has faults" in view.size_line.text()
    assert not view.copy.isEnabled()


def test_the_picture_is_set_as_the_chosen_printer_sets_it(designer: DesignerScreen) -> None:
    """A printer that only adds ink has no white on black: the box is a frame there."""
    as_fgl = designer.canvas.paper.drawing
    designer.checks.printer.setCurrentIndex(designer.checks.printer.findText("PDF", Qt.MatchFlag.MatchContains))
    designer.checks.printer.activated.emit(designer.checks.printer.currentIndex())
    as_pdf = designer.canvas.paper.drawing
    assert as_fgl is not None
    assert as_pdf is not None
    whites = [[mark for mark in drawing.marks if getattr(mark, "ink", "") == "white"] for drawing in (as_fgl, as_pdf)]
    assert (bool(whites[0]), bool(whites[1])) == (False, True)


# Test prints


class Proofing:
    """Stands for the desk's page: what it is asked, and what it answers."""

    def __init__(self, answer: Delivery | Exception) -> None:
        self.answer, self.asked = answer, list[tuple[str, str, str]]()

    def __call__(self, draft: object, face: object, printer: str, words: str) -> Delivery:
        self.asked.append((getattr(draft, "name", ""), printer, words))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "tone", "words"),
    [
        (Delivery(PrintState.PRINTED, True, Condition.READY), "admitted", "came out of Boca 1"),
        (Delivery(PrintState.PRINTED, False, Condition.UNKNOWN), "admitted", "can't say whether"),
        (Delivery(PrintState.FAILED, True, Condition.OFFLINE), "refused", "Boca 1 took nothing: "),
        (Delivery(PrintState.IN_DOUBT, True, Condition.JAM), "attention", "Paper jam"),
        (BadInput("x", reasons=(reason("no_notice"),)), "refused", "add a notice"),
    ],
)
def test_a_test_print_goes_to_the_printer_somebody_chose_and_says_what_became_of_it(
    designer: DesignerScreen, house: House, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch,
    answer: Delivery | Exception, tone: str, words: str,
) -> None:  # fmt: skip
    page = Proofing(answer)
    monkeypatch.setattr(type(house.design_page), "test_print", lambda _self, *given: page(*given))  # type: ignore[attr-defined]
    menu = designer.proofs.menu(designer.files.targets_of(now(designer.work).languages))
    assert [action.text() for action in menu.actions()] == ["Boca 1 · FGL, 300 dpi", "Büro · PDF, 300 dpi"]
    assert page.asked == [], "nothing is printed before a printer is chosen"
    menu.actions()[0].trigger()
    menu.deleteLater()
    QApplication.processEvents()
    assert page.asked == [("ticket-2x5.5in", "Boca 1", "de")]
    assert told[-1][0] == tone
    assert words in told[-1][1]


def test_no_test_print_without_a_printer_and_trouble_is_told(
    designer: DesignerScreen, house: House, told: list[tuple[str, str]], troubles: list[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    designer.proofs.ask([], designer.header.test)
    assert "No printer is set up" in told[-1][1]
    page = Proofing(NotFound("There is no printer 'attic'."))
    monkeypatch.setattr(type(house.design_page), "test_print", lambda _self, *given: page(*given))  # type: ignore[attr-defined]
    designer.proofs.print_on("attic")
    assert troubles == [page.answer]
    designer.proofs.print_on("attic")
    assert len(page.asked) == 2, "one that failed does not hold up the next"
