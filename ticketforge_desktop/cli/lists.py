"""Events, tickets, stock and search, read from the mirror."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, plain, speaks
from ticketforge_desktop.cli.session import open_desk

events_app = typer.Typer(help="Events and their categories.", no_args_is_help=True)
stock_app = typer.Typer(help="Places still to sell, and rolls of ticket stock.", invoke_without_command=True)
tickets_app = typer.Typer(help="Tickets, with the code that opens the door.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(events_app, name="events")
    app.add_typer(tickets_app, name="tickets")
    app.command("search")(search)
    app.add_typer(stock_app, name="stock")


@events_app.command("list")
@speaks
def events_list(
    context: typer.Context,
    span: Annotated[str, typer.Option(help="upcoming, past, drafts or all.")] = "all",
    text: Annotated[str, typer.Option(help="Only events whose title, venue, city or id fits.")] = "",
    as_json: AsJson = False,
) -> None:
    """Events by start, with their figures."""
    from ticketforge_desktop.services.ports.mirror import EventFilter, Sort

    with open_desk(context) as desk:
        listing = desk.queries.events(EventFilter(text, span), Sort("starts_at"))
        rows = (row for start in range(0, len(listing), 200) for row in listing.page(start, 200))
        emit_rows(rows, as_json, ("event_id", "starts_at", "title", "venue", "city", "status", "available"))


@events_app.command("show")
@speaks
def events_show(context: typer.Context, event_id: str, as_json: AsJson = False) -> None:
    """One event with its categories."""
    with open_desk(context) as desk:
        details = desk.queries.event(event_id)
    shown: dict[str, Any] = plain(details)
    emit({**shown.pop("row"), **shown}, as_json)


@tickets_app.command("list")
@speaks
def tickets_list(
    context: typer.Context,
    event: Annotated[str, typer.Option(help="Only this event's tickets.", metavar="ID")] = "",
    order: Annotated[str, typer.Option(help="Only this order's tickets.", metavar="NAME")] = "",
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1)] = None,
    as_json: AsJson = False,
) -> None:
    """Tickets with number, EAN and code, by event, order, line and unit."""
    with open_desk(context) as desk:
        emit_rows(
            desk.tickets(event_id=event, order=order, limit=limit),
            as_json,
            ("number", "ean", "state", "order", "category", "holder"),
        )


@speaks
def search(
    context: typer.Context,
    text: str,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
    as_json: AsJson = False,
) -> None:
    """Find events, orders, people and tickets. `#` narrows to orders, `@` to people."""
    with open_desk(context) as desk:
        emit_rows(desk.queries.search(text, limit), as_json, ("kind", "key", "title", "detail"))


@stock_app.callback()
@speaks
def stock(
    context: typer.Context,
    alerts: Annotated[bool, typer.Option("--alerts", help="Only what runs low, worst first.")] = False,
    as_json: AsJson = False,
) -> None:
    """Stock of every category, or the alerts."""
    if context.invoked_subcommand is not None:
        return
    with open_desk(context) as desk:
        emit_rows(_stock_lines(desk, alerts), as_json, ("alert", "available", "capacity", "event", "name"))


def _stock_lines(desk: Any, alerts: bool) -> Iterator[dict[str, Any]]:
    from ticketforge_desktop.services.ports.mirror import EventFilter, Sort

    if alerts:
        for line in desk.queries.stock_alerts():
            yield {"event": line.event_title, "starts_at": plain(line.starts_at), **plain(line.category)}
        return
    listing = desk.queries.events(EventFilter(span="all"), Sort("starts_at"))
    for start in range(0, len(listing), 200):
        for row in listing.page(start, 200):
            for category in desk.queries.categories(row.event_id):
                yield {"event": row.title, "starts_at": plain(row.starts_at), **plain(category)}
