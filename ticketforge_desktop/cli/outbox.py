"""The outbox: what waits for the store, sending it, and deciding on what the store refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.services.ports.outbox import OutboxEntry

outbox_app = typer.Typer(help="Acts that wait for the store, and acts it refused.", no_args_is_help=True)

Limit = Annotated[int, typer.Option(min=1, help="At most so many, newest first.")]
ActId = Annotated[int, typer.Argument(help="The act's id, as `outbox list` shows it.")]
Columns = ("id", "state", "kind", "attempts", "last_error")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(outbox_app, name="outbox")


@outbox_app.command("list")
@speaks
def outbox_list(
    context: typer.Context,
    limit: Limit = 1000,
    before: Annotated[int, typer.Option(min=0, metavar="ID", help="Only acts older than this one: to page on.")] = 0,
    state: Annotated[
        list[str] | None, typer.Option(help="pending, sending, attention or done; repeat for several.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Acts that wait for the store, acts it refused, and acts that are done."""
    from ticketforge_desktop.domain.errors import BadInput
    from ticketforge_desktop.services.ports.outbox import ActState

    try:
        states = [ActState(name) for name in state or ()]
    except ValueError as error:
        raise BadInput(f"There is no such state: {error}.", field="state") from error
    with open_desk(context) as desk:
        rows = [_row(entry) for entry in desk.outbox.entries(states=states, limit=limit, before=before)]
    emit_rows(rows, as_json, Columns)


@outbox_app.command("show")
@speaks
def outbox_show(context: typer.Context, act: ActId, as_json: AsJson = False) -> None:
    """One act with its content, what came of it, and its story."""
    with open_desk(context) as desk:
        entry = desk.outbox.entry(act)
        blocked = desk.outbox.blocked_by(act)
        shown = _row(entry) | {
            "payload": entry.payload,
            "result": entry.result,
            "choices": list(entry.choices),
            "maybe_done": entry.maybe_done,
            "blocked_by": blocked.outbox_id if blocked else None,
            "settled_how": entry.settled_how,
            "story": [
                {"at": step.at, "outcome": step.outcome, "detail": step.detail} for step in desk.outbox.attempts(act)
            ],
        }
    emit(shown, as_json)


@outbox_app.command("push")
@speaks
def outbox_push(
    context: typer.Context,
    wait: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Wait so long for what can't be sent at once.")
    ] = 30.0,
    as_json: AsJson = False,
) -> None:
    """Send what waits. What the store refuses is parked and holds up nothing but its own order."""
    with open_desk(context) as desk:
        report = desk.pushing.run(patience_s=wait)
    words = f"{report.done} done, {report.waiting} still waiting, {report.attention} need a person."
    emit(report.as_json(), as_json, words)


@outbox_app.command("retry")
@speaks
def outbox_retry(context: typer.Context, act: ActId, as_json: AsJson = False) -> None:
    """Send a parked act again as it is. Right: the one its kind needs, or settings."""
    with open_desk(context) as desk:
        entry = desk.pushing.attention.retry(act, desk.staff)
    emit(_row(entry), as_json, f"Act {act} waits to be sent again.")


@outbox_app.command("resolve")
@speaks
def outbox_resolve(
    context: typer.Context,
    act: ActId,
    how: Annotated[str, typer.Option(help="What was done about it, in words.")],
    as_json: AsJson = False,
) -> None:
    """Say that a parked act was settled by hand. It stays in the list, and its story says by whom and how."""
    with open_desk(context) as desk:
        entry = desk.pushing.attention.settle(act, how, desk.staff)
    emit(_row(entry), as_json, f"Act {act} is settled.")


@outbox_app.command("block")
@speaks
def outbox_block(
    context: typer.Context,
    act: ActId,
    reason: Annotated[str, typer.Option(help="Why, as the door shows it.")],
    as_json: AsJson = False,
) -> None:
    """Keep all tickets of a sale out that the store refused; until then they let in. Right: to force admissions."""
    with open_desk(context) as desk:
        entry = desk.outbox.entry(act)
        blocked = desk.till.refused.block(entry.source, reason, desk.staff)
    emit({"id": act, "sale_id": entry.source, "blocked": list(blocked)}, as_json, f"{len(blocked)} tickets blocked.")


def _row(entry: OutboxEntry) -> dict[str, object]:
    return {
        "id": entry.outbox_id,
        "kind": entry.kind,
        "aggregate": entry.aggregate,
        "state": str(entry.state),
        "attempts": entry.attempts,
        "error_code": entry.error_code,
        "last_error": entry.last_error,
        "created_at": entry.created_at,
        "next_attempt_at": entry.next_attempt_at,
    }
