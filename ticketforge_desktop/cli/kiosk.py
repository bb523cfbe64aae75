"""The door's kiosk, for whoever holds the profile: a forgotten PIN, a display that broke."""

from __future__ import annotations

import typer

from ticketforge_desktop.cli.output import AsJson, emit, speaks
from ticketforge_desktop.cli.session import open_desk

kiosk_app = typer.Typer(help="The door that is left by a PIN only.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(kiosk_app, name="kiosk")


@kiosk_app.command("status")
@speaks
def kiosk_status(context: typer.Context, as_json: AsJson = False) -> None:
    """Whether the kiosk holds the door, where, and whether it has a PIN."""
    with open_desk(context) as desk:
        post = desk.kiosk.post()
        answer = {
            "held": post is not None,
            "events": list(post.event_ids) if post is not None else [],
            "gate": post.gate if post is not None else "",
            "direction": post.direction if post is not None else "",
            "pin": desk.kiosk.pin.known(),
        }
    emit(answer, as_json)


@kiosk_app.command("release")
@speaks
def kiosk_release(context: typer.Context, as_json: AsJson = False) -> None:
    """Let go of the door and forget the PIN; an open window follows within seconds. Audited."""
    with open_desk(context) as desk:
        held = desk.kiosk.set_free(desk.staff)
    emit({"released": held, "pin": False}, as_json)
