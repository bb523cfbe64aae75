"""`status --json` tells the truth in each state, to whoever asks and whichever process found it out."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import BoxOffice
from ticketforge_desktop.bootstrap import open_desk
from ticketforge_desktop.demo.context import ALL_SCOPES
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.services.connection_state import LockReason

TOMORROW = """
import sys
from datetime import timedelta
from ticketforge_desktop.host import clock
real = clock.SystemClock.now
ahead = timedelta(hours=float(sys.argv.pop(1)))
clock.SystemClock.now = lambda self: real(self) + ahead
from ticketforge_desktop.cli import main
sys.exit(main())
"""


@pytest.fixture
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(events=6, orders=60, seed=3) as store:
        yield store


@pytest.fixture
def office(tmp_path: Path) -> BoxOffice:
    return BoxOffice(tmp_path / "profile")


def connect(office: BoxOffice, demo: DemoStore) -> dict[str, Any]:
    return office.one("connect", "--url", demo.url, "--token-stdin", feed=demo.token)


def state(office: BoxOffice) -> str:
    return office.one("status")["state"]


def hours_later(office: BoxOffice, hours: float) -> dict[str, Any]:
    """The same command on a computer whose clock is so many hours ahead."""
    done = subprocess.run(
        [sys.executable, "-c", TOMORROW, str(hours), "status", "--json"],
        env=office.environment,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def a_number(office: BoxOffice) -> str:
    return office.run("tickets", "list", "--limit", "1")[0]["event_id"]


def test_from_nothing_to_fresh_and_old(office: BoxOffice, demo: DemoStore) -> None:
    told = office.one("status")
    assert (told["state"], told["since"], told["mirror_age_s"]) == ("not_connected", None, None)
    connect(office, demo)
    assert state(office) == "never_synced"
    office.one("sync")
    told = office.one("status")
    assert (told["state"], told["reason"]) == ("fresh", "")
    assert datetime.fromisoformat(told["since"]).tzinfo is not None
    assert told["mirror_age_s"] < 60
    later = hours_later(office, 2)
    assert (later["state"], later["since"]) == ("stale", told["since"])
    assert later["mirror_age_s"] >= 2 * 3600
    assert hours_later(office, 0.1)["state"] == "fresh", "six minutes are not old"
    assert hours_later(office, -24)["state"] == "stale", "after a clock was set back nobody knows how old it is"


def test_a_store_that_does_not_answer_and_comes_back(office: BoxOffice, demo: DemoStore) -> None:
    connect(office, demo)
    office.one("sync")
    port = int(demo.url.rsplit(":", 1)[1])
    demo.stop()
    assert state(office) == "fresh", "nobody has noticed yet"
    assert office.refused("sync")["code"] == "network_unavailable"
    first = office.one("status")
    assert first["state"] == "offline"
    assert first["reason"]
    assert office.refused("sync")["code"] == "network_unavailable"
    assert office.one("status")["since"] == first["since"], "offline since the first failure"
    demo.listen(port)
    office.one("sync")
    told = office.one("status")
    assert (told["state"], told["reason"]) == ("fresh", "")


def test_a_store_that_never_answered(office: BoxOffice, demo: DemoStore) -> None:
    connect(office, demo)
    demo.stop()
    assert office.refused("sync")["code"] == "network_unavailable"
    told = office.one("status")
    assert told["state"] == "never_synced"
    assert told["reason"], "and why"


def test_a_token_that_was_revoked_and_a_new_one(office: BoxOffice, demo: DemoStore) -> None:
    connect(office, demo)
    office.one("sync")
    demo.authority.expire()
    assert office.refused("sync")["code"] == "token_refused"
    told = office.one("status")
    assert told["state"] == "token_expired"
    assert datetime.fromisoformat(told["since"])
    assert told["reason"]
    fresh = demo.authority.issue(None).text
    office.refused("connect", "--url", demo.url, "--token-stdin", feed="shpat_wrong")
    assert state(office) == "token_expired", "a wrong one mends nothing"
    office.one("connect", "--url", demo.url, "--token-stdin", feed=fresh)
    assert state(office) == "fresh"
    office.refused("connect", "--url", demo.url, "--token-stdin", feed="shpat_wrong")
    assert state(office) == "fresh", "one that was only tried says nothing of the one in use"


def test_an_uninstalled_app_locks_the_profile_and_the_door_goes_on(office: BoxOffice, demo: DemoStore) -> None:
    connect(office, demo)
    office.one("sync")
    ticket = office.run("tickets", "list", "--limit", "1")[0]
    desk = open_desk(str(office.home), lambda: office.environment["TICKETFORGE_PASSPHRASE"])
    try:
        assert desk.stores.lock(LockReason.APP_UNINSTALLED, desk.staff)
        assert not desk.stores.lock(LockReason.SHOP_REDACTED, desk.staff), "the first reason stays"
    finally:
        desk.close()
    told = office.one("status")
    assert (told["state"], told["reason"]) == ("uninstalled", "The app was uninstalled from the store.")
    before = demo.bucket.status()["currentlyAvailable"]
    error = office.refused("sync")
    assert error["code"] == "profile_locked"
    assert "uninstalled" in error["message"]
    assert demo.bucket.status()["currentlyAvailable"] >= before, "nothing was sent"
    verdict = office.one("check", ticket["code"], "--event", ticket["event_id"])
    assert verdict["verdict"] != "unreadable"
    assert verdict["ticket_id"] == ticket["ticket_id"]
    key = office.run("keys", "list")[0]["key_id"]
    assert office.one("keys", "revoke", key), "a key that was lost is revoked all the same"
    connect(office, demo)
    assert state(office) == "fresh"
    office.one("sync")
    actions = [row["action"] for row in office.run("audit", "list")]
    assert {"lock_profile", "unlock_profile"} <= set(actions)


def test_what_the_store_will_not_show_is_said(office: BoxOffice, tmp_path: Path) -> None:
    with DemoStore.start(events=6, orders=60, seed=3, personal_data=False) as demo:
        hidden = {"read_all_orders", "write_draft_orders", "read_draft_orders"}
        demo.authority.limit_scopes(tuple(scope for scope in ALL_SCOPES if scope not in hidden))
        facts = connect(office, demo)
        assert facts["missing_scopes"] == ["write_draft_orders"]
        assert len(facts["notices"]) == 3
        told = office.one("status")
        assert (told["notices"], told["missing_scopes"]) == (facts["notices"], facts["missing_scopes"])
        office.one("sync")
    assert office.one("status")["notices"] == facts["notices"], "also while nobody answers"


def test_logging_in_through_the_browser(office: BoxOffice, demo: DemoStore, tmp_path: Path) -> None:
    """The seller's browser is a small program here: it follows the store's redirect back to us."""
    browser = tmp_path / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport sys, urllib.request\nurllib.request.urlopen(sys.argv[1], timeout=30).read()\n"
    )
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    office.environment["BROWSER"] = f"{browser} %s"
    port = str(20_000 + os.getpid() % 20_000)
    asked = ["connect", "--url", demo.url, "--client-id", demo.client_id, "--client-secret-stdin", "--browser"]
    facts = office.one(*asked, "--redirect-port", port, feed=demo.client_secret)
    assert facts["shop"] == demo.shop
    assert office.one("sync")["orders"] == 60
    demo.advance(3_700)  # the token has ended; a new process renews it
    demo.bucket.drain(-20)
    assert office.one("sync")["mode"] == "incremental"
    assert state(office) == "fresh"
    demo.authority.forget_all()
    demo.advance(3_700)
    assert office.refused("sync")["code"] == "token_refused"
    told = office.one("status")
    assert told["state"] == "token_expired"
    wrong = office.refused(*asked, "--redirect-port", port, feed="shpss_wrong")
    assert wrong["code"] == "login_forged"
    for path in office.home.rglob("*"):
        if path.is_file():
            assert b"shprt_" not in path.read_bytes(), path
