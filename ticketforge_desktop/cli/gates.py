"""Rules of gates and events (docs/door.md)."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

gates_app = typer.Typer(help="Who may pass where, when and how often.", no_args_is_help=True)

Event = Annotated[str, typer.Option(help="The event; none: the rules of the gate for every event.")]
Gate = Annotated[str, typer.Option(help="The gate; none: the event at every gate.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(gates_app, name="gates")


@gates_app.command("show")
@speaks
def gates_show(context: typer.Context, event: Event = "", gate: Gate = "", as_json: AsJson = False) -> None:
    """What holds for an event at a gate."""
    with open_desk(context) as desk:
        rules = desk.gates.rules(event, gate)
    emit({"event_id": event, "gate": gate, "rules": rules.as_json()}, as_json)


@gates_app.command("set")
@speaks
def gates_set(
    context: typer.Context,
    rules: Annotated[str, typer.Argument(help="A JSON object that names what changes; {} takes the layer back.")],
    event: Event = "",
    gate: Gate = "",
    as_json: AsJson = False,
) -> None:
    """Set the layer of rules of an event, a gate, or an event at a gate; prints what holds then."""
    try:
        layer = json.loads(rules)
    except ValueError as error:
        raise BadInput(f"The rules are no JSON: {error}", field="rules", value=rules) from error
    if not isinstance(layer, dict):
        raise BadInput("The rules are a JSON object.", field="rules", value=rules)
    with open_desk(context) as desk:
        if event:
            desk.queries.event(event)  # a slip of the pen would be a rule that never holds
        held = desk.gates.change(event, gate, layer, desk.staff)
    emit({"event_id": event, "gate": gate, "rules": held.as_json()}, as_json)


@gates_app.command("seen")
@speaks
def gates_seen(context: typer.Context, as_json: AsJson = False) -> None:
    """Every other station, and up to when its log is known here: what it let in later is not counted."""
    with open_desk(context) as desk:
        rows = [other.as_json() for other in desk.check_in.others()]
    emit_rows(rows, as_json, ("station", "visible", "seen_until"))
