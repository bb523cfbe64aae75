"""The window's side of a sync in a process of its own: what it orders, hears, answers and takes over.

Python runs one thread of a process at a time, so a sync of a whole store makes the window it runs in stutter and the
door wait. A process beside it has a processor of its own, and stands back where there is only one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import SyncTrouble, TicketForgeError
from ticketforge_desktop.host.child import Child, Message, part_command
from ticketforge_desktop.services.ports.host import SecretStore
from ticketforge_desktop.services.sync_views import Budget
from ticketforge_desktop.services.sync_wire import (
    Left,
    Outcome,
    budget_told,
    error_heard,
    error_told,
    left_heard,
    outcome_heard,
    step_heard,
)
from ticketforge_desktop.services.syncing import Stopped, Tell

_PART: Final = "sync-child"
_LISTEN_S: Final = 0.1
# What is asked to stop ends at its next step; a step may wait for the store. Ended in the middle of one, a sync loses
# nothing either: whatever is durable stays, and the next one goes on behind it.
_PATIENCE_S: Final = 5.0
_FAREWELL_S: Final = 1.0  # of one that has said all it had to say
_LOG: Final = logging.getLogger(__name__)


class NoChildError(Exception):
    """No process could be started, or it ended before it began: this computer syncs in the window's own."""


class ChildFaultError(Exception):
    """A fault of the program in the other process, with where it happened there."""


class SyncProcess:
    """Runs of one profile, each in a process of its own.

    Args:
        secrets: those of the profile; the child asks for what it needs.
        bucket: the store's bucket as this process knows it, so that the child need not find out by being refused.
        take: given what the child leaves, on the calling thread.
        demo: whether the profile is the demo's.
    """

    def __init__(
        self,
        folder: Path,
        secrets: SecretStore,
        bucket: Callable[[], Budget],
        take: Callable[[Left], None],
        *,
        demo: bool,
    ) -> None:
        self._folder, self._secrets, self._bucket, self._take, self._demo = folder, secrets, bucket, take, demo
        self._lock = threading.Lock()
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        """The process of the run under way."""
        child = self._child
        return None if child is None else child.pid

    def run(self, what: str, tell: Tell, stopped: Stopped) -> Outcome:
        """Do `sync`, `full`, `drift` or `sweep` (all of it).

        Raises:
            NoChildError: nothing was begun.
            SyncTrouble: the process ended early; the mirror is a true, older state, and the next run goes on.
            ChildFaultError: a fault of the program.
        And whatever the run raises where it runs in this process.
        """
        with self._lock:
            try:
                child = Child(part_command(_PART, self._folder))
            except OSError as error:
                _LOG.warning("no process for a sync: %s", error.strerror)
                raise NoChildError from error
            self._child = child
            try:
                child.send({"run": what, "demo": self._demo, **budget_told(self._bucket())})
                return self._until_done(child, tell, stopped)
            finally:
                self._child = None
                child.end(_FAREWELL_S)

    def _until_done(self, child: Child, tell: Tell, stopped: Stopped) -> Outcome:
        deadline, ready = 0.0, False
        while True:
            if stopped():
                if not deadline:
                    deadline = time.monotonic() + _PATIENCE_S
                    child.send({"stop": True})
                elif time.monotonic() > deadline:
                    child.end()
                    return Outcome(ChangeSet(), stopped=True)
            try:
                message = child.receive(_LISTEN_S)
            except EOFError:
                raise _ended_early(child, ready) from None
            ready = ready or message is not None
            if message is not None and (outcome := self._hear(child, message, tell)) is not None:
                return outcome

    def _hear(self, child: Child, message: Message, tell: Tell) -> Outcome | None:
        if "step" in message:
            tell(step_heard(message))
        elif "secret" in message:
            child.send(self._answer(*message["secret"]))
        elif "left" in message:
            self._take(left_heard(message))
        elif "error" in message:
            raise error_heard(message)
        elif "fault" in message:
            raise ChildFaultError(f"In the process that synced:\n{message['fault']}")
        elif "done" in message:
            return outcome_heard(message)
        return None

    def _answer(self, act: str, name: str, value: str = "") -> Message:
        try:
            if act == "get":
                return {"value": self._secrets.get(name)}
            if act == "put":
                self._secrets.put(name, value)
            else:
                self._secrets.delete(name)
        except TicketForgeError as error:
            return error_told(error)
        return {"value": None}


def _ended_early(child: Child, ready: bool) -> Exception:
    code = child.end(_PATIENCE_S)
    _LOG.warning("the process of a sync ended early (%d): %s", code, child.last_words)
    if not ready:
        return NoChildError()
    return SyncTrouble(f"The process that synced ended in the middle of it ({code}).", exit=code)
