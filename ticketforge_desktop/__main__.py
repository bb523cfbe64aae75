"""Opens the window: `ticketforge-desktop [--home DIR] [--demo]`."""

from __future__ import annotations

import argparse
import os
import sys

from ticketforge_desktop import __version__


def main() -> int:
    """The `ticketforge-desktop` command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="ticketforge-desktop", description="The box office on your screen.")
    parser.add_argument("--home", metavar="DIR", help="the profile folder (or TICKETFORGE_HOME)")
    parser.add_argument("--demo", action="store_true", help="open on the embedded store; nothing is kept")
    parser.add_argument("--version", action="version", version=__version__)
    chosen = parser.parse_args()

    from ticketforge_desktop.bootstrap.window import open_window
    from ticketforge_desktop.domain.errors import TicketForgeError

    try:
        return open_window(chosen.home, lambda: os.environ.get("TICKETFORGE_PASSPHRASE"), demo=chosen.demo)
    except TicketForgeError as error:
        sys.stderr.write(f"{error.message}\n{error.next_step}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
