"""Random histories of orders, processed at random moments, twice, out of turn, with crashes: a plain model agrees."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.services.processing import ProcessingStation, shop_world
from tests.storage.shop_makers import ADD_ON, line, order
from ticketforge_desktop.domain.records import LineRecord, OrderRecord
from ticketforge_desktop.storage.effects_file import EffectsOnFile
from ticketforge_desktop.storage.process_queue import Queue

STEPS: list[tuple[type, str]] = [
    (EffectsOnFile, "carry_out"),
    (EffectsOnFile, "_write_parcels"),
    (EffectsOnFile, "_once"),
    (EffectsOnFile, "flag_dead"),
    (EffectsOnFile, "remember"),
    (Queue, "take"),
    (Queue, "done"),
]


class Crash(BaseException):
    """The program dies here."""


@contextmanager
def dying(owner: type, method: str, after: int, behind: bool) -> Iterator[None]:
    """Let a step end the program the n-th time, before or behind it."""
    left, inner = [after], getattr(owner, method)

    def step(*values: object, **named: object) -> object:
        left[0] -= 1
        if left[0] == 0 and not behind:
            raise Crash
        found = inner(*values, **named)
        if left[0] == 0:
            raise Crash
        return found

    with mock.patch.object(owner, method, step):
        yield


@dataclass
class Bought:
    """An order as the store has it."""

    order_id: int
    made: int
    tickets: int
    left: int
    add_on: int
    add_on_first: bool
    status: str
    version: int = 0
    refunds: int = 0
    cancelled: bool = False
    shipped: bool = False
    gone: bool = False

    def records(self) -> tuple[OrderRecord, tuple[LineRecord, ...]]:
        found = order(
            self.order_id,
            created_at=clock(self.made),
            updated_at=clock(self.version),
            processed_at=clock(self.made),
            financial_status=self.status,
            cancelled_at=clock(self.version) if self.cancelled else "",
            refunds=self.refunds,
            refunded_minor=4200 * self.refunds,
            fulfillment_status="FULFILLED" if self.shipped else "UNFULFILLED",
        )
        tickets = line(self.order_id * 10 + 5, self.order_id, 110, "gala-A", self.tickets, current_quantity=self.left)
        lines = [tickets]
        if self.add_on:
            number = self.order_id * 10 + (0 if self.add_on_first else 9)
            posted = line(number, self.order_id, 900, ADD_ON, self.add_on, price_minor=499)
            lines.insert(0 if self.add_on_first else 1, posted)
        return found, tuple(lines)

    def state(self, unit: int) -> str:
        if self.gone:
            return "deleted"
        if self.cancelled or self.status == "VOIDED":
            return "cancelled"
        if self.status == "REFUNDED":
            return "refunded"
        if unit > self.left:
            return "refunded" if self.refunds else "void"
        return "unpaid" if self.status == "PENDING" else "valid"


def clock(tick: int) -> str:
    return f"2026-11-01T{tick // 3600:02d}:{tick // 60 % 60:02d}:{tick % 60:02d}Z"


@dataclass
class Model:
    """What processing should have done, in the plainest way: everything is looked at anew each time."""

    parcels: dict[str, list[object]] = field(default_factory=dict)  # id → [why off, pieces, packed]
    mails: set[str] = field(default_factory=set)
    flags: dict[str, str] = field(default_factory=dict)  # key → kind

    def process(self, orders: list[Bought], inside: dict[str, tuple[Bought, int]]) -> None:
        for bought in orders:
            self._post(bought)
            self._mail(bought)
        for ticket_id, (bought, unit) in inside.items():
            state = bought.state(unit)
            if state not in ("valid", "unpaid"):
                self.flags.setdefault(f"admitted:{ticket_id}", f"admitted_{state}")

    def _post(self, bought: Bought) -> None:
        living = [unit for unit in range(1, bought.tickets + 1) if bought.state(unit) == "valid"]
        whole = bought.state(1)  # unit 1 dies last: its state is the order's, unless nothing is left
        if bought.gone or whole == "cancelled" or bought.status == "REFUNDED":
            off = {"deleted": "order_deleted", "cancelled": "order_cancelled"}.get(whole, "order_refunded")
        elif not bought.add_on:
            off = "add_on_removed"
        elif bought.shipped:
            off = "shipped_elsewhere"
        elif bought.status == "PENDING":
            off = "unpaid"
        else:
            off = "" if living else "no_tickets"
        sizes = [] if off else [len(living[start : start + 10]) for start in range(0, len(living), 10)]
        for number, size in enumerate(sizes, start=1):
            self.parcels.setdefault(f"{bought.order_id}-{number}", ["", size, False])
        for parcel_id, parcel in self.parcels.items():
            order_id, number = map(int, parcel_id.split("-"))
            if order_id != bought.order_id:
                continue
            why = off or ("" if number <= len(sizes) else "fewer_tickets")
            if not parcel[2]:
                parcel[:2] = [why, parcel[1] if why else sizes[number - 1]]
            elif why not in ("", "shipped_elsewhere"):
                self.flags.setdefault(f"packed:{parcel_id}", "packed_parcel_dead")

    def _mail(self, bought: Bought) -> None:
        if bought.gone:
            return
        kinds = set()
        if bought.cancelled or bought.status == "VOIDED":
            kinds = {f"mail:cancellation:{bought.order_id}"}
        else:
            if bought.status in ("PAID", "PARTIALLY_REFUNDED"):
                if any(bought.state(unit) == "valid" for unit in range(1, bought.tickets + 1)):
                    kinds.add(f"mail:order_confirmation:{bought.order_id}")
                if bought.add_on and bought.shipped:
                    kinds.add(f"mail:shipping:{bought.order_id}")
            if bought.refunds:
                kinds.add(f"mail:refund:{bought.order_id}:{bought.refunds}")
        self.mails |= kinds


class Processing(RuleBasedStateMachine):
    """A store whose orders change, a door that admits, a desk that packs, and the station's order processing."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tf-processing-"))
        self.station = ProcessingStation(self.folder, sends_mail=True)
        self.station.full_sync()
        self.station.process()
        self.model, self.orders, self.tick = Model(), [], 0  # type: ignore[var-annotated]
        self.inside: dict[str, tuple[Bought, int]] = {}
        self.names: dict[int, list[str]] = {}
        self.settled = True

    def teardown(self) -> None:
        if hasattr(self, "station"):
            self.station.close()
            shutil.rmtree(self.folder)

    def _changed(self, bought: Bought) -> None:
        self.tick += 1
        bought.version = self.tick
        self.station.put(*bought.records())
        self.settled = False

    def _some(self, choice: int) -> Bought | None:
        living = [bought for bought in self.orders if not bought.gone]
        return living[choice % len(living)] if living else None

    @rule(
        tickets=st.integers(1, 13),
        add_on=st.sampled_from([0, 1, 1, 3]),
        first=st.booleans(),
        status=st.sampled_from(["PAID", "PAID", "PENDING"]),
    )
    def buys(self, tickets: int, add_on: int, first: bool, status: str) -> None:
        self.tick += 1
        bought = Bought(1001 + len(self.orders), self.tick, tickets, tickets, add_on, first, status)
        self.orders.append(bought)
        self._changed(bought)
        self.names[bought.order_id] = self.station.tickets(bought.order_id)

    @rule(
        choice=st.integers(0, 99), what=st.sampled_from(["pay", "cancel", "refund", "void", "ship", "unship", "gone"])
    )
    def the_order_changes(self, choice: int, what: str) -> None:
        bought = self._some(choice)
        if bought is None:
            return
        if what == "pay":
            bought.status = "PAID" if bought.status == "PENDING" else bought.status
        elif what == "cancel":
            bought.cancelled = True
        elif what == "refund":
            bought.status, bought.refunds = "REFUNDED", bought.refunds + 1
        elif what == "void":
            bought.status = "VOIDED"
        elif what == "gone":
            bought.gone = True
            self.station.profile.mirror_writer.remove(order_ids=[bought.order_id])
            self.settled = False
            return
        else:
            bought.shipped = what == "ship"
        self._changed(bought)

    @rule(choice=st.integers(0, 99), units=st.integers(1, 6), money=st.booleans())
    def some_units_go(self, choice: int, units: int, money: bool) -> None:
        """By a refund, or by an edit without money."""
        bought = self._some(choice)
        if bought is None:
            return
        bought.left = max(0, bought.left - units)
        if money:
            bought.refunds += 1
            bought.status = "PARTIALLY_REFUNDED" if bought.status == "PAID" else bought.status
        self._changed(bought)

    @rule(choice=st.integers(0, 99), add_on=st.integers(0, 2), first=st.booleans())
    def the_add_on_comes_or_goes(self, choice: int, add_on: int, first: bool) -> None:
        bought = self._some(choice)
        if bought is not None:
            bought.add_on, bought.add_on_first = add_on, first
            self._changed(bought)

    @rule(choice=st.integers(0, 99))
    def an_old_page_comes_late(self, choice: int) -> None:
        bought = self._some(choice)
        if bought is not None:
            found, lines = bought.records()
            self.station.put(found._replace(updated_at=clock(0), cancelled_at=clock(0)), lines)

    @rule(choice=st.integers(0, 99), unit=st.integers(0, 12))
    def somebody_is_let_in(self, choice: int, unit: int) -> None:
        """Also with a ticket that died a moment ago: the door had read it before."""
        bought = self._some(choice)
        if bought is None:
            return
        ticket_id = self.names[bought.order_id][unit % bought.tickets]
        self.station.admit(ticket_id)
        self.inside[ticket_id] = bought, unit % bought.tickets + 1
        self.settled = False

    @precondition(lambda self: self.inside)
    @rule(choice=st.integers(0, 99))
    def an_admission_is_undone(self, choice: int) -> None:
        ticket_id = list(self.inside)[choice % len(self.inside)]
        self.station.undo(ticket_id)
        del self.inside[ticket_id]

    @precondition(lambda self: self.settled and self.model.parcels)
    @rule(choice=st.integers(0, 99))
    def a_parcel_is_packed(self, choice: int) -> None:
        wanted = [name for name, parcel in self.model.parcels.items() if parcel[0] == "" and not parcel[2]]
        if wanted:
            parcel_id = wanted[choice % len(wanted)]
            self.model.parcels[parcel_id][2] = True
            self.station.write(
                "UPDATE parcels SET state = 'PRINTED', packed_at = 'then' WHERE parcel_id = ?", parcel_id
            )

    @rule(order=st.randoms(use_true_random=False))
    def turns_are_mixed_up(self, order: object) -> None:
        queued = [row["order_id"] for row in self.station.mirror("SELECT order_id FROM orders_to_process")]
        order.shuffle(queued)  # type: ignore[attr-defined]

        def mix(work: object) -> None:
            for order_id in queued:
                work.raw.execute("REPLACE INTO orders_to_process (order_id) VALUES (?)", (order_id,))  # type: ignore[attr-defined]

        self.station.profile._mirror_file.writer().run(mix)

    @rule(twice=st.booleans())
    def processed(self, twice: bool) -> None:
        self.station.process()
        self._modelled()
        if twice:
            before = self.station.everything()
            self.station.process()
            assert self.station.everything() == before

    @rule(step=st.sampled_from(STEPS), after=st.integers(1, 4), behind=st.booleans())
    def processed_with_a_crash(self, step: tuple[type, str], after: int, behind: bool) -> None:
        with dying(*step, after, behind), suppress(Crash):
            self.station.process()
        self.station.process()
        self._modelled()

    @rule()
    def everything_is_fetched_anew(self) -> None:
        if not self.settled:  # a deletion nobody has seen to yet leaves no trace in a new mirror
            self.processed(False)
        world = shop_world()
        for bought in self.orders:
            if not bought.gone:
                found, lines = bought.records()
                world.orders[bought.order_id] = found, lines, ()
        self.station.full_sync(world)
        self.processed(False)

    def _modelled(self) -> None:
        self.model.process(self.orders, self.inside)
        self.settled = True

    @invariant()
    def station_and_model_agree(self) -> None:
        if not self.settled:
            return
        parcels = {name: (off, pieces) for name, _, off, pieces in self.station.parcels()}
        assert parcels == {name: tuple(parcel[:2]) for name, parcel in self.model.parcels.items()}
        assert set(self.station.mails()) == self.model.mails
        flags = {row["flag"]: row["kind"] for row in self.station.station("SELECT flag, kind FROM flags")}
        assert flags == self.model.flags
        assert len([row for row in self.station.audit() if row[0] == "flag"]) == len(flags)
        assert self.station.mirror("SELECT * FROM orders_to_process") == []
        assert self.station.mirror("SELECT * FROM removed_tickets") == []


def short(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> Callable[[], None]:
    from hypothesis.stateful import run_state_machine_as_test

    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    return lambda: run_state_machine_as_test(machine, settings=chosen)


def test_random_histories_come_to_what_a_plain_model_says() -> None:
    short(Processing, 12, 25)()


@pytest.mark.long
def test_many_random_histories_come_to_what_a_plain_model_says() -> None:
    short(Processing, 150, 50)()
