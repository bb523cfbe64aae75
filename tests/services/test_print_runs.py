"""Long runs: every ticket on exactly one paper, whoever pauses, jams, dies or joins."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest

from tests.services.paper import NOBODY, Hall
from tests.services.run_shop import JAM, OFF, PRINTED, Keys, Machine, Shop, WideMachine, setup
from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, RightMissing
from ticketforge_desktop.services.ports.print_runs import ItemState, RunState
from ticketforge_desktop.services.ports.printing import NewJob, PrintState
from ticketforge_desktop.services.run_choice import Choice, natural
from ticketforge_desktop.storage.profile import open_profile


@pytest.fixture
def shop(hall: Hall) -> Shop:
    return Shop(hall)


def test_a_run_prints_an_event_and_tells_how_far_it_is(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    assert shop.state(run) is RunState.READY

    events = shop.work(run)

    assert [str(event.outcome.state) for event in events if event.outcome] == ["printed"] * 9
    assert shop.numbers("Kasse 1") == hall.numbers
    told = shop.runs.progress(run).as_json()
    assert {name: told[name] for name in ("state", "total", "printed", "waiting", "in_doubt")} == {
        "state": "done", "total": 9, "printed": 9, "waiting": 0, "in_doubt": 0,
    }  # fmt: skip
    assert {job.run_id for job in hall.profile.print_ledger.jobs()} == {run}
    assert [item.state for item in shop.runs.items(run)] == [ItemState.PRINTED] * 9
    with pytest.raises(Conflict):
        shop.work(run)


def test_several_printers_share_a_run_and_no_ticket_comes_twice(shop: Shop, hall: Hall) -> None:
    hall.sold("#1050", quantity=40)
    run = shop.plan()
    names = ("Kasse 1", "Kasse 2", "Kasse 3")
    barrier = threading.Barrier(3)

    def together() -> None:
        barrier.wait(10)

    for name in names:  # each has its first paper before any has its second
        shop.machines[name] = Machine(together)

    events = shop.work(run, *names)

    came = Counter(shop.numbers(*names))
    assert set(came.values()) == {1}
    assert len(came) == len(events) == 49
    assert {event.printer for event in events} == set(names)
    assert all(machine.closed == 1 for machine in shop.machines.values())


def test_a_jam_takes_one_printer_out_and_the_others_finish(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    jammed = threading.Event()

    def jam() -> Any:
        jammed.set()
        return JAM

    def after_the_jam() -> None:
        jammed.wait(10)

    shop.machines |= {"Kasse 1": Machine(jam), "Kasse 2": Machine(after_the_jam)}

    events = shop.work(run, "Kasse 1", "Kasse 2")

    (doubt,) = [event.outcome for event in events if event.outcome and event.outcome.stops]
    assert (doubt.state, doubt.condition, doubt.printer) == (PrintState.IN_DOUBT, "jam", "Kasse 1")
    progress = shop.runs.progress(run)
    assert (progress.run.state, progress.run.reason) == (RunState.STOPPED, "1 in doubt, 0 waiting")
    assert (progress.counts.printed, progress.counts.in_doubt) == (8, 1)

    hall.room().resolve(doubt.job, good=True)
    assert shop.state(run) is RunState.DONE, "the last doubt was answered"


def test_a_printer_that_is_off_loses_nothing_and_the_run_goes_on_later(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    shop.machines["Kasse 1"] = Machine(PRINTED, PRINTED, OFF)

    events = shop.work(run)

    assert [str(event.outcome.state) for event in events if event.outcome] == ["printed", "printed", "failed"]
    counts = shop.runs.progress(run).counts
    assert (counts.printed, counts.waiting, counts.failed) == (2, 7, 0)
    assert shop.state(run) is RunState.STOPPED
    shop.work(run)
    assert shop.numbers("Kasse 1") == hall.numbers
    assert shop.state(run) is RunState.DONE


def test_paused_by_another_process_continued_and_cancelled(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    with open_profile(hall.profile.folder, KEYS) as elsewhere:
        other = Shop(hall, profile=elsewhere)
        shop.machines["Kasse 1"] = Machine(None, None, lambda: other.runs.pause(run) and None)
        assert len(shop.work(run)) == 3, "the paper it had is finished"
        assert shop.state(run) is RunState.PAUSED
        shop.machines["Kasse 1"] = Machine(None, lambda: other.runs.cancel(run) and None)
        assert len(shop.work(run)) == 2
    progress = shop.runs.progress(run)
    assert (progress.run.state, progress.counts.printed, progress.counts.cancelled) == (RunState.CANCELLED, 5, 4)
    with pytest.raises(Conflict):
        shop.work(run)


def test_who_stops_listening_lets_each_printer_finish_its_paper(shop: Shop) -> None:
    run = shop.plan()
    events = shop.runs.work(run, [setup("Kasse 1")])
    next(events)
    events.close()

    assert shop.machines["Kasse 1"].closed == 1
    counts = shop.runs.progress(run).counts
    assert counts.under_way == 0
    assert counts.printed + counts.waiting == 9


def test_what_a_dead_process_had_taken_waits_again_and_what_it_was_sending_is_asked(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    book, ledger, now = hall.profile.print_runs, hall.profile.print_ledger, hall.clock.now()
    book.begin(run, ["Kasse 1", "Kasse 2"], now)
    book.join(run, "Kasse 1")
    book.join(run, "Kasse 2")
    taken = book.take(run, "Kasse 1"), book.take(run, "Kasse 2"), book.take(run, "Kasse 2")
    from ticketforge_desktop.services.ports.printing import Origin

    jobs = [
        ledger.queue(
            NewJob(item.ref, 1, item.printer, "label-10x5cm", "manager", Origin(run_id=run, position=place)), now
        )
        for place, item in enumerate(taken, start=1)
        if item is not None
    ]
    ledger.move(jobs[2].job_id, PrintState.SENDING, now)  # and here the process died

    shop.work(run, "Kasse 1")

    assert shop.numbers("Kasse 1") == [*hall.numbers[:2], *hall.numbers[3:]]
    (doubt,) = hall.room().doubts.doubts()
    assert [job.ticket_id for job in doubt.papers] == [hall.ids[2]]
    assert shop.state(run) is RunState.STOPPED


def test_after_a_restart_a_run_of_a_dead_program_stands_still_and_a_living_one_goes_on(hall: Hall) -> None:
    keys = Keys()
    shop = Shop(hall, keys=keys)
    dead, alive = shop.plan(), shop.plan(event_id="", order="#1042")
    book = hall.profile.print_runs
    for run, name in ((dead, "Kasse 1"), (alive, "Kasse 2")):
        book.begin(run, [name], hall.clock.now())
        book.join(run, name)
        assert book.take(run, name) is not None
    with keys("Kasse 2"):
        assert shop.runs.recover() == 1
    assert (shop.state(dead), shop.state(alive)) == (RunState.STOPPED, RunState.RUNNING)
    assert shop.runs.progress(dead).counts.waiting == 9
    assert shop.runs.progress(alive).counts.under_way == 1


def test_a_printer_somebody_else_uses_is_left_alone(hall: Hall) -> None:
    keys = Keys()
    shop = Shop(hall, keys=keys)
    run = shop.plan()
    with keys("Kasse 1"):
        events = shop.work(run, "Kasse 1", "Kasse 2")
    (refused,) = [event for event in events if event.trouble]
    assert refused.printer == "Kasse 1"
    assert isinstance(refused.trouble, Conflict)
    assert shop.numbers("Kasse 2") == hall.numbers


def test_who_comes_second_to_a_run_that_is_being_printed_does_not_stop_it(hall: Hall) -> None:
    keys = Keys()
    shop, late = Shop(hall, keys=keys), Shop(hall, keys=keys)
    run = shop.plan()

    def somebody_continues_it_too() -> None:
        (event,) = late.work(run)
        assert isinstance(event.trouble, Conflict)
        assert late.state(run) is RunState.RUNNING

    shop.machines["Kasse 1"] = Machine(None, somebody_continues_it_too)
    shop.work(run)
    assert shop.numbers("Kasse 1") == hall.numbers
    assert shop.state(run) is RunState.DONE


def test_a_defect_of_one_printer_is_not_hidden_and_leaves_a_doubt(shop: Shop, hall: Hall) -> None:
    def stumble() -> None:
        raise ZeroDivisionError

    run = shop.plan()
    shop.machines["Kasse 1"] = Machine(None, stumble)
    with pytest.raises(ZeroDivisionError):
        shop.work(run)
    assert [job.state for job in hall.profile.print_ledger.jobs()] == [PrintState.IN_DOUBT, PrintState.PRINTED]


def test_a_defect_before_the_first_byte_leaves_the_paper_waiting(
    shop: Shop, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = shop.plan()

    def stumble(*_: object) -> bytes:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("ticketforge_desktop.devices.printing.languages.zpl.ZplRun.ticket", stumble)
        with pytest.raises(ZeroDivisionError):
            shop.work(run)
    progress = shop.runs.progress(run)
    assert (progress.run.state, progress.counts.waiting) == (RunState.STOPPED, 9)
    shop.work(run)
    assert shop.numbers("Kasse 1") == hall.numbers


def test_a_window_opens_once_the_printer_has_confirmed_and_a_jam_in_it_asks_about_each(shop: Shop) -> None:
    run = shop.plan()
    wide = shop.machines["Kasse 1"] = WideMachine(None, None, None, JAM)

    events = shop.work(run, window=4)

    assert wide.windows == [4]
    assert [str(event.outcome.state) for event in events if event.outcome] == [
        "printed", "printed", "printed", "in_doubt", "in_doubt",
    ]  # fmt: skip
    assert shop.runs.progress(run).counts.waiting == 4


def test_a_printer_that_never_confirms_keeps_a_window_of_one(shop: Shop) -> None:
    from dataclasses import replace

    run = shop.plan()
    wide = shop.machines["Kasse 1"] = WideMachine(*[replace(PRINTED, confirmed=False)] * 9)
    shop.work(run, window=4)
    assert wide.windows == []
    assert len(wide.papers) == 9


def test_what_cannot_be_printed_fails_alone_with_its_reason(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    hall.sold("#1042", quantity=9, line_told={"current_quantity": 8})  # one was taken out after the planning
    list(hall.room().print(hall.ids[:1], setup("Kasse 9"), Machine()))

    shop.work(run)

    counts = shop.runs.progress(run).counts
    assert (counts.printed, counts.failed) == (7, 2)
    reasons = [item.reason for item in shop.runs.items(run, states=[ItemState.FAILED])]
    assert "was printed on Kasse 9" in reasons[0]
    assert "admits nobody" in reasons[1]
    assert shop.state(run) is RunState.DONE


def test_only_what_is_not_on_paper_yet(shop: Shop, hall: Hall) -> None:
    list(hall.room().print(hall.ids[:4], setup("Kasse 1"), Machine(None, None, OFF)))
    run = shop.plan(unprinted=True)
    shop.work(run)
    assert shop.numbers("Kasse 1") == hall.numbers[2:], "what failed is not on paper"
    with pytest.raises(BadInput, match="not on paper yet"):
        shop.plan(unprinted=True)


def test_by_category_seat_and_name(shop: Shop, hall: Hall) -> None:
    hall.sold("#1042", quantity=1, holder="Zoë Abel", line_told={"seat": "Reihe 10, Platz 2"})
    hall.sold("#1043", quantity=1, holder="Ämilie Adler", line_told={"seat": "Reihe 2, Platz 11"})
    hall.sold("#1044", quantity=1, holder="Bernd Adler", line_told={"seat": ""})

    def planned(**choice: Any) -> list[str]:
        items = shop.runs.items(shop.plan(**choice))
        return [hall.profile.queries.ticket(item.ref).order for item in items]

    assert planned(sort="seat") == ["#1043", "#1042", "#1044"], "row 2 before row 10, free seats last"
    assert planned(sort="name") == ["#1042", "#1043", "#1044"], "Abel, Adler Ämilie, Adler Bernd"
    assert planned(sort="category", category_id="parkett-a") == ["#1043", "#1042", "#1044"]
    assert planned(event_id="", order="#1044") == ["#1044"]
    with pytest.raises(BadInput):
        planned(category_id="loge")


@pytest.mark.parametrize("text", ["", "7", "A7", "Reihe 2, Platz 11", "٣", "²"])
def test_any_seat_can_be_sorted(text: str) -> None:
    assert sorted([natural(text), natural("A 1"), natural("1")])


def test_a_plan_that_is_none_leaves_nothing(shop: Shop, hall: Hall) -> None:
    for wrong in ({"event_id": ""}, {"order": "#1042"}, {"sort": "colour"}):
        with pytest.raises(BadInput):
            shop.plan(**wrong)
    with pytest.raises(NotFound):
        shop.plan(event_id="nowhere")
    with pytest.raises(NotFound):
        shop.work("nowhere")
    run = shop.plan()
    for names in ((), ("Kasse 1", "Kasse 1")):
        with pytest.raises(BadInput):
            list(shop.runs.work(run, [setup(name) for name in names]))
    for window in (0, 21):
        with pytest.raises(BadInput):
            shop.work(run, window=window)
    assert [told.run.run_id for told in shop.runs.runs()] == [run]
    assert shop.state(run) is RunState.READY


def test_who_may_not_print_plans_and_pauses_nothing(shop: Shop) -> None:
    run = shop.plan()
    guest = shop.as_staff(NOBODY)
    for act in (
        lambda: guest.plan(Choice(event_id="gala")),
        lambda: guest.work(run, [setup("Kasse 1")]),
        lambda: guest.pause(run),
        lambda: guest.cancel(run),
        lambda: guest.progress(run),
        guest.runs,
        lambda: guest.items(run),
    ):
        with pytest.raises(RightMissing):
            act()


def test_time_left_is_told_from_the_pace_of_the_last_papers(shop: Shop, hall: Hall) -> None:
    run = shop.plan()
    waits: list[float | None] = []

    def two_seconds() -> None:
        waits.append(shop.runs.progress(run).left_s)
        hall.clock.pass_by(seconds=2)

    shop.machines["Kasse 1"] = Machine(*[two_seconds] * 5, lambda: hall.clock.pass_by(hours=1), *[two_seconds] * 3)
    shop.work(run)

    assert waits[:3] == [None] * 3, "nobody can tell from two papers"
    assert waits[3:] == [12.0, 10.0, 6.0, 4.0, 2.0], "an hour's pause among them changes nothing"
    assert shop.runs.progress(run).left_s is None


def test_proofs_and_consignment_say_what_they_are(shop: Shop, hall: Hall) -> None:
    from ticketforge_desktop.services.ports.printing import CopyKind

    proof = shop.plan(copy_kind=CopyKind.PROOF)
    shop.work(proof)
    papers = shop.machines["Kasse 1"].papers
    assert len(papers) == 9
    assert all("ANDRUCK · UNGÜLTIG".encode() in data for data in papers)
    assert shop.numbers("Kasse 1") == [], "a proof has nobody's number"

    assert shop.runs.progress(shop.plan(unprinted=True)).run.total == 9, "a proof holds no issue"
    hall.sold("#1060", quantity=2, financial_status="PENDING")
    given = shop.plan(event_id="", order="#1060", copy_kind=CopyKind.CONSIGNMENT)
    shop.work(given)
    assert all(b"KOMMISSION" in data for data in papers[9:])
    assert shop.runs.progress(given).counts.printed == 2
    kinds = Counter(job.copy_kind for job in hall.profile.print_ledger.jobs())
    assert kinds == {"proof": 9, "consignment": 2}
    with pytest.raises(BadInput):
        shop.plan(event_id="", order="#1060")
