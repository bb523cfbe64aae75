"""One evening in which a door gives each of its twenty answers, each for its own reason, through `check --stdin`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import (
    cancel,
    going_on,
    order_of,
    orders_of,
    refund_one,
    reprint,
    synced_until,
)
from ticketforge_desktop.domain.codes import SignedCode, decode, encode, pack
from ticketforge_desktop.domain.verdicts import Verdict

Json = dict[str, Any]

# A collision of two EANs in one event comes once in years: here somebody writes it into the mirror.
SAME_EAN = """
import sys
from ticketforge_desktop.bootstrap import open_desk
import os
desk = open_desk(sys.argv[1], lambda: os.environ["TICKETFORGE_PASSPHRASE"])
sql = "UPDATE tickets SET ean = (SELECT ean FROM tickets WHERE ticket_id = ?) WHERE ticket_id = ?"
desk._profile._mirror_file.writer().run(lambda work: work.raw.execute(sql, sys.argv[2:4]))
desk.close()
"""


class Door:
    """A `check --stdin` at one event, and what it told."""

    def __init__(self, office: BoxOffice) -> None:
        self.office = office
        self.told: dict[str, str] = {}

    def says(self, verdict: str, scan: str, event: str, *options: str, reason: str = "") -> Json:
        (answer,) = self.office.run("check", "--stdin", "--event", event, *options, feed=f"{scan}\n")
        assert answer["verdict"] == verdict, answer
        assert reason in answer["reason"]
        if verdict not in {"admitted", "readmitted", "exited"}:
            assert answer["reason"], "whoever stays out is told why"
        self.told.setdefault(verdict, answer["reason"])
        return answer


def rules(office: BoxOffice, event: str, gate: str, **layer: object) -> None:
    office.one("gates", "set", json.dumps(layer), "--event", event, "--gate", gate)


def sent(store: Served, name: str) -> bool:
    """Whether anything of an order is on its way: then the store cancels it no more."""
    ask = "query($id: ID!) { order(id: $id) { fulfillments(first: 1) { id } } }"
    return bool(store.graphql(ask, id=order_of(store, name)["id"])["order"]["fulfillments"])


def with_another_signature(code: str) -> str:
    """A code whose checksum is right and whose signature is not."""
    read = decode(code)
    assert isinstance(read, SignedCode)
    return encode(pack(read.payload), bytes(64))


def test_each_of_the_twenty_verdicts_for_its_own_reason(store: Served, office: BoxOffice) -> None:
    door = Door(office)
    (event, tickets), (_, others) = going_on(office)[1:3]
    (part_name, part), (_, printed), *more = orders_of(tickets).items()
    off_name, off = next((name, some) for name, some in more if not sent(store, name))
    taken = {ticket["ticket_id"] for ticket in (*part, *off, *printed)}
    spare = [ticket for ticket in tickets if ticket["ticket_id"] not in taken]
    everything = office.run("tickets", "list")
    called_off = {row["event_id"] for row in office.run("events", "list") if row["status"] == "CANCELLED"}

    # What is no ticket of tonight.
    door.says("unreadable", "Schmidt", event, reason="no ticket code")
    door.says("unknown", "2000000000008", event, reason="no such ticket")
    door.says("forged", with_another_signature(spare[0]["code"]), event, reason="signature")
    door.says("wrong_event", others[0]["code"], event, reason="another event")
    one, two = spare[:2]
    command = [sys.executable, "-c", SAME_EAN, str(office.home), one["ticket_id"], two["ticket_id"]]
    subprocess.run(command, env=office.environment, check=True, timeout=60)
    door.says("ambiguous", one["ean"], event, reason="scan the QR code")

    # What the store says against it.
    unpaid = next(ticket for ticket in everything if ticket["state"] == "unpaid")
    door.says("unpaid", unpaid["code"], unpaid["event_id"], reason="not paid")
    dead = next(t for t in everything if t["state"] == "valid" and t["event_id"] in called_off)
    door.says("event_cancelled", dead["code"], dead["event_id"], reason="event was cancelled")
    cancel(store, off_name)
    refund_one(store, part_name, event)
    reprint(store, printed[0])
    now = synced_until(office, lambda now: now[printed[0]["ticket_id"]]["issue"] == 2)
    refunded = next(ticket for ticket in part if now[ticket["ticket_id"]]["state"] == "refunded")
    door.says("cancelled", off[0]["code"], event, reason="order was cancelled")
    door.says("refunded", refunded["code"], event, reason="refunded")
    door.says("replaced", printed[0]["code"], event, reason="replaced")

    # What this venue says against it.
    guest, late, friend = spare[2:5]
    office.one("check", "--block", late["ticket_id"], "--reason", "reported stolen")
    door.says("blocked", late["code"], event, reason="reported stolen")
    rules(office, event, "VIP", categories=["nobody"])
    door.says("wrong_gate", guest["code"], event, "--gate", "VIP", reason="another gate")
    rules(office, event, "North", opens="start-30", closes="start+30")
    start = next(row["starts_at"] for row in office.run("events", "list") if row["event_id"] == event)
    day = start[:10]
    door.says("too_early", guest["code"], event, "--gate", "North", "--at", f"{_days(day, -2)}T12:00:00+00:00")
    door.says("too_late", guest["code"], event, "--gate", "North", "--at", f"{_days(day, 2)}T12:00:00+00:00")

    # Who comes, goes and comes back.
    rules(office, event, "A", reentry=True)
    at_a = ("--gate", "A")
    door.says("not_inside", guest["code"], event, *at_a, "--direction", "exit", reason="not inside")
    door.says("admitted", guest["code"], event, *at_a)
    again = door.says("already_used", guest["code"], event, *at_a)
    assert again["first_used"]["gate"] == "A"
    door.says("exited", guest["code"], event, *at_a, "--direction", "exit")
    door.says("readmitted", guest["code"], event, *at_a)
    door.says("confirm", friend["number"], event, *at_a, reason="compare holder and seat")

    rules(office, event, "South", bare="admit")
    door.says("admitted", friend["number"], event, "--gate", "South")

    assert set(door.told) == {str(verdict) for verdict in Verdict}, "each of the closed list, and no other"
    assert len(set(door.told.values()) - {""}) == 17, "each for a reason of its own"


def _days(day: str, by: int) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
