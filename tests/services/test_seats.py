"""Seats at two tills: leased from the store, sold without asking, given back, and never given out twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.domain.seating.halls import hall
from tests.services.conftest import Founder
from tests.services.evening import Evening
from tests.services.seat_props import SeatDocuments, SeatTill, category
from ticketforge_desktop.domain.errors import BadInput, Conflict, NetworkUnavailable, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.seating.best import Wanted
from ticketforge_desktop.domain.seating.places import Area
from ticketforge_desktop.services.ports.seats import OrderSeat, SeatGone, SeatState
from ticketforge_desktop.services.seat_plan import zones_of

STEWARD = Staff("s", "Ada", ROLE_RIGHTS[Role.STEWARD])


@pytest.fixture(scope="module")
def tills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SeatTill, SeatTill]]:
    folder = tmp_path_factory.mktemp("tills")
    one, other = (SeatTill(folder / name, name) for name in ("till 1", "till 2"))
    yield one, other
    one.close()
    other.close()


@pytest.fixture
def pair(tills: tuple[SeatTill, SeatTill], request: pytest.FixtureRequest) -> tuple[SeatTill, SeatTill, str]:
    """Two tills, one store, and an event of the test's own."""
    store = SeatDocuments()
    for till in tills:
        till.store, till.online, till.web = store, True, []
    return *tills, request.node.name


