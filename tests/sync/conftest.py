"""One embedded store and one station that pushes to it, for the stories of single acts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.push_rig import PushRig, pushing
from ticketforge_desktop.demo.server import DemoStore


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=10, events=4, plan="plus", job_delay=0.0, seed=5) as store:
        yield store


@pytest.fixture
def rig(tmp_path: Path, demo: DemoStore) -> Iterator[PushRig]:
    with pushing(tmp_path / "p", demo) as opened:
        yield opened
