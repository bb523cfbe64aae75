"""What a till holds, keeps for somebody and gives back, in the station file; the store answers by hand here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.storage.story import KEYS, NOW
from ticketforge_desktop.domain.allotments import LeaseRule
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.allotments import Allotments
from ticketforge_desktop.services.holds import Keeping, WaitingRoom
from ticketforge_desktop.services.ports.allotments import (
    Category,
    HoldState,
    LeaseRefused,
    LeaseState,
    LeaseTerms,
    LeaseUse,
    NoLease,
    StockPlace,
    WaitingState,
    used_acts,
)
from ticketforge_desktop.services.ports.outbox import ActState, Choice
from ticketforge_desktop.services.ports.seats import SeatGone
from ticketforge_desktop.storage.allotments import give_back_in, use_in
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Work, Writer

STALLS = Category("gala", "parkett", 11)
BALCONY = Category("gala", "rang", 12)
STEWARD = Staff("steward", "Steward", ROLE_RIGHTS[Role.STEWARD])
TILL = Staff("till", "Till", ROLE_RIGHTS[Role.TILL])
RULE = LeaseRule(least=4, most=40, minutes=30, share=20)


class Terms:
    """The mirror: two categories with plenty."""

    def __init__(self) -> None:
        self.known = [
            LeaseTerms(each, tracked=True, sells_on=False, available=200, reserved=0) for each in (STALLS, BALCONY)
        ]

        self.kept: list[StockPlace] = []

    def of_event(self, event_id: str) -> Sequence[LeaseTerms]:
        return [each for each in self.known if each.category.event_id == event_id]

    def of_variants(self, variant_ids: Sequence[int]) -> Sequence[LeaseTerms]:
        return [each for each in self.known if each.category.variant_id in variant_ids]

    def places(self, variant_id: int) -> Sequence[StockPlace]:
        return self.kept


class Counter:
    """A till whose store answers when the test says so."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.folder = folder
        self.terms = Terms()
        self.open()

    def open(self) -> None:
        self.profile: Profile = open_profile(self.folder, KEYS, now=lambda: self.now)
        self.file = self.profile.till_stock
        self.allotments = Allotments(self.file.leases, self.terms, lambda: RULE)
        self.holds = Keeping(self.file.holds, self.allotments, lambda: self.now)
        self.waiting = WaitingRoom(self.file.waiting, self.holds, self.allotments)

    def restart(self) -> None:
        self.profile.close()
        self.open()

    @property
    def writer(self) -> Writer:
        return self.profile._opened(self.profile._station_file).writer()

    def later(self, **span: float) -> datetime:
        return self.now + timedelta(**span)

    def pass_time(self, **span: float) -> None:
        self.now = self.later(**span)

    def says(self, allotment_id: str, quantity: int, reason: str = "") -> None:
        """The store's answer."""
        lease = self.file.leases.allotment(allotment_id)
        facts: dict[str, object] = {"quantity": quantity, "item_id": lease.variant_id * 10, "location_id": 1}
        if not quantity:
            facts = {"quantity": 0, "reason": reason}
        self.profile.send_queue.begin(lease.outbox_id, self.now)
        self.profile.send_queue.done(lease.outbox_id, facts, self.now)
        self.allotments.settle(DEFAULT_MANAGER)

    def lease(self, units: int, category: Category = STALLS) -> str:
        lease = self.allotments.lease(category.event_id, category.category_id, TILL, quantity=units)
        self.says(lease, units)
        return lease

    def use(self, units: int, hold_id: str = "", category: Category = STALLS) -> tuple[LeaseUse, ...]:
        return self.writer.run(
            lambda work: use_in(work, category.variant_id, units, self.now, holds=[hold_id] if hold_id else [])
        )

    def sell(self, units: int, category: Category = STALLS, *, leased: bool = True) -> None:
        """Units taken, and a line of a sale that tells the pace; not `leased`: the store was asked."""
        if leased:
            self.use(units, category=category)
        sale_id = str(uuid4())

        def write(work) -> None:  # type: ignore[no-untyped-def]
            shift = work.raw.execute("SELECT shift_id FROM shifts WHERE closed_at = ''").fetchone()
            work.raw.execute(
                "INSERT INTO sales (sale_id, kind, state, at, shift_id) VALUES (?,'sale','paid',?,?)",
                (sale_id, stamp(self.now), shift[0]),
            )
            work.raw.execute(
                "INSERT INTO sale_lines (sale_id, line, event_id, category_id, variant_id, quantity)"
                " VALUES (?,1,?,?,?,?)",
                (sale_id, *category, units),
            )

        self.writer.run(write)

    def shift(self, shift_id: str, closed: bool = False) -> None:
        def write(work) -> None:  # type: ignore[no-untyped-def]
            at = stamp(self.now)
            work.raw.execute("INSERT OR IGNORE INTO shifts (shift_id, opened_at) VALUES (?,?)", (shift_id, at))
            if closed:
                work.raw.execute("UPDATE shifts SET closed_at = ? WHERE shift_id = ?", (at, shift_id))

        self.writer.run(write)

    def keep(self, units: int, *, minutes: float = 60, name: str = "Presse") -> str:
        until = self.later(minutes=minutes)
        return self.holds.add("gala", "parkett", units, name, "Kritik", until, TILL).hold_id

    def free(self, category: Category = STALLS) -> int:
        return sum(each.free for each in self.file.leases.leases() if each.category == category)

    def asked(self) -> list[tuple[str, int]]:
        """What waits for the store: acts and their units."""
        return [
            (act.kind, int(str(act.payload.get("quantity") or act.payload["changes"][0]["quantity"])))  # type: ignore[index]
            for act in reversed(self.profile.outbox.entries(states=[ActState.PENDING]))
        ]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path / "home")
    yield counter
    counter.profile.close()


