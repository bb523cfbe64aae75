"""What a composed ticket consists of on its way to a printer: marks in mm, codes in whole dots."""

from __future__ import annotations

from dataclasses import dataclass

from ticketforge_desktop.devices.printing.model import Area
from ticketforge_desktop.domain.print_dots import dots_a_millimetre
from ticketforge_desktop.services.ports.printing import BoxMark, ImageMark, LineMark, TextMark


@dataclass(frozen=True, slots=True)
class Grid:
    """The dots of a printer."""

    dpi: int

    @property
    def per_mm(self) -> float:
        """Dots in a millimetre."""
        return dots_a_millimetre(self.dpi)

    def snap(self, length: float) -> float:
        """The nearest whole dot, in mm."""
        return round(length * self.per_mm) / self.per_mm


@dataclass(frozen=True, slots=True)
class QrMark:
    """The signed code: top left corner of the symbol itself, without quiet zone."""

    x: float
    y: float
    module: float  # mm
    dots: int  # a module in printer dots
    side: int  # modules
    digits: str


@dataclass(frozen=True, slots=True)
class EanMark:
    """Bars of an EAN-13; `turn` 90 runs from top to bottom. The area is that of the bars alone."""

    area: Area
    module: float
    dots: int
    turn: int
    digits: str


@dataclass(frozen=True, slots=True)
class SymbolMark:
    """Any other code (PDF417, Code 128, a link), as modules that are drawn: top left corner as on the page, mm.

    `rows` are those of the symbol as it is read, without quiet zone, `1` = dark; each is `row_dots` high.
    """

    kind: str  # "pdf417" | "code128" | "qr"
    x: float
    y: float
    module: float  # mm
    dots: int  # a module in printer dots
    row_dots: int
    rows: tuple[str, ...]
    turn: int = 0
    text: str = ""  # what it reads as


DeviceMark = TextMark | BoxMark | LineMark | ImageMark | QrMark | EanMark | SymbolMark
"""What a printer language draws."""
