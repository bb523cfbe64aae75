"""Whose codes the doors believe."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from ticketforge_desktop.cli.arguments import time_of
from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk

keys_app = typer.Typer(help="Station keys: list, enrol, revoke.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(keys_app, name="keys")


@keys_app.command("list")
@speaks
def keys_list(context: typer.Context, as_json: AsJson = False) -> None:
    """All keys known here, our own first."""
    with open_desk(context) as desk:
        rows = [row.as_json() for row in desk.keys.rows(desk.staff)]
    emit_rows(rows, as_json, ("key_id", "state", "station"))


@keys_app.command("enrol")
@speaks
def keys_enrol(context: typer.Context, key_id: str, as_json: AsJson = False) -> None:
    """Believe a station's codes from now on, at every door."""
    with open_desk(context) as desk:
        emit(desk.keys.enrol(key_id, desk.staff, desk.store_if_connected()).as_json(), as_json)


@keys_app.command("revoke")
@speaks
def keys_revoke(
    context: typer.Context,
    key_id: str,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="From when on (default: now).")] = None,
    as_json: AsJson = False,
) -> None:
    """Believe a station's codes no longer, those excepted that were known before."""
    when: datetime | None = time_of(since)
    with open_desk(context) as desk:
        emit(desk.keys.revoke(key_id, desk.staff, desk.store_if_connected(), when).as_json(), as_json)
