"""Somebody stands at the counter with a question about an order."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest

from tests.devices.test_layout_files import GOOD
from tests.storage.story import attempt
from tests.ui.screens.house import House, shown, texts
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.domain.events import OrderStatus, TicketState
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.ports.printing import Drawing
from ticketforge_desktop.storage.admissions import _LOG
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.models.paged import ROW_ROLE
from ticketforge_desktop.ui.screens.orders import OrdersScreen
from ticketforge_desktop.ui.screens.orders.paper import paint_drawing


@pytest.fixture
def orders(context: Context) -> OrdersScreen:
    screen = OrdersScreen(context)
    shown(screen)
    return screen


def names(screen: OrdersScreen) -> list[str]:
    return [screen.model.index(at, 0).data(ROW_ROLE).name for at in range(screen.model.rowCount())]


def ask(screen: OrdersScreen, text: str) -> list[str]:
    screen.list.search.setText(text)
    screen.list.search.returnPressed.emit()
    return names(screen)


def test_one_field_finds_name_address_order_and_ticket(orders: OrdersScreen, house: House) -> None:
    ticket = next(t for t in house.valid_tickets() if t.holder and any(letter.isdecimal() for letter in t.number))
    wanted = house.queries.order(ticket.order)
    everything = len(names(orders))
    code = house.codes.code_of(ticket)
    for text in (wanted.row.name, wanted.row.email, wanted.row.holder, ticket.number, ticket.ean, code):
        found = ask(orders, text)
        assert wanted.row.name in found, text
        assert len(found) < everything


def test_the_newest_order_stands_first_and_a_state_narrows(orders: OrdersScreen, house: House) -> None:
    times = [orders.model.row_at(at).created_at for at in range(orders.model.rowCount())]
    assert times == sorted(times, reverse=True)
    orders.chips[OrderStatus.CANCELLED].click()
    rows = [orders.model.row_at(at) for at in range(orders.model.rowCount())]
    assert rows
    assert {row.status for row in rows} == {OrderStatus.CANCELLED}


def test_orders_of_one_event_are_listed_until_the_chip_is_closed(orders: OrdersScreen, house: House) -> None:
    everything = len(names(orders))
    orders.arrive(house.tonight)
    assert orders.event_chip.isVisible()
    some = len(names(orders))
    assert 0 < some < everything
    orders.event_chip.click()
    assert len(names(orders)) == everything
    assert not orders.event_chip.isVisible()


def test_nothing_found_names_what_would_do(orders: OrdersScreen) -> None:
    assert ask(orders, "nobodyofthatname") == []
    assert "Nothing found for “nobodyofthatname”" in texts(orders)


def test_an_order_shows_its_tickets_its_money_and_who_holds_it(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(lambda o: len(o.tickets) >= 2 and bool(o.row.holder))
    orders.arrive(order.row.name)
    page = orders.details
    assert page.header.title.text() == f"Order {order.row.name}"
    assert [cells[1].second for cells in page.tickets.rows] == [ticket.number for ticket in order.tickets]
    assert page.payment.total.text() == orders.context.formats.money(order.row.total)
    assert page.holder.name.text() == order.row.holder
    assert page.log.rows[-1][2].text.startswith("Ordered")


def test_what_the_shop_does_not_share_is_said(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(lambda o: not o.row.holder and not o.row.email)
    orders.arrive(order.row.name)
    assert orders.details.holder.name.text() == "not shared by the shop"


def test_a_layout_installed_while_the_window_is_open_can_be_chosen(
    orders: OrdersScreen, house: House, tmp_path: Path
) -> None:
    order = house.order_with(lambda o: any(t.state is TicketState.VALID for t in o.tickets))
    orders.arrive(order.row.name)
    orders.details.print_chosen()
    box = orders.preview.layout_box
    assert box.findData("small") < 0
    file = tmp_path / "small.toml"
    for title in ("Klubkarte", "Klubkarte, neu"):
        file.write_text(GOOD.replace('"Small"', f'"{title}"'), encoding="utf-8")
        LayoutShelf(house.layouts).install(str(file))
    orders.details.print_chosen()
    assert box.itemText(box.findData("small")) == "Klubkarte, neu"
    assert box.findData("small@1") < 0, "the past is not offered"
    box.choose("small")
    orders.preview._draw()
    assert orders.preview.paper.drawing is not None
    assert orders.preview.paper.drawing.width == 100


def test_the_bill_tells_categories_apart(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(
        lambda o: (
            len({t.event_id for t in o.tickets}) == 1
            and len({t.category_id for t in o.tickets}) > 1
            and all(line.category for line in o.lines if line.is_ticket and line.current_quantity)
        )
    )
    orders.arrive(order.row.name)
    said = [name for name, _ in orders.details.payment.lines.shown]
    kept = [line for line in order.lines if line.is_ticket and line.current_quantity]
    assert len({line.category for line in kept}) > 1
    assert all(any(name.endswith(f"× {line.category}") for name in said) for line in kept), said


def many_others_come(house: House, guests: int) -> None:
    """Scans after which the first of the evening are long past."""
    log = house.admissions
    other = attempt(at=house.clock.now(), ticket_id="ff" * 8, verdict=Verdict.ALREADY_USED)
    entries = [log._entry("note", stamp(other.at), other)] * guests
    house.profile._station_file.writer().run(lambda work: work.raw.executemany(_LOG, entries))


def test_an_admission_shows_in_the_order_at_once(orders: OrdersScreen, house: House) -> None:
    ticket = house.valid_tickets()[0]
    orders.arrive(ticket.order)
    at = [t.ticket_id for t in orders.details.tickets.tickets].index(ticket.ticket_id)
    assert orders.details.tickets.rows[at][4].text == "Valid"
    event = (house.tonight.event_id,)
    for _ in range(2):
        house.check_in.check(house.codes.code_of(ticket), event, "B", "entry", DEFAULT_MANAGER)
    orders.details.refresh()
    assert orders.details.tickets.rows[at][4].text == "Admitted"
    assert "Gate B" in orders.details.tickets.rows[at][5].text
    said = [row[2].text for row in orders.details.log.rows]
    order = house.queries.order(ticket.order)
    several = len({(t.event_id, t.category_id) for t in order.tickets}) > 1
    name = f"{ticket.unit} ({ticket.category})" if several else f"{ticket.unit}"
    assert f"Ticket {name} admitted" in said
    assert f"Ticket {name} at the door: Already used" in said
    house.check_in.undo(ticket.ticket_id, "wrong guest", DEFAULT_MANAGER, "B")
    many_others_come(house, 2100)
    orders.details.refresh()
    assert orders.details.tickets.rows[at][4].text == "Valid"
    assert any("taken back" in row[2].text and "wrong guest" in row[2].text for row in orders.details.log.rows)


def test_tickets_are_chosen_with_the_keyboard_and_the_words_follow(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(lambda o: len(o.tickets) >= 3 and all(t.state is TicketState.VALID for t in o.tickets))
    orders.arrive(order.row.name)
    page = orders.details
    page.tickets.setFocus()
    page.tickets.selectRow(1)
    QTest.keyClick(page.tickets, Qt.Key.Key_Space)
    assert [t.unit for t in page.tickets.checked] == [order.tickets[1].unit]
    assert page.chosen_words.text() == f"Ticket {order.tickets[1].unit} chosen"
    index = page.tickets.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    page.all_box.click()
    assert len(page.tickets.checked) == len(order.tickets)
    page.copy_tickets()
    assert QGuiApplication.clipboard().text().count("\n") == len(order.tickets) - 1
    page.all_box.click()
    assert page.tickets.checked == []


def test_a_click_beside_the_box_chooses_nothing(orders: OrdersScreen, house: House) -> None:
    orders.arrive(house.order_with(lambda o: len(o.tickets) >= 2).row.name)
    table = orders.details.tickets
    button = Qt.MouseButton.LeftButton
    name = table.visualRect(table.model().index(0, 2)).center()
    QTest.mouseClick(table.viewport(), button, pos=name)
    assert table.checked == []
    QTest.mouseClick(table.viewport(), button, pos=table.visualRect(table.model().index(0, 0)).center())
    assert len(table.checked) == 1


def test_tickets_that_admit_nobody_are_not_offered_to_the_printer(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(lambda o: bool(o.tickets) and all(t.state is not TicketState.VALID for t in o.tickets))
    orders.arrive(order.row.name)
    assert not orders.context.actions.possible("order.print")
    orders.details.print_chosen()
    assert orders.pages.currentWidget() is orders.details


def open_preview(orders: OrdersScreen, house: House) -> tuple[str, ...]:
    order = house.order_with(lambda o: len(o.tickets) == 2 and all(t.state is TicketState.VALID for t in o.tickets))
    orders.arrive(order.row.name)
    orders.details.print_chosen()
    assert orders.pages.currentWidget() is orders.preview
    return tuple(ticket.ticket_id for ticket in order.tickets)


def image_of(drawing: Drawing, dots_per_mm: float) -> QImage:
    image = QImage(round(drawing.width * dots_per_mm), round(drawing.height * dots_per_mm), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_drawing(painter, drawing, QRectF(image.rect()))
    painter.end()
    return image


def test_the_preview_shows_each_ticket_and_its_code_can_be_scanned(orders: OrdersScreen, house: House) -> None:
    import zxingcpp

    ids = open_preview(orders, house)
    page = orders.preview
    for ticket_id in ids:
        drawing = page.paper.drawing
        assert drawing is not None, page.fault.text()
        image = image_of(drawing, 16).convertToFormat(QImage.Format.Format_Grayscale8)
        plane = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
        read = {found.format.name: found.text for found in zxingcpp.read_barcodes(plane)}
        assert read["QRCode"] == house.codes.code_of(house.queries.ticket(ticket_id))
        page.turn(1)
    assert not page.next.isEnabled()


def test_every_layout_can_be_looked_at(orders: OrdersScreen, house: House) -> None:
    open_preview(orders, house)
    page = orders.preview
    for at in range(page.layout_box.count()):
        page.layout_box.setCurrentIndex(at)
        page.layout_box.activated.emit(at)
        assert page.paper.drawing is not None, (page.layout_box.currentText(), page.fault.text())
        assert not page.paper.grab().isNull()


def layout_for(page: object, language: str) -> None:
    for at in range(page.layout_box.count()):  # type: ignore[attr-defined]
        page.layout_box.setCurrentIndex(at)  # type: ignore[attr-defined]
        if language in page.info.languages:  # type: ignore[attr-defined]
            page.layout_box.activated.emit(at)  # type: ignore[attr-defined]
            return
    raise AssertionError(f"no layout for {language}")


def test_tickets_are_saved_as_pdf_and_zpl(orders: OrdersScreen, house: House, tmp_path: Path, qtbot) -> None:
    open_preview(orders, house)
    page = orders.preview
    for language, mark in (("pdf", b"%PDF-"), ("zpl", b"^XA")):
        layout_for(page, language)
        path = tmp_path / f"tickets.{language}"
        with qtbot.waitSignal(orders.context.told) as told:
            page.save(language, path)
        assert mark in path.read_bytes()
        assert told.args == ["admitted", f"2 tickets saved as tickets.{language}."]


def test_tickets_go_to_a_printer_in_the_network(orders: OrdersScreen, house: House, qtbot) -> None:
    open_preview(orders, house)
    page = orders.preview
    layout_for(page, "zpl")
    assert not page.print.isEnabled()  # nowhere to print yet
    jobs: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as printer:
        printer.settimeout(5)

        def take() -> None:
            connection, _ = printer.accept()
            with connection:
                data = b""
                while part := connection.recv(65536):
                    data += part
                jobs.append(data)

        paper = threading.Thread(target=take)
        paper.start()
        page.target.setText(f"127.0.0.1:{printer.getsockname()[1]}")
        assert page.print.isEnabled()
        with qtbot.waitSignal(orders.context.told) as told:
            page.send()
        paper.join()
    assert [job.count(b"^XF") for job in jobs] == [2], "one connection a run"
    assert told.args == ["admitted", "2 tickets printed."]
    assert page.outcome.text() == "2 tickets printed."


def test_a_printer_that_is_off_is_said_and_nothing_is_lost(orders: OrdersScreen, house: House, qtbot) -> None:
    open_preview(orders, house)
    page = orders.preview
    layout_for(page, "zpl")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    page.target.setText(f"127.0.0.1:{port}")
    with qtbot.waitSignal(orders.context.told) as told:
        page.send()
    assert told.args[0] == "refused"
    assert "not printed" in told.args[1]
    assert "1 ticket not begun" in told.args[1]
    assert page.print.isEnabled()


def test_escape_leads_from_the_preview_to_the_order_and_to_the_list(orders: OrdersScreen, house: House) -> None:
    open_preview(orders, house)
    QTest.keyClick(orders.preview.layout_box, Qt.Key.Key_Escape)
    assert orders.pages.currentWidget() is orders.details
    QTest.keyClick(orders.details.back, Qt.Key.Key_Escape)
    assert orders.pages.currentWidget() is orders.list
    assert orders.list.search.hasFocus()


def test_printing_from_the_list_opens_the_preview_of_the_chosen_order(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(lambda o: bool(o.tickets) and o.tickets[0].state is TicketState.VALID)
    ask(orders, order.row.name)
    assert orders.list.table.current_row.name == order.row.name
    orders.context.actions.trigger("orders.print")
    assert orders.pages.currentWidget() is orders.preview
    assert orders.preview.header.title.text() == f"Print order {order.row.name}"


def test_an_order_that_is_gone_leads_back(orders: OrdersScreen, qtbot) -> None:
    with qtbot.waitSignal(orders.context.trouble) as trouble:
        orders.arrive("#999999")
    assert trouble.args[0].code == "not_found"
    assert orders.pages.currentWidget() is orders.list


def test_tickets_of_several_events_each_name_their_own(orders: OrdersScreen, house: House) -> None:
    order = house.order_with(lambda o: len({t.event_id for t in o.tickets}) > 1)
    orders.arrive(order.row.name)
    page = orders.details
    titles = {key: house.queries.event(key).row.title for key in {t.event_id for t in order.tickets}}
    for ticket, cells in zip(order.tickets, page.tickets.rows, strict=True):
        assert cells[2].second.startswith(titles[ticket.event_id])
    assert all(title in page.header.line.text() for title in titles.values())
