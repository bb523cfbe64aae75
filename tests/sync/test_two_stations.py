"""Two stations on one busy store, who see what happens at other moments and in another order: the same dead tickets."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync.busy_shop import BusyShop
from tests.sync.rig import Rig, station
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.batches import StoreBatch

ACTS = ("sell", "refund", "edit", "cancel", "pay")


def tickets(rig: Rig) -> list[tuple]:
    return rig.rows("SELECT ticket_id, order_id, line_id, unit, state FROM tickets ORDER BY 1")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from([*ACTS, *ACTS, "one syncs", "other looks"]), min_size=4, max_size=25), st.integers())
def test_they_name_the_same_dead(tmp_path_factory: pytest.TempPathFactory, history: list[str], seed: int) -> None:
    """One pulls page by page. The other is told of single orders, as by webhooks: late, twice, in any order."""
    folder: Path = tmp_path_factory.mktemp("two")
    for name in ("one", "other"):
        (folder / name).mkdir()
    mixed = random.Random(seed)
    with (
        DemoStore.start(orders=12, events=3, plan="plus", seed=seed % 1_000) as demo,
        station(folder / "one", demo) as one,
    ):
        one.sync()
        secrets = (folder / "one" / "secrets.json").read_bytes()
        (folder / "other" / "secrets.json").write_bytes(secrets)
        with station(folder / "other", demo) as other:
            other.sync()
            shop, looks = BusyShop(demo, seed), list[StoreBatch]()
            for act in history:
                demo.advance(3)
                if act == "one syncs":
                    one.sync()
                elif act == "other looks":
                    some = mixed.sample(list(demo.world.orders), 4)
                    looks.append(other.store.fetch_orders([order.id for order in some]).batch)
                else:
                    shop.acts[act]()
            demo.quiesce()
            mixed.shuffle(looks)
            for look in [*looks, *looks[:2]]:
                other.profile.mirror_writer.apply(look, None)
            one.sync()
            other.sync()
            assert tickets(one) == tickets(other)
            for look in looks:  # and what comes in late after all changes nothing
                other.profile.mirror_writer.apply(look, None)
            assert tickets(one) == tickets(other)
