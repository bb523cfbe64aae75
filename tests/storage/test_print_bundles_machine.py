"""Orders whose papers lie together: however three printers take, jam, die and come back, none is torn unasked."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.services.ports.print_runs import ItemKind, ItemState, NewItem, NewRun, RunItem, Share
from ticketforge_desktop.services.ports.printing import NewJob, Origin, PrintState, Step
from ticketforge_desktop.storage.profile import Profile, open_profile

TICKET, NOTE, LABEL = ItemKind
SHARES = {"A": Share((TICKET, NOTE), (NOTE,)), "B": Share((TICKET, NOTE), (NOTE,)), "L": Share((LABEL,))}
ORDERS = {"#1": 2, "#2": 3, "#3": 1}
BEGUN = {ItemState.TAKEN, ItemState.QUEUED, ItemState.SENDING, ItemState.PRINTED, ItemState.IN_DOUBT, ItemState.VOID}
WRONG = {ItemState.IN_DOUBT, ItemState.VOID, ItemState.FAILED}


class BundleMachine(RuleBasedStateMachine):
    """One run of three orders on two ticket printers and a label printer."""

    profile: Profile

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tf-bundles-"))
        self.at = datetime(2026, 11, 14, 18, tzinfo=UTC)
        self.profile = open_profile(self.folder, KEYS)
        self.book, self.ledger = self.profile.print_runs, self.profile.print_ledger
        items = [
            NewItem(kind, f"{order}-{place}" if kind is TICKET else order, order)
            for order, tickets in ORDERS.items()
            for place, kind in enumerate((*[TICKET] * tickets, NOTE, LABEL))
        ]
        addresses = dict.fromkeys(ORDERS, ("Ada",))
        self.book.make(NewRun("run", "", "", {"post": True}, addresses), items, "m", self.at)
        self.book.begin("run", list(SHARES), self.at, SHARES)
        self.asked: set[str] = set()

    def teardown(self) -> None:
        if hasattr(self, "profile"):
            self.profile.close()
            shutil.rmtree(self.folder)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def items(self, *states: ItemState) -> list[RunItem]:
        return [item for item in self.book.items("run") if not states or item.state in states]

    @rule(printer=st.sampled_from(sorted(SHARES)))
    def take(self, printer: str) -> None:
        before = self.items()
        more = self.book.more_comes("run", printer)
        item = self.book.take("run", printer)
        if item is None:
            return
        assert more
        assert item.kind in SHARES[printer].kinds
        order = [one for one in before if one.bundle == item.bundle]
        earlier = [one for one in order if one.position < item.position and one.kind is not item.kind]
        assert all(
            one.state not in {ItemState.WAITING, *BEGUN} - {ItemState.PRINTED, ItemState.VOID} for one in earlier
        )
        if item.bundle not in self.asked:
            assert not [one for one in order if one.state in WRONG]
            assert all(one.state is ItemState.PRINTED for one in earlier)

    @precondition(lambda self: self.items(ItemState.TAKEN))
    @rule(data=st.data(), end=st.sampled_from(("printed", "in_doubt", "failed", "sending", "never made")))
    def print(self, data: Any, end: str) -> None:
        item = data.draw(st.sampled_from(self.items(ItemState.TAKEN)))
        if end == "never made":
            self.book.fail("run", item.position, "refunded")
            return
        origin = Origin("zpl", "", "run", item.position, str(item.kind))
        issue = int(item.kind is TICKET)
        job = self.ledger.queue(NewJob(f"{item.kind}:{item.ref}", issue, item.printer, "l", "m", origin), self.now())
        self.ledger.move(job.job_id, PrintState.SENDING, self.now())
        if end != "sending":
            self.ledger.move(job.job_id, PrintState(end), self.now())

    @precondition(lambda self: self.items(ItemState.IN_DOUBT))
    @rule(data=st.data(), good=st.booleans())
    def answer(self, data: Any, good: bool) -> None:
        item = data.draw(st.sampled_from(self.items(ItemState.IN_DOUBT)))
        state = PrintState.PRINTED if good else PrintState.VOID
        self.ledger.move_all([Step(item.job_id, state, by="m")], self.now())

    @rule(printer=st.sampled_from(sorted(SHARES)))
    def dies_and_comes_back(self, printer: str) -> None:
        now = self.now()
        self.ledger.recover(now, now, printer)
        self.book.reclaim("run", printer)

    @rule(order=st.sampled_from(sorted(ORDERS)))
    def somebody_says_print_it_all_the_same(self, order: str) -> None:
        doubts = [item for item in self.items(ItemState.IN_DOUBT) if item.bundle == order]
        if doubts:
            with pytest.raises(Conflict):
                self.book.release("run", order)
            return
        waiting = [item for item in self.items(ItemState.WAITING) if item.bundle == order]
        assert self.book.release("run", order) == len(waiting)
        if waiting:
            self.asked.add(order)

    @invariant()
    def an_order_nobody_was_asked_about_lies_in_one_tray(self) -> None:
        if not hasattr(self, "profile"):
            return
        for order in set(ORDERS) - self.asked:
            items = [item for item in self.items() if item.bundle == order and item.state in BEGUN]
            assert len({item.printer for item in items if item.kind in (TICKET, NOTE)}) <= 1

    @invariant()
    def what_waits_for_somebody_is_told(self) -> None:
        """Of an order that is told as torn, no printer gets a paper by itself; one with a wrong paper is told."""
        if not hasattr(self, "profile"):
            return
        torn = {one.bundle: one.reason for one in self.book.torn("run")}
        for order in set(ORDERS) - self.asked:
            items = [item for item in self.items() if item.bundle == order]
            wrong = {str(item.state) for item in items if item.state in WRONG}
            if wrong and any(item.state is ItemState.WAITING for item in items):
                assert torn[order] in wrong


BundleMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestBundles = BundleMachine.TestCase
