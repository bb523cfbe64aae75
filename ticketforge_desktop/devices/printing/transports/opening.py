"""From an address to a way to the printer."""

from __future__ import annotations

from ticketforge_desktop.devices.printing.transports.address import Address, parse
from ticketforge_desktop.devices.printing.transports.file import FileTransport
from ticketforge_desktop.devices.printing.transports.tcp import TcpTransport
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.printing import Transport


def open_transport(address: str | Address) -> Transport:
    """The transport for an address; nothing is connected yet.

    Raises:
        BadInput: the address is none, or names a kind this version can't speak to yet.
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
        "Printing through the system's spooler is not built in yet.",
        field="transport",
        value=f"{place.kind}:{place.path}",
        next_step="Use tcp://HOST:PORT or serial:PATH, or save a PDF and print it with the system's viewer.",
    )
