"""What the order processing flags for a manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.processing import Flag

flags_app = typer.Typer(help="What orders caused and a manager must look at.", no_args_is_help=True)
Columns = ("id", "kind", "order", "raised_at", "seen_at")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(flags_app, name="flags")


@flags_app.command("list")
@speaks
def flags_list(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Seen ones too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Flags that nobody has seen, newest first."""
    with open_desk(context) as desk:
        inbox = desk.inbox.flags
        found = inbox.all(desk.staff) if everything else inbox.open(desk.staff)
    emit_rows([_row(flag) for flag in found], as_json, Columns)


@flags_app.command("see")
@speaks
def flags_see(
    context: typer.Context,
    flag: Annotated[str, typer.Argument(metavar="ID", help="The flag's id, as `flags list` shows it.")],
    how: Annotated[str, typer.Option(help="What was found and done, in words.")],
    as_json: AsJson = False,
) -> None:
    """Note that somebody has looked at it, and what was done about it."""
    with open_desk(context) as desk:
        inbox = desk.inbox.flags
        inbox.see(flag, how, desk.staff)
        seen = next(one for one in inbox.all(desk.staff, limit=1_000_000) if one.flag == flag)
    emit(_row(seen), as_json)


def _row(flag: Flag) -> dict[str, object]:
    return {
        "id": flag.flag,
        "kind": flag.kind,
        "subject": flag.subject,
        "order": flag.facts.get("order", ""),
        "facts": dict(flag.facts),
        "raised_at": flag.raised_at.isoformat(),
        "seen_at": flag.seen_at.isoformat() if flag.seen_at else None,
        "seen_by": flag.seen_by,
        "seen_how": flag.seen_how,
    }
