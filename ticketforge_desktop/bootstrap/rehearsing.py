"""A rehearsal on a profile of its own that is gone afterwards: real ledger, real encoder, simulated printer."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.services.ports.printers import PrinterSetup

if TYPE_CHECKING:
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf
    from ticketforge_desktop.services.rehearsal import Rehearsal

NAME: Final = "rehearsal"
_PREFERRED: Final = ("ticket-2x5.5in", "roll-80mm")


@contextmanager
def rehearsal(layouts: Path, language: str, layout: str, dpi: int, pictures: Path | None = None) -> Iterator[Rehearsal]:
    """A rehearsal in one printer language.

    Args:
        layouts: the station's own layouts.
        layout: "" takes the first that is made for the language.
        pictures: where the papers are kept as PNG; None keeps none.

    Raises:
        BadInput, NotFound, LayoutFault: language, layout or resolution can't be printed.
    """
    from ticketforge_desktop.devices.printing.conversation import Pacing
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf
    from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
    from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
    from ticketforge_desktop.devices.printing.test_page import face
    from ticketforge_desktop.services.rehearsal import Rehearsal
    from ticketforge_desktop.storage.profile import ProfileKeys, open_profile

    shelf = LayoutShelf(layouts)
    park = SimulatedPrinters(shelf, pictures)
    # Nobody waits for real paper here: what does not answer in a moment does not answer.
    quick = Pacing(answer=0.05, settle=0.001, poll=0.002, base=0.3, grace=0.05, reconnect=0.2, pause=0.02)
    room = PrinterRoom(shelf, park, pacing=quick)
    room.language_options(language)  # says so where there is no such language
    chosen = layout or _layout_for(shelf, language)
    setup = PrinterSetup(NAME, language, f"sim:{NAME}", chosen, dpi, options={"patience": 0.3})
    room.check(setup)
    clock, keys = SystemClock(), ProfileKeys(secrets.token_bytes(32), secrets.token_bytes(32))
    with (
        tempfile.TemporaryDirectory(prefix="ticketforge-rehearsal-") as folder,
        open_profile(Path(folder), keys, now=clock.now) as profile,
    ):
        sample = replace(face(), event="Generalprobe · Rehearsal", number="PROB-EPRO-BEPR")
        yield Rehearsal(
            setup,
            park.printer(NAME, language),
            room.renderer(setup),
            room.open_session,
            profile.print_ledger,
            clock,
            DEFAULT_MANAGER,
            sample,
        )


def _layout_for(shelf: LayoutShelf, language: str) -> str:
    """The usual ticket layout of a language. Raises `NotFound`."""
    made = [
        info.name
        for info in shelf.all()
        if language in info.languages and not info.faults and info.document == "ticket"
    ]
    names = [name for name in _PREFERRED if name in made] or made
    if not names:
        raise NotFound(f"No layout is made for {language}.", language=language, next_step="Name one: --layout NAME.")
    return names[0]


def fault_names(given: str) -> Sequence[str]:
    """`jam,silence` as a list; "" for all."""
    from ticketforge_desktop.services.rehearsal import FAULTS

    return [one.strip() for one in given.split(",") if one.strip()] or list(FAULTS)
