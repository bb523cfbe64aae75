"""The embedded store in a process of its own, for a window: what it answers costs the window no turn."""

from __future__ import annotations

import queue
from pathlib import Path
from typing import Final

from ticketforge_desktop.host.child import Child, Message, Parent, part_command

PART: Final = "demo-store"
_READY_S: Final = 60.0  # 2,500 orders take a second on an office computer
_ENDS_S: Final = 5.0


def start_store(folder: Path, options: Message) -> tuple[Child, Message] | None:
    """A store with its greeting (`url`, `token`, `webhook_secret`, …); None where no process can be had."""
    try:
        child = Child(part_command(PART, folder))
    except OSError:
        return None
    child.send({"serve": options})
    try:
        told = child.receive(_READY_S)
    except EOFError:
        told = None
    if told is None:
        child.end()
        return None
    return child, told


def end_store(child: Child) -> None:
    """The window needs it no more."""
    child.end(_ENDS_S)


def main() -> int:
    """Serve what is asked for, until nobody is there any more."""
    asked: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    parent = Parent(asked.put, lambda: asked.put(None))
    parent.listen()
    order = asked.get()
    if order is None:
        return 1
    from ticketforge_desktop.demo.server import DemoStore

    with DemoStore.start(**order["serve"]) as store:
        parent.send(store.greeting())
        while asked.get() is not None:
            pass
    return 0
