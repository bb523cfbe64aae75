"""The store: connect it, mirror it, tell how things stand."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, note, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.services.syncing import SyncProgress


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("connect")(connect)
    app.command("sync")(sync)
    app.command("status")(status)


@speaks
def connect(
    context: typer.Context,
    url: Annotated[str, typer.Option(help="The store's address.")],
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read the token from standard input.")] = False,
    client_id: Annotated[str, typer.Option(help="Client id of the seller's own app.")] = "",
    client_secret_stdin: Annotated[
        bool, typer.Option("--client-secret-stdin", help="Read the app's secret from standard input.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Connect this profile to a store. Secrets are read from standard input and go to the keyring."""
    from ticketforge_desktop.services.ports.store import StoreLogin

    if token_stdin == (bool(client_id) and client_secret_stdin):
        raise typer.BadParameter("Give --token-stdin, or --client-id with --client-secret-stdin.")
    secret = sys.stdin.readline().strip()
    if not secret:
        raise BadInput("Nothing came on standard input.", field="token", next_step="Pipe the token in, in one line.")
    login = StoreLogin(url, token=secret) if token_stdin else StoreLogin(url, "", client_id, secret)
    with open_desk(context) as desk:
        facts = desk.connect(login)
    shown = {
        "shop": facts.shop.domain,
        "name": facts.shop.name,
        "plan": facts.shop.plan,
        "scopes": facts.scopes,
        "missing_scopes": facts.missing_scopes,
        "notices": facts.notices,
    }
    emit(shown, as_json)


@speaks
def sync(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Fetch everything again, by bulk.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the mirror up to date. Killed at any moment, the next one goes on where this one was."""
    with open_desk(context, replace_damaged_mirror=full) as desk:
        report = desk.run_sync(full=full, tell=_Teller())
    emit(report.as_json(), as_json)


@speaks
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """The shop, how old the mirror is, what it holds, and what waits for the store."""
    with open_desk(context) as desk:
        emit(desk.state().as_json(), as_json)


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
