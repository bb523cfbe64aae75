"""What the till's people may do with their drawer, what they are told, and what stands on the report's paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.devices.tickets import SHELF
from tests.oracles.escpos_printer import EscPosPrinter
from tests.oracles.printer_server import PrinterServer
from tests.services.stations import HandClock
from tests.services.test_receipts import QUICK
from tests.storage.story import EAN_KEY, KEYS
from tests.storage.till_story import Counter, line
from ticketforge_desktop.devices.printing.printer_papers import DevicePapers
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.domain.basket import Discount, DiscountKind
from ticketforge_desktop.domain.cash import cash_rule
from ticketforge_desktop.domain.errors import BadInput, NotFound, RightMissing
from ticketforge_desktop.domain.records import ShopRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.shifts import FiscalFact, MoveKind, PaperFact, StockFact
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.host.printer_locks import PrinterLocks
from ticketforge_desktop.services.export_bookings import COLUMNS, ExportBookings, ExportForm
from ticketforge_desktop.services.fiscal import Fiscal
from ticketforge_desktop.services.money_settings import CASH_ROUNDING, TAX_PRICES, TAX_RATE, TAX_RATES
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.shifts import CashCount
from ticketforge_desktop.services.ports.till import NoOpenShift
from ticketforge_desktop.services.print_reports import PrintReports
from ticketforge_desktop.services.receipts import ReceiptRoom
from ticketforge_desktop.services.report_faces import ReportSetting, report_face, report_text
from ticketforge_desktop.services.settings import SettingsBook
from ticketforge_desktop.services.shift_views import report_json, shift_json
from ticketforge_desktop.services.shifts import ShiftDesk
from ticketforge_desktop.services.till_money import TillMoney
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

EUR = cash_rule("EUR")
ANNA = Staff("anna", "Anna Ü.", ROLE_RIGHTS[Role.TILL])
STEWARD = Staff("otto", "Otto", ROLE_RIGHTS[Role.STEWARD])
SHOP = ShopRecord(1, "nord.myshopify.com", "Bühne Nord", "EUR", "Europe/Berlin", "Basic", "DE")


class House:
    """A till's desk on real files."""

    def __init__(self, profile: Profile) -> None:
        self.profile, self.clock = profile, HandClock()
        self.till = Counter(profile, "EUR")
        self.clock.at = self.till.at
        self.shop: ShopRecord | None = SHOP
        self.blind = True

    def desk(self, staff: Staff = ANNA) -> ShiftDesk:
        fiscal = Fiscal(self.profile.fiscal, None, "t", lambda: "DE", staff, self.clock)
        station = self.profile.station
        return ShiftDesk(
            self.profile.shifts, fiscal, lambda: self.shop, station.station_name, self.clock, staff, lambda: self.blind
        )

    def sold(self) -> None:
        """A discount, a split, an invoice and a refund."""
        self.till.sell(
            [line(), line(999, 2, 1900, "B")],
            [Tendered(Tender.CARD, None, "T-1", approved=False), Tendered(Tender.CASH)],
            Discount(DiscountKind.PERCENT, 1000, "Stammgast"),
            cash=EUR,
        )
        self.till.take_back(self.till.sell(tendered=[Tendered(Tender.INVOICE)], cash=EUR), Tender.CASH, 200)
        self.clock.at = self.till.at


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_profile(tmp_path / "home", KEYS, ShopKeys(lambda: EAN_KEY)) as profile:
        yield House(profile)


def test_a_clerk_counts_blindly_and_a_manager_sees(house: House) -> None:
    desk = house.desk()
    desk.open(15_000)
    house.sold()
    blind = desk.report()
    assert (blind.drawer, blind.total_minor) == (None, 0)
    told = report_json(blind)
    assert (told["blind"], told["expected"], told["total"], told["tenders"]) == (True, None, None, [])
    text = report_text(report_face(blind, ReportSetting("Bühne Nord", "Europe/Berlin", {}), "de"), "de")
    assert "Vor der Zählung verdeckt" in text
    assert "54,00" not in text
    seen = house.desk(DEFAULT_MANAGER).report().drawer
    assert seen is not None
    assert seen.expected_minor == 15_000 + 5_578 - 4_000
    assert desk.shifts()[0].expected_minor == 0
    house.blind = False
    assert desk.report().drawer == seen


