"""The embedded store, for trying things out and for tests."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, speaks
from ticketforge_desktop.domain.errors import BadInput

demo_app = typer.Typer(help="The embedded Shopify store.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(demo_app, name="demo-store")


@demo_app.callback()
def _group() -> None:
    """Keep `serve` a command of its own."""


@demo_app.command("serve")
@speaks
def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 = any free port.")] = 0,
    events: Annotated[int, typer.Option(min=1, help="How many events it sells.")] = 60,
    orders: Annotated[int, typer.Option(min=0, help="How many orders it has had.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same store.")] = 1,
    plan: Annotated[str, typer.Option(help="standard, advanced or plus.")] = "standard",
    faults: Annotated[str, typer.Option(help="Names of faults, comma separated, or a JSON file.")] = "",
    as_json: AsJson = True,
) -> None:
    """Serve the Admin API on 127.0.0.1 until SIGTERM; the first line tells how to reach it."""
    from ticketforge_desktop.demo.serve import run

    try:
        run(port=port, events=events, orders=orders, seed=seed, plan=plan, faults=faults or None, out=sys.stdout)
    except ValueError as error:
        raise BadInput(str(error), field="faults", next_step="`docs/store-fidelity.md` lists the faults.") from error
    except OSError as error:
        raise BadInput(f"Port {port} can't be used: {error.strerror}.", field="port") from error
