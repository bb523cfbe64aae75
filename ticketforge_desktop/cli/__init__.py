"""The command line: every capability without the window. One module a group; heavy parts load with their command."""

from __future__ import annotations


def main() -> None:
    """The `ticketforge` command."""
    from ticketforge_desktop.cli.app import build_app

    build_app()(prog_name="ticketforge")
