"""Order processing killed between and inside its steps: the next run comes to what an undisturbed one does."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.services.processing import ProcessingStation, Row, web_order
from ticketforge_desktop.domain.records import LineRecord

NEW, LATER = "2026-11-10T09:00:00Z", "2026-11-11T09:00:00Z"
SALE = "0f0e0d0c-0b0a-4908-8706-050403020100"
SEED = f"tf1.{SALE}.110.2.0a0b0c0d.{'ab' * 64}"

# Process in a process of its own that kills itself at the n-th time it comes to a step; "all" tells how often it does.
CHILD = """
import os, signal, sys
from pathlib import Path
from tests.services import processing
from ticketforge_desktop.services import process_orders
from ticketforge_desktop.storage import effects_file
from ticketforge_desktop.storage.effects_file import EffectsOnFile
from ticketforge_desktop.storage.process_queue import Queue
process_orders._BATCH = 4
effects_file._AIM_SECONDS = -1.0  # one order a transaction, however fast the computer is: the steps can be counted
home, chosen, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = {}
def step(name):
    seen[name] = seen.get(name, 0) + 1
    if name == chosen and seen[name] == left:
        print("killed", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
def around(owner, method, name):
    inner = getattr(owner, method)
    def stepping(*values, **named):
        step("before " + name)
        found = inner(*values, **named)
        step("after " + name)
        return found
    setattr(owner, method, stepping)
for method in ("carry_out", "_write_parcels", "_once", "_flag", "flag_dead", "move_alerts", "remember"):
    around(EffectsOnFile, method, method)
for method in ("put", "whole_done", "done", "take"):
    around(Queue, method, method)
station = processing.ProcessingStation(home, sends_mail=True)
print("at work", flush=True)
station.process()
station.close()
print("done", *(f"{name}={count}" for name, count in seen.items()), sep=";", flush=True)
"""


def prepare(home: Path) -> None:
    """A station whose orders call for every kind of effect, none of it done yet."""
    station = ProcessingStation(home, sends_mail=True)
    station.full_sync()
    station.process()
    station.write("INSERT INTO sales (sale_id, currency, total_minor, state) VALUES (?, 'EUR', 8400, 'paid')", SALE)
    station.write("INSERT INTO sale_lines (sale_id, line, variant_id, seed) VALUES (?, 1, 110, ?)", SALE, SEED)
    for order_id in range(1001, 1007):
        station.put(*web_order(order_id, 6, add_on=order_id % 2, at=NEW))
    station.process()
    inside = station.tickets(1002)[:2]
    for ticket_id in (*inside, *station.tickets(1003)[:1]):
        station.admit(ticket_id)
    for order_id in (1001, 1002):
        found, lines = web_order(order_id, 6, add_on=order_id % 2, at=NEW, cancelled_at=LATER)
        station.put(found._replace(updated_at=LATER), lines)
    for order_id in range(1007, 1016):
        station.put(*web_order(order_id, 8, add_on=order_id % 2, at=LATER))
    found, lines = web_order(1020, at=LATER, source_identifier=SALE)
    station.put(found, tuple(_with_seed(each) for each in lines))
    station.profile.mirror_writer.remove(order_ids=[1003])
    station.close()


def _with_seed(each: LineRecord) -> LineRecord:
    return each._replace(seed=SEED)


def outcome(home: Path) -> dict[str, list[Row]]:
    """All that processing has written, but for what differs from file to file."""
    station = ProcessingStation(home, sends_mail=True)
    found = station.everything()
    found["queue"] = station.mirror("SELECT order_id FROM orders_to_process")
    found["removed"] = station.mirror("SELECT ticket_id FROM removed_tickets")
    found["seen"] = station.station("SELECT * FROM processing ORDER BY name")
    for row in found["audit"]:
        del row["hash"], row["previous"], row["station_id"]
    assert station.profile.station.verify_audit().ok
    station.close()
    return found


def run_child(home: Path, step: str, time_: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), step, str(time_)], stdout=subprocess.PIPE, text=True
    )


def told_by(child: subprocess.Popen[str]) -> str:
    told, _ = child.communicate(timeout=60)
    return told


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("ready") / "home"
    prepare(home)
    return home


@pytest.fixture(scope="module")
def undisturbed(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Row]], dict[str, int]]:
    """What a run comes to that nobody kills, and how often it came to each step."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    shutil.copytree(ready, home)
    told = told_by(run_child(home, "nowhere", 0)).splitlines()[-1]
    steps = dict(pair.split("=") for pair in told.split(";")[1:])
    found = outcome(home)
    assert {row["kind"] for row in found["flags"]} == {"admitted_cancelled", "admitted_deleted"}
    assert {row["kind"] for row in found["mail"]} == {"order_confirmation", "cancellation"}
    assert found["parcels"]
    assert found["stock_alerts"]
    assert found["sales"][0]["state"] == "settled"
    assert not found["queue"]
    return found, {name: int(count) for name, count in steps.items()}


def kill_and_go_on(ready: Path, home: Path, step: str, time_: int) -> None:
    shutil.copytree(ready, home)
    child = run_child(home, step, time_)
    assert "killed" in told_by(child)
    assert child.returncode == -signal.SIGKILL


STEPS = ("after take", "before carry_out", "after _once", "after _write_parcels", "after carry_out", "after done")


@pytest.mark.parametrize("step", [*STEPS, "after _flag", "after flag_dead", "before move_alerts", "before remember"])
def test_killed_at_a_step_the_next_run_does_the_rest_once(
    ready: Path, undisturbed: tuple[dict[str, list[Row]], dict[str, int]], tmp_path: Path, step: str
) -> None:
    expected, steps = undisturbed
    time_ = random.Random(step).randint(1, steps[step])
    kill_and_go_on(ready, tmp_path / "home", step, time_)
    survivor = ProcessingStation(tmp_path / "home", sends_mail=True)
    survivor.process()
    survivor.close()
    assert outcome(tmp_path / "home") == expected


@pytest.mark.long
def test_killed_at_every_step_there_is(
    ready: Path, undisturbed: tuple[dict[str, list[Row]], dict[str, int]], tmp_path: Path
) -> None:
    expected, steps = undisturbed
    for step, count in steps.items():
        for time_ in {1, count, random.Random(step).randint(1, count)}:
            home = tmp_path / f"{step}-{time_}".replace(" ", "-")
            kill_and_go_on(ready, home, step, time_)
            survivor = ProcessingStation(home, sends_mail=True)
            survivor.process()
            survivor.close()
            assert outcome(home) == expected, (step, time_)
            shutil.rmtree(home)


def test_killed_again_and_again_at_any_moment(
    ready: Path, undisturbed: tuple[dict[str, list[Row]], dict[str, int]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(ready, home)
    moments = random.Random(7)
    for _ in range(4):
        child = run_child(home, "nowhere", 0)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moments.uniform(0, 0.06))
        child.kill()
        child.communicate()
    survivor = ProcessingStation(home, sends_mail=True)
    survivor.process()
    survivor.close()
    assert outcome(home) == undisturbed[0]
