"""From an address to a way to the printer."""

from __future__ import annotations

import stat
from pathlib import Path

from ticketforge_desktop.devices.printing.transports.address import Address, parse
from ticketforge_desktop.devices.printing.transports.file import FileLine, FileTransport
from ticketforge_desktop.devices.printing.transports.tcp import Patience, TcpLine, TcpTransport
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printers import Line
from ticketforge_desktop.services.ports.printing import Transport


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


def open_transport(address: str | Address) -> Transport:
    """The transport for an address that is given whole jobs; nothing is connected yet.

    Raises:
        BadInput: the address is none, or names what takes a printer that is set up.
    """
    place = parse(address) if isinstance(address, str) else address
    if place.kind == "tcp":
        return TcpTransport(place.host, place.port)
    if place.kind == "file":
        return FileTransport(place.path)
    if place.kind == "serial":
        from ticketforge_desktop.devices.printing.transports.serial_line import SerialTransport

        baud = int(place.settings.get("baud", "9600"))
        return SerialTransport(place.path, baud=baud, flow=place.settings.get("flow", "none"))
    raise BadInput(
        f"A printer at {place.kind}: has to be set up before it is printed on.",
        field="transport",
        value=f"{place.kind}:{place.path}",
        next_step="Set it up: `ticketforge printers add NAME --language … --transport …`, then print by its name.",
    )
