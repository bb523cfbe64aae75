"""The window from the command line: opened, or photographed."""

from __future__ import annotations

from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit_rows, speaks


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("screenshots")(screenshots)


@speaks
def screenshots(
    directory: Annotated[str, typer.Argument(metavar="DIR")],
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    language: Annotated[str, typer.Option(help="de or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Every screen, offscreen, on demo data, as PNG."""
    from ticketforge_desktop.bootstrap import take_screenshots

    rows = ({"file": str(path)} for path in take_screenshots(directory, theme, language))
    emit_rows(rows, as_json, ("file",))
