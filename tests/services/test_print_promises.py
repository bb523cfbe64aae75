"""What a print room promises when the world around it moves: clocks, names, other tills, papers on their way."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.services.paper import KASSE_1, Hall, faces_of, renderers, states
from tests.services.run_shop import JAM, PRINTED, Keys, Machine, Shop, WideMachine, setup
from ticketforge_desktop.domain.errors import Conflict
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.printer_locks import PrinterLocks
from ticketforge_desktop.services.ports.print_runs import ItemState
from ticketforge_desktop.services.ports.printing import CopyKind, NewJob, Origin, PrintState, Step
from ticketforge_desktop.services.print_doubts import PrintDoubts
from ticketforge_desktop.services.print_line import Paper, PrintLine
from ticketforge_desktop.services.print_tickets import PrintTickets


def locked(hall: Hall) -> PrintTickets:
    return PrintTickets(
        faces_of(hall.profile), renderers(), hall.profile.print_ledger, hall.clock, DEFAULT_MANAGER, Keys()
    )


def set_back(hall: Hall, hours: float) -> None:
    hall.clock.at -= timedelta(hours=hours)


def left_sending(hall: Hall, ticket: str) -> int:
    ledger = hall.profile.print_ledger
    job = ledger.queue(NewJob(ticket, 1, "Kasse 1", "label-10x5cm", "m"), hall.clock.now())
    ledger.move_all([Step(job.job_id, PrintState.SENDING)], hall.clock.now())
    return job.job_id


def test_a_clock_set_back_since_hides_no_doubt(hall: Hall) -> None:
    lost = left_sending(hall, hall.ids[0])
    set_back(hall, 3)

    outcomes = list(locked(hall).print(hall.ids[1:2], KASSE_1, Machine()))

    assert states(outcomes) == ["printed"]
    assert hall.profile.print_ledger.job(lost).state is PrintState.IN_DOUBT


def test_a_run_asks_about_what_a_faster_clock_was_sending(hall: Hall) -> None:
    lost = left_sending(hall, hall.ids[0])
    set_back(hall, 3)
    shop = Shop(hall)
    shop.work(shop.plan(unprinted=True))
    assert hall.profile.print_ledger.job(lost).state is PrintState.IN_DOUBT


def test_papers_keep_their_order_when_the_clock_is_set_back(hall: Hall) -> None:
    list(locked(hall).print(hall.ids[:2], KASSE_1, Machine()))
    set_back(hall, 1)
    list(locked(hall).print(hall.ids[2:4], KASSE_1, Machine(None, JAM)))
    set_back(hall, 1)
    list(locked(hall).print(hall.ids[4:5], KASSE_1, Machine(JAM)))

    (doubt,) = PrintDoubts(hall.profile.print_ledger, hall.clock, DEFAULT_MANAGER).doubts()

    assert doubt.last_certain is not None
    assert doubt.last_certain.ticket_id == hall.ids[2], "the one before the jam, not one of an hour later"
    assert [job.ticket_id for job in doubt.papers] == hall.ids[3:5]


def test_two_names_of_one_device_never_send_at_once(tmp_path: Path) -> None:
    devices = {"tickets": "tcp://box:9100", "labels": "tcp://box:9100", "far": "tcp://far:9100"}
    locks, other = (PrinterLocks(tmp_path, lambda name: devices.get(name, name)) for _ in range(2))
    with locks("tickets"):
        with pytest.raises(Conflict, match="printing on labels"), other("labels"):
            pass
        with pytest.raises(Conflict), other("tcp://box:9100"):
            pass
        with other("far"):
            pass
        devices["tickets"] = "tcp://elsewhere:9100"  # set up anew while it is printing
        with pytest.raises(Conflict), other("tickets"):
            pass
    with other("labels"):
        pass


def test_what_was_refunded_or_reprinted_while_others_were_printed_is_not_printed(hall: Hall) -> None:
    gone, again = hall.ids[8], hall.ids[1]

    def refund_one_and_reprint_the_other() -> None:
        issues = json.dumps({again: 2})
        hall.sold("#1042", quantity=9, line_told={"current_quantity": 8}, issues=issues)

    machine = Machine(refund_one_and_reprint_the_other)
    outcomes = list(hall.room().print([hall.ids[0], again, gone], KASSE_1, machine))

    assert [(str(one.state), one.issue) for one in outcomes] == [("printed", 1), ("printed", 2), ("failed", 0)]
    assert "admits nobody" in outcomes[2].reason
    assert len(machine.papers) == 2


class Faster(WideMachine):
    """While a window is being made ready, another program begins one of its papers."""

    def deliver_all(self, tickets: Sequence[bytes], opening: bytes = b"") -> Any:
        raise AssertionError("the window was not sent together")


def test_behind_a_doubt_in_a_broken_up_window_nothing_is_sent(hall: Hall) -> None:
    ledger = hall.profile.print_ledger
    machine = Faster(PRINTED, JAM)
    line = PrintLine(setup("Kasse 1"), machine, b"", ledger, hall.clock, DEFAULT_MANAGER, window=4)
    (first,) = line.send([Paper(hall.ids[0], 1, lambda: b"0")])
    assert (first.state, line.room) == (PrintState.PRINTED, 4)

    def stolen() -> bytes:
        """Another program takes this ticket's job over and begins to send it."""
        job = ledger.queue(NewJob(hall.ids[1], 1, "Kasse 2", "", "m"), hall.clock.now())
        if job.state is PrintState.QUEUED:
            ledger.move_all([Step(job.job_id, PrintState.SENDING)], hall.clock.now())
        return b"1"

    papers = [
        Paper(hall.ids[1], 1, stolen),
        *(Paper(ticket, 1, lambda: b"more", Origin("zpl")) for ticket in hall.ids[2:5]),
    ]
    outcomes = line.send(papers)

    assert [str(one.state) for one in outcomes] == ["failed", "in_doubt", "failed", "failed"]
    assert [one.stops for one in outcomes] == [False, True, True, True]
    assert machine.papers == [b"0"]
    assert not ledger.jobs(ticket_id=hall.ids[4], states=(PrintState.SENDING, PrintState.FAILED)), "it still waits"
    assert outcomes[2].condition == "jam"


