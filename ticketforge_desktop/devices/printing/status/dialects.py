"""From a printer that is set up to how it speaks."""

from __future__ import annotations

from ticketforge_desktop.devices.printing.status.speech import Dialect
from ticketforge_desktop.devices.printing.transports.address import Address
from ticketforge_desktop.services.ports.printers import PrinterSetup


def dialect_for(setup: PrinterSetup, place: Address) -> Dialect | None:
    """How this printer speaks; None where it can't be asked: PDF, a plain file, or set up so (`answers` is `no`)."""
    if setup.options.get("answers") == "no" or place.spooled:
        return None
    match setup.language:
        case "fgl":
            from ticketforge_desktop.devices.printing.status.fgl import Fgl

            return Fgl(hears_ready=place.settings.get("flow") != "xonxoff")
        case "zpl":
            from ticketforge_desktop.devices.printing.status.zpl import Zpl

            return Zpl(echo=bool(setup.options.get("echo")))
        case "escpos":
            from ticketforge_desktop.devices.printing.status.escpos import EscPos

            wanted = setup.options.get("process_ids", "auto")
            return EscPos(numbered=None if wanted == "auto" else wanted == "yes")
        case "starprnt":
            from ticketforge_desktop.devices.printing.status.starprnt import StarPrnt

            return StarPrnt()
        case "tspl":
            from ticketforge_desktop.devices.printing.status.tspl import Tspl

            return Tspl()
    return None
