"""The blackout pack: a door that never saw the store, and its log that comes back (docs/blackout.md)."""

from __future__ import annotations

import dataclasses
import os
import sys
import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

blackout_app = typer.Typer(help="A door list for when nothing works, and what comes back of it.", no_args_is_help=True)

VARIABLE = "TICKETFORGE_BLACKOUT_PASSPHRASE"
_LONGEST_KEY = 64 * 1024

Folder = Annotated[str, typer.Argument(metavar="DIR", help="The folder the pack is in.")]
KeyFile = Annotated[str, typer.Option(metavar="FILE", help="A file whose content is the pack's secret.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(blackout_app, name="blackout")


@blackout_app.command("pack")
@speaks
def blackout_pack(
    context: typer.Context,
    event: Annotated[str, typer.Option(metavar="ID", help="The event.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="A new folder for the pack.")],
    paper: Annotated[
        bool | None, typer.Option("--paper/--no-paper", help="With the printable list, or without.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the printed list: de or en.")] = "de",
    key_file: KeyFile = "",
    as_json: AsJson = False,
) -> None:
    """Write an event's door list, sealed, with keys, rules and the doors' logs; and on paper.

    At a station that was opened from a pack this is how its log goes back; it writes no paper unless asked to.
    """
    with open_desk(context) as desk:
        secret = _secret(key_file, twice=True)
        wanted = not desk.blackout.is_from_pack() if paper is None else paper
        done = desk.blackout.pack(event, output, secret, desk.staff, paper=wanted, language=language)
    words = f"{done.title}: {done.tickets} tickets, {done.scans} scans, {done.keys} keys → {done.folder}"
    emit(dataclasses.asdict(done), as_json, words)


@blackout_app.command("open")
@speaks
def blackout_open(
    context: typer.Context,
    folder: Folder,
    station: Annotated[str, typer.Option(metavar="NAME", help="What this station is called from now on.")] = "",
    key_file: KeyFile = "",
    as_json: AsJson = False,
) -> None:
    """Make a new profile a door of a pack's event: `ticketforge --home NEW blackout open DIR`."""
    with open_desk(context) as desk:
        done = desk.blackout.open(folder, _secret(key_file), desk.staff)
        if station:
            desk.station.rename_station(station, desk.staff)
    words = f"{done.title}: {done.tickets} tickets, pack of {done.station_name} from {done.made_at}"
    emit(dataclasses.asdict(done), as_json, words)


@blackout_app.command("merge")
@speaks
def blackout_merge(context: typer.Context, folder: Folder, key_file: KeyFile = "", as_json: AsJson = False) -> None:
    """Take in what was logged at a station that packed again. Twice is the same as once."""
    with open_desk(context) as desk:
        done = desk.blackout.merge(folder, _secret(key_file), desk.staff)
    words = (
        f"{done.title}: {done.came_back} entries came back from {done.station_name}, {done.new} of them new; "
        f"{done.admitted} admissions, {done.conflicts} new conflicts"
    )
    emit(dataclasses.asdict(done), as_json, words)


def _secret(key_file: str, *, twice: bool = False) -> bytes:
    """The key file's content, the variable, what is typed, or the first line of standard input; b"" for none.

    Args:
        twice: ask a person at a terminal a second time: a slip would seal the list for good.
    """
    if key_file:
        try:
            with Path(key_file).open("rb") as file:
                return file.read(_LONGEST_KEY)
        except OSError as error:
            raise BadInput(f"{key_file} can't be read: {error.strerror}.", field="key_file") from error
    given = os.environ.get(VARIABLE, "")
    if not given and sys.stdin.isatty() and sys.stderr.isatty():
        from getpass import getpass

        given = getpass("Passphrase of the pack: ", stream=sys.stderr)
        if twice and given != getpass("Once more: ", stream=sys.stderr):
            raise BadInput("The two passphrases differ; nothing was written.", field="passphrase")
    elif not given:
        given = sys.stdin.readline().rstrip("\r\n")
    # The same letters come composed from one keyboard and decomposed from another.
    return unicodedata.normalize("NFC", given).encode()