def test_a_leased_seat_is_sold_offline_and_the_other_till_sees_it(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    one.seats().lease(event, ["S/1/3", "S/1/4"], "allotment-1")
    other.seats().refresh(event)
    assert other.states(event)["S/1/3"] is SeatState.ELSEWHERE
    one.online = False
    one.seats().sell(event, ["S/1/3"], "sale-1")
    assert one.ours(event) == ["S/1/4"]
    one.online = True
    one.push(event)
    other.seats().refresh(event)
    assert other.states(event) == {"S/1/3": SeatState.SOLD, "S/1/4": SeatState.ELSEWHERE}
    plan = other.seats().plan(event)
    assert plan is not None
    assert plan.states["S/1/4"].owner == "till 1"
    assert plan.count("a") == 10


def test_who_is_slower_gets_nothing_and_keeps_nothing(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    other.store.before_swap.append(lambda: one.seats().lease(event, ["S/1/2"], "x"))
    with pytest.raises(SeatGone) as gone:
        other.seats().lease(event, ["S/1/1", "S/1/2"], "y")
    assert gone.value.facts["seats"] == ["S/1/2"]
    assert other.states(event) == {}
    assert set(one.store.section(event).claims) == {"1/2"}


def test_another_seat_of_the_section_is_no_reason_to_give_up(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    other.store.before_swap.append(lambda: one.seats().lease(event, ["S/2/6"], "x"))
    other.seats().lease(event, ["S/1/1"], "y")
    assert other.ours(event) == ["S/1/1"]
    assert set(one.store.section(event).claims) == {"1/1", "2/6"}


def test_what_is_not_leased_is_not_sold(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, _, event = pair
    one.seats().lease(event, ["S/1/1"], "x")
    with pytest.raises(SeatGone) as gone:
        one.seats().sell(event, ["S/1/1", "S/1/2"], "sale-1")
    assert gone.value.facts["seats"] == ["S/1/2"]
    assert one.ours(event) == ["S/1/1"], "all or none"
    with pytest.raises(BadInput):
        one.seats().sell(event, ["S/1/1", "S/1/1"], "sale-1")
    one.seats().sell(event, ["S/1/1"], "sale-1")
    one.seats().sell(event, ["S/1/1"], "sale-1")  # Enter pressed twice
    with pytest.raises(SeatGone):
        one.seats().sell(event, ["S/1/1"], "sale-2")
    assert len(one.pending(event)) == 1


def test_a_refunded_seat_is_sold_again_and_a_held_one_only_to_whom_it_is_kept_for(
    pair: tuple[SeatTill, SeatTill, str],
) -> None:
    one, _, event = pair
    seats = one.seats()
    seats.lease(event, ["S/1/1", "S/1/2"], "x")
    seats.sell(event, ["S/1/1"], "sale-1")
    seats.give_back(event, ["S/1/1"], "sale-1")
    seats.sell(event, ["S/1/1"], "sale-2")
    with pytest.raises(SeatGone):
        seats.give_back(event, ["S/1/1"], "sale-1")
    seats.hold(event, ["S/1/2"], "hold-1")
    with pytest.raises(SeatGone):
        seats.sell(event, ["S/1/2"], "sale-3")
    writer = one.profile._station_file.writer()
    writer.run(lambda work: one.files.rows.sell_in(work, event, ["S/1/2"], "sale-3", holds=["hold-1"]))
    one.push(event)
    assert [claim.state for claim in one.store.section(event).claims.values()] == ["s", "s"]


def test_a_release_that_comes_late_takes_no_seat_from_under_us(pair: tuple[SeatTill, SeatTill, str]) -> None:
    """Released offline, leased again online before the outbox went: the old act must do nothing."""
    one, other, event = pair
    one.seats().lease(event, ["S/1/1"], "x")
    one.seats().sell(event, ["S/1/1"], "sale-1")
    one.seats().give_back(event, ["S/1/1"], "sale-1")
    one.seats().release(event, ["S/1/1"])
    one.seats().lease(event, ["S/1/1"], "y")
    one.push(event)
    with pytest.raises(SeatGone):
        other.seats().lease(event, ["S/1/1"], "z")
    one.seats().refresh(event)
    assert one.ours(event) == ["S/1/1"]


def test_a_seat_that_is_sold_here_is_not_leased_again_before_the_store_knows(
    pair: tuple[SeatTill, SeatTill, str],
) -> None:
    one, _, event = pair
    one.seats().lease(event, ["S/1/1"], "x")
    one.seats().sell(event, ["S/1/1"], "sale-1")
    with pytest.raises(SeatGone):
        one.seats().lease(event, ["S/1/1", "S/1/2"], "y")
    assert set(one.store.section(event).claims) == {"1/1"}


def test_a_lease_whose_answer_was_lost_is_found_again(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, _, event = pair
    one.store.lose_answer = True
    with pytest.raises(NetworkUnavailable):
        one.seats().lease(event, ["S/1/1"], "x")
    assert one.states(event) == {}
    one.seats().refresh(event)
    assert one.ours(event) == ["S/1/1"]
    one.seats().sell(event, ["S/1/1"], "sale-1")
    one.push(event)
    assert one.store.section(event).claims["1/1"].state == "s"


def test_a_look_that_is_older_than_what_we_did_is_not_believed(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, _, event = pair
    mark = one.files.rows.mark(event, "S")
    one.seats().lease(event, ["S/1/1"], "x")  # while the document was on its way to us
    assert one.files.rows.learn(event, "S", "", "old", mark) is None
    assert one.ours(event) == ["S/1/1"]


def test_a_release_in_the_outbox_is_not_mistaken_for_a_lost_lease(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, _, event = pair
    one.seats().lease(event, ["S/1/1"], "x")
    one.seats().release(event, ["S/1/1"])
    one.seats().refresh(event)  # the store still says it is ours
    assert one.states(event) == {}
    one.push(event)
    assert one.store.section(event).claims == {}


def test_nothing_is_leased_without_the_store_and_what_was_got_goes_back(
    pair: tuple[SeatTill, SeatTill, str],
) -> None:
    one, _, event = pair
    one.online = False
    with pytest.raises(NetworkUnavailable):
        one.seats().lease(event, ["S/1/1"], "x")
    with pytest.raises(RightMissing):
        one.seats(STEWARD).lease(event, ["S/1/1"], "x")


def test_a_party_of_two_sections_gets_both_or_none(tmp_path: Path) -> None:
    two = replace(hall("..."), sections=(*hall("...").sections, *hall("...", section="T").sections))
    till = SeatTill(tmp_path, "till", two)
    till.store.before_swap += [lambda: None, lambda: _by_web(till, "T")]
    with pytest.raises(SeatGone):
        till.seats().lease("gala", ["S/1/1", "T/1/1"], "x")
    assert till.states() == {}
    till.push()
    assert till.store.section("gala", "S").claims == {}
    till.close()


def _by_web(till: SeatTill, section: str) -> None:
    from ticketforge_desktop.domain.seating.claims import key_of

    till.store.texts[key_of("gala", section)] = '{"1/1":"s:web:aa"}'


def test_seats_of_web_orders_are_taken_and_a_clash_is_told(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    one.seats().lease(event, ["S/1/1"], "x")
    one.web = other.web = [OrderSeat("S/1/1", 1042), OrderSeat("S / 1 / 2", 1043), OrderSeat("Balkon", 1044)]
    told = one.seats().refresh(event)
    assert [(clash.seat_id, clash.by, clash.order_id) for clash in told.clashes] == [("S/1/1", "till 1", 1042)]
    assert one.states(event)["S/1/2"] is SeatState.SOLD
    with pytest.raises(SeatGone):
        other.seats().lease(event, ["S/1/2"], "y")
    plan = other.seats().plan(event)
    assert plan is not None
    assert "S/1/2" not in plan.free()
    other.web = []  # a mirror that does not have the order yet takes nothing away
    other.seats().refresh(event)
    with pytest.raises(SeatGone):
        other.seats().lease(event, ["S/1/2"], "y")
    other.web = [OrderSeat("S/1/2", 1043, living=False)]  # the order was cancelled
    other.seats().refresh(event)
    other.seats().lease(event, ["S/1/2"], "y")


def test_a_till_that_is_gone_loses_its_leases_and_is_told_of_what_it_sold_late(
    pair: tuple[SeatTill, SeatTill, str],
) -> None:
    one, other, event = pair
    one.seats().lease(event, ["S/1/1", "S/1/2"], "x")
    one.online = False
    one.seats().sell(event, ["S/1/1"], "late")
    assert other.seats().take_back(event, "till 1") == 1
    other.seats().lease(event, ["S/1/1"], "y")
    one.online = True
    assert one.push(event) == ["1/1"]
    told = one.seats().refresh(event)
    assert [(clash.seat_id, clash.by) for clash in told.clashes] == [("S/1/1", "till 2")]
    assert one.states(event) == {"S/1/1": SeatState.SOLD}, "what was sold stays on record; the unsold seat is not ours"
    with pytest.raises(NotFound):
        other.seats().take_back(event, "till 9")


def test_what_the_store_forgot_of_our_sale_is_told_again(pair: tuple[SeatTill, SeatTill, str]) -> None:
    """Somebody settled the act by hand: the seat we sold must not be leased to others."""
    one, _, event = pair
    one.seats().lease(event, ["S/1/1"], "x")
    one.seats().sell(event, ["S/1/1"], "sale-1")
    (entry,) = one.pending(event)
    one.profile.send_queue.begin(entry.outbox_id, one.profile._now())
    one.profile.send_queue.done(entry.outbox_id, {}, one.profile._now())
    one.seats().refresh(event)
    one.push(event)
    assert one.store.section(event).claims["1/1"].state == "s"


def test_blocked_seats_are_not_for_sale_until_they_are_free_again(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    one.seats().block(event, ["S/1/1"], "  camera   stand ")
    one.push(event)
    other.seats().refresh(event)
    assert other.states(event)["S/1/1"] is SeatState.BLOCKED
    with pytest.raises(SeatGone):
        other.seats().unblock(event, ["S/1/1"])
    one.seats().unblock(event, ["S/1/1"])
    one.push(event)
    other.seats().lease(event, ["S/1/1"], "y")


def test_a_till_gets_good_seats_in_pieces_that_stand_together(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    other.seats().lease(event, ["S/1/3"], "x")  # not known to the first till yet
    assert sorted(one.seats().lease_some(event, "a", 4, "allotment")) == ["S/2/1", "S/2/2", "S/2/3", "S/2/4"]
    assert one.seats().release_of(event, "allotment") == 4
    with pytest.raises(SeatGone):
        one.seats().lease_some(event, "b", 1, "allotment")


def test_the_best_seats_are_chosen_among_what_can_be_sold(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, _, event = pair
    one.seats().lease(event, ["S/2/1", "S/2/2"], "x")
    assert one.seats().best(event, Wanted(2, "a"), ours_only=True).seat_ids == ("S/2/1", "S/2/2")
    assert one.seats().best(event, Wanted(2, "a")).seat_ids == ("S/1/3", "S/1/4")
    assert one.seats().best(event, Wanted(2, "a"), but=["S/1/3"]).seat_ids == ("S/1/1", "S/1/2")


def test_a_map_is_found_by_venue_and_an_event_may_have_its_own(tmp_path: Path) -> None:
    till = SeatTill(tmp_path, "till", replace(hall("...b"), areas=(Area("Arena", 90, 0, 500, 300, 200, "Parkett B"),)))
    plan = till.seats().plan("gala")
    assert plan is not None
    assert {seat.category for seat in plan.hall.seats.values()} == {"a", "b"}
    assert [area.category for area in plan.standing] == ["b"]
    till.files.maps.put(replace(hall(".."), map_id="event/gala"), DEFAULT_MANAGER)
    assert len(till.seats().map_of("gala").by_id()) == 2  # type: ignore[union-attr]
    assert len(till.seats().map_of("other").by_id()) == 4  # type: ignore[union-attr]
    till.files.maps.drop("event/gala", DEFAULT_MANAGER)
    till.files.maps.drop("hall", DEFAULT_MANAGER)
    assert till.seats().plan("gala") is None
    with pytest.raises(NotFound):
        till.seats().best("gala", Wanted(2))
    with pytest.raises(NotFound):
        till.files.maps.drop("hall", DEFAULT_MANAGER)
    till.close()


def test_a_map_changed_by_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    till = SeatTill(tmp_path, "till")
    first = till.files.maps.map("hall")
    assert first is not None
    second = till.files.maps.put(replace(first, venue="Hall 2"), DEFAULT_MANAGER, upon=first.version)
    assert second.version == first.version + 1
    with pytest.raises(Conflict):
        till.files.maps.put(first, DEFAULT_MANAGER, upon=first.version)
    (row,) = till.files.maps.maps()
    assert (row.venue, row.seats, row.sections, row.version) == ("Hall 2", 12, 1, second.version)
    till.close()


def test_price_zones_are_known_by_id_or_name() -> None:
    categories = [category("parkett-a", "Parkett A"), category("b", "Balkon")]
    drawn = replace(hall(".b"), areas=(Area("X", 1, 0, 0, 1, 1, "balkon"), Area("Y", 1, 0, 0, 1, 1, "PARKETT-A")))
    assert zones_of(categories, drawn) == {"A": "", "B": "b", "balkon": "b", "PARKETT-A": "parkett-a"}


def test_a_seat_given_back_by_one_web_order_is_the_next_one_s(pair: tuple[SeatTill, SeatTill, str]) -> None:
    one, other, event = pair
    one.web = [OrderSeat("S/1/2", 1043)]
    one.seats().refresh(event)
    other.web = [OrderSeat("S/1/2", 1043, living=False), OrderSeat("S/1/2", 1050)]
    assert other.seats().refresh(event).clashes == ()
    one.web = other.web
    assert one.seats().refresh(event).clashes == ()
    with pytest.raises(SeatGone):
        one.seats().lease(event, ["S/1/2"], "y")


def test_seats_of_living_web_orders_come_from_the_mirror(found: Founder) -> None:
    """Not those of cancelled orders, and not those a till sold: these it has told the documents itself."""
    evening = Evening(found("till 1"))
    evening.sold("#1042", line_told={"seat": "S/1/1"})
    evening.sold("#1043", line_told={"seat": "S/1/2"}, cancelled_at="2026-11-02T10:00:00Z")
    evening.sold("#1044", line_told={"seat": "S/1/3", "seed": "tf1.something"})
    evening.sold("#1045")
    evening.sold("#1046", variant=6, line_told={"seat": "S/1/4"})
    assert list(evening.station.profile.seating.orders("gala")) == [
        OrderSeat("S/1/1", 1042),
        OrderSeat("S/1/2", 1043, living=False),
    ]
