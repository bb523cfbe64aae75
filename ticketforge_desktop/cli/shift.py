"""The till's shifts: open, move cash, close, report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, note, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput, TicketForgeError

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.domain.shifts import ShiftReport
    from ticketforge_desktop.services.ports.shifts import CashCount

shift_app = typer.Typer(help="Shifts of the till: its drawer, and the X and Z reports.", no_args_is_help=True)

Words = Annotated[str, typer.Option("--words", metavar="de|en", help="The language of the report.")]
Out = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="Also as PDF into this file.")]
Printer = Annotated[str | None, typer.Option("--print", metavar="PRINTER", help="Also on this printer.")]
Number = Annotated[int | None, typer.Option("--number", metavar="N", help="A shift; the open one unless told.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(shift_app, name="shift")


@shift_app.command("open")
@speaks
def shift_open(
    context: typer.Context,
    float_amount: Annotated[str, typer.Option("--float", metavar="AMOUNT", help="What lies in the drawer.")],
    as_json: AsJson = False,
) -> None:
    """Open a shift with its float."""
    from ticketforge_desktop.services.shift_views import NOTICES, shift_json

    with open_desk(context) as desk:
        shifts = desk.shifts.desk
        opened = shifts.open(_minor(float_amount, shifts.currency()))
        notices = [NOTICES[code] for code in shifts.notices()]
    for words in notices:
        note(words)
    emit(shift_json(opened) | {"notices": notices}, as_json, f"Shift {opened.number} is open.")


@shift_app.command("move")
@speaks
def shift_move(
    context: typer.Context,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What for.")],
    paid_in: Annotated[str | None, typer.Option("--in", metavar="AMOUNT", help="Put into the drawer.")] = None,
    paid_out: Annotated[str | None, typer.Option("--out", metavar="AMOUNT", help="Taken out and spent.")] = None,
    dropped: Annotated[str | None, typer.Option("--drop", metavar="AMOUNT", help="Taken out into the safe.")] = None,
    as_json: AsJson = False,
) -> None:
    """Cash in or out without a sale."""
    from ticketforge_desktop.domain.money import Money
    from ticketforge_desktop.domain.shifts import MoveKind

    told = {MoveKind.IN: paid_in, MoveKind.OUT: paid_out, MoveKind.DROP: dropped}
    given = [(kind, text) for kind, text in told.items() if text is not None]
    if len(given) != 1:
        raise typer.BadParameter("Give one of --in, --out and --drop.")
    kind, text = given[0]
    with open_desk(context) as desk:
        shifts = desk.shifts.desk
        minor = _minor(text, shifts.currency())
        shift = shifts.move(kind, minor, reason)
    told_back = {"shift": shift.number, "kind": str(kind), "amount": Money(minor, shift.currency), "reason": reason}
    emit(told_back, as_json, f"Shift {shift.number}: {kind} {Money(minor, shift.currency)}.")


@shift_app.command("close")
@speaks
def shift_close(
    context: typer.Context,
    total: Annotated[str | None, typer.Option("--counted", metavar="AMOUNT", help="All that was counted.")] = None,
    pieces: Annotated[
        list[str] | None, typer.Option("--count", metavar="PIECE=N", help="So many of a coin or note: 50=3.")
    ] = None,
    about: Annotated[str, typer.Option("--note", metavar="TEXT", help="About a difference.")] = "",
    words: Words = "en",
    out: Out = None,
    printer: Printer = None,
    as_json: AsJson = False,
) -> None:
    """Count the drawer and close the shift: its Z report."""
    if (total is None) == (not pieces):
        raise typer.BadParameter("Give --counted, or --count for each coin and note.")
    _check(words)
    with open_desk(context) as desk:
        done = desk.shifts.desk.close(_count(desk, total, pieces or (), about))
        _show(desk, done, _Paper(words, out, "", printer), as_json)


@shift_app.command("report")
@speaks
def shift_report(
    context: typer.Context,
    number: Number = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check the chain of closed shifts instead.")] = False,
    words: Words = "en",
    out: Out = None,
    layout: Annotated[str, typer.Option(help="Of the PDF.")] = "",
    printer: Printer = None,
    as_json: AsJson = False,
) -> None:
    """The X report of the open shift; without one, or with --number, the Z report of a closed one."""
    _check(words)
    with open_desk(context) as desk:
        shifts = desk.shifts.desk
        if verify:
            checked = shifts.check()
            emit(checked, as_json)
            if not checked.ok:
                raise typer.Exit(1)
            return
        found = shifts.newest() if number is None else shifts.report(number)
        _show(desk, found, _Paper(words, out, layout, printer), as_json)


@shift_app.command("list")
@speaks
def shift_list(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Shifts, newest first."""
    from ticketforge_desktop.services.shift_views import shift_json

    with open_desk(context) as desk:
        rows = [shift_json(shift) for shift in desk.shifts.desk.shifts(limit)]
    emit_rows(rows, as_json, ("number", "staff_id", "opened_at", "closed_at", "expected", "counted", "difference"))


