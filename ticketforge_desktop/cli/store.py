"""The mirror: bring it up to date."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, note, speaks
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.syncing import SyncProgress


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("sync")(sync)


@speaks
def sync(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Fetch everything again, by bulk.")] = False,
    drift: Annotated[bool, typer.Option("--drift", help="Compare two days of orders with the store and mend.")] = False,
    sweep: Annotated[bool, typer.Option("--sweep", help="Look for everything the store has no more.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the mirror up to date. Killed at any moment, the next one goes on where this one was."""
    if full + drift + sweep > 1:
        raise typer.BadParameter("Give one of --full, --drift and --sweep.")
    with open_desk(context, replace_damaged_mirror=full) as desk:
        if drift:
            shown = desk.drift(tell=_Teller()).as_json()
        elif sweep:
            shown = desk.sweep(tell=_Teller(), whole=True).as_json()
        else:
            shown = desk.run_sync(full=full, tell=_Teller()).as_json()
    emit(shown, as_json)


class _Teller:
    """Progress for people: a line whenever the phase changes, and twice a second on a terminal."""

    def __init__(self) -> None:
        self._last = ("", "")
        self._told = 0.0
        self._live = sys.stderr.isatty() and "CI" not in os.environ

    def __call__(self, step: SyncProgress) -> None:
        now = time.monotonic()
        place = (step.phase, step.feed)
        if place == self._last and not (self._live and now - self._told > 0.5):
            return
        self._last, self._told = place, now
        count = f" {step.done:,}" + (f" of {step.total:,}" if step.total else "") if step.done or step.total else ""
        note(f"{step.phase} {step.feed}{count}".rstrip())
