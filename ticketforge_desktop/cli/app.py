"""The tree of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from ticketforge_desktop import __version__
from ticketforge_desktop.cli import (
    allotment,
    bench,
    blackout,
    conflicts,
    connect,
    demo_store,
    door,
    flags,
    gates,
    hold,
    keys,
    kiosk,
    lists,
    outbox,
    print_ledger,
    print_runs,
    printers,
    printing,
    profiles,
    receipts,
    seats,
    sell,
    shift,
    station,
    stock_rolls,
    store,
    take_back,
    webhooks,
    window,
)


def build_app() -> typer.Typer:
    """All commands, not yet run."""
    # Rich would draw boxes around the help and cost a third of the start; plain text also reads well aloud.
    app = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="The box office that keeps working when the network doesn't.",
    )
    app.callback()(_options)
    for group in (
        blackout,
        conflicts,
        connect,
        store,
        lists,
        outbox,
        allotment,
        hold,
        door,
        flags,
        gates,
        keys,
        kiosk,
        printers,
        printing,
        print_ledger,
        print_runs,
        receipts,
        stock_rolls,
        profiles,
        seats,
        sell,
        take_back,
        shift,
        station,
        webhooks,
        window,
        bench,
        demo_store,
    ):
        group.add_to(app)
    return app


def _options(
    context: typer.Context,
    home: Annotated[str | None, typer.Option(help="The profile folder (or TICKETFORGE_HOME).", metavar="DIR")] = None,
    profile: Annotated[str | None, typer.Option(help="A named profile, one a store.", metavar="NAME")] = None,
    version: Annotated[bool, typer.Option("--version", help="The program's version.")] = False,
) -> None:
    context.obj = home if profile is None else _home_of(home, profile)
    if version:
        typer.echo(__version__)
        raise typer.Exit


def _home_of(home: str | None, profile: str) -> str:
    from ticketforge_desktop.domain.errors import BadInput
    from ticketforge_desktop.host.profiles import named_profile

    try:
        return str(named_profile(home, profile).path)
    except BadInput as error:
        raise typer.BadParameter(f"{error.message} {error.next_step}") from error
