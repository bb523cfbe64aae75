"""`python -m ticketforge_desktop.cli`: the `ticketforge` command."""

from ticketforge_desktop.cli import main

main()
