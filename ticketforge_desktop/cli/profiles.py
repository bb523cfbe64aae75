"""Profiles: one for each store that is sold from on this computer."""

from __future__ import annotations

import typer

from ticketforge_desktop.cli.output import AsJson, emit_rows, speaks

profiles_app = typer.Typer(help="Profiles, one for each store.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(profiles_app, name="profiles")


@profiles_app.callback()
def _group() -> None:
    """Keep `list` a command of its own."""


@profiles_app.command("list")
@speaks
def profiles_list(context: typer.Context, as_json: AsJson = False) -> None:
    """Profiles of this computer and the stores they belong to. `--profile NAME` before a command chooses one."""
    from ticketforge_desktop.host.folder import profile_folder
    from ticketforge_desktop.host.profiles import base_of, profiles

    chosen = profile_folder(context.obj)
    rows = (row._asdict() for row in profiles(base_of(chosen), chosen.path))
    emit_rows(rows, as_json, ("name", "shop_name", "shop"))