@shift_app.command("export")
@speaks
def shift_export(
    context: typer.Context,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The CSV file.")],
    first: Annotated[int, typer.Option(min=0, metavar="N", help="From this shift on; the first unless told.")] = 0,
    last: Annotated[int, typer.Option(min=0, metavar="N", help="Up to this one; the newest closed one.")] = 0,
    decimal: Annotated[str, typer.Option(metavar="point|comma", help="The decimal sign.")] = "point",
    dates: Annotated[str, typer.Option(metavar="iso|de|us", help="How dates are written.")] = "iso",
    as_json: AsJson = False,
) -> None:
    """All bookings of some shifts as CSV for the accountant; docs/till.md tells every column."""
    from ticketforge_desktop.services.export_bookings import ExportForm

    with open_desk(context) as desk:
        form = ExportForm(decimal, dates, desk.shifts.zone())
        done = desk.shifts.export.export(out, form, first, last)
    emit(done, as_json, f"{done.bookings} bookings of shifts {done.first} to {done.last} are in {done.file}.")


@shift_app.command("signed")
@speaks
def shift_signed(
    context: typer.Context,
    out: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="The device's export, a TAR.")],
    as_json: AsJson = False,
) -> None:
    """Everything the signing device signed, as an auditor wants it."""
    from ticketforge_desktop.bootstrap.shifts import write_file
    from ticketforge_desktop.domain.rights import Right

    with open_desk(context) as desk:
        desk.staff.require(Right.REPORTS)
        data = desk.shifts.fiscal.export()
        write_file(out, data)
    emit({"file": out, "bytes": len(data)}, as_json, f"{len(data)} bytes are in {out}.")


def _count(desk: Desk, total: str | None, pieces: list[str] | tuple[()], words: str) -> CashCount:
    from ticketforge_desktop.services.ports.shifts import CashCount

    shifts = desk.shifts.desk
    currency = shifts.currency()
    if total is not None:
        return CashCount(_minor(total, currency), (), words)
    found: dict[int, int] = {}
    for piece in pieces:
        value, _, many = piece.partition("=")
        minor = _minor(value, currency)
        if not many.strip().isdecimal() or minor in found:
            raise BadInput(f"{piece!r} is no count.", field="count", value=piece, next_step="Write it as 50=3.")
        found[minor] = int(many)
    return shifts.count(found, words)


def _minor(text: str, currency: str) -> int:
    from ticketforge_desktop.domain.amounts import typed_amount

    return typed_amount(text, currency, "en")


class _Paper(NamedTuple):
    """Where a report goes besides the terminal."""

    words: str
    out: str | None
    layout: str
    printer: str | None


def _check(words: str) -> None:
    if words not in ("de", "en"):
        raise BadInput(f"Reports speak de or en, not '{words}'.", field="words", value=words)


def _show(desk: Desk, report: ShiftReport, paper: _Paper, as_json: bool) -> None:
    """Show a report, and put it on paper. Trouble with the paper is told beside it: a closed shift is closed."""
    from ticketforge_desktop.bootstrap.shifts import PDF_LAYOUT
    from ticketforge_desktop.services.report_faces import report_text
    from ticketforge_desktop.services.shift_views import report_json

    told, trouble = report_json(report), None
    try:
        if paper.out is not None:
            desk.shifts.save_pdf(report, paper.words, paper.out, paper.layout or PDF_LAYOUT)
            told["file"] = paper.out
        if paper.printer is not None:
            job = desk.shifts.print_report(report, paper.printer)
            told["job"], told["printed"] = job.job_id, str(job.state)
    except TicketForgeError as error:
        trouble = error
        told["error"] = error.as_json()
    emit(told, as_json, report_text(desk.shifts.face(report, paper.words), paper.words))
    if trouble is not None:
        note(f"{trouble.message}\n{trouble.next_step}")
        raise typer.Exit(1)
