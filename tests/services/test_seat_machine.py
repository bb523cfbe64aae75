"""Two tills and a web shop sell one hall in every order there is: no seat twice, and in the end all agree."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.services.seat_props import SeatDocuments, SeatTill
from ticketforge_desktop.domain.errors import NetworkUnavailable
from ticketforge_desktop.domain.seating.claims import WEB, Change, ClaimState, key_of, short_station, take, token_of
from ticketforge_desktop.services.ports.seats import SeatGone, SeatState

SEATS = [f"S/1/{number}" for number in range(1, 6)]  # few, so that all want the same
groups = st.lists(st.sampled_from(SEATS), min_size=1, max_size=3, unique=True)
which = st.integers(0, 1)
numbers = itertools.count(1)


@cache
def tills() -> tuple[SeatTill, SeatTill]:
    """Files are opened once; each run has an event of its own."""
    folder = Path(tempfile.mkdtemp(prefix="seat-machine-"))
    opened = SeatTill(folder / "1", "till 1"), SeatTill(folder / "2", "till 2")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for till in opened:
        atexit.register(till.close)
    return opened


class TwoTillsAndTheWeb(RuleBasedStateMachine):
    """What was promised to a buyer is kept in `sold`: seat → whoever sold it."""

    @initialize()
    def begin(self) -> None:
        self.event = f"event-{next(numbers)}"
        self.store = SeatDocuments()
        self.sold: dict[str, str] = {}
        self.twice: list[str] = []
        for till in tills():
            till.store, till.online = self.store, True

    def promise(self, seats: list[str], by: str) -> None:
        self.twice += [seat for seat in seats if seat in self.sold]
        self.sold |= dict.fromkeys(seats, by)

    @rule(at=which, seats=groups, rival=groups, faster=st.booleans(), lost=st.booleans())
    def lease(self, at: int, seats: list[str], rival: list[str], faster: bool, lost: bool) -> None:
        till, other = tills()[at], tills()[1 - at]
        if faster and other.online:
            self.store.before_swap = [lambda: self._lease(other, rival)]
        self.store.lose_answer = lost and till.online
        self._lease(till, seats)
        self.store.before_swap, self.store.lose_answer = [], False

    def _lease(self, till: SeatTill, seats: list[str]) -> None:
        with contextlib.suppress(SeatGone, NetworkUnavailable):
            till.seats().lease(self.event, seats, "allotment")

    @rule(at=which, take_of=st.data(), most=st.integers(1, 3))
    def sell(self, at: int, take_of: st.DataObject, most: int) -> None:
        till = tills()[at]
        ours = till.ours(self.event)
        if ours:
            seats = take_of.draw(st.lists(st.sampled_from(ours), min_size=1, max_size=most, unique=True))
            sale = f"sale-{next(numbers)}"
            till.seats().sell(self.event, seats, sale)
            self.promise(seats, f"{at}:{sale}")

    @rule(seats=groups)
    def sold_on_the_web(self, seats: list[str]) -> None:
        """By an app of the shop that keeps to the documents."""
        key, order = key_of(self.event, "S"), f"order:{next(numbers)}"
        names = {seat.partition("/")[2]: "" for seat in seats}
        wanted = Change(WEB, "", names, ClaimState.SOLD, token_of(order))
        taken = take(self.store.texts.get(key, ""), self.event, "S", wanted)
        if not taken.lost:
            self.store.texts[key] = taken.text
            self.promise(seats, order)
            for till in tills():  # its orders come by sync
                till.web = []

    @rule(at=which, data=st.data())
    def refund(self, at: int, data: st.DataObject) -> None:
        sales = sorted({by for by in self.sold.values() if by.startswith(f"{at}:")})
        if sales:
            by = data.draw(st.sampled_from(sales))
            seats = [seat for seat, sale in self.sold.items() if sale == by]
            tills()[at].seats().give_back(self.event, seats, by.partition(":")[2])
            for seat in seats:
                del self.sold[seat]

    @rule(at=which, most=st.integers(1, 4))
    def release(self, at: int, most: int) -> None:
        ours = tills()[at].ours(self.event)[:most]
        if ours:
            tills()[at].seats().release(self.event, ours)

    @rule(at=which, hold=st.booleans())
    def keep_for_somebody(self, at: int, hold: bool) -> None:
        till = tills()[at]
        leased, held = till.ours(self.event), till.ours(self.event, SeatState.HELD)
        if hold and leased:
            till.seats().hold(self.event, leased[:2], "hold")
        elif held:
            till.seats().give_back(self.event, held, "hold")

    @rule(at=which, most=st.sampled_from([1, 2, 100]))
    def push(self, at: int, most: int) -> None:
        assert tills()[at].push(self.event, most) == []

    @rule(at=which, seats=groups, what=st.sampled_from(["nothing", "lease", "push", "release"]))
    def refresh(self, at: int, seats: list[str], what: str) -> None:
        """The till may do something itself while the document is on its way."""
        till = tills()[at]
        if till.online:
            doing = {
                "nothing": lambda: None,
                "lease": lambda: self._lease(till, seats),
                "push": lambda: till.push(self.event),
                "release": lambda: self.release(at=at, most=2),
            }
            self.store.after_read = [doing[what]]
            self.look(till)
            self.store.after_read = []

    def look(self, till: SeatTill) -> None:
        """Web orders' seats are the app's to keep here, so that only the documents speak."""
        from ticketforge_desktop.services.seat_look import SeatLook

        assert SeatLook(till.files.rows).look(self.store, self.event, "S") == []

    @rule(at=which, online=st.booleans())
    def network(self, at: int, online: bool) -> None:
        tills()[at].online = online

    @invariant()
    def no_seat_is_promised_twice(self) -> None:
        assert not getattr(self, "twice", []), f"sold twice: {self.twice}"

    @invariant()
    def what_a_till_takes_for_its_own_the_store_has_given_it(self) -> None:
        if hasattr(self, "event"):
            claims = self.store.section(self.event).claims
            for till in tills():
                us = short_station(till.profile.station.station_id())
                ours = [row.seat_id for row in till.files.rows.rows(self.event) if row.ours]
                lone = [seat for seat in ours if claims.get(seat.partition("/")[2], (0, ""))[1] != us]
                assert not lone, f"{till.name} would sell {lone}"

    def teardown(self) -> None:
        if not hasattr(self, "event"):
            return
        for till in tills():
            till.online = True
            assert till.push(self.event) == []
        for till in (*tills(), *tills()):  # what a first look repairs, the second one sees
            self.look(till)
            assert till.push(self.event) == []
        claims = self.store.section(self.event).claims
        told = {f"S/{seat}" for seat, claim in claims.items() if claim.state is ClaimState.SOLD}
        assert told == set(self.sold), "the store knows of every sale, and of no other"
        for till in tills():
            us = short_station(till.profile.station.station_id())
            leased = {f"S/{s}" for s, c in claims.items() if c.station == us and c.state is ClaimState.LEASED}
            assert leased == set(till.ours(self.event)), "both sides know the same leases"
            states = till.states(self.event)
            assert {seat for seat, state in states.items() if state is SeatState.SOLD} == set(self.sold)


TestTwoTillsAndTheWeb = TwoTillsAndTheWeb.TestCase
TestTwoTillsAndTheWeb.settings = settings(max_examples=60, stateful_step_count=35)
