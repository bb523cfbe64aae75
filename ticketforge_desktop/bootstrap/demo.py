"""The demo: the embedded store and a profile on it, both gone when the program ends."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.host.folder import ProfileFolder

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.demo.server import DemoStore
    from ticketforge_desktop.host.child import Child
    from ticketforge_desktop.services.ports.host import Clock
    from ticketforge_desktop.services.ports.store import ConnectionFacts

EVENTS: Final = 120
ORDERS: Final = 2500
SEED: Final = 7


class DemoProfile:
    """A store, and a folder for its mirror that is removed at the end.

    Args:
        apart: the store has a process of its own where one can be had: a window goes on while it answers.
    """

    def __init__(self, *, events: int = EVENTS, orders: int = ORDERS, seed: int = SEED, apart: bool = False) -> None:
        self._apart = apart
        self._child: Child | None = None
        self._temporary = tempfile.TemporaryDirectory(prefix="ticketforge-demo-", ignore_cleanup_errors=True)
        self.folder = ProfileFolder(Path(self._temporary.name))
        self._events, self._orders, self._seed = events, orders, seed
        self.store: DemoStore | None = None

    def start(self) -> DemoStore:
        """Start the store unless it runs."""
        from ticketforge_desktop.demo.server import DemoStore

        if self.store is None:
            self.store = DemoStore.start(events=self._events, orders=self._orders, seed=self._seed)
        return self.store

    def open(self, clock: Clock | None = None) -> tuple[Desk, ConnectionFacts]:
        """A desk on the demo store, connected and not yet synced."""
        from ticketforge_desktop.bootstrap.desk import Desk
        from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
        from ticketforge_desktop.host.memory_secrets import MemorySecrets
        from ticketforge_desktop.services.ports.store import StoreLogin
        from ticketforge_desktop.services.settings import STATION_NAME

        told = self._greeting()
        desk = Desk(self.folder.make(), StationSecrets(MemorySecrets()), clock=clock, demo=True)
        desk.settings.put({STATION_NAME: "Demo"}, desk.staff)
        desk.receiver.put_secret(told["webhook_secret"])
        return desk, desk.connect(StoreLogin(told["url"], token=told["token"]))

    def close(self) -> None:
        """Stop the store and remove the folder."""
        if self.store is not None:
            self.store.stop()
            self.store = None
        if self._child is not None:
            from ticketforge_desktop.bootstrap.demo_child import end_store

            end_store(self._child)
            self._child = None
        self._temporary.cleanup()

    def _greeting(self) -> dict[str, str]:
        """How the store is reached."""
        if self._apart:
            from ticketforge_desktop.bootstrap.demo_child import start_store

            options = {"events": self._events, "orders": self._orders, "seed": self._seed}
            started = start_store(self.folder.path, options)
            if started is not None:
                self._child, told = started
                return told
        return self.start().greeting()
