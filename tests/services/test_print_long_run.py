"""Ten thousand tickets: memory stays flat, and the last thousand take no longer than the first."""

from __future__ import annotations

import gc
import time
import tracemalloc

import pytest

from tests.services.paper import Hall
from tests.services.run_shop import Machine, Shop, setup
from ticketforge_desktop.devices.printing import compose
from ticketforge_desktop.services.ports.printers import Delivery


class Shredder(Machine):
    """Confirms every paper and keeps none."""

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        told = super().deliver(data, opening)
        self.papers.clear()
        return told


def a_run_of(hall: Hall, tickets: int) -> tuple[list[float], list[int]]:
    """Seconds and the memory in use (bytes) after each tenth of a run."""
    for number, start in enumerate(range(0, tickets, 100)):
        hall.sold(f"#{2000 + number}", quantity=min(100, tickets - start))
    shop = Shop(hall)
    shop.machines["Kasse 1"] = Shredder()
    run = shop.plan(unprinted=True)
    events = shop.runs.work(run, [setup("Kasse 1")])
    seconds, memory, tenth = [], [], tickets // 10
    begun = time.process_time()
    tracemalloc.start()
    try:
        for count, _event in enumerate(events, start=1):
            if count % tenth == 0:
                gc.collect()
                memory.append(tracemalloc.get_traced_memory()[0])
                seconds.append(time.process_time() - begun)
                begun = time.process_time()
    finally:
        tracemalloc.stop()
    assert shop.runs.progress(run).counts.printed == tickets + 9
    return seconds, memory


def test_a_run_leaves_nothing_behind_in_memory(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the texts that are kept because they may come again: so many, and no more."""
    monkeypatch.setattr(compose, "_MEMO", 16)
    _, memory = a_run_of(hall, 400)
    assert memory[-1] - memory[3] < 30_000, memory


@pytest.mark.long
def test_ten_thousand_tickets_stay_flat_and_linear(hall: Hall) -> None:
    seconds, memory = a_run_of(hall, 10_000)
    # The second half knows as many texts by heart as the first.
    assert max(memory[5:]) - max(memory[:5]) < 500_000, memory
    # The processor's time, not the clock's, and a wide margin: a quadratic run would take nineteen times as long.
    assert sum(seconds[-2:]) < 4 * sum(seconds[1:3]), seconds


def test_the_file_is_asked_by_index_wherever_a_run_asks_for_each_paper(hall: Hall) -> None:
    """What is done once a paper must not read all papers: SQLite says how it would look."""
    asked = {
        "take": "SELECT min(position) FROM print_items WHERE run_id = 'r' AND state = 'waiting'",
        "held": "SELECT job_id FROM print_jobs WHERE ticket_id = 't' AND issue = 1 AND state <> 'failed'",
        "last certain": "SELECT job_id FROM print_jobs WHERE printer = 'p' AND state = 'printed' AND sending_at <= 'x'"
        " ORDER BY sending_at DESC, job_id DESC LIMIT 1",
        "roll": "SELECT count(*) FROM print_jobs WHERE roll_id = 'r' AND state = 'printed'",
        "pace": "SELECT changed_at FROM print_jobs WHERE run_id = 'r' AND state = 'printed'"
        " ORDER BY job_id DESC LIMIT 9",
        "issue": "SELECT issue FROM issues WHERE ticket_id = 't' ORDER BY issue DESC LIMIT 1",
    }
    file = hall.profile._station_file
    hall.profile.print_ledger.jobs()
    with file.readers.borrow() as connection:
        for name, sql in asked.items():
            plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
            assert "SCAN" not in plan, (name, plan)