# Leases --------------------------------------------------------------------------------------------------------------
def test_a_clerk_leases_by_the_size_rule_or_by_number(till: Counter) -> None:
    till.allotments.lease("gala", "parkett", TILL)
    till.allotments.lease("gala", "parkett", TILL, quantity=9)
    assert till.asked() == [("lease_stock", 4), ("lease_stock", 9)]
    for wrong in (0, 10_001):
        with pytest.raises(BadInput):
            till.allotments.lease("gala", "parkett", TILL, quantity=wrong)
    with pytest.raises(RightMissing):
        till.allotments.lease("gala", "parkett", STEWARD)
    with pytest.raises(NotFound):
        till.allotments.lease("gala", "loge", TILL)
    assert len(till.asked()) == 2


def test_what_cannot_be_leased_is_refused_before_the_store_is_asked(till: Counter) -> None:
    till.terms.known[0] = replace(till.terms.known[0], tracked=False)
    till.terms.known[1] = replace(till.terms.known[1], sells_on=True)
    for category, reason in ((STALLS, "untracked"), (BALCONY, "oversells")):
        with pytest.raises(LeaseRefused) as refused:
            till.allotments.lease("gala", category.category_id, TILL)
        assert refused.value.facts["reason"] == reason
    assert till.asked() == []


def test_the_stores_no_is_told_with_its_reason(till: Counter) -> None:
    lease = till.allotments.lease("gala", "parkett", TILL, quantity=9)
    assert till.allotments.answer(lease).state is LeaseState.ASKED
    till.says(lease, 0, "sold_out")
    with pytest.raises(LeaseRefused) as refused:
        till.allotments.answer(lease)
    assert (refused.value.facts["reason"], till.free()) == ("sold_out", 0)


