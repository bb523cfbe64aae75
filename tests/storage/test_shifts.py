"""Shifts in the file: they balance to the cent whatever happened, and are closed for good."""

from __future__ import annotations

import json
from collections import Counter as Sums
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.conftest import Opener
from tests.storage.story import EAN_KEY, KEYS
from tests.storage.till_story import Counter, line
from ticketforge_desktop.domain.basket import BasketLine, Discount, DiscountKind
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.shift_chain import document_of, read_document
from ticketforge_desktop.domain.shifts import MoveKind, ReportKind, report
from ticketforge_desktop.domain.tenders import Tender, Tendered
from ticketforge_desktop.services.ports.shifts import CashCount
from ticketforge_desktop.services.ports.till import NoOpenShift, Sale, StockWay
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

ALL = CashCount(0)


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """One till for all evenings of the module."""
    with open_profile(tmp_path_factory.mktemp("till"), KEYS, ShopKeys(lambda: EAN_KEY)) as profile:
        yield Counter(profile)


def write(profile: Profile, *statements: str) -> None:
    def run(work: object) -> None:
        for statement in statements:
            work.raw.execute(statement)  # type: ignore[attr-defined]

    profile._station_file.writer().run(run)


lines = st.builds(
    line, st.integers(0, 9_999), st.integers(1, 9), st.sampled_from([0, 250, 700, 1900]), st.sampled_from("AB")
)
tenders = st.sampled_from(
    [
        (Tendered(Tender.CASH),),
        (Tendered(Tender.CARD, None, "T-1"),),
        (Tendered(Tender.INVOICE),),
        (Tendered(Tender.CARD, None, "T-2", approved=False), Tendered(Tender.CASH)),
        (Tendered(Tender.CASH, 5), Tendered(Tender.CARD, None, "T-3")),
        (Tendered(Tender.CARD, 1, "T-4"), Tendered(Tender.CASH)),
    ]
)
discounts = st.one_of(
    st.none(), st.builds(Discount, st.just(DiscountKind.PERCENT), st.integers(1, 9_999), st.just("x"))
)
deeds = st.one_of(
    st.tuples(st.just("sell"), st.lists(lines, min_size=1, max_size=3), tenders, discounts),
    st.tuples(st.just("refund"), st.sampled_from([Tender.CASH, Tender.CARD]), st.integers(0, 300), st.none()),
    st.tuples(st.sampled_from(MoveKind), st.integers(1, 4_000), st.none(), st.none()),
    st.tuples(st.just("ask"), st.lists(lines, min_size=1, max_size=1), st.none(), st.none()),
)


class Evening:
    """What a person with a pencil would write down."""

    def __init__(self, till: Counter, float_minor: int) -> None:
        self.till, self.sold = till, list[Sale]()
        self.cash, self.total, self.rounding = float_minor, 0, 0
        self.by_tender, self.pieces = Sums[str](), Sums[str]()

    def do(self, deed: str, one: object, two: object, three: object) -> None:
        if deed == "sell":
            self._sell(one, two, three)  # type: ignore[arg-type]
        elif deed == "refund":
            if self.sold:
                sale = self.sold.pop()
                self._note(self.till.take_back(sale, one, min(two, sale.total.minor)))  # type: ignore[arg-type,type-var]
        elif deed == "ask":
            # The store was asked and never answered: nothing was sold, so nothing is counted.
            self.till.sell(one, stock=StockWay.SHELF)  # type: ignore[arg-type]
        else:
            self._move(MoveKind(deed), int(one))  # type: ignore[call-overload]

    def _sell(self, lines: list[BasketLine], tendered: tuple[Tendered, ...], discount: Discount | None) -> None:
        worth = sum(found.full_minor for found in lines)
        if worth < 100:
            tendered, discount = (Tendered(Tender.CASH),), None
        elif discount is not None:
            tendered = (Tendered(Tender.CARD, None, "T-9"),)
        sale = self.till.sell(lines, tendered, discount)
        self._note(sale)
        self.sold.append(sale)

    def _note(self, sale: Sale) -> None:
        self.total += sale.total.minor
        self.rounding += sale.rounding_minor
        for paid in sale.payments:
            self.by_tender[str(paid.tender)] += paid.amount_minor
            self.cash += paid.amount_minor if paid.tender is Tender.CASH else 0
        for found in sale.lines:
            self.pieces[found.category_id] += found.quantity

    def _move(self, kind: MoveKind, amount: int) -> None:
        shifts = self.till.profile.shifts
        if kind is not MoveKind.IN and amount > self.cash:
            with pytest.raises(Conflict):
                shifts.move(kind, amount, "zu viel", DEFAULT_MANAGER, self.till.now())
            return
        shifts.move(kind, amount, "Wechselgeld", DEFAULT_MANAGER, self.till.now())
        self.cash += amount if kind is MoveKind.IN else -amount


