"""Opens the window: `ticketforge-desktop [--home DIR] [--demo]`."""

from __future__ import annotations

import argparse
import gc
import os
import sys

from ticketforge_desktop import __version__


def hold_collector() -> None:
    """No garbage collection until the window is painted (it takes up again then): start-up makes no garbage to speak
    of, and looking for it again and again costs 6 of 100 ms."""
    gc.disable()


def _passphrase() -> str | None:
    return os.environ.get("TICKETFORGE_PASSPHRASE")


def _run_part(part: str, home: str) -> int:
    """A part of the program that a window started as a process of its own (`host/child.py`)."""
    gc.enable()
    if part == "demo-store":
        from ticketforge_desktop.bootstrap.demo_child import main as serve

        return serve()
    from ticketforge_desktop.bootstrap.sync_child import main as sync

    return sync(home)


def main() -> int:
    """The `ticketforge-desktop` command; returns the exit code."""
    hold_collector()
    parser = argparse.ArgumentParser(prog="ticketforge-desktop", description="The box office on your screen.")
    parser.add_argument("--home", metavar="DIR", help="the profile folder (or TICKETFORGE_HOME)")
    parser.add_argument("--profile", metavar="NAME", help="a named profile, one a store")
    parser.add_argument("--demo", action="store_true", help="open on the embedded store; nothing is kept")
    parser.add_argument("--run", choices=["sync-child", "demo-store"], help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=__version__)
    chosen = parser.parse_args()
    if chosen.run:
        if not chosen.home:
            parser.error("--run needs --home")
        return _run_part(chosen.run, chosen.home)

    from ticketforge_desktop.bootstrap.window import open_window
    from ticketforge_desktop.domain.errors import TicketForgeError

    try:
        return open_window(chosen.home, chosen.profile, _passphrase, demo=chosen.demo)
    except TicketForgeError as error:
        sys.stderr.write(f"{error.message}\n{error.next_step}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
