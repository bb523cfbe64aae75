"""Connect this profile to a store, and tell how it stands with it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, note, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("connect")(connect)
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
    browser: Annotated[
        bool, typer.Option("--browser", help="Log in through the browser (with --client-id and its secret).")
    ] = False,
    redirect_port: Annotated[
        int | None, typer.Option(min=1024, max=65535, help="Port of the redirect address registered with the app.")
    ] = None,
    recent_orders_only: Annotated[
        bool, typer.Option("--recent-orders-only", help="Do not ask for read_all_orders (with --browser).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Connect this profile to a store. Secrets are read from standard input and go to the keyring.

    Where no keyring answers they go to a file that a passphrase seals (TICKETFORGE_PASSPHRASE).
    """
    from ticketforge_desktop.services.ports.store import StoreLogin

    by_app = bool(client_id) and client_secret_stdin
    if token_stdin == by_app or (browser and not by_app):
        raise typer.BadParameter("Give --token-stdin, or --client-id with --client-secret-stdin (and --browser).")
    secret = sys.stdin.readline().strip()
    if not secret:
        raise BadInput("Nothing came on standard input.", field="token", next_step="Pipe the token in, in one line.")
    login = StoreLogin(url, token=secret) if token_stdin else StoreLogin(url, "", client_id, secret)
    with open_desk(context) as desk:
        if browser:
            login = desk.stores.log_in(login, port=redirect_port, recent_orders_only=recent_orders_only, show=_show)
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


def _show(address: str, opened: bool) -> None:
    note("Agree in the browser that opened." if opened else "Open this address in a browser and agree:")
    note(address)


@speaks
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """The shop, how old the mirror is, what it holds, and what waits for the store."""
    with open_desk(context) as desk:
        emit(desk.state().as_json(), as_json)
