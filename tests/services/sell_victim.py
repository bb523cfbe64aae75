"""A till that sells, prints, and is killed where it was told to be.

Run as a process of its own that does nothing by itself: for each line it is told it forks a till, which opens the
profile, sells, prints and dies at its point, or ends. The points lie in the program's own calls: they are wrapped,
nothing of them is replaced. Whoever kills writes a line first, on the disk before the signal.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

BEFORE = ("checked", "sale_written", "act_written", "stock_told", "audited")
"""No sale yet: before the transaction; in it with the sale and its payments, with the order's act, with the act of the
lease too, and with everything in it but its end."""
AFTER = ("committed", "queued", "sending", "printed")
"""The sale is whole: before printing, with papers queued, with papers on their way, and printed."""
POINTS = (*BEFORE, *AFTER)


class Task(NamedTuple):
    """What a till is to do. `point` "" = it lives."""

    home: str
    passphrase: str
    event: str
    category: str
    sale_id: str
    point: str
    log: str


def strike(task: Task) -> None:
    with Path(task.log).open("a", encoding="utf-8") as log:
        log.write(f"{task.point} {task.sale_id}\n")
        log.flush()
        os.fsync(log.fileno())
    os.kill(os.getpid(), signal.SIGKILL)


def meet(owner: Any, name: str, now: Callable[..., bool], task: Task, *, before: bool = False) -> None:
    """Wrap a call; `now` tells by what it was called with whether this is the moment."""
    real = getattr(owner, name)

    def call(*told: Any, **named: Any) -> Any:
        if before and now(*told):
            strike(task)
        result = real(*told, **named)
        if not before and now(*told):
            strike(task)
        return result

    setattr(owner, name, call)


def arm(profile: Any, task: Task) -> None:
    """Put death where the task has it."""
    from ticketforge_desktop.services.ports.printing import PrintState

    file, ledger = profile.sales, profile.print_ledger

    def always(*_told: Any) -> bool:
        return True

    def begins(steps: Any, *_told: Any) -> bool:
        return bool(steps[0].state is PrintState.SENDING)

    def is_sale(_work: Any, act: Any, *_told: Any) -> bool:
        return bool(act.kind == "sale")

    def is_stock(_work: Any, act: Any, *_told: Any) -> bool:
        return bool(act.kind == "adjust_stock")

    def ends(steps: Any, *_told: Any) -> bool:
        return not begins(steps)

    points: dict[str, tuple[Any, str, Callable[..., bool]]] = {
        "checked": (file, "write", always),
        "sale_written": (file, "_book", always),
        "act_written": (file._outbox, "add_in", is_sale),
        "stock_told": (file._outbox, "add_in", is_stock),
        "audited": (file, "_entry", always),
        "committed": (file, "write", always),
        "queued": (ledger, "queue_all", always),
        "sending": (ledger, "move_all", begins),
        "printed": (ledger, "move_all", ends),
    }
    if task.point:
        owner, name, now = points[task.point]
        meet(owner, name, now, task, before=task.point == "checked")


def sell(task: Task) -> None:
    from ticketforge_desktop.bootstrap import open_desk
    from ticketforge_desktop.domain.tenders import Tender, Tendered
    from ticketforge_desktop.services.ports.printing import PrintState
    from ticketforge_desktop.services.sell import SaleRequest

    desk = open_desk(task.home, lambda: task.passphrase)
    arm(desk._profile, task)
    selling = desk.till.selling
    basket = selling.empty().plus(selling.line(task.event, task.category, 2))
    sale = selling.sell(SaleRequest(task.sale_id, basket, (Tendered(Tender.CASH),)))
    for outcome in desk.till.print_tickets(sale, "Kasse"):
        assert outcome.state is PrintState.PRINTED, outcome
    desk.close()


def load() -> None:
    """What every till needs is there before the first is forked."""
    for room in ("host", "storage", "services", "devices.printing", "bootstrap"):
        whole = importlib.import_module(f"ticketforge_desktop.{room}")
        for found in pkgutil.walk_packages(whole.__path__, f"{whole.__name__}."):
            if not {"migrations", "window"} & set(found.name.split(".")):
                with suppress(ImportError):  # what can't be loaded fails in the till that needs it
                    importlib.import_module(found.name)


def main() -> None:
    load()
    for line in sys.stdin:
        task = Task(*json.loads(line))
        child = os.fork()
        if not child:
            try:
                sell(task)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