def test_what_a_printer_in_trouble_had_taken_is_printed_by_the_others(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, ledger = Shop(hall), hall.profile.print_ledger
    run, send = shop.plan(), ledger.move_all

    def one_by_one(steps: Sequence[Step], at: Any) -> Any:
        if len(steps) > 1 and steps[0].state is PrintState.SENDING:
            raise Conflict("another program was faster with one of them")
        return send(steps, at)

    def until_the_first_has_left() -> None:
        for _ in range(200):
            waits = shop.runs.items(run, states=(ItemState.TAKEN, ItemState.QUEUED, ItemState.SENDING))
            doubts = ledger.jobs(states=(PrintState.IN_DOUBT,), printer="Kasse 1")
            if doubts and {item.printer for item in waits} <= {"Kasse 2"}:
                return
            time.sleep(0.02)

    monkeypatch.setattr(ledger, "move_all", one_by_one)
    shop.machines["Kasse 1"] = WideMachine(PRINTED, JAM)
    shop.machines["Kasse 2"] = Machine(until_the_first_has_left)
    shop.work(run, "Kasse 1", "Kasse 2", window=4)

    counts = shop.runs.progress(run).counts
    assert (counts.waiting, counts.under_way, counts.in_doubt, counts.printed) == (0, 0, 1, 8)


def test_what_is_no_ticket_and_proofs_hold_nothing(hall: Hall) -> None:
    """Two delivery notes of one order are two papers, and a proof is no reason to refuse the ticket."""
    ledger, now = hall.profile.print_ledger, hall.clock.now()
    note = [ledger.queue(NewJob("note:#1042", 0, "Kasse 1", "a4", "m"), now).job_id for _ in range(2)]
    assert note[0] != note[1]
    proof = Origin(copy_kind=CopyKind.PROOF)
    jobs = [ledger.queue(NewJob(hall.ids[0], 1, "Kasse 1", "a4", "m", proof), now).job_id for _ in range(2)]
    assert jobs[0] != jobs[1]
    ledger.move_all([Step(jobs[0], PrintState.SENDING)], now)
    ticket = ledger.queue(NewJob(hall.ids[0], 1, "Kasse 1", "a4", "m"), now)
    assert ticket.job_id not in jobs
    ledger.move_all([Step(ticket.job_id, PrintState.SENDING)], now)
    with pytest.raises(Conflict):
        ledger.queue(NewJob(hall.ids[0], 1, "Kasse 1", "a4", "m"), now)
    assert ledger.queue(NewJob(hall.ids[0], 1, "Kasse 1", "a4", "m", proof), now).state is PrintState.QUEUED
    ledger.move_all([Step(note[0], PrintState.SENDING)], now)
    assert ledger.queue(NewJob("note:#1042", 0, "Kasse 1", "a4", "m"), now).job_id not in note
