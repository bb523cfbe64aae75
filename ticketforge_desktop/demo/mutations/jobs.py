"""The store's job queue: work that is answered first and done a moment later."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from ticketforge_desktop.demo.gids import gid
from ticketforge_desktop.demo.state import Record, World

Work = Callable[[], None]


class Jobs:
    """Does work in its order, ``delay`` seconds (real time) after it was asked for, holding the world's lock.

    With ``delay`` 0 the work is done at once, still after the reply's ``done: false`` was decided.
    """

    def __init__(self, delay: float = 0.25) -> None:
        self._delay = delay
        self._waiting: deque[tuple[World, Record, Work]] = deque()
        self._timers: list[threading.Timer] = []
        self._lock = threading.Lock()

    def start(self, world: World, work: Work) -> Record:
        """Queue ``work``; returns the ``Job`` record, which becomes done with it."""
        number = world.random.getrandbits(128)
        text = f"{number:032x}"
        name = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
        job = world.put({"__typename": "Job", "id": gid("Job", name), "done": False})
        with self._lock:
            self._waiting.append((world, job, work))
        if self._delay <= 0:
            self.finish()
        else:
            self._arm()
        return job

    def finish(self) -> None:
        """Do all waiting work now (tests, and the end of a rehearsal)."""
        while (entry := self._next()) is not None:
            self._do(*entry)

    def close(self) -> None:
        """Do what waits and stop the timers."""
        with self._lock:
            timers, self._timers = self._timers, []
        for timer in timers:
            timer.cancel()
        for timer in timers:
            timer.join()
        self.finish()

    def _arm(self) -> None:
        timer = threading.Timer(self._delay, self._due)
        timer.daemon = True
        with self._lock:
            self._timers = [old for old in self._timers if old.is_alive()]
            self._timers.append(timer)
            timer.start()

    def _due(self) -> None:
        entry = self._next()
        if entry is not None:
            self._do(*entry)

    def _next(self) -> tuple[World, Record, Work] | None:
        with self._lock:
            return self._waiting.popleft() if self._waiting else None

    def _do(self, world: World, job: Record, work: Work) -> None:
        with world.lock:
            nested = world.orders.remembered is not None
            if not nested:
                world.begin_mutation()
            try:
                work()
            finally:
                if not nested:
                    world.end_mutation()
                job["done"] = True
