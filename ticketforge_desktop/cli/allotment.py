"""Leases: units of the web shop that this station may sell without asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, plain, speaks
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.allotments import Allotment

allotment_app = typer.Typer(help="Units leased from the web shop, so that a sale never waits.", no_args_is_help=True)

Event = Annotated[str, typer.Option(help="The event.", metavar="ID")]
Category = Annotated[str, typer.Option(help="The category.", metavar="ID")]
COLUMNS = ("event_id", "category_id", "ours", "held", "asked", "elsewhere", "reserved", "available")
LEASE_COLUMNS = ("allotment_id", "state", "event_id", "category_id", "leased", "used", "returned", "left", "reason")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(allotment_app, name="allotment")


@allotment_app.command("lease")
@speaks
def allotment_lease(
    context: typer.Context,
    event: Event,
    category: Annotated[
        list[str] | None, typer.Option(help="The category; repeat for several, leave out for all.", metavar="ID")
    ] = None,
    quantity: Annotated[
        int | None, typer.Option(min=1, help="Units of each; left out, as many as the size rule says.")
    ] = None,
    least: Annotated[int, typer.Option(min=1, help="Take none where the store has fewer.")] = 1,
    wait: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Wait so long for the store's answer.")] = 20.0,
    as_json: AsJson = False,
) -> None:
    """Lease units: the store keeps them from the web shop before they count as this station's. A line a lease."""
    with open_desk(context) as desk:
        made = desk.till_stock.lease(event, category or (), quantity=quantity, least=least, patience_s=wait)
    emit_rows(map(_lease, made), as_json, LEASE_COLUMNS)


@allotment_app.command("tonight")
@speaks
def allotment_tonight(context: typer.Context, as_json: AsJson = False) -> None:
    """Lease some of everything that is sold tonight, before the first buyer comes."""
    with open_desk(context) as desk:
        asked = desk.till_stock.lease_tonight()
        desk.till_stock.send()
        ours = sum(lease.free for lease in desk.till_stock.file.leases())
    emit({"asked": asked, "ours": ours}, as_json, f"{asked} leases asked for; {ours} units are this station's now.")


@allotment_app.command("return")
@speaks
def allotment_return(
    context: typer.Context,
    event: Annotated[str, typer.Option(help="Only this event's; left out, all.", metavar="ID")] = "",
    category: Annotated[str, typer.Option(help="Only this category's.", metavar="ID")] = "",
    quantity: Annotated[int | None, typer.Option(min=1, help="At most so many of each category.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give units back to the web shop. What is kept for somebody stays."""
    from ticketforge_desktop.domain.errors import BadInput

    if category and not event:
        raise BadInput("A category is named with its event.", field="event")
    with open_desk(context) as desk:
        stock = desk.till_stock
        returned = stock.allotments.give_back(desk.staff, event_id=event, category_id=category, most=quantity)
        stock.send()
        pending = desk.station.outbox_counts().pending
    words = f"{returned} units go back to the web shop."
    emit({"returned": returned, "pending": pending > 0}, as_json, words)


@allotment_app.command("show")
@speaks
def allotment_show(
    context: typer.Context,
    event: Annotated[str, typer.Option(help="All categories of this event; left out, those with a lease.")] = "",
    as_json: AsJson = False,
) -> None:
    """What this station may sell at once, what is held, and what the web shop has, category by category."""
    with open_desk(context) as desk:
        stock = desk.till_stock
        if event:
            desk.queries.event(event)
        events = [event] if event else sorted({lease.category.event_id for lease in stock.file.leases()})
        rows = [row for one in events for row in stock.availability.of_event(one)]
        if not event:
            rows = [row for row in rows if row.ours or row.held or row.asked]
    emit_rows((plain(row) | {"elsewhere": row.elsewhere} for row in rows), as_json, COLUMNS)


@allotment_app.command("list")
@speaks
def allotment_list(
    context: typer.Context,
    event: Annotated[str, typer.Option(help="Only this event's.", metavar="ID")] = "",
    every: Annotated[bool, typer.Option("--all", help="Those that have ended, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Single leases, newest first."""
    with open_desk(context) as desk:
        desk.till_stock.allotments.settle(desk.staff)
        found = desk.till_stock.file.allotments(event_id=event, every=every)
        rows = [_lease(each) | {"attention": desk.till_stock.attention(each)} for each in found]
    emit_rows(rows, as_json, LEASE_COLUMNS)


@allotment_app.command("resolve")
@speaks
def allotment_resolve(
    context: typer.Context,
    lease: Annotated[str, typer.Argument(help="The lease's id, as `allotment list` shows it.")],
    there: Annotated[
        bool, typer.Option("--there/--not-there", help="Whether the store's stock history shows its move.")
    ],
    as_json: AsJson = False,
) -> None:
    """Say what the store's history shows of a lease that was never answered. Right: to adjust stock.

    The item's history in the admin names the document `ticketforge://act/ID` beside the move.
    """
    with open_desk(context) as desk:
        made = desk.till_stock.allotments.resolve(lease, there=there, staff=desk.staff)
    emit(_lease(made), as_json)


@allotment_app.command("free")
@speaks
def allotment_free(
    context: typer.Context,
    event: Event,
    category: Category,
    quantity: Annotated[int, typer.Option(min=1, help="How many go back on sale.")],
    reason: Annotated[str, typer.Option(help="What became of the till that had them.")],
    as_json: AsJson = False,
) -> None:
    """Put units that a lost till had leased back on sale. What it sold and never sent is then sold twice.

    Right: to adjust stock. `allotment show` tells how many are reserved elsewhere, as of the last sync.
    """
    with open_desk(context) as desk:
        stock = desk.till_stock
        elsewhere = stock.allotments.free(event, category, quantity, reason, desk.staff)
        stock.send()
        pending = desk.station.outbox_counts().pending
    shown = {"freed": quantity, "elsewhere": elsewhere - quantity, "pending": pending > 0}
    emit(shown, as_json, f"{quantity} units go back to the web shop.")


def _lease(lease: Allotment) -> dict[str, object]:
    shown = {name: getattr(lease, name) for name in lease.__slots__}
    return shown | {"left": lease.left, "state": str(lease.state)}
