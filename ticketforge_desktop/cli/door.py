"""The door: check a code, check whatever a scanner types, take an admission back."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ticketforge_desktop.cli.arguments import time_of
from ticketforge_desktop.cli.output import AsJson, emit, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk
    from ticketforge_desktop.services.check_results import CheckResult

# One scan is 223 digits; what is longer than this is no scan, but it gets its answer all the same.
_LONGEST_LINE = 16_384


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("check")(check)


@speaks
def check(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(help="What is on the ticket: code, EAN-13 or number.")] = None,
    event: Annotated[
        list[str] | None, typer.Option(help="Event that is let in (repeat for several), or of the blocked ticket.")
    ] = None,
    gate: Annotated[str | None, typer.Option(help="Name of the gate (default: the station's).")] = None,
    direction: Annotated[str, typer.Option(help="entry or exit.")] = "entry",
    at: Annotated[str | None, typer.Option(help="Decide as of this time (ISO 8601 with offset).")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Check every line of standard input.")] = False,
    undo: Annotated[str | None, typer.Option(metavar="TICKET_ID", help="Take an admission back.")] = None,
    force: Annotated[str | None, typer.Option(metavar="TICKET_ID", help="Let somebody in by hand.")] = None,
    block: Annotated[str | None, typer.Option(metavar="TICKET_ID", help="Keep a ticket out.")] = None,
    unblock: Annotated[str | None, typer.Option(metavar="TICKET_ID", help="Let a blocked ticket pass again.")] = None,
    reason: Annotated[str, typer.Option(help="Why: for --undo, --force and --block.")] = "",
    bare: Annotated[str | None, typer.Option(help="EAN and number: admit or confirm (default: the setting).")] = None,
    confirmed: Annotated[bool, typer.Option("--confirmed", help="The steward's yes to a confirm.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check tickets at the door. Exit 0 when the verdict was told, whatever it is; only errors exit 1."""
    if sum((code is not None, stdin, *(named is not None for named in (undo, force, block, unblock)))) != 1:
        raise typer.BadParameter("Give one of CODE, --stdin, --undo, --force, --block or --unblock.")
    when = time_of(at)
    with open_desk(context) as desk:
        where = gate if gate is not None else desk.gate
        if undo is not None:
            emit(desk.check_in.undo(undo, reason, desk.staff, where).as_json(), as_json)
            return
        if force is not None:
            _tell(desk.check_in.force(force, reason, desk.staff, where), as_json)
            return
        if block is not None or unblock is not None:
            _block(desk, block or "", unblock or "", reason, event or [], as_json)
            return

        def answer(raw: str) -> None:
            _tell(_decide(desk, raw, event or [], gate, direction, when, bare, confirmed), as_json)

        if code is not None:
            answer(code)
            return
        for line in _scans():
            answer(line)


def _block(desk: Desk, block: str, unblock: str, reason: str, events: list[str], as_json: bool) -> None:
    if len(events) > 1:
        raise BadInput("A ticket is of one event.", field="event")
    event_id = events[0] if events else ""
    if block:
        desk.gates.block(block, reason, desk.staff, event_id=event_id)
    else:
        desk.gates.unblock(unblock, desk.staff, event_id=event_id)
    ticket_id = (block or unblock).strip().lower()
    row = desk.gates.blocked().get(ticket_id)
    told = {"ticket_id": ticket_id, "blocked": bool(block), "reason": reason}
    if row is not None:
        # Without an event it stays with this station until the mirror knows the ticket.
        told |= {"at": row.at.isoformat(), "station": row.station, "event_id": row.event_id or None}
    emit(told, as_json)


def _scans() -> Any:
    """Lines of standard input as a scanner sends them: any bytes, one scan a line, empty lines are none."""
    stream = sys.stdin.buffer
    while line := stream.readline(_LONGEST_LINE):
        rest = line
        while not rest.endswith(b"\n") and len(rest) == _LONGEST_LINE:
            rest = stream.readline(_LONGEST_LINE)
        text = line.decode("utf-8", "replace").strip("\r\n")
        if text.strip():
            yield text


def _decide(
    desk: Desk,
    raw: str,
    events: list[str],
    gate: str | None,
    direction: str,
    at: datetime | None,
    bare: str | None,
    confirmed: bool,
) -> CheckResult:
    from ticketforge_desktop.domain.admission import BarePolicy

    try:
        policy = None if bare is None else BarePolicy(bare)  # None: what holds at this gate
    except ValueError as error:
        raise BadInput(f"{bare!r} is no policy: admit or confirm.", field="bare") from error
    where = gate if gate is not None else desk.gate
    return desk.check_in.check(raw, events, where, direction, desk.staff, bare=policy, confirmed=confirmed, at=at)


def _tell(result: CheckResult, as_json: bool) -> None:
    shown = result.as_json()
    words = ": ".join(str(part) for part in (shown["verdict"], shown["reason"]) if part)
    if result.ticket is not None:
        words += f" · {result.ticket.category} · {result.ticket.order} {result.ticket.holder}".rstrip()
    emit(shown, as_json, words)
