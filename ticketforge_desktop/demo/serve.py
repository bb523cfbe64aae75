"""``ticketforge demo-store serve``: one line of JSON, then a store until SIGTERM or Ctrl-C."""

from __future__ import annotations

import gc
import json
import signal
import threading
from types import FrameType
from typing import TextIO

from ticketforge_desktop.demo.server import DemoStore


def run(
    port: int = 0,
    events: int = 40,
    orders: int = 2_000,
    seed: int = 1,
    plan: str = "standard",
    faults: str | None = None,
    out: TextIO | None = None,
) -> int:
    """Serve in the foreground; returns the exit code. Raises ValueError (plan, faults, counts) and OSError (port).

    ``out`` gets ``{"url","shop","token","client_id","client_secret","webhook_secret"}`` as its first line.
    """
    import sys

    ending = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    store = DemoStore.start(port, events=events, orders=orders, seed=seed, plan=plan, faults=faults)
    try:
        # The generated store lives as long as the process; collecting it again and again would only cost time.
        gc.collect()
        gc.freeze()
        stream = out or sys.stdout
        stream.write(json.dumps(store.greeting()) + "\n")
        stream.flush()
        ending.wait()
    finally:
        store.stop()
    return 0
