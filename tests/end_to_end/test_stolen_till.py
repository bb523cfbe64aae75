"""A till is stolen at half past seven: what it had ledgered by then stays good, what its key signs later does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served
from tests.end_to_end.test_door_story import going_on, orders_of
from ticketforge_desktop.bootstrap import open_desk

Json = dict[str, Any]
CREATED = "query($q: String) { orders(first: 1, query: $q) { nodes { name createdAt } } }"


class Evening:
    """An event whose tickets the till signed: four orders from before the theft, four from after it."""

    def __init__(self, store: Served, till: BoxOffice) -> None:
        self.event, tickets = going_on(till)[0]
        by_time = sorted(
            (self._created(store, name), some[0]["code"]) for name, some in list(orders_of(tickets).items())[:8]
        )
        self.before, self.after = [code for _, code in by_time[:4]], [code for _, code in by_time[4:]]
        self.stolen_at = (by_time[3][0] + timedelta(seconds=1)).isoformat()
        assert by_time[3][0] < by_time[4][0] - timedelta(seconds=1)

    def _created(self, store: Served, name: str) -> datetime:
        (order,) = store.graphql(CREATED, q=f"name:{name}")["orders"]["nodes"]
        assert order["name"] == name
        return datetime.fromisoformat(order["createdAt"])

    def told(self, office: BoxOffice, code: str) -> tuple[str, str]:
        """Verdict and reason at a door of somebody's."""
        answer = office.one("check", code, "--event", self.event)
        return answer["verdict"], answer["reason_code"]


def dark_door(tmp_path: Path, name: str) -> BoxOffice:
    door = BoxOffice(tmp_path / name)
    door.environment["TICKETFORGE_BLACKOUT_PASSPHRASE"] = "nachts sind alle Türen grau"
    return door


@pytest.fixture
def till(tmp_path: Path, store: Served, office: BoxOffice) -> BoxOffice:
    """A second till that a manager enrolled."""
    opened = BoxOffice(tmp_path / "till")
    opened.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    opened.one("sync")
    office.one("sync")
    office.one("keys", "enrol", key_of(opened))
    return opened


def key_of(office: BoxOffice) -> str:
    return str(next(key["key_id"] for key in office.run("keys", "list") if key["own"]))


GOOD, STOLEN = ("admitted", ""), ("forged", "key_revoked")


def test_a_till_is_stolen(tmp_path: Path, store: Served, office: BoxOffice, till: BoxOffice) -> None:
    office.environment["TICKETFORGE_BLACKOUT_PASSPHRASE"] = "nachts sind alle Türen grau"
    evening, key = Evening(store, till), key_of(till)
    packed_before, packed_after = str(tmp_path / "before"), str(tmp_path / "after")
    office.one("blackout", "pack", "--event", evening.event, "-o", packed_before, "--no-paper")
    assert evening.told(office, evening.after[0]) == GOOD, "nobody knows yet"

    (other,) = office.run("gates", "seen")
    assert set(other) == {"station", "seen_until", "visible"}

    revoked = office.one("keys", "revoke", key, "--since", evening.stolen_at)
    assert (revoked["state"], revoked["published"]) == ("revoked", True)
    assert evening.told(office, evening.before[0]) == GOOD, "it was ledgered before the theft"
    assert evening.told(office, evening.after[1]) == STOLEN
    assert evening.told(office, evening.after[0]) == STOLEN, "who is in with one was let in before anybody knew"
    office.one("blackout", "pack", "--event", evening.event, "-o", packed_after, "--no-paper")

    # A door that only has a pack from after the revocation knows of it.
    after = dark_door(tmp_path, "dark-after")
    after.one("blackout", "open", packed_after)
    assert evening.told(after, evening.before[1]) == GOOD
    assert evening.told(after, evening.after[1]) == STOLEN

    # One with a pack from before can't know: somebody calls, and the key is revoked there by hand.
    called = dark_door(tmp_path, "dark-called")
    called.one("blackout", "open", packed_before)
    assert evening.told(called, evening.after[2]) == GOOD
    by_hand = called.one("keys", "revoke", key, "--since", evening.stolen_at)
    assert (by_hand["state"], by_hand["published"]) == ("revoked", False)
    assert evening.told(called, evening.after[3]) == STOLEN
    assert evening.told(called, evening.before[2]) == GOOD

    # Or the newer pack is opened over the older.
    renewed = dark_door(tmp_path, "dark-renewed")
    renewed.one("blackout", "open", packed_before)
    renewed.one("blackout", "open", packed_after)
    assert evening.told(renewed, evening.after[3]) == STOLEN
    assert evening.told(renewed, evening.before[3]) == GOOD

    # The older one brought later does not make the key believed again.
    assert renewed.refused("blackout", "open", packed_before)["code"] == "conflict"
    assert evening.told(renewed, evening.after[3]) == STOLEN

    # And whoever runs the stolen till learns that it signs for nobody any more.
    till.one("sync")
    assert {(row["key_id"], row["state"]) for row in till.run("keys", "list")} >= {(key, "revoked")}
    assert key_of(till) != key


def made_up(till: BoxOffice, event: str) -> str:
    """Whoever has the till's key signs a ticket that nobody sold."""
    desk = open_desk(str(till.home), lambda: till.environment["TICKETFORGE_PASSPHRASE"])
    try:
        ticket = next(iter(desk.tickets(event_id=event)))
        return desk.codes().code_of(replace(ticket, ticket_id="ab" * 8))
    finally:
        desk.close()


def test_a_code_of_ours_that_is_in_no_order_is_told_after_the_next_sync(office: BoxOffice, till: BoxOffice) -> None:
    event, _ = going_on(office)[1]
    office.one("gates", "set", '{"unknown": "admit"}', "--event", event)
    code, two_hours_ago = made_up(till, event), (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    told = office.one("check", code, "--event", event, "--at", two_hours_ago)
    assert (told["verdict"], told["reason_code"]) == ("admitted", "not_synced_yet")
    assert office.run("conflicts", "list") == []
    office.one("sync")
    (conflict,) = office.run("conflicts", "list")
    assert (conflict["kind"], conflict["ticket_id"]) == ("unknown_missing", "ab" * 8)
    assert (conflict["event_id"], conflict["first"]) == (event, {})
    office.one("sync")
    assert len(office.run("conflicts", "list", "--all")) == 1, "told once"
    settled = office.one("conflicts", "resolve", str(conflict["id"]), "--how", "signed at the stolen till")
    assert settled["settled_by"] == "manager"
