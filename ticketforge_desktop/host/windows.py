"""Opening another window of the program: a process of its own, so that two stores share nothing but the computer."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketforge_desktop.host.folder import ProfileFolder


def own_program() -> list[str]:
    """What starts the program once more: the packaged one itself, or Python with our package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ticketforge_desktop"]


def window_command(folder: ProfileFolder) -> list[str]:
    """What starts a window on a profile."""
    return [*own_program(), "--home", str(folder.path)]


def start_window(folder: ProfileFolder) -> subprocess.Popen[bytes]:
    """Start it and let it go: it outlives this process, and a second one on the same profile says so and ends."""
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        window_command(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
