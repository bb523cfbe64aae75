"""How a simulated printer answers, a voice a printer language. It speaks only what `status/` asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

_FGL_FAULTS: Final = {"jam": b"\x18\x13", "paper_out": b"\x10\x13", "cover": b"\x13", "cutter": b"\x1d\x13"}
_ESCPOS_CAUSES: Final = {"paper_out": 0x32, "cover": 0x16, "jam": 0x52, "cutter": 0x52}
_ESCPOS_ERRORS: Final = {"jam": 0x16, "cutter": 0x1A}
_TSPL_FLAGS: Final = {"jam": 0x02, "paper_out": 0x04, "cover": 0x01, "cutter": 0x80}


@dataclass(slots=True)
class Body:
    """What a voice knows of its printer. `trouble` is "", "jam", "paper_out", "cover", "cutter" or "paper_low"."""

    serial: str
    trouble: str = ""
    printed: int = 0
    printing: int = 0  # questions that still find it at work on a ticket


class Voice(Protocol):
    """One printer language from the printer's side."""

    def answers(self, asked: bytes, body: Body) -> bytes | None:
        """What is said to a question, b"" for silence; None when it is no question."""
        ...

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        """What is said when a ticket is out; `seal` is what followed its bytes."""
        ...

    def complains(self, fault: str, body: Body) -> bytes:
        """What is said by itself when something goes wrong."""
        ...


class FglVoice:
    """One byte a happening."""

    def answers(self, asked: bytes, body: Body) -> bytes | None:
        if asked == b"<S1>":
            low = b"\x0f" if body.trouble == "paper_low" else b""
            return low + b"\x11" if body.trouble in ("", "paper_low") else b""
        if asked == b"<S2>":
            return b"%07d PROM = FGL46SIM %s\r\n" % (body.printed, body.serial.encode())
        if asked == b"<S2><S1>":
            return (self.answers(b"<S2>", body) or b"") + (self.answers(b"<S1>", body) or b"")
        return None

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        return b"\x06"

    def complains(self, fault: str, body: Body) -> bytes:
        return _FGL_FAULTS.get(fault, b"")


class ZplVoice:
    """Three lines of host status; nothing at all without paper or with the head open."""

    def answers(self, asked: bytes, body: Body) -> bytes | None:
        if asked == b"~HI":
            return b"\x02SIMULATED-203dpi,V1.0,8,8192KB\x03\r\n"
        if asked.startswith(b"! U1 getvar"):
            return b'"%s"' % body.serial.encode()
        if asked != b"~HS":
            return None
        if body.trouble in ("paper_out", "cover"):
            return b""
        waiting, body.printing = body.printing, max(0, body.printing - 1)
        paused = int(body.trouble in ("jam", "cutter"))
        one = b"030,0,%d,1245,%03d,0,0,0,000,0,0,0" % (paused, min(waiting, 1))
        return b"\x02%b\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n" % one

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        body.printing = 2
        return b""

    def complains(self, fault: str, body: Body) -> bytes:
        return b""


class EscPosVoice:
    """Real-time status and process ids."""

    def answers(self, asked: bytes, body: Body) -> bytes | None:
        if asked.startswith(b"\x10\x04"):
            stuck = body.trouble not in ("", "paper_low")
            number = asked[2]
            if number == 1:
                return b"\x1a" if stuck else b"\x12"
            if number == 2:
                return bytes((_ESCPOS_CAUSES.get(body.trouble, 0x12),))
            if number == 3:
                return bytes((_ESCPOS_ERRORS.get(body.trouble, 0x12),))
            return {"paper_out": b"\x72", "paper_low": b"\x1e"}.get(body.trouble, b"\x12")
        if asked == b"\x1dI\x43":
            return b"_SIMULATED\x00"
        if asked == b"\x1dI\x44":
            return b"_%s\x00" % body.serial.encode()
        if asked.startswith(b"\x1d(H") and len(asked) == 11:
            return self.acknowledges(asked, body)
        return None

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        if seal.startswith(b"\x1d(H"):
            return b'7"' + seal[7:11] + b"\x00"
        return b"\x00" if seal.startswith(b"\x1dr") else b""

    def complains(self, fault: str, body: Body) -> bytes:
        return b""


class StarVoice:
    """The status block with its counter."""

    def answers(self, asked: bytes, body: Body) -> bytes | None:
        if asked == b"\x1b#*\n\x00":
            return b"\x1b#*SIMULATED %s\n\x00" % body.serial.encode()
        if asked != b"\x1b\x06\x01":
            return None
        cover = {"cover": 0x28, "jam": 0x08, "paper_out": 0x08, "cutter": 0x08}.get(body.trouble, 0)
        error = {"cutter": 0x08}.get(body.trouble, 0)
        jam = {"jam": 0x04}.get(body.trouble, 0)
        paper = {"paper_out": 0x08, "paper_low": 0x04}.get(body.trouble, 0)
        count = body.printed % 32
        return bytes((0x23, 0x06, cover, error, jam, paper, 0, (count & 7) << 1 | (count >> 3 & 3) << 5, 0))

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        return b""

    def complains(self, fault: str, body: Body) -> bytes:
        return b""


class TsplVoice:
    """One byte of flags; it prints while two questions are asked."""

    def answers(self, asked: bytes, body: Body) -> bytes | None:
        if asked == b"\x1b!?":
            busy, body.printing = body.printing > 0, max(0, body.printing - 1)
            return bytes((_TSPL_FLAGS.get(body.trouble, 0x20 if busy else 0),))
        if asked == b"\x1b!S":
            cutter, low = body.trouble == "cutter", body.trouble == "paper_low"
            return b"\x02@%c%c@\x03\r\n" % (b"A" if low else b"@", b"H" if cutter else b"@")
        if asked == b"~!T":
            return b"SIMULATED %s\r" % body.serial.encode()
        return None

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        body.printing = 2
        return b""

    def complains(self, fault: str, body: Body) -> bytes:
        return b""


def voice_of(language: str) -> Voice:
    """The voice of a language; those that can't be asked say nothing."""
    voices: dict[str, type[Voice]] = {
        "fgl": FglVoice,
        "zpl": ZplVoice,
        "escpos": EscPosVoice,
        "starprnt": StarVoice,
        "tspl": TsplVoice,
    }
    return voices.get(language, _Mute)()


class _Mute:
    def answers(self, asked: bytes, body: Body) -> bytes | None:
        return None

    def acknowledges(self, seal: bytes, body: Body) -> bytes:
        return b""

    def complains(self, fault: str, body: Body) -> bytes:
        return b""
