"""What printers say of themselves: every byte known, the traps of each language, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.devices.printing.status.dialects import dialect_for
from ticketforge_desktop.devices.printing.status.escpos import EscPos, process_id
from ticketforge_desktop.devices.printing.status.fgl import Fgl
from ticketforge_desktop.devices.printing.status.speech import Asked, Dialect, Step
from ticketforge_desktop.devices.printing.status.starprnt import StarPrnt
from ticketforge_desktop.devices.printing.status.tspl import AT_REST, Tspl
from ticketforge_desktop.devices.printing.status.zpl import Zpl
from ticketforge_desktop.devices.printing.transports.address import parse
from ticketforge_desktop.services.ports.printers import Condition, PrinterSetup

ALL: list[Dialect] = [
    Fgl(), Fgl(hears_ready=False), Zpl(), Zpl(echo=True), EscPos(), EscPos(numbered=True), EscPos(numbered=False),
    StarPrnt(), Tspl(),
]  # fmt: skip
GOOD = {Step.PRINTED, Step.WAIT}
C = Condition


def asked(token: int = 7, mark: int = 0, able: bool = False) -> Asked:
    return Asked(token, mark, able)


@pytest.mark.parametrize("dialect", ALL, ids=lambda one: type(one).__name__)
@given(heard=st.binary(max_size=200), told=st.binary(max_size=40), mark=st.integers(0, 31))
def test_no_bytes_a_printer_may_send_are_too_much(dialect: Dialect, heard: bytes, told: bytes, mark: int) -> None:
    verdict = dialect.judge(heard, asked(mark=mark))
    assert verdict.step in Step
    for answers in ([], [heard], [heard, told, heard, told]):
        state = dialect.state(answers, told)
        assert state.conditions
        assert dialect.identity(answers).isprintable()
        assert dialect.mark(answers) >= 0


@pytest.mark.parametrize("dialect", ALL, ids=lambda one: type(one).__name__)
def test_silence_is_silence_and_no_acknowledgement(dialect: Dialect) -> None:
    assert dialect.state([b""], b"").conditions == (C.SILENT,)
    assert not dialect.state([], b"").prints
    assert dialect.judge(b"", asked()).step is Step.WAIT
    assert dialect.identity([b"", b""]) == ""


# FGL


@pytest.mark.parametrize(
    ("byte", "condition"),
    [
        (16, C.PAPER_OUT), (10, C.PAPER_OUT), (11, C.PAPER_OUT), (24, C.JAM), (3, C.JAM), (4, C.JAM), (29, C.CUTTER),
        (31, C.CUTTER), (23, C.RIBBON_OUT), (21, C.FAULT), (25, C.FAULT),
    ],
)  # fmt: skip
def test_fgl_says_each_trouble_in_one_byte_and_nothing_is_acknowledged(byte: int, condition: Condition) -> None:
    verdict = Fgl().judge(bytes([19, byte]), asked())
    assert verdict.step in (Step.DOUBT, Step.GRACE)
    assert verdict.condition is condition
    # Told before anybody asked, and no X-ON since: that is why it does not answer now.
    assert Fgl().state([b""], bytes([byte, 19])).conditions[0] is condition
    assert not Fgl().state([b""], bytes([byte])).prints


def test_fgl_only_a_six_means_that_the_ticket_is_out() -> None:
    for heard in (b"\x11", b"\x13", b"\x13\x11", b"\x0f", b"\x05", b"\x0c", b"\x16"):
        assert Fgl().judge(heard, asked()).step is Step.WAIT, heard
    assert Fgl().judge(b"\x13\x06\x11", asked()).step is Step.PRINTED


def test_fgl_paper_out_behind_the_last_ticket_speaks_of_the_next_one() -> None:
    verdict = Fgl().judge(b"\x06\x10\x13", asked())
    assert (verdict.step, verdict.condition) == (Step.PRINTED, C.PAPER_OUT)
    assert Fgl().judge(b"\x10", asked()).step is Step.GRACE  # the six may be on its way
    assert Fgl().judge(b"\x10\x06", asked()).step is Step.PRINTED


COUNT = b"0004616 PROM = FGL46G42\r\n"


def test_fgl_paper_put_in_again_and_a_ready_printer_are_believed() -> None:
    assert Fgl().state([COUNT + b"\x11"], b"\x10\x13").conditions == (C.READY,)
    assert Fgl().state([b""], b"\x18\x0c").conditions == (C.JAM,)  # paper loaded mends no jam
    assert Fgl().state([COUNT + b"\x11\x0f"], b"").conditions == (C.PAPER_LOW,)
    assert Fgl().state([COUNT + b"\x0f\x11"], b"").prints


def test_fgl_ready_counts_behind_the_answer_in_its_turn_only() -> None:
    for unasked in (b"\x11", b"\x11" + COUNT, b"\x11\x06" + COUNT):
        assert not Fgl().state_questions[0].full(unasked)
        assert not Fgl().state([unasked], b"").prints, unasked
    assert "in its turn" in Fgl().state([b"\x11"], b"").detail
    assert Fgl().state([b"\x11\x06" + COUNT + b"\x11"], b"").prints


def test_fgl_a_printer_switched_off_under_a_ticket_leaves_a_doubt_and_has_forgotten_its_logos() -> None:
    verdict = Fgl().judge(b"\x12\x11", asked())
    assert (verdict.step, verdict.condition) == (Step.DOUBT, C.OFFLINE)
    assert Fgl().forgot(b"\x11\x12")
    assert not Fgl().forgot(b"\x11\x10")


def test_fgl_a_six_among_bytes_that_are_none_of_its_own_is_not_believed() -> None:
    verdict = Fgl().judge(b"HTTP/1.1 400\x06", asked())
    assert (verdict.step, verdict.condition) == (Step.DOUBT, C.GARBLED)


def test_fgl_on_a_line_that_swallows_x_on_counts_tickets_instead() -> None:
    dialect = Fgl(hears_ready=False)
    answer = b"0004616 PROM = FGL46G42\r\n"
    assert dialect.state_questions[0].ask == b"<S2>"
    assert dialect.state([answer], b"").conditions == (C.READY,)
    assert dialect.identity([answer]) == "FGL46G42"
    assert Fgl().identity([b"0000001 PROM = FGL46G42 TF-0002\r\n"]) == "FGL46G42 TF-0002"


def test_fgl_a_printer_whose_last_word_was_x_off_and_that_does_not_answer_is_not_ready() -> None:
    assert Fgl().state([b""], b"\x11\x13").conditions == (C.OFFLINE,)
    assert not Fgl().state([b""], b"\x13").prints
    assert Fgl().state([COUNT + b"\x11"], b"\x13").conditions == (C.READY,)


# ZPL


def status(paper: int = 0, pause: int = 0, formats: int = 0, head: int = 0, ribbon: int = 0, left: int = 0) -> bytes:
    one = f"030,{paper},{pause},1245,{formats:03d},0,0,0,000,0,0,0"
    two = f"000,0,{head},{ribbon},0,2,4,0,{left:08d},1,000"
    return f"\x02{one}\x03\r\n\x02{two}\x03\r\n\x021234,0\x03\r\n".encode()


@pytest.mark.parametrize(
    ("flags", "condition"),
    [({"paper": 1}, C.PAPER_OUT), ({"pause": 1}, C.PAUSED), ({"head": 1}, C.COVER_OPEN), ({"ribbon": 1}, C.RIBBON_OUT)],
)
def test_zpl_flags_of_the_host_status(flags: dict[str, int], condition: Condition) -> None:
    assert Zpl().state([status(**flags)], b"").conditions == (condition,)
    assert Zpl().judge(status(**flags), asked()).step is Step.DOUBT


def test_zpl_a_label_is_out_when_the_printer_rests_twice_in_a_row() -> None:
    assert Zpl().judge(status(), asked()).step is Step.WAIT
    assert Zpl().judge(status() + status(left=1), asked()).step is Step.WAIT
    assert Zpl().judge(status(formats=1) + status() + status(), asked()).step is Step.PRINTED
    assert Zpl().state([status(formats=2)], b"").conditions == (C.BUSY,)


def test_zpl_an_answer_in_pieces_and_garbage_between_are_told_apart() -> None:
    whole = status() + status()
    for cut in range(len(whole) - 3):
        assert Zpl().judge(whole[:cut], asked()).step in GOOD, cut
    assert Zpl().judge(b"login:" + whole, asked()).condition is C.GARBLED
    assert Zpl().state([b"login:"], b"").conditions == (C.GARBLED,)
    assert Zpl().state([b"\x021,2\x03\x023\x03\x024\x03"], b"").conditions == (C.GARBLED,)


def test_zpl_the_echo_of_a_label_is_an_acknowledgement_of_that_label_only() -> None:
    echo = Zpl(echo=True)
    sealed = echo.sealed(b"^XA^FDx^FS^XZ\n", asked(41))
    assert sealed.count(b"^XZ") == 1
    assert sealed.startswith(b"^XA^FDx^FS^FO31000,31000")
    assert b"^FN9999^FD000041^FS^FH_^HV9999,8,TF[,]_0D_0A,L^FS^XZ\n" in sealed
    assert echo.judge(status() + b"TF[000041]\r\n", asked(41)).step is Step.PRINTED
    assert echo.judge(b"TF[000040]\r\n" + status() + status(), asked(41)).step is Step.WAIT
    assert Zpl().sealed(b"^XA^XZ", asked(41)) == b"^XA^XZ"


def test_zpl_model_and_serial_number() -> None:
    answers = [b"\x02ZT411-200dpi,V92.21.06Z,8,65536KB\x03\r\n", b'"99J204501782"']
    assert Zpl().identity(answers) == "ZT411-200dpi 99J204501782"
    assert Zpl().identity([answers[0], b""]) == "ZT411-200dpi"


# ESC/POS, with bytes as the reference gives them: all is well is 12h in each of the four.

WELL = [b"\x12"] * 4


@pytest.mark.parametrize(
    ("place", "byte", "condition"),
    [
        (1, 0x16, C.COVER_OPEN), (1, 0x32, C.PAPER_OUT), (2, 0x1A, C.CUTTER), (2, 0x32, C.FAULT), (2, 0x52, C.TOO_HOT),
        (3, 0x72, C.PAPER_OUT), (3, 0x1E, C.PAPER_LOW), (0, 0x1A, C.OFFLINE),
    ],
)  # fmt: skip
def test_escpos_real_time_status(place: int, byte: int, condition: Condition) -> None:
    answers = [*WELL]
    answers[place] = bytes([byte])
    assert condition in EscPos().state(answers, b"").conditions


def test_escpos_an_open_cover_is_why_it_is_off_line() -> None:
    assert EscPos().state([b"\x1a", b"\x16", b"\x12", b"\x12"], b"").conditions == (C.COVER_OPEN,)
    assert EscPos().state(WELL, b"").conditions == (C.READY,)
    assert EscPos().state([b"\x13\x12\x11", *WELL[1:]], b"").conditions == (C.READY,)  # flow control in between


def test_escpos_the_process_id_comes_back_once_the_paper_is_printed() -> None:
    assert process_id(7) == bytes.fromhex("1d 28 48 06 00 30 30 30 30 30 37")
    dialect = EscPos(numbered=True)
    assert dialect.sealed(b"x", asked(7)).endswith(process_id(7))
    assert dialect.judge(bytes.fromhex("37 22 30 30 30 37 00"), asked(7)).step is Step.PRINTED
    assert dialect.judge(bytes.fromhex("37 22 30 30 30 36 00"), asked(7)).step is Step.WAIT
    assert dialect.judge(bytes.fromhex("12 37 22 30 30"), asked(7)).step is Step.WAIT
    assert dialect.judge(b"\x1a", asked(7)).condition is C.OFFLINE
    assert EscPos().sealed(b"x", asked(7, able=True)).endswith(process_id(7))


def test_escpos_without_process_ids_the_answer_in_its_turn_counts() -> None:
    dialect = EscPos(numbered=False)
    assert dialect.sealed(b"x", asked()) == b"x\x1dr\x01"
    assert dialect.judge(b"\x12\x00", asked()).step is Step.PRINTED
    assert dialect.judge(b"\x12\x03", asked()).condition is C.PAPER_LOW
    assert dialect.judge(b"\x0c", asked()).condition is C.PAPER_OUT
    assert dialect.judge(b"hello", asked()).condition is C.GARBLED


def test_escpos_a_status_nobody_asked_for_is_read_whole() -> None:
    dialect = EscPos(numbered=True)
    assert dialect.judge(bytes.fromhex("38 00 00"), asked()).step is Step.WAIT
    assert dialect.judge(bytes.fromhex("38 00 00 0f"), asked()).condition is C.COVER_OPEN
    assert dialect.judge(bytes.fromhex("10 00 00 0f"), asked()).step is Step.WAIT


def test_escpos_says_who_it_is() -> None:
    assert EscPos().identity([b"_TM-T88VI\x00", b"_X2B5012345\x00"]) == "TM-T88VI X2B5012345"


# Star


def block(one: int = 0, two: int = 0, three: int = 0, four: int = 0, counter: int = 0) -> bytes:
    count = (counter & 7) << 1 | (counter >> 3 & 3) << 5
    return bytes([0x23, 0x06, one, two, three, four, 0, count, 0])


@pytest.mark.parametrize(
    ("flags", "condition"),
    [
        ({"one": 0x28}, C.COVER_OPEN), ({"one": 0x08}, C.OFFLINE), ({"two": 0x08}, C.CUTTER),
        ({"two": 0x40}, C.TOO_HOT), ({"two": 0x20}, C.FAULT), ({"three": 0x04}, C.JAM), ({"four": 0x08}, C.PAPER_OUT),
        ({"four": 0x04}, C.PAPER_LOW),
    ],
)  # fmt: skip
def test_star_conditions(flags: dict[str, int], condition: Condition) -> None:
    assert StarPrnt().state([block(**flags)], b"").conditions[0] is condition


def test_star_the_counter_behind_the_ticket_is_the_acknowledgement() -> None:
    star = StarPrnt()
    assert star.sealed(b"x", asked()) == b"x\x17"
    for before in range(32):
        assert star.mark([block(counter=before)]) == before
        assert star.judge(block(counter=before), asked(mark=before)).step is Step.WAIT
        assert star.judge(block(counter=(before + 1) % 32), asked(mark=before)).step is Step.PRINTED
    assert star.judge(block(counter=0), asked(mark=9)).condition is C.OFFLINE
    assert star.judge(block(counter=3, four=0x08), asked(mark=2)).step is Step.PRINTED
    assert star.judge(block(counter=2, four=0x08), asked(mark=2)).condition is C.PAPER_OUT
    assert star.judge(block()[:5], asked()).step is Step.WAIT
    assert star.judge(b"\xff\xfe", asked()).condition is C.GARBLED


def test_star_short_blocks_have_a_flag_instead_of_a_counter() -> None:
    short = bytes([0x0F, 0x06, 0x02, 0, 0, 0, 0])
    assert StarPrnt().judge(short, asked()).step is Step.PRINTED
    assert StarPrnt().identity([b"\x1b#*TSP743II Ver3.0\n\x00"]) == "TSP743II Ver3.0"


# TSPL


@pytest.mark.parametrize(
    ("byte", "condition"),
    [(0x01, C.COVER_OPEN), (0x02, C.JAM), (0x04, C.PAPER_OUT), (0x08, C.RIBBON_OUT), (0x10, C.PAUSED), (0x80, C.FAULT)],
)
def test_tspl_flags(byte: int, condition: Condition) -> None:
    assert Tspl().state([bytes([byte])], b"").conditions == (condition,)
    assert Tspl().judge(bytes([0x20, byte]), asked()).condition is condition


def test_tspl_the_longer_answer_says_more() -> None:
    assert Tspl().state([b"\x00", b"\x02@@H@\x03\r\n"], b"").conditions == (C.CUTTER,)
    assert Tspl().state([b"\x00", b"\x02@A@@\x03\r\n"], b"").conditions == (C.PAPER_LOW,)
    assert Tspl().state([b"\x00", b"\x02@@@@\x03\r\n"], b"").conditions == (C.READY,)
    assert Tspl().state([b"\x20", b"\x02P@@@\x03\r\n"], b"").conditions == (C.BUSY,)


def test_tspl_a_label_seen_printing_is_confirmed_and_one_never_seen_is_not() -> None:
    assert Tspl().judge(b"\x00\x20\x20", asked()).step is Step.WAIT
    seen = Tspl().judge(b"\x00\x20\x20\x00", asked())
    assert (seen.step, seen.confirmed) == (Step.PRINTED, True)
    assert Tspl().judge(bytes(AT_REST - 1), asked()).step is Step.WAIT
    rested = Tspl().judge(bytes(AT_REST), asked())
    assert (rested.step, rested.confirmed) == (Step.PRINTED, False)
    assert Tspl().judge(b"\xff", asked()).condition is C.GARBLED


def test_tspl_a_name_that_comes_late_is_no_status() -> None:
    late = b"TTP-244 SN1234\r\n"
    assert Tspl().state([late + b"\x00", b""], b"").conditions == (C.READY,)
    assert Tspl().state([late], b"").conditions == (C.SILENT,)
    assert Tspl().judge(late + b"\x20\x20\x20\x00", asked()).step is Step.PRINTED
    assert not Tspl().state_questions[0].full(late)


def test_a_printer_that_cannot_be_asked_has_no_dialect() -> None:
    def speaks(language: str, transport: str = "tcp://h", **options: object) -> bool:
        return dialect_for(PrinterSetup("p", language, transport, options=options), parse(transport)) is not None

    assert all(speaks(language) for language in ("fgl", "zpl", "escpos", "starprnt", "tspl"))
    assert not speaks("pdf")
    assert not speaks("zpl", answers="no")
    assert not speaks("zpl", "spool:q")