def test_returns_take_the_newest_lease_and_leave_what_is_held(till: Counter) -> None:
    old = till.lease(5)
    till.pass_time(minutes=1)
    new = till.lease(5)
    till.keep(3)
    assert till.allotments.give_back(TILL, event_id="gala", category_id="parkett", most=4) == 4
    assert [till.file.leases.allotment(one).left for one in (old, new)] == [5, 1]
    assert till.allotments.give_back(TILL, event_id="gala") == 3
    assert (till.free(), sum(each.left for each in till.file.leases.leases())) == (0, 3)
    assert till.allotments.give_back(TILL) == 0
    assert till.asked() == [("move_stock", 4), ("move_stock", 1), ("move_stock", 2)]
    with pytest.raises(BadInput):
        till.allotments.give_back(TILL, most=0)
    with pytest.raises(RightMissing):
        till.allotments.give_back(STEWARD)


def test_a_restart_finds_what_the_store_said_meanwhile(till: Counter) -> None:
    lease = till.allotments.lease("gala", "parkett", TILL, quantity=6)
    entry = till.file.leases.allotment(lease).outbox_id
    till.profile.send_queue.begin(entry, till.now)
    till.profile.send_queue.done(entry, {"quantity": 6, "item_id": 110, "location_id": 1}, till.now)
    till.restart()
    assert till.free() == 0
    till.allotments.upkeep(DEFAULT_MANAGER)
    assert till.free() == 6


def parked(till: Counter, *, maybe_done: bool) -> tuple[str, int]:
    """A lease that waits for a person."""
    lease = till.allotments.lease("gala", "parkett", TILL, quantity=6)
    act, queue = till.file.leases.allotment(lease).outbox_id, till.profile.send_queue
    queue.begin(act, till.now)
    queue.park(
        act, till.now, maybe_done=maybe_done, code="refused", words="No.", choices=[Choice.CHANGE, Choice.SETTLE]
    )
    return lease, act


@pytest.mark.parametrize(("maybe_done", "state"), [(True, LeaseState.LOST), (False, LeaseState.REFUSED)])
def test_a_lease_settled_by_hand_is_lost_only_where_it_may_be_in_the_store(
    till: Counter, maybe_done: bool, state: LeaseState
) -> None:
    lease, act = parked(till, maybe_done=maybe_done)
    till.profile.outbox.settle(act, "Looked at it", DEFAULT_MANAGER)
    till.allotments.settle(TILL)
    assert (till.file.leases.allotment(lease).state, till.free()) == (state, 0)


def test_a_lease_that_somebody_made_into_another_categorys_goes_back(till: Counter) -> None:
    lease, act = parked(till, maybe_done=False)
    payload = {**till.profile.outbox.entry(act).payload, "variant_id": BALCONY.variant_id}
    till.profile.outbox.change(act, payload, DEFAULT_MANAGER)
    till.says(lease, 6)
    assert (till.free(), till.free(BALCONY)) == (0, 0)
    assert till.asked() == [("move_stock", 6)]


def test_a_look_in_the_stores_history_needs_a_lease_that_was_sent(till: Counter) -> None:
    lease, _ = parked(till, maybe_done=True)
    with pytest.raises(RightMissing):
        till.allotments.resolve(lease, there=True, staff=TILL)
    with pytest.raises(Conflict):
        till.allotments.resolve(lease, there=True, staff=DEFAULT_MANAGER)  # no plan was ever made
    assert till.allotments.resolve(lease, there=False, staff=DEFAULT_MANAGER).state is LeaseState.REFUSED


def test_one_adjustment_a_sale_for_all_its_lines() -> None:
    uses = [
        LeaseUse("a", 2, 110, 1, "lease/x"),
        LeaseUse("b", 1, 110, 1, "lease/x"),
        LeaseUse("c", 1, 120, 1, "lease/x"),
    ]
    (act,) = used_acts(uses, "sale:1", priority=2)
    assert (act.kind, act.aggregate, act.priority) == ("adjust_stock", "sale:1", 2)
    assert act.payload["changes"] == [
        {"item_id": 110, "location_id": 1, "delta": -3},
        {"item_id": 120, "location_id": 1, "delta": -1},
    ]
    assert used_acts([], "sale:1") == ()
    assert len(used_acts([*uses, LeaseUse("d", 1, 110, 1, "lease/y")], "sale:1")) == 2, "a document each"