def test_the_count_by_pieces_closes_the_shift(house: House) -> None:
    desk = house.desk()
    desk.open(10_000)
    done = desk.close(desk.count({5000: 1, 2000: 2, 500: 0, 1: 50}, "  zu   wenig "))
    assert done.drawer is not None
    assert (done.drawer.counted_minor, done.drawer.difference_minor) == (9_050, -950)
    assert (done.drawer.count, done.note, done.closed_by) == (((5000, 1), (2000, 2), (1, 50)), "zu wenig", "anna")
    assert done.notices == ("fiscal_missing",)
    assert desk.newest() == done == house.desk(DEFAULT_MANAGER).report(1)
    assert house.desk(DEFAULT_MANAGER).check().ok
    assert shift_json(desk.shifts()[0])["difference"] == "0.00"  # for those who may see reports
    assert shift_json(house.desk(DEFAULT_MANAGER).shifts()[0])["difference"] == "-9.50"


@pytest.mark.parametrize(
    ("deed", "right"),
    [
        (lambda desk: desk.open(0), "sell"),
        (lambda desk: desk.move(MoveKind.IN, 1, "x"), "sell"),
        (lambda desk: desk.close(CashCount(0)), "sell"),
        (lambda desk: desk.report(), "sell"),
        (lambda desk: desk.newest(), "sell"),
        (lambda desk: desk.report(1), "reports"),
        (lambda desk: desk.check(), "reports"),
    ],
)
def test_a_steward_keeps_out_of_the_drawer(house: House, deed, right: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RightMissing) as refused:
        deed(house.desk(STEWARD))
    assert refused.value.facts["right"] == right
    assert house.profile.shifts.shifts() == []


@pytest.mark.parametrize(
    ("deed", "field"),
    [
        (lambda desk: desk.open(-1), "float"),
        (lambda desk: desk.move(MoveKind.OUT, 0, "x"), "amount"),
        (lambda desk: desk.move(MoveKind.OUT, 1, "  "), "reason"),
        (lambda desk: desk.move(MoveKind.OUT, 1, "x" * 201), "reason"),
        (lambda desk: desk.close(CashCount(-5)), "counted"),
        (lambda desk: desk.close(CashCount(500, ((200, 1),))), "counted"),
        (lambda desk: desk.close(CashCount(0, note="x" * 201)), "note"),
        (lambda desk: desk.count({300: 1}), "count"),
    ],
)
def test_bad_input_leaves_the_shift_as_it_was(house: House, deed, field: str) -> None:  # type: ignore[no-untyped-def]
    if field != "float":
        house.desk().open(10_000)
    before = house.profile.shifts.shifts(), len(house.profile.station.audit_rows(99))
    with pytest.raises(BadInput) as refused:
        deed(house.desk())
    assert refused.value.facts["field"] == field
    assert (house.profile.shifts.shifts(), len(house.profile.station.audit_rows(99))) == before


def test_without_a_shop_or_a_shift(house: House) -> None:
    for deed in (lambda desk: desk.report(), lambda desk: desk.newest(), lambda desk: desk.close(CashCount(0))):
        with pytest.raises(NoOpenShift):
            deed(house.desk())
    house.shop = None
    with pytest.raises(NotFound):
        house.desk().open(0)
    assert house.desk().current() is None
    assert house.desk().notices() == ("fiscal_missing",)


