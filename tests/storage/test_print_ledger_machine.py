"""The ledger against a simple model: whatever is queued, sent, doubted, answered, reprinted or cut off in between."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.services.ports.print_runs import ItemKind, ItemState, NewItem, NewRun
from ticketforge_desktop.services.ports.printing import PRINT_STEPS, NewJob, Origin, PrintState, Step
from ticketforge_desktop.storage.profile import Profile, open_profile

TICKETS = ("a", "b", "c")
SALES = ("K1-1", "K1-2")
PRINTERS = ("Kasse 1", "Kasse 2")
LAST = 9  # of the roll
OUT = {PrintState.SENDING, PrintState.PRINTED, PrintState.IN_DOUBT, PrintState.VOID}


@dataclass
class Model:
    """One job as it must be."""

    ticket: str
    issue: int
    printer: str
    proof: bool = False
    position: int = 0
    state: PrintState = PrintState.QUEUED
    serial: int = 0
    settled: str = ""
    kind: str = "ticket"
    copy: bool = False


@dataclass
class Shelf:
    """The roll in Kasse 1."""

    next: int = 1
    spoiled: int = 0
    used: list[int] = field(default_factory=list)


class LedgerMachine(RuleBasedStateMachine):
    """Jobs of three tickets on two printers, one of them with numbered stock; the file is closed and opened again."""

    profile: Profile

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tf-ledger-"))
        self.at = datetime(2026, 11, 14, 18, tzinfo=UTC)
        self.jobs: dict[int, Model] = {}
        self.roll = Shelf()
        self.issues = dict.fromkeys(TICKETS, 1)
        self.profile = open_profile(self.folder, KEYS)
        self.profile.stock_rolls.open("R1", "", "Kasse 1", (1, LAST), "m", self.at)
        new = NewRun("run", "", "gala")
        self.profile.print_runs.make(new, [NewItem(ItemKind.TICKET, ticket) for ticket in TICKETS], "m", self.at)

    def teardown(self) -> None:
        if hasattr(self, "profile"):
            self.profile.close()
            shutil.rmtree(self.folder)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def held(self, ticket: str) -> tuple[int, Model] | None:
        """The job that holds the current issue of a ticket."""
        for job_id, job in self.jobs.items():
            same = (job.ticket, job.issue) == (ticket, self.issues[ticket])
            if same and not job.proof and job.state is not PrintState.FAILED:
                return job_id, job
        return None

    def queue(self, ticket: str, printer: str, *, proof: bool = False, run: bool = False) -> None:
        position = TICKETS.index(ticket) + 1 if run else 0
        origin = Origin("zpl", "proof" if proof else "", "run" if run else "", position)
        held = None if proof else self.held(ticket)
        told = NewJob(ticket, self.issues[ticket], printer, "layout", "m", origin), self.now()
        if held is not None and held[1].state is not PrintState.QUEUED:
            with pytest.raises(Conflict):
                self.profile.print_ledger.queue(*told)
            return
        job = self.profile.print_ledger.queue(*told)
        if held is not None:
            assert job.job_id == held[0], "a job nobody began is taken over"
        else:
            assert job.job_id not in self.jobs
        self.jobs[job.job_id] = Model(ticket, self.issues[ticket], printer, proof, position)

    @rule(ticket=st.sampled_from(TICKETS), printer=st.sampled_from(PRINTERS), run=st.booleans())
    def queue_one(self, ticket: str, printer: str, *, run: bool) -> None:
        self.queue(ticket, printer, run=run)

    @rule(sale=st.sampled_from(SALES), printer=st.sampled_from(PRINTERS), kind=st.sampled_from(("receipt", "drawer")))
    def once_a_sale(self, sale: str, printer: str, kind: str) -> None:
        """A receipt's original comes once, whatever became of it; a drawer somebody saw shut may open again."""
        ref = f"{kind}:{sale}"
        free = {PrintState.FAILED} | ({PrintState.VOID} if kind == "drawer" else set())
        same = [(number, job) for number, job in self.jobs.items() if job.ticket == ref and not job.copy]
        held = [(number, job) for number, job in same if job.state not in free][-1:]
        told = NewJob(ref, 0, printer, "receipt-80mm", "m", Origin("escpos", kind=kind)), self.now()
        if held and held[0][1].state is not PrintState.QUEUED:
            with pytest.raises(Conflict) as refused:
                self.profile.print_ledger.queue_all([told[0]], told[1], {ref: "never kept"})
            assert refused.value.facts["kind"] == kind
            return
        (job,) = self.profile.print_ledger.queue_all([told[0]], told[1], {ref: f"as of {told[1]}"})
        assert self.profile.print_ledger.kept(ref) == f"as of {told[1]}"
        assert (job.job_id == held[0][0]) if held else (job.job_id not in self.jobs)
        self.jobs[job.job_id] = Model(ref, 0, printer, kind=kind)

    @rule(sale=st.sampled_from(SALES))
    def copy_of_a_receipt(self, sale: str) -> None:
        """A copy holds nothing, and no copy is taken over."""
        ref = f"receipt:{sale}"
        new = NewJob(ref, 0, "Kasse 2", "receipt-80mm", "m", Origin("escpos", "copy", kind="receipt", note="lost"))
        job = self.profile.print_ledger.queue(new, self.now())
        assert job.job_id not in self.jobs
        assert (job.kind, job.copy_kind, job.note) == ("receipt", "copy", "lost")
        self.jobs[job.job_id] = Model(ref, 0, "Kasse 2", kind="receipt", copy=True)

    @rule(ticket=st.sampled_from(TICKETS))
    def proof(self, ticket: str) -> None:
        self.queue(ticket, "Kasse 2", proof=True)

    @precondition(lambda self: self.jobs)
    @rule(data=st.data(), state=st.sampled_from(PrintState))
    def move(self, data: Any, state: PrintState) -> None:
        """Send, acknowledge, doubt, answer: whatever step the contract has, and none besides."""
        job_id = data.draw(st.sampled_from(sorted(self.jobs)))
        job, before = self.jobs[job_id], self.jobs[job_id].state
        step = Step(job_id, state, "because", "d" * 32, 7, "m" if before is PrintState.IN_DOUBT else "")
        if state not in PRINT_STEPS[before]:
            with pytest.raises(Conflict):
                self.profile.print_ledger.move_all([step], self.now())
            return
        (moved,) = self.profile.print_ledger.move_all([step], self.now())
        assert moved.state is state
        self.moved(job, state)
        job.settled = step.by or job.settled

    @rule(data=st.data())
    @precondition(lambda self: len([job for job in self.jobs.values() if job.state is PrintState.QUEUED]) > 1)
    def a_window_is_all_or_nothing(self, data: Any) -> None:
        waiting = [job_id for job_id, job in self.jobs.items() if job.state is PrintState.QUEUED]
        chosen = data.draw(st.permutations(waiting))
        spoil = data.draw(st.booleans())
        steps = [Step(job_id, PrintState.SENDING) for job_id in chosen]
        if spoil:
            with pytest.raises(Conflict):
                self.profile.print_ledger.move_all([*steps, Step(chosen[0], PrintState.SENDING)], self.now())
            return
        self.profile.print_ledger.move_all(steps, self.now())
        for job_id in chosen:
            self.moved(self.jobs[job_id], PrintState.SENDING)

    @rule(printer=st.sampled_from(("", *PRINTERS)))
    def restart(self, printer: str) -> None:
        """The program ends, and whoever comes back puts in doubt what it was sending; nothing else changes."""
        self.profile.close()
        self.profile = open_profile(self.folder, KEYS)
        now = self.now()
        lost = {job.job_id for job in self.profile.print_ledger.recover(now, now, printer)}
        mine = {
            job_id
            for job_id, job in self.jobs.items()
            if job.state is PrintState.SENDING and printer in ("", job.printer)
        }
        assert lost == mine
        for job_id in lost:
            self.moved(self.jobs[job_id], PrintState.IN_DOUBT)

    @rule(ticket=st.sampled_from(TICKETS))
    def next_issue(self, ticket: str) -> None:
        held = self.held(ticket)
        if held is not None and held[1].state in (PrintState.PRINTED, PrintState.VOID):
            self.issues[ticket] += 1

    def moved(self, job: Model, state: PrintState) -> None:
        before, job.state = job.state, state
        piece = job.printer == "Kasse 1" and job.kind != "drawer"
        if state is PrintState.SENDING and piece and self.roll.next <= LAST:
            job.serial = self.roll.next
            self.roll.next += 1
        elif state is PrintState.FAILED and job.serial:
            if self.roll.next == job.serial + 1:
                self.roll.next -= 1
            job.serial = 0
        elif state is PrintState.VOID and job.serial:
            self.roll.spoiled += 1
        assert before is not PrintState.VOID

    @invariant()
    def the_file_says_what_the_model_says(self) -> None:
        if not hasattr(self, "profile"):
            return
        ledger = self.profile.print_ledger
        told = {job.job_id: job for job in ledger.jobs()}
        assert set(told) == set(self.jobs)
        for job_id, job in self.jobs.items():
            found = told[job_id]
            assert (found.state, found.issue, found.printer) == (job.state, job.issue, job.printer)
            assert (found.serial, found.settled_by) == (str(job.serial or ""), job.settled)
            assert (found.kind, found.ticket_id) == (job.kind, job.ticket)
        for ticket in TICKETS:
            out = [job for job in self.jobs.values() if job.ticket == ticket and not job.proof and job.state in OUT]
            issues = [job.issue for job in out]
            assert len(issues) == len(set(issues)), "one paper an issue"
            last = ledger.last_paper(ticket)
            assert (last.issue if last else 0) == max(issues, default=0)
        assert ledger.issues_on_paper(TICKETS) == {
            ticket: max(found)
            for ticket in TICKETS
            if (found := [j.issue for j in self.jobs.values() if j.ticket == ticket and not j.proof and j.state in OUT])
        }

    @invariant()
    def every_piece_of_the_roll_is_accounted_for(self) -> None:
        if not hasattr(self, "profile"):
            return
        roll = self.profile.stock_rolls.roll("R1")
        mine = [job for job in self.jobs.values() if job.serial]
        printed = [job for job in mine if job.state is PrintState.PRINTED]
        doubtful = [job for job in mine if job.state in (PrintState.SENDING, PrintState.IN_DOUBT)]
        assert (roll.next_serial, roll.spoiled) == (self.roll.next, self.roll.spoiled)
        assert (roll.printed, roll.in_doubt) == (len(printed), len(doubtful))
        serials = [job.serial for job in mine]
        assert len(serials) == len(set(serials)), "two papers never share a piece"
        assert roll.missing == roll.next_serial - 1 - len(printed) - len(doubtful) - roll.spoiled >= 0

    @invariant()
    def a_run_s_paper_stands_where_its_job_stands(self) -> None:
        if not hasattr(self, "profile"):
            return
        for item in self.profile.print_runs.items("run"):
            job = self.jobs.get(item.job_id)
            if job is None or job.position != item.position:
                continue
            if job.state is PrintState.FAILED:
                assert item.state in (ItemState.FAILED, ItemState.WAITING)
            elif job.state is not PrintState.QUEUED:
                assert str(item.state) == str(job.state)


LedgerMachine.TestCase.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLedger = LedgerMachine.TestCase