def test_units_of_a_lost_till_go_back_on_sale_by_a_managers_word(till: Counter) -> None:
    till.lease(4)
    till.terms.kept = [StockPlace(110, 1, 50, 9), StockPlace(110, 2, 0, 3)]
    free = till.allotments.free
    with pytest.raises(RightMissing):
        free("gala", "parkett", 1, "stolen", TILL)
    for quantity, reason in ((9, "stolen"), (0, "stolen"), (1, "  ")):
        with pytest.raises(BadInput):
            free("gala", "parkett", quantity, reason, DEFAULT_MANAGER)
    assert free("gala", "parkett", 6, "Till 3 was stolen", DEFAULT_MANAGER) == 8, "nine and three, but four are ours"
    (act,) = till.profile.outbox.entries(states=[ActState.PENDING])
    assert [(row["location_id"], row["quantity"]) for row in act.payload["changes"]] == [(1, 5), (2, 1)]  # type: ignore[attr-defined, index]
    assert any("Till 3 was stolen" in row.detail for row in till.profile.station.audit_rows(3))
    with pytest.raises(Conflict):
        free("gala", "parkett", 1, "stolen", DEFAULT_MANAGER)
    assert till.free() == 4


# The shift -----------------------------------------------------------------------------------------------------------
def test_what_runs_low_in_a_shift_is_refilled_once_by_its_pace(till: Counter) -> None:
    till.shift("s1")
    till.lease(6)
    assert till.allotments.refill(TILL) == 0, "full"
    till.sell(5)
    assert till.allotments.refill(TILL) == 1
    assert till.asked()[-1] == ("lease_stock", 4), "five were sold in half an hour: five are held"
    assert till.allotments.refill(TILL) == 0, "one is on its way"
    lease = till.file.leases.allotments()[0].allotment_id
    till.says(lease, 4)
    assert till.free() == 5
    till.pass_time(minutes=45)
    till.sell(5)
    assert till.allotments.refill(TILL) == 1, "sold to the last one is low, too"
    assert till.asked()[-1] == ("lease_stock", 5)


def test_after_a_no_the_store_is_left_alone_for_a_while(till: Counter) -> None:
    till.shift("s1")
    till.lease(2)
    till.use(2)
    assert till.allotments.refill(TILL) == 1
    till.says(till.file.leases.allotments()[0].allotment_id, 0, "sold_out")
    assert till.allotments.refill(TILL) == 0
    till.pass_time(minutes=3)
    assert till.allotments.refill(TILL) == 1, "somebody may have given one back"
    till.says(till.file.leases.allotments()[0].allotment_id, 0, "sold_out")
    till.pass_time(seconds=1)
    till.lease(2)
    till.use(2)
    assert till.allotments.refill(TILL) == 1, "the store has said yes since"
    till.says(till.file.leases.allotments()[0].allotment_id, 0, "oversells")
    till.pass_time(minutes=30)
    assert till.allotments.refill(TILL) == 0, "that does not change by itself"


def test_what_a_person_sent_back_and_what_the_mirror_has_none_of_is_not_refilled(till: Counter) -> None:
    till.shift("s1")
    till.lease(6)
    till.lease(6, BALCONY)
    till.sell(5)
    till.sell(5, BALCONY)
    till.allotments.give_back(TILL, event_id="gala", category_id="parkett")
    till.terms.known[1] = replace(till.terms.known[1], available=0)
    assert till.allotments.refill(TILL) == 0
    till.terms.known[1] = replace(till.terms.known[1], available=2)
    assert till.allotments.refill(TILL) == 1
    assert till.asked()[-1] == ("lease_stock", 2)


