"""The till's shifts: open, move cash, close, report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, note, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.shifts import CashCount

shift_app = typer.Typer(help="Shifts of the till: its drawer, and the X and Z reports.", no_args_is_help=True)

Amount = typer.Option(metavar="AMOUNT", help="Like 150 or 150.50.")
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
    words: Annotated[str, typer.Option("--note", metavar="TEXT", help="About a difference.")] = "",
    as_json: AsJson = False,
) -> None:
    """Count the drawer, close the shift and print its Z report."""
    if (total is None) == (not pieces):
        raise typer.BadParameter("Give --counted, or --count for each coin and note.")
    with open_desk(context) as desk:
        done = desk.shifts.desk.close(_count(desk, total, pieces or (), words))
    _show(done, as_json)


@shift_app.command("report")
@speaks
def shift_report(
    context: typer.Context,
    number: Number = None,
    last: Annotated[bool, typer.Option("--last", help="The Z report of the shift that was closed last.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Check the chain of closed shifts instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """The X report of the open shift, or the Z report of a closed one."""
    with open_desk(context) as desk:
        if verify:
            checked = desk.shifts.desk.check()
            emit(checked, as_json)
            if not checked.ok:
                raise typer.Exit(1)
            return
        shifts = desk.shifts.desk
        found = shifts.last() if last and number is None else shifts.report(number)
    _show(found, as_json)


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


def _show(report: object, as_json: bool) -> None:
    from ticketforge_desktop.domain.shifts import ShiftReport
    from ticketforge_desktop.services.shift_views import report_json

    assert isinstance(report, ShiftReport)
    emit(report_json(report), as_json)
