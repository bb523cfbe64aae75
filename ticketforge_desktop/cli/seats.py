"""Seat maps and seats: brought in from tables, listed, checked, leased, blocked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.domain.seating.checks import Fault

seats_app = typer.Typer(help="Seat maps of venues, and seats of events.", no_args_is_help=True)
MAP_COLUMNS = ("map_id", "venue", "version", "seats", "standing", "sections")
Event = Annotated[str, typer.Option(metavar="ID", help="The event.")]
Named = Annotated[list[str], typer.Option("--seat", metavar="SECTION/ROW/SEAT", help="A seat; may be repeated.")]
Venue = Annotated[str, typer.Option(metavar="NAME", help="The venue, as its events name it.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(seats_app, name="seats")


@seats_app.command("import")
@speaks
def seats_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table: section,row,seat,x,y,kind,category (docs/seats.md).")],
    venue: Venue,
    event: Annotated[str, typer.Option(metavar="ID", help="Only for this event, not for its venue.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is wrong, and keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Keep the map of a venue; a map that is there already is replaced. Faults are told by line."""
    with open_desk(context) as desk:
        if event:
            desk.queries.event(event)
        read = desk.seating.desk.read(_text(file), venue, f"event/{event}" if event else "")
        if read.drawn is None:
            raise _refused(read.faults)
        if not dry_run:
            kept = desk.seating.desk.save(read.drawn)
        version = 0 if dry_run else kept.version
        told = {
            "map_id": read.drawn.map_id, "venue": read.drawn.venue, "version": version,
            "seats": len(read.drawn.by_id()), "standing": sum(area.capacity for area in read.drawn.areas),
            "categories": read.drawn.categories(), "warnings": [fault.message for fault in read.faults],
        }  # fmt: skip
    emit(told, as_json)


@seats_app.command("export")
@speaks
def seats_export(
    context: typer.Context,
    map_id: Annotated[str, typer.Argument(metavar="MAP", help="As `seats list` names it.")],
    output: Annotated[Path, typer.Option("-o", metavar="FILE", help="Where to.")],
    as_json: AsJson = False,
) -> None:
    """Write a map as a table that `seats import` reads."""
    with open_desk(context) as desk:
        table = desk.seating.desk.table(map_id)
    try:
        output.write_text(table, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{output} can't be written: {error.strerror}.", field="file") from error
    emit({"file": str(output), "lines": table.count("\n")}, as_json)


@seats_app.command("list")
@speaks
def seats_list(
    context: typer.Context,
    event: Annotated[str, typer.Option(metavar="ID", help="Seats of an event that are not free.")] = "",
    as_json: AsJson = False,
) -> None:
    """The maps of this station; with --event the seats that are leased, held, sold or blocked."""
    with open_desk(context) as desk:
        if not event:
            emit_rows(desk.seating.maps(), as_json, MAP_COLUMNS)
            return
        plan = desk.seating.plan(event)
        rows = sorted(plan.states.values()) if plan is not None else []
        emit_rows(rows, as_json, ("seat_id", "state", "owner"))


@seats_app.command("check")
@speaks
def seats_check(
    context: typer.Context,
    event: Annotated[str, typer.Option(metavar="ID", help="Compare this event's seats with the store.")] = "",
    map_id: Annotated[str, typer.Option("--map", metavar="MAP", help="Only this map.")] = "",
    as_json: AsJson = False,
) -> None:
    """What is wrong with the maps; with --event also whose seats two have."""
    with open_desk(context) as desk:
        if event:
            told = desk.seating.seats.refresh(event)
            rows: list[object] = [
                {"code": "clash", "where": clash.seat_id, "by": clash.by, "order": clash.order_id}
                for clash in told.clashes
            ]
            emit_rows(rows, as_json, ("code", "where", "by", "order"))
            return
        maps = [map_id] if map_id else [row.map_id for row in desk.seating.maps()]
        for name in maps:
            faults = desk.seating.check(desk.seating.map(name))
            emit_rows((_row(name, fault) for fault in faults), as_json, ("map_id", "code", "where", "message"))


@seats_app.command("lease")
@speaks
def seats_lease(context: typer.Context, event: Event, seat: Named, as_json: AsJson = False) -> None:
    """Get seats from the store for this till: all of them, or none."""
    with open_desk(context) as desk:
        desk.seating.seats.lease(event, seat, "till")
    emit({"event_id": event, "leased": seat}, as_json)


@seats_app.command("release")
@speaks
def seats_release(context: typer.Context, event: Event, seat: Named, as_json: AsJson = False) -> None:
    """Give leased seats back to everybody."""
    with open_desk(context) as desk:
        desk.seating.seats.release(event, seat)
    emit({"event_id": event, "released": seat}, as_json)


@seats_app.command("block")
@speaks
def seats_block(
    context: typer.Context,
    event: Event,
    seat: Named,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why they are not for sale.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Put them on sale again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take seats off sale, or put them back."""
    with open_desk(context) as desk:
        if undo:
            desk.seating.seats.unblock(event, seat)
        else:
            desk.seating.seats.block(event, seat, reason)
    emit({"event_id": event, "blocked": [] if undo else seat, "freed": seat if undo else []}, as_json)


@seats_app.command("take-back")
@speaks
def seats_take_back(
    context: typer.Context,
    event: Event,
    station: Annotated[str, typer.Option(metavar="NAME", help="The till that is gone for good.")],
    as_json: AsJson = False,
) -> None:
    """Free what a till that never comes back had leased or held. What it sold stays sold."""
    with open_desk(context) as desk:
        changed = desk.seating.seats.take_back(event, station)
    emit({"event_id": event, "station": station, "sections": changed}, as_json)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return file.read_text("cp1252")  # what spreadsheets on Windows write
    except OSError as error:
        raise BadInput(f"{file} can't be read: {error.strerror}.", field="file") from error


def _refused(faults: tuple[Fault, ...]) -> BadInput:
    lines = [f"line {fault.line}: {fault.message}" if fault.line else fault.message for fault in faults[:20]]
    more = f" … and {len(faults) - 20} more" if len(faults) > 20 else ""
    return BadInput(f"The table can't be used as it is: {'; '.join(lines)}{more}", field="file", faults=list(faults))


def _row(map_id: str, fault: Fault) -> dict[str, object]:
    return {
        "map_id": map_id, "code": fault.code, "where": fault.where, "message": fault.message, "warning": fault.warning,
    }  # fmt: skip
