"""Killed with SIGKILL at any moment of pushing, and started again: each act is in the store once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests.demo.invariants import faults as contradictions
from tests.sync.push_rig import KEYS, sale
from ticketforge_desktop.demo.faults import Fault
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.outbox import Act, ActState
from ticketforge_desktop.storage.profile import Profile, open_profile

SCRIPT = Path(__file__).with_name("push_process.py")


def start(folder: Path, demo: DemoStore, patience: float) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), str(folder), demo.url, demo.token, str(patience)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str], after_s: float) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    time.sleep(after_s)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def finish(folder: Path, demo: DemoStore) -> dict[str, float]:
    process = start(folder, demo, 2.0)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    report: dict[str, float] = json.loads(out.splitlines()[-1])
    return report


def others_buy(demo: DemoStore) -> None:
    """Time passes, and a web order shows how far the index has come."""
    demo.advance(200)
    line = {"title": "Heft", "quantity": 1, "priceSet": {"shopMoney": {"amount": "1.00", "currencyCode": "EUR"}}}
    text = "mutation($o: OrderCreateOrderInput!) { orderCreate(order: $o) { userErrors { message } } }"
    demo.query(text, {"o": {"lineItems": [line]}})


def fill(profile: Profile, demo: DemoStore, sales: int) -> list[str]:
    """Sales, each with a refund, a parcel and a tag behind it; and a lease for each."""
    variant = min(demo.world.variants, key=lambda v: v.id)
    place = max(variant.item.levels.values(), key=lambda level: level.quantities["available"]).location.id
    sources = [str(uuid4()) for _ in range(sales)]
    for source in sources:
        lease = {"changes": [{"item_id": variant.item.id, "location_id": place, "quantity": 1}], "document": "lease/k"}
        refund = {"sale": source, "currency": "EUR", "lines": [{"line": 1, "units": [1], "restock": "cancel"}]}
        parcel = {"sale": source, "lines": [{"line": 1, "quantity": 1}]}
        acts = [
            Act("sale", f"sale:{source}", sale(variant.id, 2, stock="oversell"), source=source),
            Act("refund", f"sale:{source}", refund),
            Act("fulfil", f"sale:{source}", parcel),
            Act("tag", f"sale:{source}", {"thing": "order", "sale": source, "add": ["kasse"]}),
            Act("move_stock", f"lease:{source}", lease),
        ]
        for act in acts:
            profile.outbox.add(act, DEFAULT_MANAGER)
    return sources


def kill_and_count(folder: Path, sales: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    with DemoStore.start(orders=5, events=6, plan="plus", seed=seed, job_delay=0.0) as demo:
        reserved = sum(level.quantities["reserved"] for item in demo.world.items for level in item.levels.values())
        with open_profile(folder, KEYS) as profile:
            sources = fill(profile, demo, sales)
        demo.faults.add(Fault("slow", settings={"seconds": 0.004}))
        for _ in range(kills):
            kill(start(folder, demo, 2.0), chance.random() * 0.25)
            others_buy(demo)
        demo.faults.clear()
        for _ in range(20):
            if finish(folder, demo)["waiting"] == 0:
                break
            others_buy(demo)
        with open_profile(folder, KEYS) as profile:
            entries = profile.outbox.entries()
            left = [(e.kind, e.state, e.last_error) for e in entries if e.state is not ActState.DONE]
            assert left == []
            assert len(entries) == 5 * sales
            assert sum(entry.attempts for entry in entries) >= len(entries)
        ours = [order for order in demo.world.orders if order.source_identifier in sources]
        assert sorted(str(order.source_identifier) for order in ours) == sorted(sources)
        for order in ours:
            assert (len(order.refunds), len(order.fulfillments), order.tags) == (1, 1, ("kasse",))
            assert order.lines[0].current_quantity == 1
        now = sum(level.quantities["reserved"] for item in demo.world.items for level in item.levels.values())
        assert now - reserved == sales
        assert contradictions(demo.world) == []


def test_killed_a_few_times_each_act_is_there_once(tmp_path: Path) -> None:
    kill_and_count(tmp_path / "p", sales=20, kills=5, seed=3)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_killed_dozens_of_times_each_act_is_there_once(tmp_path: Path, seed: int) -> None:
    kill_and_count(tmp_path / "p", sales=120, kills=40, seed=seed + 10)
