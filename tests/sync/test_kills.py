"""Killed with SIGKILL at any moment and run again, the mirror is row for row that of a station nobody disturbed."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.rig import station
from ticketforge_desktop.demo.server import DemoStore

SCRIPT = Path(__file__).with_name("sync_process.py")


def start(folder: Path, demo: DemoStore, rows_a_chunk: int, *, full: bool = False) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), str(folder / "profile"), demo.url, demo.token, str(rows_a_chunk)]
    command += ["full"] if full else []
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kill_after(process: subprocess.Popen[str], steps: int, then_s: float) -> list[list]:
    """Let it tell so many steps, wait a little, kill it. Returns the steps it told."""
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(json.loads(line))
        if isinstance(told[-1], dict) or len(told) >= steps:
            break
    time.sleep(then_s)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return told


def finish(process: subprocess.Popen[str]) -> dict:
    assert process.stdout is not None
    lines = process.stdout.readlines()
    process.stdout.close()
    assert process.wait() == 0
    return json.loads(lines[-1])


def as_undisturbed(tmp_path: Path, demo: DemoStore) -> dict:
    """What a station that was never killed knows. Its keys are copied to the other."""
    quiet = tmp_path / "quiet"
    quiet.mkdir()
    with station(quiet, demo) as rig:
        rig.sync()
        contents = rig.contents()
    (tmp_path / "killed").mkdir()
    shutil.copy(quiet / "secrets.json", tmp_path / "killed" / "secrets.json")
    return contents


def contents_of(folder: Path, demo: DemoStore) -> dict:
    with station(folder, demo) as rig:
        return rig.contents()


def kill_and_compare(
    tmp_path: Path, demo: DemoStore, kills: int, rows_a_chunk: int, seed: int, *, full: bool = False
) -> list[str]:
    """Returns the phases in which it was killed. `full`: a run that got through is followed by a full one."""
    expected = as_undisturbed(tmp_path, demo)
    chance = random.Random(seed)
    # Rows a run tells of, spread over the kills: most of them hit it while it loads.
    steps = len(demo.world.orders.rows) * 4 // rows_a_chunk // kills + 6
    phases = []
    for _ in range(kills):
        process = start(tmp_path / "killed", demo, rows_a_chunk, full=full)
        told = kill_after(process, chance.randint(1, steps), chance.choice((0.0, 0.01, 0.05, 0.3)))
        phases.append(told[-1][0] if isinstance(told[-1], list) else "done")
    report = finish(start(tmp_path / "killed", demo, rows_a_chunk, full=full))
    assert report["orders"] == len(demo.world.orders.rows)
    assert contents_of(tmp_path / "killed", demo) == expected
    return phases


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=1_500, events=20, plan="plus") as store:
        store.advance(3_600)  # what the pass behind the bulk job reads again must not depend on when it began
        yield store


def test_killed_three_times_the_mirror_is_the_same_row_for_row(tmp_path: Path, demo: DemoStore) -> None:
    phases = kill_and_compare(tmp_path, demo, kills=3, rows_a_chunk=100, seed=7)
    assert "loading" in phases


def test_killed_in_the_middle_of_loading_it_goes_on_and_does_not_begin_again(
    tmp_path: Path, demo: DemoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ticketforge_desktop.shopify.store.ROWS_A_CHUNK", 100)
    process = start(tmp_path, demo, 100)
    assert process.stdout is not None
    told: list = []
    for line in process.stdout:
        told.append(json.loads(line))
        if told[-1][:2] == ["loading", "orders"] and told[-1][2] >= 1_000:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    jobs = len(demo.bulk.all())
    with station(tmp_path, demo) as rig:
        progress = rig.profile.mirror_writer.shadow().progress("orders")
        assert progress is not None
        assert not progress.complete
        assert progress.rows_done >= 1_000
        steps: list = []
        rig.sync(tell=steps.append)
        loading = [step.done for step in steps if step.phase == "loading" and step.feed == "orders"]
        assert loading[0] == progress.rows_done
        assert loading == sorted(set(loading)), "no row is fetched a second time"
    assert len(demo.bulk.all()) == jobs


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_killed_a_dozen_times_in_a_bigger_store(tmp_path: Path, seed: int) -> None:
    with DemoStore.start(orders=6_000, events=40, plan="plus", seed=seed + 1, bulk_pace=20_000) as demo:
        demo.advance(3_600)
        phases = kill_and_compare(tmp_path, demo, kills=12, rows_a_chunk=150, seed=seed, full=True)
        assert phases.count("loading") >= 4
