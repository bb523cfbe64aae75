"""How a receipt printer opens the cash drawer that hangs on it. Never part of a ticket or a receipt.

ESC/POS: `ESC p m t1 t2`. Star: `ESC BEL n1 n2` sets the pulse of the first drawer in tens of milliseconds and `BEL`
opens it in its turn (StarPRNT and Star line mode command specifications, external device drive); the second one has
one pulse, `SUB`.
"""

from __future__ import annotations

from typing import Final

from ticketforge_desktop.devices.printing.languages import escpos_commands
from ticketforge_desktop.domain.errors import NoDrawer
from ticketforge_desktop.services.ports.printers import PrinterSetup

_STAR_MS: Final = (100, 200)
_PINS: Final = {"1": 2, "2": 5}


def kick(setup: PrinterSetup) -> bytes:
    """The command for the printer's drawer; option `drawer` is "1" (the usual), "2" or "none".

    Raises:
        NoDrawer: the language has none, or it is set up without.
    """
    which = str(setup.options.get("drawer", "1"))
    if which == "none":
        raise NoDrawer(f"{setup.name} is set up without a cash drawer.", printer=setup.name)
    if setup.language == "escpos":
        return escpos_commands.drawer(_PINS[which])
    if setup.language == "starprnt":
        return b"\x1b\x07" + bytes(ms // 10 for ms in _STAR_MS) + b"\x07" if which == "1" else b"\x1a"
    raise NoDrawer(f"No cash drawer hangs on {setup.name}: it is no receipt printer.", printer=setup.name)
