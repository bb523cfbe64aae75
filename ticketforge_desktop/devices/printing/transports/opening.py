"""From an address to a way to the printer."""

from __future__ import annotations

import stat
from pathlib import Path

from ticketforge_desktop.devices.printing.transports.address import Address
from ticketforge_desktop.devices.printing.transports.file import FileLine
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpLine
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import Line


def open_line(place: Address, patience: Patience | None = None) -> Line:
    """An open line to a printer that is not behind a spooler. Raises `PrinterUnreachable`, `BadInput`."""
    waits = patience or Patience()
    if place.kind == "tcp":
        return TcpLine(place.host, place.port, waits)
    if place.kind == "serial":
        from ticketforge_desktop.devices.printing.transports.serial_line import SerialLine

        baud = int(place.settings.get("baud", "9600"))
        return SerialLine(place.path, baud=baud, flow=place.settings.get("flow", "none"), patience=waits.send)
    if place.kind == "file":
        if not is_device(place.path):
            return FileLine(place.path)
        from ticketforge_desktop.devices.printing.transports.device_line import DeviceLine

        return DeviceLine(place.path, patience=waits.send)
    raise BadInput(
        f"There is no open line to {place.kind}:{place.path}.",
        field="transport",
        value=f"{place.kind}:{place.path}",
        next_step="Set the printer up first: `ticketforge printers add`.",
    )


def is_device(path: str) -> bool:
    """Whether a path is a device file that may speak."""
    try:
        return stat.S_ISCHR(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False