def test_what_was_sold_by_asking_the_store_is_leased_for_the_next_buyer(till: Counter) -> None:
    till.shift("s1")
    assert till.allotments.refill(TILL) == 0
    till.sell(2, leased=False)
    assert till.allotments.refill(TILL) == 1
    assert till.asked() == [("lease_stock", 4)]
    till.says(till.file.leases.allotments()[0].allotment_id, 4)
    assert till.allotments.refill(TILL) == 0
    till.allotments.give_back(TILL)
    assert till.allotments.refill(TILL) == 0, "somebody sent it back"


def test_without_a_shift_nothing_is_refilled_and_a_closed_one_gives_back(till: Counter) -> None:
    till.shift("s1")
    till.lease(6)
    kept = till.keep(2, minutes=60)
    till.pass_time(minutes=1)
    late = till.allotments.lease("gala", "parkett", TILL, quantity=3)
    till.shift("s1", closed=True)
    assert till.allotments.upkeep(TILL) == 0
    assert (till.free(), till.file.holds.hold(kept).left) == (0, 2)
    till.says(late, 3)
    assert till.allotments.upkeep(TILL) == 0
    assert till.free() == 0, "what arrived late went back"
    till.pass_time(minutes=61)
    till.restart()
    till.allotments.upkeep(TILL)
    assert sum(each.left for each in till.file.leases.leases()) == 0, "and what was kept, when its time was over"
    assert till.asked() == [("move_stock", 4), ("move_stock", 3), ("move_stock", 2)]


def test_units_of_the_shift_before_do_not_go_back_under_a_new_ones_holds(till: Counter) -> None:
    till.shift("s1")
    till.lease(4)
    till.keep(4)
    till.shift("s1", closed=True)
    till.pass_time(minutes=1)
    till.shift("s2")
    till.lease(3)
    till.allotments.upkeep(TILL)
    assert (till.free(), till.asked()) == (3, [])
    till.pass_time(minutes=60)
    till.allotments.upkeep(TILL)
    assert (till.free(), till.asked()) == (3, [("move_stock", 4)])


# Holds ---------------------------------------------------------------------------------------------------------------
def test_what_is_held_is_sold_to_nobody_else(till: Counter) -> None:
    till.lease(5)
    hold = till.keep(3)
    assert till.free() == 2
    with pytest.raises(NoLease) as refused:
        till.use(3)
    assert refused.value.facts["left"] == 2
    with pytest.raises(NoLease):
        till.keep(3)
    with pytest.raises(NotFound):
        till.use(1, "nobody")
    with pytest.raises(NoLease):
        till.use(1, hold, BALCONY)
    with pytest.raises(NoLease):
        till.use(6, hold)
    assert till.file.holds.hold(hold).left == 3, "refused whole"
    till.use(1, hold)
    assert (till.file.holds.hold(hold).left, till.free()) == (2, 2)
    till.use(3, hold)
    assert till.file.holds.hold(hold).state is HoldState.SOLD
    assert till.free() == 1, "two that were kept, and one of the others"
    till.use(1, hold)
    assert till.free() == 0, "a hold that is over keeps nothing, and stands in nobody's way"


def test_a_hold_ends_by_itself_even_while_the_program_is_off(till: Counter) -> None:
    till.lease(5)
    hold = till.keep(3, minutes=30)
    till.pass_time(minutes=29)
    assert till.free() == 2
    till.restart()
    till.pass_time(minutes=1)
    assert till.free() == 5, "nobody had to do anything"
    assert list(till.holds.list(TILL)) == []
    assert [each.hold_id for each in till.holds.release_ended(TILL)] == [hold]
    ended = till.file.holds.hold(hold)
    assert (ended.state, ended.ended_how, ended.left) == (HoldState.RELEASED, "time", 0)
    assert list(till.holds.release_ended(TILL)) == []


def test_a_clock_set_back_brings_no_hold_back(till: Counter) -> None:
    till.lease(5)
    hold = till.keep(3, minutes=30)
    till.pass_time(minutes=31)
    till.use(4)  # which counts what is left, and so lets go of the hold
    till.pass_time(hours=-2)
    assert till.file.holds.hold(hold).state is HoldState.RELEASED
    assert till.free() == 1
    with pytest.raises(Conflict):
        till.holds.release(hold, TILL)
    till.use(1)
    uses = till.file.leases.allotments(every=True)
    assert [(each.used, each.leased) for each in uses] == [(5, 5)]