def test_everything_of_the_evening_stands_on_the_paper_in_both_languages(house: House) -> None:
    desk = house.desk()
    desk.open(15_000)
    house.sold()
    desk.move(MoveKind.IN, 2_000, "Wechselgeld")
    done = replace(
        desk.close(desk.count({10000: 1, 5000: 1, 2000: 1})),
        papers=(PaperFact("ticket", 6, 1, 2, 1), PaperFact("drawer", 3, 0, 0, 0)),
        stock=(StockFact("R-7", "Boca", 6, 1, 2, 90),),
        fiscal=(FiscalFact("ab" * 32, 4, 1, 0),),
    )
    setting = ReportSetting("Bühne Nord", "Europe/Berlin", {"manager": "Manager", "anna": "Anna Ü."}, "9f86", ("Ort",))
    german, english = report_face(done, setting, "de"), report_face(done, setting, "en")
    assert (german.title, english.title, german.chain, german.cashier) == (
        "Z-Bericht 1",
        "Z report 1",
        "9f86",
        "Anna Ü.",
    )
    rows = {(row.label.removeprefix("· "), row.count): row.amount.decimal if row.amount else "" for row in german.rows}
    for label, count, amount in (
        ("Verkauf", "2", "97.78"),
        ("Erstattung", "1", "-40.00"),
        ("Summe", "", "57.78"),
        ("darin Rabatte", "", "6.20"),
        ("darin Gebühren", "", "2.00"),
        ("Bar", "1", "55.78"),
        ("Bar zurückgegeben", "1", "-40.00"),
        ("Rechnung", "1", "42.00"),
        ("Rechnung noch offen", "", "42.00"),
        ("Karte abgelehnt", "1", ""),
        ("19 %", "", "17.98"),
        ("7 %", "", "37.80"),
        ("Konzert", "", ""),
        ("A", "1", "37.80"),
        ("B", "2", "17.98"),
        ("Manager", "3", "57.78"),
        ("Wechselgeld", "", "150.00"),
        ("Einlage: Wechselgeld", "", "20.00"),
        ("100,00", "1 ×", "100.00"),
        ("Abgeschlossen: Anna Ü.", "", ""),
        ("Tickets", "6", ""),
        ("Nachdrucke und Kopien", "1", ""),
        ("Lade geöffnet", "3", ""),
        ("Rolle R-7 · noch 90", "6", ""),
        ("fehlt", "2", ""),
        ("signiert", "4", ""),
        ("ausgefallen", "1", ""),
    ):
        assert rows[label, count] == amount, label
    assert [(row.label, row.amount.decimal if row.amount else "") for row in german.results] == [
        ("Soll", "185.78"),
        ("Gezählt", "170.00"),
        ("Differenz", "-15.78"),
    ]
    assert "KassenSichV" in german.notices[0]
    assert len(english.rows) == len(german.rows)
    assert "Expected" in report_text(english, "en")


def test_a_z_report_is_printed_once_and_then_as_a_copy(house: House) -> None:
    desk, profile = house.desk(DEFAULT_MANAGER), house.profile
    desk.open(0)
    x, printer = desk.report(), EscPosPrinter(576, 6000)
    done = desk.close(CashCount(0))
    with PrinterServer(printer) as server:
        setup = PrinterSetup("Bon", "escpos", server.address, "receipt-80mm", options={"patience": 1.0})
        room = ReceiptRoom(
            profile.print_ledger,
            lambda _name: setup,
            DevicePapers(SHELF),
            PrinterRoom(SHELF, pacing=QUICK).open_session,
            PrinterLocks(profile.folder, lambda name: name),
            house.clock,
        )
        printing = PrintReports(room, DEFAULT_MANAGER)
        setting = ReportSetting("Bühne Nord", "Europe/Berlin", {})
        for report in (done, done, x, x):
            job = printing.print_report(report, report_face(report, setting, "de"), "Bon", "KOPIE")
            assert str(job.state) == "printed"
            told = printer.tickets[-1].texts
            assert any("Z-Bericht 1 – KOPIE" in text for text in told) == (job.copy_kind == "copy")
    jobs = profile.print_ledger.jobs(limit=9)
    assert sorted((job.ticket_id[:10], job.kind, job.copy_kind) for job in jobs) == [
        ("report:X-1", "report", ""),
        ("report:X-1", "report", ""),
        ("report:Z-1", "report", ""),
        ("report:Z-1", "report", "copy"),
    ]
    assert printer.refused == []


