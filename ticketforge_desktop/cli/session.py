"""What commands share: the profile named by --home, the passphrase, the person who acts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk


def passphrase() -> str | None:
    """TICKETFORGE_PASSPHRASE, or asked for where somebody sits at a terminal."""
    given = os.environ.get("TICKETFORGE_PASSPHRASE")
    if given:
        return given
    if sys.stdin.isatty() and sys.stderr.isatty():
        from getpass import getpass

        return getpass("Passphrase of this profile: ", stream=sys.stderr) or None
    return None


@contextmanager
def open_desk(context: typer.Context, *, replace_damaged_mirror: bool = False) -> Iterator[Desk]:
    """The profile of this command, opened and closed again. Raises the typed errors of storage and secrets."""
    from ticketforge_desktop.bootstrap import open_desk as open_profile

    desk = open_profile(context.obj, passphrase, replace_damaged_mirror=replace_damaged_mirror)
    try:
        yield desk
    finally:
        desk.close()