def test_a_hold_let_go_is_for_sale_and_its_story_is_audited(till: Counter) -> None:
    till.lease(5)
    hold = till.keep(3)
    till.holds.release(hold, TILL)
    assert till.free() == 5
    told = [(row.action, row.staff_id, row.detail) for row in till.profile.station.audit_rows(10)]
    assert ("hold_add", "till", "3 of gala/parkett for Presse") in told
    assert ("hold_release", "till", "3 of gala/parkett for Presse") in told
    with pytest.raises(RightMissing):
        till.holds.release(hold, STEWARD)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": "  "}),
        ("reason", {"reason": "x" * 300}),
        ("quantity", {"quantity": 0}),
        ("until", {"until": NOW - timedelta(minutes=1)}),
        ("until", {"until": NOW + timedelta(days=400)}),
        ("until", {"until": NOW.replace(tzinfo=None) + timedelta(hours=1)}),
        ("category", {"category_id": "loge"}),
    ],
)
def test_a_hold_says_for_whom_why_and_how_long(till: Counter, field: str, changed: dict[str, object]) -> None:
    till.lease(5)
    given: dict[str, object] = {
        "event_id": "gala", "category_id": "parkett", "quantity": 2, "name": "Presse", "reason": "Kritik",
        "until": NOW + timedelta(hours=1),
    }  # fmt: skip
    with pytest.raises(BadInput) as refused:
        till.holds.add(**given | changed, staff=TILL)  # type: ignore[arg-type]
    assert refused.value.facts["field"] == field
    assert till.free() == 5


def test_named_seats_are_kept_sold_and_let_go_with_their_hold(till: Counter) -> None:
    till.lease(5)
    rows, names = till.profile.seats, ("A/1/1", "A/1/2", "A/1/3")
    rows.lease("gala", "A", ["1/1", "1/2", "1/3", "1/4"], "", "t1")
    until = till.later(minutes=30)

    def keep(*seats: str, quantity: int) -> str:
        return till.holds.add("gala", "parkett", quantity, "Presse", "Kritik", until, TILL, seats=seats).hold_id

    def states() -> dict[str, str]:
        return {row.seat_id: str(row.state) for row in rows.rows("gala")}

    with pytest.raises(BadInput):
        keep(*names, quantity=2)
    hold = keep(*names, quantity=3)
    assert [states()[name] for name in names] == ["held"] * 3
    with pytest.raises(SeatGone):
        keep("A/1/1", quantity=1)
    assert till.free() == 2, "a hold is whole or absent"
    with pytest.raises(SeatGone):
        till.writer.run(lambda work: rows.sell_in(work, "gala", ["A/1/1"], "s1", TILL))

    def sell(work: Work) -> None:
        use_in(work, 11, 1, till.now, holds=[hold])
        rows.sell_in(work, "gala", ["A/1/1"], "s1", TILL, holds=[hold])

    till.writer.run(sell)
    till.pass_time(minutes=31)
    till.use(2)  # which lets go of the hold, but knows nothing of seats
    assert states()["A/1/2"] == "held"
    till.restart()
    rows = till.profile.seats
    till.holds.release_ended(TILL)
    assert states() == {"A/1/1": "sold", "A/1/2": "leased", "A/1/3": "leased", "A/1/4": "leased"}
    again = keep_again(till, "A/1/4")
    till.holds.release(again, TILL)
    assert states()["A/1/4"] == "leased"


