"""Whatever a printer does, a session never raises, never sends a ticket twice, and confirms nothing by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.devices.printing.sessions import SpeakingSession
from ticketforge_desktop.devices.printing.status.dialects import dialect_for
from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.devices.printing.transports.trouble import unreachable
from ticketforge_desktop.services.ports.printers import Line, PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState

BROKEN = None
Answer = bytes | None
LANGUAGES = ("fgl", "zpl", "escpos", "starprnt", "tspl")
# What printers say in earnest, so that runs come further than their first question.
EARNEST = (
    b"\x11", b"\x06", b"\x10", b"\x18", b"\x12", b"\x12\x12\x12\x12", b"\x00", b"\x20", b"_TM\x00", b'7"0001\x00',
    b"\x23\x06\x00\x00\x00\x00\x00\x00\x00", b"\x23\x06\x00\x00\x00\x00\x00\x02\x00",
    b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n",
)  # fmt: skip
answers = st.one_of(st.sampled_from(EARNEST), st.binary(max_size=12), st.none())


class World:
    """A clock that runs while one listens, and lines that say what was drawn, in order."""

    def __init__(self, script: list[Answer]) -> None:
        self.script, self.now, self.written = list(script), 0.0, bytearray()

    def clock(self) -> float:
        self.now += 0.001
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def open(self) -> Line:
        if self.script and self.script[0] is BROKEN:
            self.script.pop(0)
            raise unreachable("here", "drawn so", "", begun=False)
        return _Drawn(self)


class _Drawn:
    def __init__(self, world: World) -> None:
        self._world = world

    def write(self, data: bytes) -> None:
        self._world.written += data

    def read(self, limit: int, patience: float) -> bytes:
        if not self._world.script:
            self._world.sleep(patience)
            return b""
        answer = self._world.script.pop(0)
        if answer is BROKEN:
            raise unreachable("here", "drawn so", "", begun=True)
        self._world.sleep(0.01 if answer else patience)
        return answer

    def drain(self) -> bytes:
        return b""

    def close(self) -> None:
        pass


def session(language: str, world: World) -> SpeakingSession:
    setup = PrinterSetup("p", language, "tcp://h")
    dialect = dialect_for(setup, parse(setup.transport))
    assert dialect is not None
    return SpeakingSession(setup, world.open, dialect, clock=world.clock, sleep=world.sleep)


@given(language=st.sampled_from(LANGUAGES), script=st.lists(answers, max_size=40), window=st.integers(1, 3))
def test_nothing_a_printer_does_is_raised_or_sent_twice(language: str, script: list[Answer], window: int) -> None:
    world = World(script)
    run = session(language, world)
    tickets = [b"TICKET-%03d." % number for number in range(6)]
    for first in range(0, 6, window):
        batch = tickets[first : first + window]
        told = run.deliver_all(batch, b"OPENING.")
        assert len(told) == len(batch)
        for ticket, delivery in zip(batch, told, strict=True):
            count = world.written.count(ticket)
            assert count <= 1
            if delivery.state is PrintState.FAILED:
                assert count == 0  # certainly nothing left
            else:
                assert count == 1
            assert delivery.reason or delivery.state is PrintState.PRINTED
    assert run.state().conditions
    run.close()


@given(language=st.sampled_from(LANGUAGES), silence=st.integers(0, 30))
def test_a_printer_that_never_says_a_word_confirms_nothing(language: str, silence: int) -> None:
    world = World([b""] * silence)
    told = session(language, world).deliver(b"TICKET")
    assert told.state is PrintState.IN_DOUBT
    assert world.written.count(b"TICKET") == 1
