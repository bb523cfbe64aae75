"""Rolls of numbered ticket stock: which lies in which printer, and what became of every piece."""

from __future__ import annotations

from typing import Annotated

import typer

from ticketforge_desktop.cli.lists import stock_app
from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk

rolls_app = typer.Typer(help="Rolls and stacks of numbered ticket stock.", no_args_is_help=True)
COLUMNS = ("roll_id", "printer", "first_serial", "last_serial", "next_serial", "printed", "spoiled", "missing", "left")
Next = Annotated[int, typer.Option("--next", metavar="SERIAL", help="The serial that lies next.")]


def add_to(_app: typer.Typer) -> None:
    """The commands of this module stand under `stock`."""
    stock_app.add_typer(rolls_app, name="rolls")


@rolls_app.command("list")
@speaks
def rolls_list(
    context: typer.Context,
    printer: Annotated[str, typer.Option(metavar="NAME", help="Only rolls of this printer.")] = "",
    still_open: Annotated[bool, typer.Option("--open", help="Only rolls that are in a printer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Rolls with their figures, newest first."""
    with open_desk(context) as desk:
        emit_rows(desk.printing.room.rolls.list(printer=printer, still_open=still_open), as_json, COLUMNS)


@rolls_app.command("open")
@speaks
def rolls_open(
    context: typer.Context,
    roll: str,
    printer: Annotated[str, typer.Option(metavar="NAME", help="The printer it lies in.")],
    first: Annotated[int, typer.Option(metavar="SERIAL", help="The number of its first piece.")],
    last: Annotated[int, typer.Option(metavar="SERIAL", help="The number of its last piece.")],
    kind: Annotated[str, typer.Option(help="What stock it is.")] = "",
    as_json: AsJson = False,
) -> None:
    """A roll was put into a printer: from now on each paper is noted with its serial."""
    with open_desk(context) as desk:
        emit(desk.printing.room.rolls.open(roll, printer, first, last, kind), as_json)


@rolls_app.command("spoil")
@speaks
def rolls_spoil(
    context: typer.Context,
    roll: str,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What became of them.")],
    pieces: Annotated[int, typer.Option(min=1, help="How many.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Pieces were taken off without a ticket."""
    with open_desk(context) as desk:
        emit(desk.printing.room.rolls.spoil(roll, pieces, reason), as_json)


@rolls_app.command("count")
@speaks
def rolls_count(context: typer.Context, roll: str, following: Next, as_json: AsJson = False) -> None:
    """Say which serial lies next; the difference shows as missing."""
    with open_desk(context) as desk:
        emit(desk.printing.room.rolls.count(roll, following), as_json)


@rolls_app.command("close")
@speaks
def rolls_close(context: typer.Context, roll: str, following: Next, as_json: AsJson = False) -> None:
    """The roll was taken out: count it and close it."""
    with open_desk(context) as desk:
        emit(desk.printing.room.rolls.close(roll, following), as_json)


@rolls_app.command("show")
@speaks
def rolls_show(context: typer.Context, roll: str, as_json: AsJson = False) -> None:
    """What happened to a roll besides printing, oldest first."""
    with open_desk(context) as desk:
        emit_rows(desk.printing.room.rolls.moves(roll), as_json, ("at", "kind", "pieces", "reason", "staff_id"))
