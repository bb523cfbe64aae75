"""Two stores on one computer: each has its profile, and neither sees the other's things."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.conftest import BoxOffice
from ticketforge_desktop.demo.server import DemoStore


def test_two_stores_side_by_side(tmp_path: Path) -> None:
    office = BoxOffice(tmp_path / "home")
    with (
        DemoStore.start(events=4, orders=30, seed=3) as north,
        DemoStore.start(events=5, orders=40, seed=4, faults="other-shop") as south,
    ):
        office.one("connect", "--url", north.url, "--token-stdin", feed=north.token)
        connected = ["--profile", "Süd", "connect", "--url", south.url, "--token-stdin"]
        assert office.one(*connected, feed=south.token)["shop"] == south.shop
        assert office.one("sync")["orders"] == 30
        assert office.one("--profile", "Süd", "sync")["orders"] == 40
        assert office.one("status")["shop"] == north.shop
        assert office.one("--profile", "Süd", "status")["shop"] == south.shop
        mixed = office.refused("--profile", "Süd", "connect", "--url", north.url, "--token-stdin", feed=north.token)
        assert mixed["code"] == "wrong_shop"
        assert office.one("--profile", "Süd", "sync")["mode"] == "incremental"
    rows = office.run("--profile", "Süd", "profiles", "list")
    assert [(row["name"], row["shop"], row["current"]) for row in rows] == [
        ("default", north.shop, False),
        ("Süd", south.shop, True),
    ]
    assert rows[0]["shop_name"] != rows[1]["shop_name"]
    office.run("--profile", "../north", "status", code=2)
