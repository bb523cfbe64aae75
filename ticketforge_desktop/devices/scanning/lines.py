"""The serial lines of this computer, and the same scanner found again on another line.

An address is a path (`/dev/ttyACM0`, `COM5`) or, for a device on USB, `usb:VID:PID` with its serial number where it
has one: plugged into another socket it comes back under another path, but it is the same scanner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from serial.tools import list_ports

from ticketforge_desktop.services.ports.scanning import SerialLine

USB: Final = "usb:"


def serial_lines(ports: Callable[[], Iterable[Any]] = list_ports.comports) -> list[SerialLine]:
    """Lines with a device on them, by path. Lines of the board itself (no hardware id) are left out."""
    found = []
    for port in ports():
        if port.vid is None and not port.description:
            continue
        title = " ".join(part for part in (port.manufacturer, port.product) if part) or port.description or port.device
        found.append(SerialLine(_address(port), port.device, f"{title} ({port.device})"))
    return sorted(found, key=lambda line: line.path)


def path_of(address: str, ports: Callable[[], Iterable[Any]] = list_ports.comports) -> str:
    """Where an address is to be found now, "" when it is not plugged in."""
    if not address.startswith(USB):
        return address
    for port in ports():
        known = _address(port)
        if known == address or (port.vid is not None and _without_serial(known) == address):
            return str(port.device)
    return ""


def _address(port: Any) -> str:
    if port.vid is None or port.pid is None:
        return str(port.device)
    serial = f":{port.serial_number}" if port.serial_number else ""
    return f"{USB}{port.vid:04x}:{port.pid:04x}{serial}"


def _without_serial(address: str) -> str:
    return ":".join(address.split(":")[:3])
