"""The composition root: the only place that knows every room and joins them.

`open_desk` opens a profile for a command or the window; `window_host` is what the window needs for its first paint.
Nothing heavy is imported before one of them is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk

__all__ = ["Desk", "open_desk", "take_screenshots"]


def open_desk(home: str | None, passphrase: Callable[[], str | None], *, replace_damaged_mirror: bool = False) -> Desk:
    """Open the profile `home` names. Raises the typed errors of storage and secrets.

    With `replace_damaged_mirror` a mirror that does not open gives way to an empty one.
    """
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
    from ticketforge_desktop.host.folder import profile_folder

    folder = profile_folder(home).make()
    return Desk(folder, StationSecrets.of(folder, passphrase), replace_damaged_mirror=replace_damaged_mirror)


def take_screenshots(directory: str, theme: str, language: str) -> Iterator[Path]:
    """Every screen, offscreen, on a demo profile of its own; yields the pictures as they are written."""
    from ticketforge_desktop.bootstrap.pictures import take

    return take(Path(directory), theme, language)


def __getattr__(name: str) -> object:
    if name == "Desk":
        from ticketforge_desktop.bootstrap.desk import Desk

        return Desk
    raise AttributeError(name)
