"""An ESC/POS printer of the test's own, after the published command reference (Epson ESC/POS; HPRT TP809 Programming
Manual, IDIPOS TP-80 and Epson TM-T88 command pages for the byte forms cited at each command).

Strict: a byte below 0x20 that begins no known command, a parameter beyond its range, text beside the page or before an
`ESC t` that makes its bytes mean something: all are refused. In page mode what is printed has its lower left corner at
the position, as seen in the direction of print; `FF` prints the page and returns to standard mode.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

from tests.oracles.escpos_voice import EscPosVoice, Short, Step
from tests.oracles.printer_base import Sheet, Ticket, bars, ean13_modules, face, qr, turned

# `ESC t n`, as Epson numbers its pages.
PAGES = {0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 16: "cp1252", 17: "cp866",
         14: "cp737", 18: "cp852", 19: "cp858"}  # fmt: skip
_LEVELS = {48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H}
_CELLS = ((12, 24), (9, 17))
_QUARTERS = {0: 0, 3: 1, 2: 2, 1: 3}
_LINE = 30


@dataclass
class _State:
    """What `ESC @` sets back."""

    page: str = ""  # the code page; "" until `ESC t`
    font: int = 0
    across: int = 1
    down: int = 1
    bar: int = 3
    bar_height: int = 162
    qr_model: int = 0
    qr_dots: int = 3
    qr_level: int = 48
    qr_data: bytes = b""
    graphic: Image.Image | None = None


@dataclass
class EscPosPrinter(EscPosVoice):
    """`width` is that of the paper in dots, `height` that of the largest page."""

    dpi: int = 203
    kicks: list[tuple[int, int, int]] = field(default_factory=list)  # pin, on ms, off ms
    stored: dict[bytes, Image.Image] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reset()
        self._roll: list[Image.Image] = []
        self._texts: list[str] = []

    def _reset(self) -> None:
        self.state = _State()
        self.sheet: Sheet | None = None
        self.line: list[Image.Image] = []
        self.words = ""
        self.unit = self.dpi if self.dpi <= 255 else self.dpi // 2
        self.turn, self.along, self.across = 0, 0, 0

    def power_cycle(self) -> None:
        super().power_cycle()
        self._reset()
        self._roll, self._texts = [], []
        self.stored.clear()

    # -- commands -----------------------------------------------------------------------------------------------

    def take(self, data: bytes) -> Step:
        for head, method in _COMMANDS.items():
            if data.startswith(head):
                try:
                    return method(self, data, len(head))
                except Short:
                    return None
            if len(data) < len(head) and head.startswith(data):
                return None
        if data[0] >= 0x20:
            end = next((at for at, byte in enumerate(data) if byte < 0x20), len(data))
            self._text(data[:end])
            return end, b""
        self.refuse(f"{data[:3].hex(' ')} begins no command")
        return 1, b""

    def esc_at(self, data: bytes, at: int) -> Step:
        self._reset()
        return at, b""

    def esc_r(self, data: bytes, at: int) -> Step:
        self._simple(data, at, 0, 0, "ESC R")
        return at + 1, b""

    def fs_dot(self, data: bytes, at: int) -> Step:
        """`FS .` (1C 2E): no signs of two bytes; this printer has none."""
        return at, b""

    def esc_t(self, data: bytes, at: int) -> Step:
        (number,) = self._args(data, at, 1)
        if number not in PAGES:
            self.refuse(f"ESC t {number}: there is no such code page")
        self.state.page = PAGES.get(number, "")
        return at + 1, b""

    def esc_m(self, data: bytes, at: int) -> Step:
        self.state.font = self._simple(data, at, 0, 1, "ESC M")
        return at + 1, b""

    def esc_e(self, data: bytes, at: int) -> Step:
        self._simple(data, at, 0, 1, "ESC E")
        return at + 1, b""

    def gs_size(self, data: bytes, at: int) -> Step:
        """`GS ! n`: bits 4 to 6 the width, bits 0 to 2 the height, less one each."""
        value = self._args(data, at, 1)[0]
        self.state.across, self.state.down = (value >> 4) + 1, (value & 15) + 1
        if value & 0x88:
            self.refuse(f"GS ! {value} is no size")
        return at + 1, b""

    def gs_p(self, data: bytes, at: int) -> Step:
        across, down = self._args(data, at, 2)
        if across != down or self.dpi % across:
            self.refuse(f"GS P {across} {down} is no whole number of dots at {self.dpi} dpi")
        self.unit = across
        return at + 2, b""

    @property
    def dots(self) -> int:
        """Dots in a unit."""
        return max(1, self.dpi // self.unit)

    def esc_l(self, data: bytes, at: int) -> Step:
        if self.line or self.sheet is not None:
            self.refuse("ESC L where no line begins")
        self.sheet = Sheet(self.width, self.height)
        return at, b""

    def esc_w(self, data: bytes, at: int) -> Step:
        """`ESC W xL xH yL yH dxL dxH dyL dyH` (1B 57 …)."""
        x, y, width, height = (value * self.dots for value in self._words(data, at, 4))
        if self.sheet is None or x or y or width > self.width or height > self.height:
            self.refuse(f"ESC W: no page of {width} × {height} dots at {x}, {y}")
        self.sheet = Sheet(width, height)
        self.turn, self.along, self.across = 0, 0, 0
        return at + 8, b""

    def esc_dir(self, data: bytes, at: int) -> Step:
        self._end_words()
        self.turn = self._simple(data, at, 0, 3, "ESC T")
        self.along = self.across = 0
        return at + 1, b""

    def esc_dollar(self, data: bytes, at: int) -> Step:
        (value,) = self._words(data, at, 1)
        self._end_words()
        self.along = value * self.dots
        return at + 2, b""

    def gs_dollar(self, data: bytes, at: int) -> Step:
        """`GS $ nL nH` (1D 24 nL nH): in page mode only (TM-T88, page 5-15)."""
        (value,) = self._words(data, at, 1)
        if self.sheet is None:
            self.refuse("GS $ outside page mode")
        self._end_words()
        self.across = value * self.dots
        return at + 2, b""

    def ff(self, data: bytes, at: int) -> Step:
        self._end_words()
        if self.sheet is None:
            self.refuse("FF outside page mode")
            return at, b""
        if self.sheet.outside:
            self.refuse("ink beside the page")
        self._roll.append(self.sheet.picture)
        self.sheet = None
        return at, b""

    def lf(self, data: bytes, at: int) -> Step:
        if self.sheet is not None:
            self.refuse("LF in page mode, where everything has its position")
        self._end_words()
        paper = Image.new("L", (self.width, _LINE), 255)
        left = 0
        for mask in self.line:
            paper.paste(0, (left, 0), mask)
            left += mask.width
        self.line = []
        self._roll.append(paper)
        return at, b""

    def gs_cut(self, data: bytes, at: int) -> Step:
        """`GS V m`, `GS V B n` (1D 56 42 n)."""
        (mode,) = self._args(data, at, 1)
        used = at + 2 if mode in (65, 66) else at + 1
        self._args(data, at, used - at)
        if mode not in (0, 1, 48, 49, 65, 66) or self.sheet is not None:
            self.refuse(f"GS V {mode} cuts nothing here")
        roll = Image.new("L", (self.width, max(1, sum(part.height for part in self._roll))), 255)
        top = 0
        for part in self._roll:
            roll.paste(part, (0, top))
            top += part.height
        ticket = Ticket(roll, tuple(self._texts))
        self._roll, self._texts = [], []
        return used, self.eject(ticket)

    def esc_p(self, data: bytes, at: int) -> Step:
        """`ESC p m t1 t2` (1B 70 m t1 t2): times count two milliseconds."""
        pin, on, off = self._args(data, at, 3)
        if pin not in (0, 1, 48, 49) or on > off:
            self.refuse(f"ESC p {pin} {on} {off} is no pulse")
        self.kicks.append((5 if pin & 1 else 2, 2 * on, 2 * off))
        return at + 3, b""

    # -- codes --------------------------------------------------------------------------------------------------

    def gs_k2d(self, data: bytes, at: int) -> Step:
        """`GS ( k pL pH cn fn …`, cn 49 for QR: 65 model, 67 size (1D 28 6B 03 00 31 43 n), 69 level, 80, 81."""
        (length,) = self._words(data, at, 1)
        body = self._args(data, at + 2, length)
        state, used = self.state, at + 2 + length
        if body[0] != 49:
            self.refuse(f"GS ( k for the symbol {body[0]} is not in use here")
        elif body[1] == 65 and length == 4 and body[2] in (49, 50):
            state.qr_model = body[2]
        elif body[1] == 67 and length == 3 and 1 <= body[2] <= 16:
            state.qr_dots = body[2]
        elif body[1] == 69 and length == 3 and body[2] in _LEVELS:
            state.qr_level = body[2]
        elif body[1] == 80 and body[2] == 48 and body[3:].isdigit():
            state.qr_data = body[3:]
        elif body[1] == 81 and length == 3 and body[2] == 48 and state.qr_data:
            self._put(qr(state.qr_data.decode(), state.qr_dots, _LEVELS[state.qr_level]))
        else:
            self.refuse(f"GS ( k {body[:4].hex(' ')} is no function of QR")
        return used, b""

    def gs_h(self, data: bytes, at: int) -> Step:
        self._simple(data, at, 0, 0, "GS H")
        return at + 1, b""

    def gs_height(self, data: bytes, at: int) -> Step:
        self.state.bar_height = self._simple(data, at, 1, 255, "GS h")
        return at + 1, b""

    def gs_width(self, data: bytes, at: int) -> Step:
        self.state.bar = self._simple(data, at, 2, 6, "GS w")
        return at + 1, b""

    def gs_k(self, data: bytes, at: int) -> Step:
        """`GS k m n d1…dn` (1D 6B 43 n …): 67 is EAN-13, with 12 digits or 13."""
        system, count = self._args(data, at, 2)
        digits = self._args(data, at + 2, count)
        if system != 67 or count != 12 or not digits.isdigit():
            self.refuse(f"GS k {system} {digits!r} is no EAN-13")
        else:
            self._put(bars(ean13_modules(digits.decode()), self.state.bar, self.state.bar_height))
        return at + 2 + count, b""

    # -- pictures -----------------------------------------------------------------------------------------------

    def gs_v0(self, data: bytes, at: int) -> Step:
        """`GS v 0 m xL xH yL yH d…` (1D 76 30 m …): x in bytes, y in dots."""
        self._args(data, at, 5)
        wide, high = self._words(data, at + 1, 2)
        body = self._args(data, at + 5, wide * high)
        self._no_real_time(body)
        if data[at] or self.sheet is not None or self.line or wide * 8 > self.width + 7:
            self.refuse("GS v 0: no picture at the beginning of a line")
        paper = Image.new("L", (self.width, high), 255)
        paper.paste(0, (0, 0), Image.frombytes("1", (wide * 8, high), body).crop((0, 0, self.width, high)))
        self._roll.append(paper)
        return at + 5 + wide * high, b""

    def gs_l(self, data: bytes, at: int) -> Step:
        """`GS ( L pL pH m fn …`, m 48: 112 takes a picture, 50 prints it, 83 keeps one under a key, 85 prints that."""
        (length,) = self._words(data, at, 1)
        body = self._args(data, at + 2, length)
        used = at + 2 + length
        if body[:1] != b"0" or (self.sheet is None and body[1] != 83):
            self.refuse(f"GS ( L {body[:2].hex(' ')} outside page mode")
        elif body[1] == 112 and body[2:6] == b"\x30\x01\x01\x31":
            self.state.graphic = self._picture(body[6:])
        elif body[1] == 50 and length == 2 and self.state.graphic is not None:
            self._put(self.state.graphic)
        elif body[1] == 83 and body[2] == 48 and body[5] == 1 and body[10] == 49 and self._is_key(body[3:5]):
            picture = self._picture(body[6:10] + body[11:])
            if picture is not None:
                self.stored[body[3:5]] = picture
        elif body[1] == 85 and length == 6 and body[2:4] in self.stored and body[4:] == b"\x01\x01":
            self._put(self.stored[body[2:4]])
        else:
            self.refuse(f"GS ( L {body[:6].hex(' ')} is no function, or its picture is not there")
        return used, b""

    def _is_key(self, key: bytes) -> bool:
        return all(32 <= byte <= 126 for byte in key)

    def _picture(self, body: bytes) -> Image.Image | None:
        width, height = int.from_bytes(body[:2], "little"), int.from_bytes(body[2:4], "little")
        if not width or not height or len(body) != 4 + (width + 7) // 8 * height:
            self.refuse(f"{len(body) - 4} bytes are no picture of {width} × {height}")
            return None
        self._no_real_time(body[4:])
        return Image.frombytes("1", (width, height), body[4:])

    def _no_real_time(self, body: bytes) -> None:
        """DLE EOT, DLE ENQ and DLE DC4 are obeyed wherever they are found, in pictures too."""
        if any(pair in body for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14")):
            self.refuse("a real-time command inside a picture")

    # -- ink ----------------------------------------------------------------------------------------------------

    def _text(self, data: bytes) -> None:
        if not self.state.page and any(byte > 0x7E for byte in data):
            self.refuse(f"no ESC t since ESC @ says what {data!r} means")
        text = data.decode(self.state.page or "ascii", "replace")
        if "\ufffd" in text or not text.isprintable():
            self.refuse(f"{self.state.page} has no sign for a byte of {data!r}")
        wide, high = _CELLS[self.state.font]
        size = (wide * self.state.across, high * self.state.down)
        for sign in text:
            mask = _sign(sign, self.state.font).resize(size, Image.Resampling.NEAREST)
            if self.sheet is None:
                self.line.append(mask)
            else:
                self._put(mask, move=True)
        self.words += text

    def _end_words(self) -> None:
        if self.words:
            self._texts.append(self.words)
            self.words = ""

    def _put(self, mask: Image.Image | None, *, move: bool = False) -> None:
        """Ink with its lower left corner at the position, in the direction of print."""
        if mask is None:
            return None
        if self.sheet is None:
            return self.refuse("a code or picture outside page mode")
        width, height = self.sheet.picture.size
        along, across = self.along, self.across
        corner = {
            0: (along, across - mask.height),
            3: (width - across, along),
            2: (width - along - mask.width, height - across),
            1: (across - mask.height, height - along - mask.width),
        }[self.turn]
        self.sheet.ink(turned(mask, _QUARTERS[self.turn]), *corner)
        if move:
            self.along += mask.width
        return None


_COMMANDS: dict[bytes, Callable[[EscPosPrinter, bytes, int], Step]] = {
    b"\x1b@": EscPosPrinter.esc_at, b"\x1bR": EscPosPrinter.esc_r, b"\x1bt": EscPosPrinter.esc_t,
    b"\x1c.": EscPosPrinter.fs_dot,
    b"\x1bM": EscPosPrinter.esc_m, b"\x1bE": EscPosPrinter.esc_e, b"\x1d!": EscPosPrinter.gs_size,
    b"\x1dP": EscPosPrinter.gs_p, b"\x1bL": EscPosPrinter.esc_l, b"\x1bW": EscPosPrinter.esc_w,
    b"\x1bT": EscPosPrinter.esc_dir, b"\x1b$": EscPosPrinter.esc_dollar, b"\x1d$": EscPosPrinter.gs_dollar,
    b"\x0c": EscPosPrinter.ff, b"\n": EscPosPrinter.lf, b"\x1dV": EscPosPrinter.gs_cut,
    b"\x1bp": EscPosPrinter.esc_p, b"\x1d(k": EscPosPrinter.gs_k2d, b"\x1dH": EscPosPrinter.gs_h,
    b"\x1dh": EscPosPrinter.gs_height, b"\x1dw": EscPosPrinter.gs_width, b"\x1dk": EscPosPrinter.gs_k,
    b"\x1dv0": EscPosPrinter.gs_v0, b"\x1d(L": EscPosPrinter.gs_l, b"\x10\x04": EscPosPrinter.dle_eot,
    b"\x1dI": EscPosPrinter.gs_i, b"\x1dr": EscPosPrinter.gs_r, b"\x1da": EscPosPrinter.gs_a,
    b"\x1d(H": EscPosPrinter.gs_process, b"\x1d(K": EscPosPrinter.gs_density,
}  # fmt: skip


@lru_cache(maxsize=1024)
def _sign(sign: str, font: int) -> Image.Image:
    """A sign in a cell of the printer's font A (12 × 24) or B (9 × 17)."""
    wide, high = _CELLS[font]
    mask = Image.new("1", (wide, high))
    letters = face("DejaVuSansMono.ttf", (19, 14)[font])
    ImageDraw.Draw(mask).text((0, round(0.8 * high)), sign, 255, letters, "ls")
    return mask