def balances(till: Counter, float_minor: int, told: list[tuple], off: int) -> None:
    shift = till.open(float_minor)
    evening = Evening(till, float_minor)
    for deed in told:
        evening.do(*deed)
    shifts = till.profile.shifts
    facts = shifts.facts(shift.number)
    found = report(facts, ReportKind.X, "Till 1", facts.opened_at)
    done = shifts.close(CashCount(max(evening.cash + off, 0)), "Till 1", (), DEFAULT_MANAGER, till.now())
    assert (done.total_minor, done.tenders, done.taxes) == (found.total_minor, found.tenders, found.taxes)
    held = done.drawer
    assert held is not None
    assert (held.expected_minor, held.difference_minor) == (evening.cash, max(evening.cash + off, 0) - evening.cash)
    assert (done.total_minor, done.rounding_minor, done.open_minor) == (evening.total, evening.rounding, 0)
    assert {one.tender: one.total_minor for one in done.tenders} == dict(evening.by_tender)
    assert sum(one.quantity for one in done.categories) == sum(evening.pieces.values()) == done.tickets
    assert sum(tax.gross_minor for tax in done.taxes) == done.total_minor - done.fee_minor
    assert shifts.report(shift.number) == done
    booked = list(shifts.bookings(shift.number, shift.number))
    revenue = sum(one.gross_minor for one in booked if one.kind in ("line", "fee", "rounding"))
    assert revenue == sum(one.gross_minor for one in booked if one.kind == "payment")
    drawer = sum(one.gross_minor for one in booked if one.tender == "cash")
    assert drawer == held.counted_minor
    assert all(one.net_minor + one.tax_minor == one.gross_minor for one in booked)
    assert shifts.check().ok


@settings(max_examples=25)
@given(st.integers(0, 20_000), st.lists(deeds, max_size=10), st.integers(-500, 500))
def test_any_evening_balances_to_the_cent(till: Counter, float_minor: int, told: list[tuple], off: int) -> None:
    balances(till, float_minor, told, off)


@pytest.mark.long
@settings(max_examples=150)
@given(st.integers(0, 20_000), st.lists(deeds, min_size=20, max_size=60), st.integers(-500, 500))
def test_any_long_evening_does(till: Counter, float_minor: int, told: list[tuple], off: int) -> None:
    balances(till, float_minor, told, off)


def test_one_shift_a_station_is_open_in_whatever_process(profile: Profile, opener: Opener) -> None:
    one, other = Counter(profile), Counter(opener(profile.folder))
    shift = one.open()
    with pytest.raises(Conflict) as refused:
        other.open()
    assert refused.value.facts["shift"] == 1
    assert other.profile.shifts.current() == shift
    one.profile.shifts.close(CashCount(10_000), "Till 1", (), DEFAULT_MANAGER, one.now())
    assert other.open().number == 2


def test_without_a_shift_nothing_moves(profile: Profile) -> None:
    till = Counter(profile)
    with pytest.raises(NoOpenShift):
        profile.shifts.move(MoveKind.IN, 100, "x", DEFAULT_MANAGER, till.now())
    with pytest.raises(NoOpenShift):
        profile.shifts.close(ALL, "Till 1", (), DEFAULT_MANAGER, till.now())
    with pytest.raises(NoOpenShift):
        till.sell()
    with pytest.raises(NotFound):
        profile.shifts.report(1)
    till.open()
    with pytest.raises(Conflict):
        profile.shifts.report(1)


def closed(profile: Profile, shifts: int = 2) -> Counter:
    """A till with so many closed shifts, a sale in each."""
    till = Counter(profile)
    for _ in range(shifts):
        till.open()
        till.sell([line(), line(999, 2, 1900, "B")], [Tendered(Tender.CARD, 1000, "T"), Tendered(Tender.CASH)])
        profile.shifts.move(MoveKind.DROP, 100, "Tresor", DEFAULT_MANAGER, till.now())
        profile.shifts.close(CashCount(9_000), "Till 1", (), DEFAULT_MANAGER, till.now())
    return till


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE shifts SET counted_minor = 0",
        "DELETE FROM shifts",
        "UPDATE sales SET total_minor = 1",
        "DELETE FROM sales",
        "UPDATE sale_lines SET tax_minor = 0",
        "DELETE FROM sale_lines",
        "UPDATE payments SET amount_minor = 0",
        "UPDATE payments SET shift_id = ''",
        "DELETE FROM payments",
        "UPDATE shift_moves SET amount_minor = 1",
        "DELETE FROM shift_moves",
        "INSERT INTO payments (sale_id, shift_id) SELECT sale_id, shift_id FROM sales",
        "INSERT INTO sales (sale_id, shift_id) SELECT 'x', shift_id FROM shifts LIMIT 1",
        "INSERT INTO shift_moves (shift_id, kind, amount_minor) SELECT shift_id, 'in', 1 FROM shifts LIMIT 1",
    ],
)
def test_the_file_itself_refuses_to_change_what_was_booked(closed_till: Profile, statement: str) -> None:
    with pytest.raises(Exception, match=r"append-only|the shift is closed"):
        write(closed_till, statement)
    assert closed_till.shifts.check().ok


