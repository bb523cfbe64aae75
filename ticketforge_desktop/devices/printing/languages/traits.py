"""What the printer languages can do with a layout, without making a ticket: for trying a draft out."""

from __future__ import annotations

from typing import Final, NamedTuple

from ticketforge_desktop.devices.printing.metrics import Font0, Metrics, ShippedFaces
from ticketforge_desktop.domain.errors import BadInput

_ANY: Final = 1000


class Traits(NamedTuple):
    """A language's face of type, the widest modules of a QR code and of bars it draws itself, and whether it can take
    ink away again."""

    metrics: Metrics
    most_dots: tuple[int, int] = (_ANY, _ANY)
    knockout: bool = True


def traits_of(language: str) -> Traits:
    """Raises `BadInput` for a language there is not."""
    if language == "zpl":
        from ticketforge_desktop.devices.printing.languages.zpl import MOST_DOTS

        return Traits(Font0(), MOST_DOTS)
    if language == "fgl":
        from ticketforge_desktop.devices.printing.languages import fgl

        return Traits(fgl.FglType(), fgl.MOST_DOTS, knockout=False)
    if language == "escpos":
        from ticketforge_desktop.devices.printing.languages import escpos

        return Traits(ShippedFaces(), escpos.MOST_DOTS, knockout=False)
    if language in ("pdf", "tspl", "starprnt"):
        return Traits(ShippedFaces())
    raise BadInput(f"There is no printer language '{language}'.", field="language")
