"""A draft is tried on paper before it is saved: a proof, on a printer that nobody else holds, without a ledger line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.devices.tickets import face
from tests.services.test_printers import GOOD, QUICK, SHELF, TILL
from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.devices.printing.draft_papers import DraftPapers
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
from ticketforge_desktop.domain.errors import BadInput, Conflict, LayoutMisfit, NotFound, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.services.ports.layout_design import Place
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.test_prints import TestPrints
from ticketforge_desktop.storage.profile import open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

DESK = LayoutDesk(SHELF)
DRAFT = DESK.move(DESK.open("ticket-2x5.5in"), [0], 0.5, 0)
VIEWER = Staff("v", "Viewer", frozenset())


class Bench:
    """A station file with two printers in it, one for tickets and one for receipts."""

    def __init__(self, folder: Path) -> None:
        self.profile = open_profile(folder, KEYS, ShopKeys(lambda: EAN_KEY))
        self.park = SimulatedPrinters(SHELF)
        self.room = PrinterRoom(SHELF, self.park, pacing=QUICK)
        for setup in (GOOD, replace(GOOD, name="roll", language="escpos", transport="sim:roll", layout="")):
            self.profile.printers.save(setup, DEFAULT_MANAGER, new=True)

    def prints(self, staff: Staff = TILL, lock: object = None) -> TestPrints:
        held = {"lock": lock} if lock is not None else {}
        papers = DraftPapers(self.park)
        return TestPrints(self.profile.printers, papers.paper, self.room.open_session, staff, **held)  # type: ignore[arg-type]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path / "home")
    yield one
    one.profile.close()


def test_what_comes_out_is_the_draft_and_says_that_it_is_a_proof(bench: Bench) -> None:
    done = bench.prints().print(DRAFT, face(), "box", "de")
    assert (done.state, done.confirmed) == (PrintState.PRINTED, True)
    (paper,) = bench.park.printer("training", "zpl").papers
    as_it_was = DESK.open("ticket-2x5.5in")
    bench.prints().print(as_it_was, face(), "box", "de")
    other = bench.park.printer("training", "zpl").papers[-1]
    assert paper.picture.startswith(b"\x89PNG")
    assert paper.picture != other.picture, "the draft came out, not the layout as it is saved"
    _opening, data = DraftPapers().paper(DRAFT, replace(face(), copy_kind="proof"), GOOD)
    assert "ANDRUCK" in data.decode()
    assert bench.profile.print_ledger.jobs(limit=5) == [], "it is nobody's ticket"


def test_papers_that_are_no_tickets_come_out_too(bench: Bench) -> None:
    receipt = DESK.open("receipt-80mm")
    done = bench.prints().print(receipt, DESK.sample("receipt"), "roll", "de")
    assert done.state is PrintState.PRINTED
    assert len(bench.park.printer("roll", "escpos").papers) == 1


def test_a_ticket_that_cannot_say_that_it_is_a_proof_is_not_printed(bench: Bench) -> None:
    notice = next(item.index for item in DRAFT.items if item.kind == "notice")
    with pytest.raises(BadInput, match="add a 'notice'"):
        bench.prints().print(DESK.remove(DRAFT, [notice]), face(), "box", "de")
    behind = DESK.add(DESK.remove(DRAFT, [notice]), "notice", Place(2, 2, 30, 5), {"side": "back"})
    with pytest.raises(BadInput, match="add a 'notice'"):
        bench.prints().print(behind, face(), "box", "de")
    assert bench.park.printer("training", "zpl").papers == []


def test_nothing_is_sent_to_a_printer_it_is_not_made_for_or_that_is_not_there_or_held_or_without_the_right(
    bench: Bench,
) -> None:
    with pytest.raises(LayoutMisfit) as caught:
        bench.prints().print(DRAFT, face(), "roll", "de")
    assert caught.value.facts["wanted"] == "escpos"
    with pytest.raises(NotFound):
        bench.prints().print(DRAFT, face(), "attic", "de")
    with pytest.raises(RightMissing):
        bench.prints(VIEWER).print(DRAFT, face(), "box", "de")

    def held(name: str) -> AbstractContextManager[None]:
        raise Conflict(f"{name} prints a run.")

    with pytest.raises(Conflict):
        bench.prints(lock=held).print(DRAFT, face(), "box", "de")
    assert bench.park.printer("training", "zpl").papers == []