@pytest.fixture(scope="module")
def closed_till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    with open_profile(tmp_path_factory.mktemp("closed"), KEYS, ShopKeys(lambda: EAN_KEY)) as profile:
        closed(profile)
        yield profile


def doctored(text: str) -> str:
    plain = json.loads(text)
    plain["total_minor"] -= 100
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("'", "''")


def test_whoever_gets_past_the_guards_is_found_out(profile: Profile) -> None:
    till, shifts = closed(profile), profile.shifts
    assert (shifts.check().ok, shifts.check().shifts) == (True, 2)
    guards = ("shifts_no_update", "shifts_no_delete", "payments_no_update", "sales_not_when_closed")
    write(profile, *(f"DROP TRIGGER {guard}" for guard in guards))

    def found() -> tuple[int | None, str]:
        checked = shifts.check()
        return checked.first_bad, checked.reason

    write(profile, "UPDATE payments SET amount_minor = amount_minor - 5 WHERE tender = 'cash' AND payment_id > 2")
    assert found() == (2, "bookings")
    write(profile, "UPDATE payments SET amount_minor = amount_minor + 5 WHERE tender = 'cash' AND payment_id > 2")
    write(profile, "UPDATE shifts SET difference_minor = 0 WHERE number = 1")
    assert found() == (1, "row")
    write(profile, f"UPDATE shifts SET difference_minor = {shifts.report(1).drawer.difference_minor} WHERE number = 1")  # type: ignore[union-attr]
    assert found() == (None, "")
    kept = document_of(shifts.report(1))
    assert read_document(kept).number == 1
    write(profile, f"UPDATE shifts SET report = '{doctored(kept)}' WHERE number = 1")
    assert found() == (1, "link")
    write(profile, f"UPDATE shifts SET report = '{kept}' WHERE number = 1", "PRAGMA defer_foreign_keys = 1")
    assert found() == (None, "")
    write(profile, "UPDATE shifts SET number = 3 WHERE number = 2")
    assert found() == (2, "link")
    assert till.profile is profile


def test_papers_and_rolls_of_the_evening_stand_on_the_report(profile: Profile) -> None:
    till = Counter(profile)
    shift = till.open()
    profile.stock_rolls.open("R-7", "", "Boca", (1, 500), "manager", till.now())
    profile.stock_rolls.spoil("R-7", 3, "schief", "manager", till.now())
    at = till.now().isoformat(timespec="microseconds").replace("+00:00", "Z")
    for ticket, state, copy in (
        ("a", "printed", ""),
        ("b", "printed", "reprint"),
        ("c", "void", ""),
        ("d", "sending", ""),
    ):
        values = f"'{ticket}', 1, 'Boca', '{state}', '{copy}', 'R-7', 'ticket', '{at}', '{at}', '{at}'"
        names = "ticket_id, issue, printer, state, copy_kind, roll_id, kind, created_at, sending_at, changed_at"
        write(profile, f"INSERT INTO print_jobs ({names}) VALUES ({values})")
    done = profile.shifts.close(CashCount(10_000), "Till 1", ("fiscal_missing",), DEFAULT_MANAGER, till.now())
    assert [tuple(one) for one in done.papers] == [("ticket", 2, 1, 1, 1)]
    assert [(one.roll_id, one.printed, one.spoiled, one.left) for one in done.stock] == [("R-7", 2, 3, 497)]
    assert done.notices == ("fiscal_missing",)
    assert profile.shifts.shift(shift.number).difference_minor == 0


def test_everything_about_a_shift_is_audited(profile: Profile) -> None:
    till = Counter(profile)
    till.open()
    profile.shifts.move(MoveKind.OUT, 500, "Porto", DEFAULT_MANAGER, till.now())
    profile.shifts.close(CashCount(9_400, note="fehlt"), "Till 1", (), DEFAULT_MANAGER, till.now())
    told = [(row.action, row.subject, row.detail) for row in profile.station.audit_rows(3)]
    assert told == [
        ("shift_close", "shift:1", "counted 9400, expected 9500 CHF: fehlt"),
        ("shift_out", "shift:1", "500 CHF: Porto"),
        ("shift_open", "shift:1", "10000 CHF"),
    ]
    assert profile.station.verify_audit().ok


def test_a_kill_in_the_middle_leaves_the_shift_open_or_closed(tmp_path: Path, opener: Opener) -> None:
    profile = opener(tmp_path / "a")
    till = Counter(profile)
    till.open()
    write(profile, "CREATE TRIGGER kill BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'killed'); END")
    with pytest.raises(Exception, match="killed"):
        profile.shifts.close(ALL, "Till 1", (), DEFAULT_MANAGER, till.now())
    write(profile, "DROP TRIGGER kill")
    assert profile.shifts.current() is not None
    profile.shifts.close(CashCount(10_000), "Till 1", (), DEFAULT_MANAGER, till.now())
    assert profile.shifts.current() is None
    assert profile.shifts.check().ok