def test_the_accountants_table(house: House) -> None:
    desk = house.desk(DEFAULT_MANAGER)
    desk.open(15_000)
    house.till.sell([replace(line(), title='=HYPERLINK("x")\n· A')], cash=EUR)
    house.clock.at = house.till.at
    desk.move(MoveKind.DROP, 1_000, "-Tresor")
    desk.close(CashCount(18_000))
    desk.open(0)
    files: dict[str, bytes] = {}
    export = ExportBookings(house.profile.shifts, lambda path, data: files.update({path: data}), DEFAULT_MANAGER)
    done = export.export("b.csv", ExportForm("comma", "de", "Europe/Berlin"))
    text = files["b.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert (tuple(rows[0]), done.bookings, done.first, done.last) == (COLUMNS, len(rows) - 1, 1, 1)
    told = [
        [row[COLUMNS.index(name)] for name in ("kind", "text", "tax_rate", "net", "tax", "gross")] for row in rows[1:]
    ]
    assert told == [
        ["float", "", "", "150,00", "0,00", "150,00"],
        ["line", '\'=HYPERLINK("x") · A', "7,00", "39,25", "2,75", "42,00"],
        ["payment", "", "", "42,00", "0,00", "42,00"],
        ["drop", "'-Tresor", "", "-10,00", "0,00", "-10,00"],
        ["difference", "", "", "-2,00", "0,00", "-2,00"],
    ]
    assert rows[2][COLUMNS.index("date")] == "14.11.2026"
    assert text.endswith("\r\n")
    assert export.export("all.csv", ExportForm(), last=2).bookings == done.bookings + 1
    with pytest.raises(BadInput):
        ExportForm(decimal="dot")
    with pytest.raises(BadInput):
        export.export("x.csv", ExportForm(), 2, 1)
    with pytest.raises(NotFound):
        export.export("x.csv", ExportForm(), 1, 7)
    with pytest.raises(RightMissing):
        ExportBookings(house.profile.shifts, lambda _path, _data: None, ANNA).export("x.csv", ExportForm())
    assert set(files) == {"b.csv", "all.csv"}


def test_an_export_before_the_first_close_says_so(house: House) -> None:
    export = ExportBookings(house.profile.shifts, lambda _path, _data: None, DEFAULT_MANAGER)
    with pytest.raises(BadInput, match="No shift was closed yet"):
        export.export("b.csv", ExportForm())


class Window:
    """Settings of a window that nobody opened."""

    def get(self, _key: str) -> object | None:
        return None

    def put(self, _key: str, _value: object) -> None:
        raise AssertionError


def test_taxes_and_rounding_follow_the_settings(house: House) -> None:
    settings = SettingsBook(Window(), house.profile.station)
    money = TillMoney(settings, lambda: house.shop)
    assert (money.tax_bp("EV1", "A"), money.tax_included(), money.cash("EUR").step_minor) == (0, True, 1)
    settings.put({TAX_RATE: "7", TAX_RATES: "A=19; HARDTICKET-ADDON=0", CASH_ROUNDING: "five"}, DEFAULT_MANAGER)
    told = (money.tax_bp("EV1", "A"), money.tax_bp("EV1", "B"), money.tax_bp("", "", "HARDTICKET-ADDON"))
    assert (told, money.cash("EUR").step_minor) == ((1900, 700, 0), 5)
    house.shop = SHOP._replace(taxes_included=False)
    assert money.tax_included() is False
    settings.put({TAX_PRICES: "included", CASH_ROUNDING: "none"}, DEFAULT_MANAGER)
    assert (money.tax_included(), money.cash("CHF").step_minor) == (True, 1)
    with pytest.raises(BadInput) as refused:
        settings.put({TAX_RATES: "A=viel"}, DEFAULT_MANAGER)
    assert (refused.value.facts["field"], refused.value.facts["reason"]) == ("till.tax_rates", "check")
    assert money.tax_bp("EV1", "A") == 1900
    house.shop = None
    assert money.country() == ""
