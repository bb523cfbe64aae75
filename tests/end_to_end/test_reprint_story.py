"""A ticket printed at one station and printed again at another: one number once a store, the old paper refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on, synced_until, verdicts
from tests.oracles.taking_printer import TakingPrinter

Json = dict[str, Any]


class Sink(TakingPrinter):
    """Set up for each command: nobody asks it anything."""

    @property
    def printer(self) -> tuple[str, ...]:
        return ("--printer", f"tcp://127.0.0.1:{self.port}", "--option", "answers=no")


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    opened = Sink()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def till(store: Served, office: BoxOffice, tmp_path_factory: pytest.TempPathFactory) -> BoxOffice:
    """A second station, whose codes the office believes."""
    other = BoxOffice(tmp_path_factory.mktemp("till") / "profile")
    other.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    other.one("sync")
    office.one("sync")
    own = next(key["key_id"] for key in other.run("keys", "list") if key["own"])
    office.one("keys", "enrol", own)
    other.one("sync")
    return other


def code_on(job: bytes) -> str:
    """The digits of the QR code of a ZPL ticket."""
    return job.split(b"^FDMM,N")[1].split(b"^FS")[0].decode()


def test_the_old_paper_is_refused_at_every_door_once_the_other_station_printed_a_new_one(
    office: BoxOffice, till: BoxOffice, sink: Sink
) -> None:
    event, tickets = going_on(office)[0]
    ticket = tickets[0]["ticket_id"]
    (printed,) = office.run("print", *sink.printer, "--ticket", ticket)
    assert (printed["state"], printed["issue"]) == ("printed", 1)
    old = code_on(sink.jobs[-1])

    assert till.refused("print", "reprint", ticket, "--reason", "  ")["code"] == "bad_input"
    again = till.one("print", "reprint", ticket, "--reason", "jammed in the gate", *sink.printer)
    assert (again["state"], again["issue"], again["offline"]) == ("printed", 2, False)
    new = code_on(sink.jobs[-1])
    assert verdicts(till, event, [old]) == ["replaced"], "where it was reprinted the door knows at once"

    till.one("outbox", "push")
    synced_until(office, lambda now: now[ticket]["issue"] == 2)
    refused = office.one("check", old, "--event", event)
    assert refused["verdict"] == "replaced"
    station = till.one("status")["station"]
    assert station in refused["reason"], refused["reason"]
    assert verdicts(office, event, [new]) == ["admitted"]

    (elsewhere,) = office.run("print", *sink.printer, "--ticket", ticket, code=1)
    assert elsewhere["state"] == "failed"
    assert "belongs to" in elsewhere["reason"], "no second paper of one issue"
    other = tickets[1]["ticket_id"]
    till.run("print", *sink.printer, "--ticket", other)
    till.one("sync")
    office.one("sync")
    (first,) = office.run("print", *sink.printer, "--ticket", other, code=1)
    assert "belongs to" in first["reason"], "what another station has on paper is not printed again"


@pytest.mark.long
def test_of_two_stations_one_is_told_and_neither_number_comes_twice(
    office: BoxOffice, till: BoxOffice, sink: Sink
) -> None:
    _, tickets = going_on(office)[0]
    ticket = tickets[2]["ticket_id"]
    assert office.one("print", "reprint", ticket, "--reason", "lost")["issue"] == 2
    assert office.one("print", "reprint", ticket, "--reason", "lost")["issue"] == 2, "not printed yet: the same number"

    told = till.refused("print", "reprint", ticket, "--reason", "lost here too")

    assert told["code"] == "conflict"
    assert office.one("status")["station"] in told["message"]
    (heard,) = till.run("print", "issues", "--ticket", ticket)
    assert (heard["issue"], heard["state"]) == (2, "heard")
    assert till.one("print", "reprint", ticket, "--reason", "that one is lost as well")["issue"] == 3
    late = office.refused("print", "reprint", ticket, "--reason", "our number was never printed")
    assert till.one("status")["station"] in late["message"], "a number others have passed is not used any more"


@pytest.mark.long
def test_offline_only_whose_paper_was_the_last_goes_on(
    office: BoxOffice, till: BoxOffice, store: Served, sink: Sink
) -> None:
    event, tickets = going_on(office)[1]
    ticket = tickets[0]["ticket_id"]
    office.run("print", *sink.printer, "--ticket", ticket)
    first = code_on(sink.jobs[-1])
    for station in (office, till):
        station.environment["HTTP_PROXY"] = "http://127.0.0.1:9"
        station.environment["ALL_PROXY"] = "http://127.0.0.1:9"
        station.environment["NO_PROXY"] = ""
    try:
        refused = till.refused("print", "reprint", ticket, "--reason", "spoiled")
        assert refused["code"] == "issue_needs_store"
        again = office.one("print", "reprint", ticket, "--reason", "spoiled", *sink.printer)
    finally:
        for station in (office, till):
            for name in ("HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
                del station.environment[name]
    assert (again["issue"], again["offline"], again["state"]) == (2, True, "printed")
    assert verdicts(office, event, [first]) == ["replaced"]

    office.one("outbox", "push")
    now = synced_until(till, lambda now: now[ticket]["issue"] == 2)
    assert now[ticket]["issue"] == 2
