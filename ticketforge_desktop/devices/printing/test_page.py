"""The test page of a printer: rulers, codes in every size, letters, fine lines. Made for the stock of its layout.

It is a layout like any other, so it comes out of the same encoder as the tickets do. Its code verifies to nothing and
admits nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ticketforge_desktop.devices.printing import symbols
from ticketforge_desktop.devices.printing.compose import MIN_QR_DOTS, MIN_QR_MM
from ticketforge_desktop.devices.printing.layout_file import read_layout
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.marks import Grid
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import TicketFace

NAME: Final = "test-page"
LETTERS: Final = "ÄÖÜ äöü ß é è ñ ç ø å Ł Ą Ę ś ź ż ć ń ó č š ž ő ű"
SAMPLES: Final = (8, 10, 14)
_CODE: Final = "00" + ("2718281828" * 30)[: symbols.TICKET_DIGITS - 2]  # of no version a code has
_LARGEST_DOTS: Final = 7
_MARGIN: Final = 2.0
_RULER: Final = 4.0
_USUAL: Final = (139.7, 50.8, 90)  # ticket stock, where no layout is named
_WORDS_MM: Final = 48.0  # left beside the codes for words
_EAN_MM: Final = (38.0, 15.0)


def face() -> TicketFace:
    """Nobody's ticket."""
    return TicketFace(
        ticket_id="0" * 16, number="TEST-TEST-TEST", ean="2000000000008", code=_CODE,
        event="Test", starts_at=None, doors_at=None, zone="UTC", venue="", city="", category="", price=Money(0, "EUR"),
        seat="", holder="", order="", unit=1, units=1, issue=1, shop="",
    )  # fmt: skip


class TestPageShelf(LayoutShelf):
    """A shelf on which only the test page lies, whatever is asked for: made for one printer."""

    __test__ = False

    def __init__(self, setup: PrinterSetup, shelf: LayoutShelf) -> None:
        super().__init__()
        self._setup, self._shelf = setup, shelf

    def layout(self, name: str) -> Layout:
        stock = self._shelf.layout(self._setup.layout) if self._setup.layout else None
        width, height, turn = (stock.width, stock.height, stock.turn) if stock else _USUAL
        continuous = stock.continuous if stock else False
        return test_page(self._setup, width, height, turn, continuous=continuous)


def test_page(setup: PrinterSetup, width: float, height: float, turn: int, *, continuous: bool) -> Layout:
    """The page in so many millimetres. What does not fit is left out, the largest codes first."""
    head = [
        "format = 1",
        f'name = "{NAME}"',
        "version = 1",
        'title = { de = "Testseite", en = "Test page" }',
        f'languages = ["{setup.language}"]',
        "[page]",
        f"size = [{width:g}, {height:g}]",
        f"turn = {turn}",
        f"continuous = {str(continuous).lower()}",
    ]
    text = "\n".join([*head, *_rulers(width, height), *_body(setup, width, height)])
    return read_layout(NAME, text.encode(), _no_picture)


test_page.__test__ = False  # type: ignore[attr-defined]


def _no_picture(name: str) -> bytes:
    raise ValueError(f"a test page has no picture {name}")


def _rulers(width: float, height: float) -> Iterator[str]:
    """A tick a millimetre along the top and the left edge, a number every ten."""
    for at in range(1, int(width) + 1):
        yield _line((at - 0.1, 0), (at - 0.1, _tick(at)))
        if at % 10 == 0 and at + 3 <= width:
            yield _text(f"{at}", at - 3.2, _RULER - 1.2, 6.4, 3.2, 6, align="center")
    for at in range(1, int(height) + 1):
        yield _line((0, at - 0.1), (_tick(at), at - 0.1))
        if at % 10 == 0 and at + 2 <= height:
            yield _text(f"{at}", _RULER - 0.8, at - 1.7, 5, 3.2, 6)


