"""Printers that the system knows already."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def found_queues() -> Sequence[str]:
    """Names of the spooler's queues. Raises `PrinterUnreachable` where no spooler answers."""
    if sys.platform == "win32":
        from ticketforge_desktop.devices.printing.transports.winspool import windows_queues

        return windows_queues()
    from ticketforge_desktop.devices.printing.transports.cups import queues

    return queues()
