"""The print ledger: what is open, what a person says of a doubtful paper, and the next issue of a ticket."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.printing import Language, Options, Printer, copy_kind, named_or_address, print_app
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.printing import PrintJob

JOB_COLUMNS = ("job", "kind", "ticket_id", "issue", "state", "reason")


def add_to(_app: typer.Typer) -> None:
    """The commands of this module stand under `print`."""


@print_app.command("queue")
@speaks
def print_queue(
    context: typer.Context,
    doubts: Annotated[
        bool, typer.Option("--doubts", help="By printer: the last certain paper and the doubtful ones.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Jobs that are not settled, newest first."""
    with open_desk(context) as desk:
        room = desk.printing.room
        room.recover()
        if doubts:
            emit_rows((asdict(doubt) for doubt in room.doubts.doubts()), as_json, ("printer", "last_certain", "papers"))
        else:
            emit_rows(map(line, room.doubts.queue()), as_json, JOB_COLUMNS)


def line(job: PrintJob) -> dict[str, object]:
    """A line of the ledger, named as `print` names it."""
    return {"job": job.job_id, **asdict(job)}


@print_app.command("resolve")
@speaks
def print_resolve(
    context: typer.Context,
    job: Annotated[int, typer.Argument(help="The job; none when the paper is scanned.")] = 0,
    good: Annotated[bool, typer.Option("--good", help="The paper is there and right.")] = False,
    void: Annotated[bool, typer.Option("--void", help="The paper is spoiled or not there.")] = False,
    scan: Annotated[str, typer.Option(metavar="CODE", help="The code on a paper answers for it.")] = "",
    last_out: Annotated[
        bool, typer.Option("--last-out", help="It is the last paper that came out: those behind it are void.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Settle a doubtful job: a person looked at the paper, or scanned it."""
    if good + void + bool(scan) != 1 or bool(scan) == bool(job) or (last_out and not scan):
        raise typer.BadParameter("Say JOB --good or JOB --void; or --scan CODE, perhaps with --last-out.")
    with open_desk(context) as desk:
        desk.printing.room.recover()
        doubts = desk.printing.room.doubts
        if scan:
            emit_rows(map(line, doubts.answer(scan, last_out=last_out)), as_json, JOB_COLUMNS)
        else:
            emit(line(doubts.resolve(job, good=good)), as_json)


@print_app.command("reprint")
@speaks
def print_reprint(
    context: typer.Context,
    ticket: Annotated[str, typer.Argument(help="The ticket's id.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What became of the old paper.")],
    printer: Printer = "",
    language: Language = "zpl",
    option: Options = None,
    as_json: AsJson = False,
) -> None:
    """Give a ticket its next issue and, with --printer, print it. The old paper is refused at the door."""
    failed = False
    with open_desk(context) as desk:
        setup = (
            named_or_address(desk, printer, language, options=option) if printer else None
        )  # before a number is taken for nothing
        told = desk.printing.room.reprint.next_issue(ticket, reason).as_json()
        if setup is None:
            emit(told, as_json)
            return
        for outcome in desk.printing.print_on(setup, [ticket], copy_kind("")):
            emit(told | outcome.as_json() | {"why": told["reason"]}, as_json)
            failed = failed or outcome.state != "printed"
    if failed:
        raise typer.Exit(1)


@print_app.command("issues")
@speaks
def print_issues(
    context: typer.Context,
    ticket: Annotated[str, typer.Option(metavar="ID", help="Only this ticket's.")] = "",
    limit: Annotated[int, typer.Option(min=1)] = 1000,
    as_json: AsJson = False,
) -> None:
    """Issues beyond the first that this station gave out or heard of, newest first."""
    with open_desk(context) as desk:
        rows = desk.printing.room.reprint.notes(ticket, limit)
        emit_rows(rows, as_json, ("made_at", "ticket_id", "issue", "state", "station", "reason"))