def _tick(at: int) -> float:
    return 3.0 if at % 10 == 0 else 2.0 if at % 5 == 0 else 1.2


def _body(setup: PrinterSetup, width: float, height: float) -> Iterator[str]:
    """Codes along the top, then words, then fine lines, as far as there is room."""
    left, top = _RULER + 5.5, _RULER + 2.5
    codes, right, bottom = _codes(setup.dpi, left, top, width - _MARGIN, height - _MARGIN)
    yield from codes
    beside = width - _MARGIN - right
    # Words stand beside the codes where there is room for them, else below.
    x, y, wide = (right + 2, top, beside - 2) if beside > 45 else (left, bottom + 1.5, width - _MARGIN - left)
    words = [
        (f"{setup.name} · {setup.language} · {setup.dpi} dpi", 9),
        *((LETTERS, pt) for pt in SAMPLES),
        ("0123456789 € § & @ # 1 l I O 0", 9),
    ]
    for line, pt in words:
        tall = pt * 0.5
        if y + tall > height - _MARGIN or wide < 20:
            return
        yield _text(line, x, y, wide, tall, pt)
        y += tall
    yield from _gratings(setup.dpi, x, y + 1, x + wide, height - _MARGIN)


def _codes(dpi: int, left: float, top: float, right: float, bottom: float) -> tuple[list[str], float, float]:
    """QR codes from the smallest module on, then an EAN; with where they end."""
    grid = Grid(dpi)
    side = symbols.qr_side(symbols.TICKET_DIGITS) + 2 * symbols.QUIET_MODULES
    smallest = max(MIN_QR_DOTS, -int(-MIN_QR_MM * grid.per_mm // 1))
    items: list[str] = []
    x, low = left, top
    for dots in range(smallest, smallest + _LARGEST_DOTS - MIN_QR_DOTS):
        size = (side * dots + 1) / grid.per_mm
        if x + size > right - _WORDS_MM * bool(items) or top + size > bottom:
            break
        items.append(f'[[item]]\nkind = "qr"\nat = [{x:.3f}, {top:.3f}]\nsize = {size:.3f}')
        x, low = x + size + 1, max(low, top + size)
    wide, tall = _EAN_MM
    if x + wide <= right and top + tall <= bottom and not items:
        items.append(f'[[item]]\nkind = "ean13"\nat = [{x:.3f}, {top:.3f}]\nsize = [{wide}, {tall}]')
        x, low = x + wide, max(low, top + tall)
    return items, x, low


def _gratings(dpi: int, left: float, top: float, right: float, bottom: float) -> Iterator[str]:
    """Bars of one to four dots with gaps as wide: too pale, and the finest vanish; too dark, and they run together."""
    dot = 1 / Grid(dpi).per_mm
    tall = min(4.0, bottom - top)
    x = left
    for dots in (1, 2, 3, 4):
        if tall < 1.5 or x + 24 * dots * dot > right:
            return
        for index in range(12):
            at = x + 2 * dots * dot * index
            size = f"[{dots * dot:.4f}, {tall:.3f}]"
            yield f'[[item]]\nkind = "box"\nat = [{at:.4f}, {top:.3f}]\nsize = {size}\nfill = true'
        x += 24 * dots * dot + 2


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'[[item]]\nkind = "line"\nfrom = [{x1:.2f}, {y1:.2f}]\nto = [{x2:.2f}, {y2:.2f}]\nstroke = 0.15'


def _text(words: str, x: float, y: float, width: float, height: float, pt: int, align: str = "left") -> str:
    plain = words.replace("\\", "/").replace('"', "'")
    for sign in "{}[]":
        plain = plain.replace(sign, sign * 2)
    return (
        f'[[item]]\nkind = "text"\nat = [{x:.2f}, {y:.2f}]\nsize = [{width:.2f}, {height:.2f}]\ntext = "{plain}"\n'
        f'pt = {pt}\nmin_pt = 4\nalign = "{align}"\nvalign = "middle"'
    )
