"""What a person is shown after a jam, and how the paper itself answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.services.paper import NOBODY, Hall, print_room
from tests.services.print_victim import coded
from tests.services.run_shop import JAM, PRINTED, Machine, Shop, WideMachine, setup
from ticketforge_desktop.domain.errors import BadInput, Conflict, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintJob, PrintState
from ticketforge_desktop.services.print_doubts import Doubt, PrintDoubts
from ticketforge_desktop.services.print_line import Paper, PrintLine


@pytest.fixture
def doubts(hall: Hall) -> PrintDoubts:
    return hall.room().doubts


def jam_in_a_window(hall: Hall) -> Doubt:
    """Two papers are certain, three are not."""
    shop = Shop(hall)
    shop.machines["Kasse 1"] = WideMachine(PRINTED, PRINTED, JAM)
    shop.work(shop.plan(), window=4)
    (doubt,) = hall.room().doubts.doubts()
    return doubt


def code(hall: Hall, ticket_id: str) -> str:
    return coded(hall.profile.queries.ticket(ticket_id))


def told(jobs: Sequence[PrintJob]) -> list[tuple[str, str]]:
    return [(job.ticket_id, str(job.state)) for job in jobs]


def test_the_last_certain_paper_and_the_doubtful_ones_behind_it_are_shown(hall: Hall) -> None:
    doubt = jam_in_a_window(hall)
    assert doubt.printer == "Kasse 1"
    assert doubt.last_certain is not None
    assert doubt.last_certain.ticket_id == hall.ids[1]
    assert [job.ticket_id for job in doubt.papers] == hall.ids[2:5]
    assert {job.reason for job in doubt.papers} == {"paper jam"}


def test_a_printer_that_never_printed_has_no_certain_paper(hall: Hall, doubts: PrintDoubts) -> None:
    list(hall.room().print(hall.ids[:1], setup("Kasse 2"), Machine(JAM)))
    (doubt,) = doubts.doubts()
    assert doubt.last_certain is None


def test_a_doubtful_paper_that_is_scanned_is_good_and_says_who_looked(hall: Hall, doubts: PrintDoubts) -> None:
    jam_in_a_window(hall)
    (settled,) = doubts.answer(f"]Q1{code(hall, hall.ids[3])}\r")
    assert (settled.ticket_id, settled.state, settled.settled_by) == (hall.ids[3], PrintState.PRINTED, "manager")
    (left,) = doubts.doubts()
    assert [job.ticket_id for job in left.papers] == [hall.ids[2], hall.ids[4]], "the one before it may be torn"


def test_the_last_paper_out_leaves_those_behind_it_void(hall: Hall, doubts: PrintDoubts) -> None:
    jam_in_a_window(hall)
    settled = doubts.answer(code(hall, hall.ids[3]), last_out=True)
    assert told(settled) == [(hall.ids[3], "printed"), (hall.ids[4], "void")]


def test_where_the_last_certain_paper_is_the_last_out_none_of_the_doubtful_came(
    hall: Hall, doubts: PrintDoubts
) -> None:
    jam_in_a_window(hall)
    with pytest.raises(Conflict, match="answers no doubt"):
        doubts.answer(code(hall, hall.ids[1]))
    settled = doubts.answer(code(hall, hall.ids[1]), last_out=True)
    assert told(settled) == [(ticket, "void") for ticket in hall.ids[2:5]]
    assert doubts.doubts() == []


def test_what_is_no_answer_settles_nothing(hall: Hall, doubts: PrintDoubts) -> None:
    jam_in_a_window(hall)
    ean = hall.profile.queries.ticket(hall.ids[2]).ean
    for nothing in ("", "Schmidt", ean, code(hall, hall.ids[2])[:-1], "x" * 10_000):
        with pytest.raises(BadInput):
            doubts.answer(nothing)
    for other in (hall.ids[0], hall.ids[8]):
        with pytest.raises(Conflict):
            doubts.answer(code(hall, other), last_out=True)
    assert len(doubts.doubts()[0].papers) == 3


def test_the_old_paper_of_a_doubtful_reprint_is_told_from_the_new(hall: Hall, doubts: PrintDoubts) -> None:
    import json

    old = code(hall, hall.ids[0])
    hall.sold("#1042", quantity=9, issues=json.dumps({hall.ids[0]: 2}))
    list(hall.room().print(hall.ids[:1], setup("Kasse 1"), Machine(JAM)))
    with pytest.raises(BadInput, match="issue 1 of the ticket; issue 2 is in doubt"):
        doubts.answer(old)
    (settled,) = doubts.answer(code(hall, hall.ids[0]))
    assert settled.issue == 2


def test_who_may_not_print_answers_nothing(hall: Hall) -> None:
    jam_in_a_window(hall)
    guest = print_room(hall.profile, hall.clock, NOBODY).doubts
    for act in (guest.doubts, guest.queue, lambda: guest.answer(code(hall, hall.ids[2]))):
        with pytest.raises(RightMissing):
            act()


@pytest.mark.parametrize(
    ("delivery", "state", "condition"),
    [
        (JAM, "in_doubt", "jam"),
        (Delivery(PrintState.IN_DOUBT, False, Condition.PAPER_OUT, "out of paper"), "in_doubt", "paper_out"),
        (Delivery(PrintState.IN_DOUBT, False, Condition.COVER_OPEN), "in_doubt", "cover_open"),
        (Delivery(PrintState.IN_DOUBT, False, Condition.SILENT), "in_doubt", "silent"),
        (Delivery(PrintState.FAILED, False, Condition.SWAPPED, "another printer"), "failed", "swapped"),
    ],
)
def test_what_the_printer_said_stands_with_the_outcome(
    hall: Hall, delivery: Delivery, state: str, condition: str
) -> None:
    outcomes = list(hall.room().print(hall.ids[:3], setup("Kasse 1"), Machine(None, delivery)))
    assert [str(outcome.state) for outcome in outcomes] == ["printed", state], "and the third was not begun"
    assert outcomes[1].as_json()["condition"] == condition
    assert "condition" not in outcomes[0].as_json()
    told = {job.condition for job in hall.profile.print_ledger.jobs(ticket_id=outcomes[1].ticket_id)}
    assert told == {condition}, "it is still known after a restart"


def test_the_job_knows_its_bytes_and_language(hall: Hall) -> None:
    from hashlib import blake2b

    machine = Machine()
    (outcome,) = hall.room().print(hall.ids[:1], setup("Kasse 1"), machine)
    job = hall.profile.print_ledger.job(outcome.job)
    (data,) = machine.papers
    assert (job.bytes, job.digest) == (len(data), blake2b(data, digest_size=16).hexdigest())
    assert (job.language, job.layout, job.staff_id) == ("zpl", "label-10x5cm", "manager")
    assert machine.closed == 1


def test_the_system_s_spooler_gets_a_whole_document_a_ticket(hall: Hall) -> None:
    office = PrinterSetup("Büro", "pdf", "spool:Office", "ticket-2x5.5in")
    machine = Machine()
    outcomes = list(hall.room().print(hall.ids[:2], office, machine))
    assert [str(outcome.state) for outcome in outcomes] == ["printed"] * 2
    assert [data[:5] for data in machine.papers] == [b"%PDF-"] * 2
    assert machine.openings == 0


def test_one_paper_of_a_window_that_somebody_else_began_holds_up_no_other(hall: Hall) -> None:
    ledger, clock = hall.profile.print_ledger, hall.clock
    wide = WideMachine()
    line = PrintLine(setup("Kasse 1"), wide, b"", ledger, clock, DEFAULT_MANAGER, window=3)

    def paper(ticket: str, data: Callable[[], bytes] = lambda: b"^XA^XZ") -> Paper:
        return Paper(ticket, 1, data)

    def another_till_is_faster() -> bytes:
        (job,) = ledger.jobs(ticket_id="second")
        if job.state is PrintState.QUEUED:
            ledger.move(job.job_id, PrintState.SENDING, clock.now())
        return b"^XA^XZ"

    assert line.room == 1
    line.send([paper("zero")])
    assert line.room == 3
    outcomes = line.send([paper("first"), paper("second"), paper("third", another_till_is_faster)])
    assert [str(outcome.state) for outcome in outcomes] == ["printed", "failed", "printed"]
    assert "is being printed on Kasse 1" in outcomes[1].reason
    assert not outcomes[1].stops


@pytest.mark.parametrize("window", [0, 21])
def test_no_line_takes_a_window_that_is_none(hall: Hall, window: int) -> None:
    with pytest.raises(BadInput):
        PrintLine(
            setup("Kasse 1"), Machine(), b"", hall.profile.print_ledger, hall.clock, DEFAULT_MANAGER, window=window
        )
