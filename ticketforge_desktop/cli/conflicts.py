"""What two doors do not agree on."""

from __future__ import annotations

from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk

conflicts_app = typer.Typer(help="Double entries and other things two logs do not agree on.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(conflicts_app, name="conflicts")


@conflicts_app.command("list")
@speaks
def conflicts_list(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Settled ones too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Conflicts that wait for a person, newest first."""
    with open_desk(context) as desk:
        inbox = desk.door_log.conflicts
        found = inbox.all(desk.staff) if everything else inbox.open(desk.staff)
    emit_rows([row.as_json() for row in found], as_json, ("id", "kind", "ticket_id", "minutes_apart", "settled_how"))


@conflicts_app.command("resolve")
@speaks
def conflicts_resolve(
    context: typer.Context,
    conflict_id: Annotated[int, typer.Argument(metavar="ID")],
    how: Annotated[str, typer.Option(help="What was found and done, in words.")],
    as_json: AsJson = False,
) -> None:
    """Settle a conflict. Both log entries stay as they are."""
    with open_desk(context) as desk:
        row = desk.door_log.conflicts.settle(conflict_id, how, desk.staff)
    emit(row.as_json(), as_json)
