"""The process that syncs for the window: one run, told and stopped through its pipes, then it ends.

It is the same program (`--run sync-child`), opens the same profile and takes the same lock as a command beside the
window would. Secrets it asks of the window, which has them open: no keyring asks twice, no passphrase is handed on.
"""

from __future__ import annotations

import queue
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import KeyMissing, TicketForgeError
from ticketforge_desktop.host.child import Message, Parent, stand_back
from ticketforge_desktop.services.sync_wire import (
    Left,
    Outcome,
    budget_heard,
    error_heard,
    error_told,
    left_told,
    outcome_told,
    step_told,
)

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.syncing import SyncProgress

PART: Final = "sync-child"
_STEPS_S: Final = 0.1  # between two steps of one phase: a person reads no faster, and the window has other work


class _Window:
    """The window, as this process sees it: orders, answers, and the word to stop."""

    def __init__(self) -> None:
        self.orders: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self.stop = threading.Event()
        self._answers: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._asking = threading.Lock()
        self._parent = Parent(self._told, self._gone)
        self.send = self._parent.send
        self._parent.listen()

    def ask(self, question: Message) -> Message:
        """Ask, and wait for the answer. Raises the typed error it comes to; `KeyMissing` when nobody is there."""
        with self._asking:
            self.send(question)
            answer = self._answers.get()
            if answer is None:
                self._answers.put(None)
                raise KeyMissing("The window that has the keys was closed.")
        if "error" in answer:
            raise error_heard(answer)
        return answer

    def _told(self, message: Message) -> None:
        if "run" in message:
            self.orders.put(message)
        elif "stop" in message:
            self.stop.set()
        else:
            self._answers.put(message)

    def _gone(self) -> None:
        self.stop.set()
        self.orders.put(None)
        self._answers.put(None)


class _Secrets:
    """`SecretStore`: the window's."""

    def __init__(self, window: _Window) -> None:
        self._window = window

    def get(self, name: str) -> str | None:
        value = self._window.ask({"secret": ["get", name]})["value"]
        return None if value is None else str(value)

    def put(self, name: str, value: str) -> None:
        self._window.ask({"secret": ["put", name, value]})

    def delete(self, name: str) -> None:
        self._window.ask({"secret": ["delete", name]})


class _Teller:
    """Steps for the window: each change of phase, and ten a second of one."""

    def __init__(self, window: _Window) -> None:
        self._window = window
        self._place, self._told = ("", ""), 0.0

    def __call__(self, step: SyncProgress) -> None:
        now, place = time.monotonic(), (step.phase, step.feed)
        if place != self._place or now - self._told >= _STEPS_S:
            self._place, self._told = place, now
            self._window.send(step_told(step))


def main(home: str) -> int:
    """Do the run that the window orders; the exit code says only whether it was answered."""
    stand_back()
    window = _Window()
    order = window.orders.get()
    if order is None:
        return 1
    try:
        window.send(_answered(home, order, window))
    except TicketForgeError as error:
        window.send(error_told(error))
    except Exception:  # noqa: BLE001 - a fault of ours is told in the window like any other of its faults
        window.send({"fault": traceback.format_exc()})
    return 0


def _answered(home: str, order: Message, window: _Window) -> Message:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
    from ticketforge_desktop.host.folder import ProfileFolder

    window.send({"ready": True})
    desk = Desk(ProfileFolder(Path(home)), StationSecrets(_Secrets(window)), demo=bool(order["demo"]))
    desk.stores.hear(budget_heard(order), 0.0)
    try:
        return outcome_told(_run(desk, order, window))
    finally:
        used = desk.stores.throttle.used()
        window.send(left_told(Left(tuple(desk.processing.take_alerts()), desk.stores.budget(), used)))
        desk.close()


def _run(desk: Desk, order: Message, window: _Window) -> Outcome:
    tell, stopped = _Teller(window), window.stop.is_set
    if order["run"] == "drift":
        drift = desk.drift(tell=tell, stopped=stopped)
        return Outcome(drift.changes, drift.changed, drift.stopped)
    if order["run"] == "sweep":
        sweep = desk.sweep(tell=tell, stopped=stopped, whole=True)
        return Outcome(sweep.changes, sweep.changed, sweep.stopped)
    report = desk.run_sync(full=order["run"] == "full", tell=tell, stopped=stopped)
    return Outcome(report.changes, stopped=report.stopped)
