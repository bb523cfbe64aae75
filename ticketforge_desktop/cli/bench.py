"""Figures of speed, each as a ratio to a bare limit measured in the same run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, note, speaks
from ticketforge_desktop.domain.errors import BadInput, NotFound

NAMES = ("entry", "door", "search", "pdf", "print", "sell", "sync", "start", "frame", "seats")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("bench")(bench)


@speaks
def bench(
    names: Annotated[list[str] | None, typer.Argument(help=f"Which: {', '.join(NAMES)} (default: all).")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure. Every goal stands beside its figure; the exit is 0 whether it was met or not."""
    chosen = names or list(NAMES)
    unknown = [name for name in chosen if name not in NAMES]
    if unknown:
        raise BadInput(f"There is no bench named {unknown[0]!r}.", field="names", next_step=f"Try {', '.join(NAMES)}.")
    root = Path(__file__).parents[2]
    if not (root / "benchmarks").is_dir():
        raise NotFound("The benchmarks are not installed.", next_step="Run `make bench` in a checkout of the project.")
    sys.path.insert(0, str(root))
    for name in chosen:
        note(f"bench {name} …")
        for figure in importlib.import_module(f"benchmarks.{name}").run():
            emit(figure, as_json, _line(figure))


def _line(figure: dict[str, object]) -> str:
    met = {True: "met", False: "MISSED", None: ""}[figure.get("met")]  # type: ignore[index]
    return (
        f"{figure['bench']}: {figure['figure']}: {_short(figure['ours'])} {figure['unit']}"
        f" (limit {_short(figure['limit'])}, ratio {_short(figure['ratio'])}, goal {figure['goal']}) {met}"
    )


def _short(value: object) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