def test_seats_a_closed_till_still_has_go_back_unless_they_are_kept_or_sold(till: Counter) -> None:
    till.shift("s1")
    till.lease(5)
    rows, idle = till.profile.seats, till.file.idle_seats
    rows.lease("gala", "A", ["1/1", "1/2", "1/3"], "till", "t1")
    rows.lease("ball", "B", ["1/1"], "till", "t2")
    hold = keep_again(till, "A/1/1")
    rows.sell("gala", ["A/1/2"], "s1", TILL)
    till.pass_time(minutes=5)
    assert idle.release(TILL) == 0, "the till is open"
    till.shift("s1", closed=True)
    till.pass_time(minutes=1)
    rows.lease("ball", "B", ["1/2"], "till", "t3")  # somebody works on after the count
    till.restart()
    rows, idle = till.profile.seats, till.file.idle_seats
    assert idle.release(TILL) == 2
    assert idle.release(TILL) == 0
    assert {row.seat_id: str(row.state) for row in rows.rows("gala")} == {"A/1/1": "held", "A/1/2": "sold"}
    assert [row.seat_id for row in rows.rows("ball")] == ["B/1/2"]
    assert till.file.holds.hold(hold).left == 1
    till.pass_time(days=3)
    assert idle.release(TILL) == 0


def keep_again(till: Counter, seat: str) -> str:
    until = till.later(minutes=30)
    return till.holds.add("gala", "parkett", 1, "Presse", "Kritik", until, TILL, seats=[seat]).hold_id


# The waiting list ----------------------------------------------------------------------------------------------------
def test_who_waits_is_offered_units_and_waits_again_in_the_old_place(till: Counter) -> None:
    first = till.waiting.add("gala", "parkett", 2, "Jana Öst", TILL, phone="0171  555")
    second = till.waiting.add("gala", "parkett", 1, "Ole Wind", TILL, email="ole@example.org")
    assert [each.phone for each in till.waiting.list(TILL)] == ["0171 555", ""]
    with pytest.raises(NoLease):
        till.waiting.offer(first.waiting_id, till.later(minutes=20), TILL)
    till.lease(2)
    offered = till.waiting.offer(first.waiting_id, till.later(minutes=20), TILL)
    assert (offered.state, till.free()) == (WaitingState.OFFERED, 0)
    assert till.waiting.offer(first.waiting_id, till.later(minutes=20), TILL) == offered, "twice is once"
    till.pass_time(minutes=21)
    assert [(each.name, each.state) for each in till.waiting.list(TILL)] == [
        ("Jana Öst", WaitingState.WAITING),
        ("Ole Wind", WaitingState.WAITING),
    ]
    assert till.free() == 2
    again = till.waiting.offer(second.waiting_id, till.later(minutes=20), TILL)
    till.use(1, again.hold_id)
    assert [each.name for each in till.waiting.list(TILL)] == ["Jana Öst"]
    assert [each.state for each in till.waiting.list(TILL, every=True)][1] is WaitingState.SERVED
    for gone in (second.waiting_id,):
        with pytest.raises(Conflict):
            till.waiting.offer(gone, till.later(minutes=20), TILL)
        with pytest.raises(Conflict):
            till.waiting.withdraw(gone, TILL)


def test_who_withdraws_lets_go_of_the_offer(till: Counter) -> None:
    person = till.waiting.add("gala", "parkett", 2, "Jana Öst", TILL, email="jana@example.org")
    till.lease(2)
    till.waiting.offer(person.waiting_id, till.later(minutes=20), TILL)
    assert till.waiting.withdraw(person.waiting_id, TILL).state is WaitingState.WITHDRAWN
    assert (till.free(), list(till.waiting.list(TILL))) == (2, [])
    with pytest.raises(NotFound):
        till.waiting.withdraw(99, TILL)


def test_a_use_given_back_twice_changes_nothing(till: Counter) -> None:
    till.lease(3)
    uses = till.use(3)
    assert till.file.leases.allotments(every=True)[0].state is LeaseState.SPENT
    till.writer.run(lambda work: give_back_in(work, uses, till.now))
    assert till.file.leases.allotments()[0].state is LeaseState.OPEN
    with pytest.raises(Conflict):
        till.writer.run(lambda work: give_back_in(work, uses, till.now))
    assert till.free() == 3
