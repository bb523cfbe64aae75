"""Setting a printer up: what can't work is refused as it is typed, and the test page's answers mend what can be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storage.story import EAN_KEY, KEYS
from ticketforge_desktop.devices.printing.conversation import Pacing
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.printer_room import PrinterRoom
from ticketforge_desktop.devices.printing.simulated.park import SimulatedPrinters
from ticketforge_desktop.domain.errors import BadInput, Conflict, LayoutFault, NotFound, RightMissing, TicketForgeError
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.ports.printers import Condition, PrinterSetup
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.printer_options import MOST_DARKNESS, TestAnswer, checked, mended, rules
from ticketforge_desktop.services.printer_words import ADVICE, advice
from ticketforge_desktop.services.printers import PrinterDesk, PrinterReport
from ticketforge_desktop.storage.profile import open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

SHELF = LayoutShelf()
GOOD = PrinterSetup("box", "zpl", "sim:training", "ticket-2x5.5in")
QUICK = Pacing(answer=0.05, settle=0.001, poll=0.002, base=0.2, grace=0.05, reconnect=0.2, pause=0.02)
TILL = Staff("t", "Till", ROLE_RIGHTS[Role.TILL])


class House:
    """A real station file, real sessions, simulated printers."""

    def __init__(self, folder: Path) -> None:
        self.profile = open_profile(folder, KEYS, ShopKeys(lambda: EAN_KEY))
        self.park = SimulatedPrinters(SHELF)
        self.room = PrinterRoom(SHELF, self.park, pacing=QUICK, heard=lambda setup: self.desk().heard(setup))

    def desk(self, staff: Staff = DEFAULT_MANAGER) -> PrinterDesk:
        return PrinterDesk(self.profile.printers, self.room, self.room.open_session, staff)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    one = House(tmp_path / "home")
    yield one
    one.profile.close()


def refused(desk: PrinterDesk, **changes: object) -> TicketForgeError:
    with pytest.raises(TicketForgeError) as caught:
        desk.add(replace(GOOD, **changes))  # type: ignore[arg-type]
    assert caught.value.next_step
    assert desk.all() == []
    return caught.value


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": "  "}), ("name", {"name": "x" * 41}), ("name", {"name": "tcp://h"}),
        ("name", {"name": "a\nb"}),
        ("language", {"language": "hp-gl"}), ("transport", {"transport": "usb"}), ("transport", {"language": "pdf"}),
        ("transport", {"transport": "ipp://h"}), ("dpi", {"dpi": 204}), ("dpi", {"dpi": 5}), ("words", {"words": "fr"}),
        ("options", {"options": {"colour": "red"}}), ("options", {"options": {"darkness": "very"}}),
        ("options", {"options": {"turn": 90}}), ("options", {"options": {"patience": 0}}),
        ("options", {"options": {"shift_x": "nan"}}),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_by_its_field(house: House, field: str, changes: dict[str, object]) -> None:
    error = refused(house.desk(), **changes)
    assert isinstance(error, BadInput)
    assert error.facts["field"] == field


def test_a_layout_must_be_there_made_for_the_language_and_large_enough(house: House) -> None:
    assert isinstance(refused(house.desk(), layout="no-such"), NotFound)
    assert isinstance(refused(house.desk(), layout="sheet-a4-4"), LayoutFault)  # four to a page is no label


def test_a_good_one_is_kept_as_typed_without_blanks_and_with_options_read(house: House) -> None:
    given_options = {"darkness": "2", "shift_x": "-1.5", "echo": "yes", "answers": "no"}
    done = house.desk().add(replace(GOOD, name=" box ", transport=" sim:training ", options=given_options))
    assert done.name == "box"
    assert done.options == {"darkness": 2, "shift_x": -1.5, "echo": True, "answers": "no"}
    assert house.desk().get("BOX") == done
    changed = house.desk().change(replace(GOOD, dpi=300))
    assert (changed.dpi, changed.options) == (300, {})
    with pytest.raises(NotFound):
        house.desk().change(replace(GOOD, name="other"))
    house.desk().remove("box")
    assert house.desk().all() == []


def test_who_may_only_sell_neither_sets_up_nor_removes_but_may_look_and_try(house: House) -> None:
    house.desk().add(GOOD)
    till = house.desk(TILL)
    for forbidden in (
        lambda: till.add(replace(GOOD, name="b")),
        lambda: till.change(GOOD),
        lambda: till.remove("box"),
        lambda: till.answer("box", "pale"),
    ):
        with pytest.raises(RightMissing):
            forbidden()
    assert till.state("box").state.conditions == (Condition.READY,)
    assert till.test("box").delivery.state is PrintState.PRINTED


def test_the_state_says_what_the_printer_says(house: House) -> None:
    house.desk().add(GOOD)
    told = house.desk().state("box").as_json()
    assert (told["state"], told["prints"], told["speaks"]) == ("ready", True, True)
    assert "SIM-1" in str(told["identity"])
    printer = house.park.printer("training", "zpl")
    printer.order("offline")
    house.desk().test("box")
    told = house.desk().state("box").as_json()
    assert (told["state"], told["prints"]) == ("offline", False)
    assert "cable" in str(told["next_step"])
    assert set(ADVICE) == set(Condition)
    assert all(advice(one).next_step for one in Condition if one is not Condition.READY)
    assert "state" not in PrinterReport(GOOD).as_json()


def test_the_test_page_comes_out_once_and_asks_what_is_wrong(house: House) -> None:
    house.desk().add(GOOD)
    tried = house.desk().test("box")
    assert tried.delivery.state is PrintState.PRINTED
    assert tried.as_json()["answers"] == [str(one) for one in TestAnswer]
    assert len(house.park.printer("training", "zpl").papers) == 1


def test_a_printer_that_answered_is_known_to_answer_unless_somebody_set_it_by_hand(house: House) -> None:
    house.desk().add(GOOD)
    house.desk(TILL).state("box")
    assert house.desk().get("box").options == {"answers": "yes"}
    house.desk().change(replace(GOOD, options={"answers": "auto"}))
    house.desk().test("box")
    assert house.desk().get("box").options == {"answers": "auto"}
    house.desk().change(replace(GOOD, transport="sim:mute"))
    house.park.printer("mute", "zpl").order("silence", 1)
    house.room.open_session(replace(GOOD, name="not set up")).state()  # nobody to remember it for
    assert house.desk().get("box").options == {}


def test_a_printer_that_a_run_holds_is_busy_and_gets_no_test_page(house: House) -> None:
    house.desk().add(GOOD)

    def held(name: str) -> AbstractContextManager[None]:
        raise Conflict(f"{name} is printing for another window.")

    desk = PrinterDesk(house.profile.printers, house.room, house.room.open_session, DEFAULT_MANAGER, held)
    told = desk.state("box").state
    assert told is not None
    assert (told.conditions, told.detail) == ((Condition.BUSY,), "box is printing for another window.")
    with pytest.raises(Conflict):
        desk.test("box")
    assert house.park.printer("training", "zpl").begun == 0


def test_each_answer_mends_the_set_up_and_good_leaves_it(house: House) -> None:
    desk = house.desk()
    desk.add(GOOD)
    assert desk.answer("box", "rotated").options["turn"] == 180
    assert desk.answer("box", "rotated").options["turn"] == 0
    assert desk.answer("box", "cut-left").options["shift_x"] == 1.5
    assert desk.answer("box", "cut-right").options["shift_x"] == 0.0
    assert desk.answer("box", "cut-bottom").options["shift_y"] == -1.5
    assert desk.answer("box", "cut-top").options["shift_y"] == 0.0
    assert desk.answer("box", "pale").options["darkness"] == 1
    before = desk.get("box")
    assert desk.answer("box", "good") == before
    with pytest.raises(BadInput, match="purple"):
        desk.answer("box", "purple")


def test_what_the_answers_changed_shows_in_the_next_print(house: House) -> None:
    desk = house.desk()
    plain = house.room.test_page(desk.add(GOOD))
    turned = house.room.test_page(desk.answer("box", "rotated"))
    moved = house.room.test_page(desk.answer("box", "cut-left"))
    assert len({plain, turned, moved}) == 3


def test_where_mending_ends_the_next_step_says_where_to_go_on() -> None:
    options: dict[str, object] = {}
    for _ in range(MOST_DARKNESS):
        options = mended("zpl", options, TestAnswer.PALE)
    for language, at, answer in (("zpl", options, TestAnswer.PALE), ("fgl", {}, TestAnswer.DARK)):
        with pytest.raises(BadInput) as caught:
            mended(language, at, answer)
        assert caught.value.facts["reason"] == "menu"
        assert "menu" in caught.value.next_step
    with pytest.raises(BadInput) as caught:
        mended("fgl", {"shift_x": 9.0}, TestAnswer.CUT_LEFT)
    assert caught.value.facts["reason"] == "bounds"


@given(
    language=st.sampled_from(["fgl", "zpl", "escpos", "tspl", "starprnt", "pdf"]),
    answers=st.lists(st.sampled_from(list(TestAnswer)), max_size=30),
)
def test_whatever_is_answered_the_options_stay_ones_that_may_be_kept(language: str, answers: list[TestAnswer]) -> None:
    options: dict[str, object] = {}
    for answer in answers:
        try:
            options = mended(language, options, answer)
        except BadInput:
            continue
        assert checked(language, options, {}) == options


@given(name=st.text(max_size=12), value=st.one_of(st.text(max_size=8), st.integers(), st.floats(), st.booleans()))
def test_no_option_however_wrong_is_more_than_refused(name: str, value: object) -> None:
    for option in (name, *rules("zpl", {"cut": bool, "font": int})):
        try:
            kept = checked("zpl", {option: value}, {"cut": bool, "font": int})
        except BadInput:
            continue
        assert checked("zpl", kept, {"cut": bool, "font": int}) == kept
