"""Units kept for somebody, and those who wait for some."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.arguments import time_of
from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.allotments import Hold, Waiting

hold_app = typer.Typer(help="Tickets kept for somebody until a time.", no_args_is_help=True)
waiting_app = typer.Typer(help="Who waits for tickets there are none of.", no_args_is_help=True)

Event = Annotated[str, typer.Option(help="The event.", metavar="ID")]
Category = Annotated[str, typer.Option(help="The category.", metavar="ID")]
Quantity = Annotated[int, typer.Option(min=1, help="How many.")]
OfEvent = Annotated[str, typer.Option("--event", help="Only this event's.", metavar="ID")]
Every = Annotated[bool, typer.Option("--all", help="What has ended, too.")]
Until = Annotated[str | None, typer.Option(metavar="TIME", help="When it ends: 2026-11-14T19:00+01:00.")]
Minutes = Annotated[int | None, typer.Option(min=1, help="Or how long from now.")]
HOLD_COLUMNS = ("hold_id", "state", "event_id", "category_id", "left", "name", "reason", "until")
WAITING_COLUMNS = ("waiting_id", "state", "event_id", "category_id", "quantity", "possible", "name", "email", "phone")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(hold_app, name="hold")
    app.add_typer(waiting_app, name="waiting")


@hold_app.command("add")
@speaks
def hold_add(
    context: typer.Context,
    event: Event,
    category: Category,
    name: Annotated[str, typer.Option(help="For whom.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    quantity: Quantity = 1,
    seat: Annotated[
        list[str] | None, typer.Option("--seat", metavar="NAME", help="A seat of this station's; repeat for several.")
    ] = None,
    until: Until = None,
    minutes: Minutes = None,
    as_json: AsJson = False,
) -> None:
    """Keep tickets for somebody, out of this station's lease; what is missing there is leased first."""
    with open_desk(context) as desk:
        end = _end(desk.now(), until, minutes)
        made = desk.till_stock.keep(event, category, len(seat or ()) or quantity, name, reason, end, seats=seat or ())
    emit(_hold(made), as_json)


@hold_app.command("list")
@speaks
def hold_list(context: typer.Context, event: OfEvent = "", every: Every = False, as_json: AsJson = False) -> None:
    """Holds by their end."""
    with open_desk(context) as desk:
        rows = [_hold(hold) for hold in desk.till_stock.holds.list(desk.staff, event_id=event, every=every)]
    emit_rows(rows, as_json, HOLD_COLUMNS)


@hold_app.command("release")
@speaks
def hold_release(
    context: typer.Context,
    hold: Annotated[str, typer.Argument(help="The hold's id, as `hold list` shows it.")],
    as_json: AsJson = False,
) -> None:
    """Let a hold go before its time; its tickets are this station's to sell again."""
    with open_desk(context) as desk:
        emit(_hold(desk.till_stock.holds.release(hold, desk.staff)), as_json)


@waiting_app.command("add")
@speaks
def waiting_add(
    context: typer.Context,
    event: Event,
    category: Category,
    name: Annotated[str, typer.Option(help="Who waits.")],
    quantity: Quantity = 1,
    email: Annotated[str, typer.Option(help="How they are told.", metavar="A")] = "",
    phone: Annotated[str, typer.Option(help="How they are told.")] = "",
    as_json: AsJson = False,
) -> None:
    """Put somebody on the waiting list."""
    with open_desk(context) as desk:
        room = desk.till_stock.waiting
        emit(_waiting(room.add(event, category, quantity, name, desk.staff, email=email, phone=phone)), as_json)


@waiting_app.command("list")
@speaks
def waiting_list(context: typer.Context, event: OfEvent = "", every: Every = False, as_json: AsJson = False) -> None:
    """Who waits, in the order in which they came; `possible`: there would be tickets for them now."""
    with open_desk(context) as desk:
        people = desk.till_stock.waiting.list(desk.staff, event_id=event, every=every)
        possible = desk.till_stock.possible(people)
        rows = [_waiting(each) | {"possible": each.waiting_id in possible} for each in people]
    emit_rows(rows, as_json, WAITING_COLUMNS)


@waiting_app.command("offer")
@speaks
def waiting_offer(
    context: typer.Context,
    waiting: Annotated[int, typer.Argument(help="The number, as `waiting list` shows it.")],
    until: Until = None,
    minutes: Minutes = None,
    as_json: AsJson = False,
) -> None:
    """Keep tickets for somebody who waits; what is missing here is leased first.

    If they do not come for them, they wait again in their old place.
    """
    with open_desk(context) as desk:
        end = _end(desk.now(), until, minutes)
        emit(_waiting(desk.till_stock.offer(waiting, end)), as_json)


@waiting_app.command("withdraw")
@speaks
def waiting_withdraw(
    context: typer.Context,
    waiting: Annotated[int, typer.Argument(help="The number, as `waiting list` shows it.")],
    as_json: AsJson = False,
) -> None:
    """Somebody no longer waits; what was kept for them is let go."""
    with open_desk(context) as desk:
        emit(_waiting(desk.till_stock.waiting.withdraw(waiting, desk.staff)), as_json)


def _end(now: datetime, until: str | None, minutes: int | None) -> datetime:
    from ticketforge_desktop.domain.errors import BadInput

    at = time_of(until)
    if (at is None) == (minutes is None):
        raise BadInput("Say when it ends: either `--until` or `--minutes`.", field="until")
    return at or now + timedelta(minutes=minutes or 0)


def _hold(hold: Hold) -> dict[str, object]:
    shown = {name: getattr(hold, name) for name in hold.__slots__ if name != "category"}
    return hold.category._asdict() | shown | {"left": hold.left}


def _waiting(person: Waiting) -> dict[str, object]:
    shown = {name: getattr(person, name) for name in person.__slots__ if name != "category"}
    return person.category._asdict() | shown
