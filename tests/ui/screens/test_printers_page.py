"""Printers in the window: set up while the form judges, tried with the test page, mended by what people see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.ui.screens.house import context_on, shown, texts
from tests.ui.screens.print_house import LABELS, TALKING, fresh_tickets, jam_under, print_house, settle_all, simulated
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.rights import ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.printer_options import TestAnswer
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.places import SIDE_PLACES
from ticketforge_desktop.ui.screens.orders import OrdersScreen
from ticketforge_desktop.ui.screens.orders.preview import PrintPreviewPage
from ticketforge_desktop.ui.settings.printers import PrintersScreen
from ticketforge_desktop.ui.settings.printers.form import NEW
from ticketforge_desktop.ui.settings.printers.words import FAULTS, answer_word, fault_word, language_word, way_words
from ticketforge_desktop.ui.wizard.printer_page import PrinterPage

CLERK = Staff("c1", "Clerk", ROLE_RIGHTS[Role.TILL])


@pytest.fixture(scope="module")
def store() -> Iterator[Desk]:
    with print_house() as desk:
        yield desk


@pytest.fixture
def desk(store: Desk) -> Iterator[Desk]:
    yield store
    settle_all(store)
    for setup in store.print_page.printers():
        if setup.name not in (TALKING.name, LABELS.name):
            store.print_page.setups.remove(setup.name)
    for setup in (TALKING, LABELS):
        store.print_page.setups.change(setup)


@pytest.fixture
def context(desk: Desk, app: QApplication) -> Iterator[Context]:
    with context_on(desk, app) as made:
        made.actions.declare(place.action for place in SIDE_PLACES)
        yield made


@pytest.fixture
def page(context: Context) -> PrintersScreen:
    screen = PrintersScreen(context)
    shown(screen)
    return screen


def press(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def faults(page: PrintersScreen) -> dict[str, str]:
    return {name: field.fault for name, field in page.form.fields.items() if field.fault}


def troubles_of(context: Context) -> list[Exception]:
    seen: list[Exception] = []
    context.trouble.connect(seen.append)
    return seen


def setup_of(desk: Desk, name: str) -> PrinterSetup:
    return desk.print_page.setups.get(name)


# The list


def test_each_printer_says_how_it_is(page: PrintersScreen, desk: Desk) -> None:
    assert [row.setup.name for row in page.rows] == [TALKING.name, LABELS.name]
    assert [row.state.text() for row in page.rows] == ["Ready", "Ready"]
    assert "ticket-2x5.5in" in page.rows[0].facts.text()
    printer = simulated(desk)
    printer.order("offline")
    run = desk.print_page
    run.setups.test(TALKING.name)
    press(page.again)
    assert page.rows[0].state.text() == "The printer is off or cut off"
    printer.mend()
    press(page.again)
    assert page.rows[0].state.text() == "Ready"


def test_one_with_a_paper_in_doubt_is_not_removed(page: PrintersScreen, context: Context, desk: Desk) -> None:
    jam_under(desk, 1, 1)
    seen = troubles_of(context)
    press(page.rows[0].remove)
    assert [type(one).__name__ for one in seen] == ["Conflict"]
    assert setup_of(desk, TALKING.name).name == TALKING.name


def test_who_may_not_set_up_looks_only(desk: Desk, app: QApplication) -> None:
    with context_on(desk, app, staff=CLERK) as context:
        context.actions.declare(place.action for place in SIDE_PLACES)
        screen = PrintersScreen(context)
        shown(screen)
        assert not screen.add.isEnabled()
        assert not screen.rows[0].change.isEnabled()
        assert not screen.rows[0].remove.isEnabled()
        assert screen.rows[0].test.isEnabled()


# The form


def test_the_form_names_what_is_wrong_while_it_is_typed(page: PrintersScreen) -> None:
    page.open_form(NEW)
    form = page.form
    form.judge()
    assert faults(page) == {}  # nothing is typed yet: nobody is blamed
    QTest.keyClicks(form.address, "192.0.2.7:x")
    form.judge()
    assert list(faults(page)) == ["transport"]
    form.address.setText("192.0.2.7")
    form.judge()
    assert faults(page) == {}
    QTest.keyClicks(form.name, "-x")
    form.judge()
    assert list(faults(page)) == ["name"]
    assert form.name.text() == "-x"


def test_a_layout_whose_codes_would_be_too_small_is_refused_there(page: PrintersScreen, desk: Desk) -> None:
    page.open_form(NEW)
    form = page.form
    form.language.choose("zpl")
    form.language.activated.emit(0)
    assert {form.layout_box.itemData(at) for at in range(form.layout_box.count())} >= {"label-10x5cm", "roll-80mm"}
    form.name.setText("Thin")
    form.address.setText("192.0.2.7")
    form.dpi.choose("152")
    form.layout_box.choose("label-10x5cm")
    press(form.keep)
    assert list(faults(page)) == ["layout"]
    assert [one.name for one in desk.print_page.printers()] == [TALKING.name, LABELS.name]


def test_pdf_goes_through_the_system(page: PrintersScreen) -> None:
    page.open_form(NEW)
    page.form.language.choose("pdf")
    page.form.language.activated.emit(0)
    assert page.form.way.key == "spool:"
    page.form.way.choose("tcp://")
    page.form.way.activated.emit(0)
    page.form.address.setText("192.0.2.7")
    page.form.judge()
    assert list(faults(page)) == ["transport"]


def test_a_new_printer_is_kept_and_tried_at_once(page: PrintersScreen, desk: Desk) -> None:
    press(page.add)
    form = page.form
    form.name.setText("Wristbands")
    form.way.choose("sim:")
    form.way.activated.emit(0)
    form.address.setText("bands")
    press(form.keep)
    kept = setup_of(desk, "Wristbands")
    assert (kept.language, kept.transport, kept.dpi) == ("fgl", "sim:bands", 203)
    assert kept.layout
    assert not form.isVisible()
    assert page.trial.printer == "Wristbands"
    assert page.practice.isVisible()
    page.open_form(NEW)
    form.name.setText("wristbands")
    form.address.setText("192.0.2.8")
    form.keep.click()
    assert faults(page) == {"name": "Another printer has this name."}


def test_changing_keeps_what_test_pages_mended(page: PrintersScreen, desk: Desk) -> None:
    desk.print_page.setups.answer(TALKING.name, "rotated")
    page.refresh()
    page.open_form(setup_of(desk, TALKING.name))
    assert not page.form.name.isEnabled()
    page.form.dpi.choose("300")
    press(page.form.keep)
    changed = setup_of(desk, TALKING.name)
    assert (changed.dpi, changed.options["turn"], changed.transport) == (300, 180, TALKING.transport)


# The test page


def test_the_test_page_asks_and_mends(page: PrintersScreen, desk: Desk) -> None:
    press(page.rows[1].test)
    trial = page.trial
    assert not trial.asked.isVisible()
    press(trial.print)
    assert trial.asked.isVisible()
    assert page.practice.told is not None
    assert page.practice.told.picture.startswith(b"\x89PNG")
    press(trial.answers[TestAnswer.ROTATED])
    assert setup_of(desk, LABELS.name).options["turn"] == 180
    assert trial.told.text() == "Changed. Print the page again and look."
    press(trial.print)
    press(trial.answers[TestAnswer.CUT_LEFT])
    assert setup_of(desk, LABELS.name).options["shift_x"] == 1.5
    for _ in range(3):
        press(trial.print)
        press(trial.answers[TestAnswer.PALE])
    assert setup_of(desk, LABELS.name).options["darkness"] == 3
    press(trial.print)
    press(trial.answers[TestAnswer.PALE])  # darker than that is the printer's own menu
    assert "printer's menu" in trial.told.text()
    press(trial.answers[TestAnswer.GOOD])
    assert trial.good
    assert not trial.asked.isVisible()


def test_a_page_that_jams_says_so_and_asks_all_the_same(page: PrintersScreen, desk: Desk) -> None:
    page.try_out(TALKING.name)
    page.practice.fault.choose("jam")
    press(page.practice.order)
    press(page.trial.print)
    assert page.trial.told.text() == "Paper jam. The page may have come out."
    assert page.practice.trouble.text() == "Paper jam"
    assert "It is spoiled." in page.practice.below.text()
    press(page.practice.mend)
    assert not page.practice.trouble.isVisible()
    assert simulated(desk).trouble == ""


def test_nothing_is_ordered_of_a_real_printer(page: PrintersScreen, desk: Desk) -> None:
    desk.print_page.setups.add(PrinterSetup("Real", "zpl", "tcp://127.0.0.1:9", "label-10x5cm", 203))
    page.refresh()
    page.use("Real")
    assert not page.practice.isVisible()
    assert page.trial.isVisibleTo(page)
    assert desk.print_page.practice("Real") is None
    with pytest.raises(Exception, match="real printer"):
        desk.print_page.order_fault("Real", "jam")


def test_every_choice_has_words(app: QApplication) -> None:
    from ticketforge_desktop.devices.printing.languages.registry import LANGUAGES
    from ticketforge_desktop.devices.printing.simulated.printer import FAULTS as ORDERED
    from ticketforge_desktop.ui.settings.printers.form import LANGUAGES as OFFERED
    from ticketforge_desktop.ui.settings.printers.words import WAYS

    assert set(OFFERED) == set(LANGUAGES)
    assert set(FAULTS) <= set(ORDERED)
    words = [answer_word(one) for one in TestAnswer] + [fault_word(one) for one in FAULTS]
    words += [language_word(one) for one in OFFERED] + [word for one in WAYS for word in way_words(one)]
    assert len(set(words)) == len(words)
    assert not set(words) & {*FAULTS, *OFFERED}


# The first run, and an order


def test_the_first_run_keeps_a_printer_and_prints_its_test_page(context: Context, desk: Desk) -> None:
    page = PrinterPage(context)
    page.retranslate()
    left: list[bool] = []
    page.done.connect(lambda: left.append(True))
    page.arrive()
    assert page.forward == "Continue without a printer"
    page.form.way.choose("sim:")
    page.form.address.setText("first")
    assert page.forward == "Keep it and go on to the test"
    page.leave()  # without a name it is not kept, and nobody is let on without knowing
    assert left == []
    assert page.form.fields["name"].fault
    page.form.name.setText("First")
    page.leave()
    assert left == []
    assert setup_of(desk, "First").transport == "sim:first"
    assert page.forward == "Continue"
    page.trial.send()
    page.trial.answer(TestAnswer.GOOD)
    page.leave()
    assert left == [True]
    page.deleteLater()


def test_who_has_no_printer_goes_on(context: Context, desk: Desk) -> None:
    page = PrinterPage(context)
    page.arrive()
    left: list[bool] = []
    page.done.connect(lambda: left.append(True))
    page.leave()
    assert left == [True]
    page.deleteLater()


def preview_of(context: Context, ids: tuple[str, ...], order: str) -> PrintPreviewPage:
    screen = OrdersScreen(context)
    shown(screen)
    screen.show_preview(ids, order)
    QApplication.processEvents()
    return screen.preview


def test_an_order_prints_on_a_printer_by_its_name(context: Context, desk: Desk) -> None:
    (ticket,) = fresh_tickets(desk, 1)
    page = preview_of(context, (ticket,), desk.queries.ticket(ticket).order)
    assert [page.printer_box.itemText(at) for at in range(page.printer_box.count())] == [
        TALKING.name,
        LABELS.name,
        "Another, by its address",
    ]
    assert page.printer_box.key == TALKING.name
    assert not page.target.isVisible()
    assert page.layout_box.key == TALKING.layout  # what lies in the printer is what is printed on
    page.printer_box.choose(LABELS.name)
    page.printer_box.activated.emit(page.printer_box.currentIndex())
    assert page.layout_box.key == LABELS.layout
    page.printer_box.choose(TALKING.name)
    page.printer_box.activated.emit(page.printer_box.currentIndex())
    page.layout_box.choose("roll-80mm")
    page.layout_box.activated.emit(page.layout_box.currentIndex())
    assert not page.print.isEnabled()
    assert any(words.startswith("This layout is not made for") for words in texts(page))
    page.layout_box.choose("ticket-2x5.5in")
    page.layout_box.activated.emit(page.layout_box.currentIndex())
    press(page.print)
    assert page.outcome.text() == "1 ticket printed."
    (job,) = desk.printing.room.ledger.jobs(ticket_id=ticket)
    assert (job.printer, job.layout, job.language) == (TALKING.name, "ticket-2x5.5in", "fgl")
    assert simulated(desk).papers[-1].ticket == ticket


def test_one_that_is_not_set_up_is_reached_by_its_address(context: Context, desk: Desk) -> None:
    (ticket,) = fresh_tickets(desk, 1)
    page = preview_of(context, (ticket,), desk.queries.ticket(ticket).order)
    page.printer_box.choose("")
    page.printer_box.setCurrentIndex(page.printer_box.count() - 1)
    page.printer_box.activated.emit(page.printer_box.currentIndex())
    assert page.target.isVisible()
    assert not page.print.isEnabled()
    page.target.setText("127.0.0.1:1")
    assert page.print.isEnabled()
