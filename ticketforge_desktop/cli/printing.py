"""Tickets on paper: layouts, files, print runs and the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf

layouts_app = typer.Typer(help="Ticket layouts.", no_args_is_help=True)
print_app = typer.Typer(help="Print tickets, and look after the ledger.", invoke_without_command=True)

Tickets = Annotated[list[str] | None, typer.Option("--ticket", metavar="ID", help="A ticket; repeat for several.")]
Order = Annotated[str, typer.Option(metavar="NAME", help="All valid tickets of an order.")]
Event = Annotated[str, typer.Option(metavar="ID", help="All valid tickets of an event.")]
Layout = Annotated[str, typer.Option(metavar="NAME", help="The layout (`layouts list`).")]
Dpi = Annotated[int, typer.Option(help="Dots an inch of the printer.")]
Words = Annotated[str, typer.Option(help="Language of the words on the ticket: de or en.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("render")(render)
    app.add_typer(layouts_app, name="layouts")
    app.add_typer(print_app, name="print")


@speaks
def render(
    context: typer.Context,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE")],
    language: Annotated[str, typer.Option(help="Printer language: pdf or zpl.")] = "pdf",
    ticket: Tickets = None,
    order: Order = "",
    event: Event = "",
    layout: Layout = "ticket-2x5.5in",
    dpi: Dpi = 203,
    words: Words = "de",
    as_json: AsJson = False,
) -> None:
    """Write tickets to a file in a printer's language."""
    with open_desk(context) as desk:
        chosen = _chosen(desk, ticket, order, event)
        emit(desk.printing.render(chosen, language, layout, output, dpi, words).as_json(), as_json)


@layouts_app.command("list")
@speaks
def layouts_list(
    context: typer.Context,
    older: Annotated[bool, typer.Option("--older", help="With the versions that were in use before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Layouts of this station; those with faults say which."""
    emit_rows(_shelf(context).all(older=older), as_json, ("name", "version", "width", "height", "faults"))


@layouts_app.command("check")
@speaks
def layouts_check(file: str, as_json: AsJson = False) -> None:
    """Say whether a layout file can be printed; faults are told with their lines."""
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf

    emit(LayoutShelf().check(file), as_json)


@layouts_app.command("install")
@speaks
def layouts_install(context: typer.Context, file: str, as_json: AsJson = False) -> None:
    """Check a layout file and keep it in the profile as the newest version; older ones stay as NAME@VERSION."""
    done = _shelf(context).install(file)
    was = f", version {done.replaced} stays as {done.name}@{done.replaced}" if done.replaced else ""
    words = f"Layout {done.name}, version {done.version}, is installed{was}."
    emit(
        done.as_json(),
        as_json,
        f"Version {done.version} of {done.name} is installed already." if done.already else words,
    )


def _shelf(context: typer.Context) -> LayoutShelf:
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf
    from ticketforge_desktop.host.folder import profile_folder

    return LayoutShelf(profile_folder(context.obj).path / "layouts")


@print_app.callback()
@speaks
def print_tickets(
    context: typer.Context,
    printer: Annotated[str, typer.Option(metavar="ADDRESS", help="tcp://HOST:PORT, serial:PATH or file:PATH.")] = "",
    ticket: Tickets = None,
    order: Order = "",
    event: Event = "",
    layout: Layout = "ticket-2x5.5in",
    dpi: Dpi = 203,
    words: Words = "de",
    as_json: AsJson = False,
) -> None:
    """Print tickets, a line each as it becomes known. Stops at the first doubt; nothing is resent by itself."""
    if context.invoked_subcommand is not None:
        return
    from ticketforge_desktop.services.print_tickets import Printer

    if not printer:
        raise BadInput("No printer was named.", field="printer", next_step="Name one: --printer tcp://HOST:9100.")
    failed = False
    with open_desk(context) as desk:
        chosen = _chosen(desk, ticket, order, event)
        for outcome in desk.printing.print(chosen, Printer(printer, "zpl", layout, dpi, words), printer):
            emit(outcome.as_json(), as_json, f"{outcome.ticket_id} {outcome.state} {outcome.reason}".rstrip())
            failed = failed or outcome.state != "printed"
    if failed:
        raise typer.Exit(1)


@print_app.command("queue")
@speaks
def print_queue(context: typer.Context, as_json: AsJson = False) -> None:
    """Jobs that are not settled, newest first."""
    with open_desk(context) as desk:
        emit_rows(desk.printing.runs.queue(), as_json, ("job_id", "ticket_id", "issue", "state", "reason"))


@print_app.command("resolve")
@speaks
def print_resolve(
    context: typer.Context,
    job: int,
    good: Annotated[bool, typer.Option("--good", help="The paper is there and right.")] = False,
    void: Annotated[bool, typer.Option("--void", help="The paper is spoiled or not there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Settle a doubtful job: a person looked at the paper."""
    if good == void:
        raise typer.BadParameter("Say --good or --void.")
    with open_desk(context) as desk:
        emit(desk.printing.runs.resolve(job, good=good), as_json)


def _chosen(desk: Desk, tickets: list[str] | None, order: str, event: str) -> Sequence[str]:
    """The tickets that were named, or all valid ones of an order or an event."""
    if sum((bool(tickets), bool(order), bool(event))) != 1:
        raise BadInput("Name tickets, an order or an event.", field="ticket", next_step="Use one of the three.")
    if tickets:
        return tickets
    rows = desk.queries.tickets(event_id=event, order=order)
    chosen = [row.ticket_id for row in rows if row.state == "valid"]
    if not chosen:
        raise BadInput("There are no valid tickets to print.", field="ticket", next_step="Look at `tickets list`.")
    return chosen
