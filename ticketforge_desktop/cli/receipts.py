"""Receipts and the cash drawer: what stands in the ledger of them, copies, and opening the drawer without a sale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.print_ledger import line
from ticketforge_desktop.cli.printing import print_app
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.receipts import LedgerEntry

_COLUMNS = ("job", "kind", "copy_kind", "printer", "state", "reason")
OnPrinter = Annotated[str, typer.Option(metavar="NAME", help="A receipt printer (`printers list`).")]


def add_to(_app: typer.Typer) -> None:
    """The commands of this module stand under `print`."""


@print_app.command("receipt")
@speaks
def print_receipt(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="The receipt's number.")],
    printer: OnPrinter = "",
    copy: Annotated[bool, typer.Option("--copy", help="A further paper, which says that it is a copy.")] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why there is a copy.")] = "",
    as_json: AsJson = False,
) -> None:
    """The lines of a receipt in the ledger; with --printer, print one that was begun and never sent, or a copy."""
    with open_desk(context) as desk:
        desk.printing.room.recover()
        receipts = desk.printing.room.receipts
        if not printer:
            emit_rows(map(line, receipts.papers(number)), as_json, _COLUMNS)
            return
        entry = receipts.print_copy(number, printer, reason) if copy else receipts.print_kept(number, printer)
        _told(entry, as_json)


@print_app.command("drawer")
@speaks
def print_drawer(
    context: typer.Context,
    printer: OnPrinter,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is opened without a sale; kept in the audit.")],
    as_json: AsJson = False,
) -> None:
    """Open the cash drawer that hangs on a receipt printer."""
    with open_desk(context) as desk:
        desk.printing.room.recover()
        _told(desk.printing.room.receipts.open_drawer(printer, reason), as_json)


def _told(entry: LedgerEntry, as_json: bool) -> None:
    emit(line(entry), as_json, f"{entry.ticket_id} {entry.state} {entry.reason}".rstrip())
    if entry.state != "printed":
        raise typer.Exit(1)
