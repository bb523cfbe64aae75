"""What goes wrong at a first start gets a reason and a next step, and leaves everything as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import BoxOffice, Served, serve


@pytest.fixture
def fresh(tmp_path: Path) -> BoxOffice:
    return BoxOffice(tmp_path / "profile")


def test_a_wrong_token_is_refused_and_not_kept(fresh: BoxOffice, store: Served) -> None:
    error = fresh.refused("connect", "--url", store.url, "--token-stdin", feed="shpat_wrong")
    assert error["code"] == "token_refused"
    assert fresh.refused("sync")["code"] == "not_connected"
    assert fresh.one("status")["mirror_age_s"] is None


def test_the_sellers_own_app_connects_by_its_secret(fresh: BoxOffice, store: Served) -> None:
    facts = fresh.one(
        "connect", "--url", store.url, "--client-id", store.client_id, "--client-secret-stdin", feed=store.client_secret
    )
    assert facts["shop"] == store.shop
    assert fresh.one("sync")["orders"] == store.counts()["orders"]
    wrong = fresh.refused(
        "connect", "--url", store.url, "--client-id", store.client_id, "--client-secret-stdin", feed="x"
    )
    assert wrong["code"] == "token_refused"
    assert fresh.one("sync")["mode"] == "incremental"


def test_no_network_at_first_start(fresh: BoxOffice) -> None:
    error = fresh.refused("connect", "--url", "http://127.0.0.1:9", "--token-stdin", feed="shpat_any")
    assert error["code"] == "network_unavailable"


@pytest.mark.parametrize("url", ["", "not an address", "http://example.com", "ftp://127.0.0.1"])
def test_an_address_that_is_none(fresh: BoxOffice, url: str) -> None:
    assert fresh.refused("connect", "--url", url, "--token-stdin", feed="shpat_any")["code"] == "bad_input"


def test_another_shop_behind_the_address(office: BoxOffice) -> None:
    before = office.run("tickets", "list")
    with serve("--events", "5", "--orders", "20", "--faults", "other-shop") as other:
        error = office.refused("connect", "--url", other.url, "--token-stdin", feed=other.token)
    assert error["code"] == "wrong_shop"
    assert office.run("tickets", "list") == before


def test_the_secret_is_in_no_file_of_the_profile(office: BoxOffice, store: Served) -> None:
    for path in office.home.rglob("*"):
        if path.is_file():
            assert store.token.encode() not in path.read_bytes(), path


def test_without_the_passphrase_nothing_opens(office: BoxOffice) -> None:
    locked = BoxOffice(office.home)
    locked.environment["TICKETFORGE_PASSPHRASE"] = "another"
    assert locked.refused("status")["code"] == "wrong_key"
    del locked.environment["TICKETFORGE_PASSPHRASE"]
    assert locked.refused("status")["code"] == "key_missing"
    assert office.one("status")["orders"] > 0


def test_a_damaged_mirror_says_so_and_a_full_sync_mends_it(fresh: BoxOffice, store: Served) -> None:
    fresh.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
    fresh.one("sync")
    tickets = fresh.run("tickets", "list")
    for path in fresh.home.glob("mirror*.db"):
        path.write_bytes(b"\x00" * 4096 + path.read_bytes()[4096:])
    error = fresh.refused("tickets", "list")
    assert error["code"] == "database_corrupt"
    assert "sync --full" in error["next_step"]
    fresh.one("sync", "--full")
    assert fresh.run("tickets", "list") == tickets


def test_two_syncs_at_once_are_one(fresh: BoxOffice) -> None:
    with serve("--events", "10", "--orders", "300", "--faults", "slow:seconds=0.3") as slow:
        fresh.one("connect", "--url", slow.url, "--token-stdin", feed=slow.token)
        first = fresh.start("sync")
        assert first.stderr is not None
        first.stderr.readline()
        error = fresh.refused("sync")
        out, _ = first.communicate(timeout=120)
    assert error["code"] == "sync_running"
    assert json.loads(out)["orders"] > 0


def test_wrong_usage_ends_with_two() -> None:
    for arguments in (["check"], ["no-such-command"], ["sync", "--nonsense"]):
        done = subprocess.run([sys.executable, "-m", "ticketforge_desktop.cli", *arguments], capture_output=True)
        assert done.returncode == 2, arguments
