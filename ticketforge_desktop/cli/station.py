"""What this station wrote: audit, staff, and a copy of its file."""

from __future__ import annotations

from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.rights import Right

audit_app = typer.Typer(help="Who did what.", no_args_is_help=True)
staff_app = typer.Typer(help="People and their rights.", no_args_is_help=True)

Limit = Annotated[int, typer.Option(min=1, help="At most so many, newest first.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(audit_app, name="audit")
    app.add_typer(staff_app, name="staff")
    app.command("backup")(backup)


@audit_app.command("list")
@speaks
def audit_list(context: typer.Context, limit: Limit = 100, as_json: AsJson = False) -> None:
    """The newest entries of the audit chain."""
    with open_desk(context) as desk:
        desk.staff.require(Right.MANAGE_STAFF)
        emit_rows(desk.station.audit_rows(limit), as_json, ("row", "at", "staff_id", "action", "subject", "detail"))


@staff_app.command("list")
@speaks
def staff_list(context: typer.Context, as_json: AsJson = False) -> None:
    """People and their rights."""
    with open_desk(context) as desk:
        rows = [
            {"staff_id": person.staff_id, "name": person.name, "rights": sorted(person.rights)}
            for person in desk.station.staff()
        ]
    emit_rows(rows, as_json, ("staff_id", "name"))


@speaks
def backup(context: typer.Context, file: str, as_json: AsJson = False) -> None:
    """A verified copy of the station file, while it is in use. Encrypted like the file itself."""
    with open_desk(context) as desk:
        desk.staff.require(Right.SETTINGS)
        desk.station.backup(file)
    emit({"file": file}, as_json, f"Copied to {file}.")
