"""Seats as people use them: a table becomes a hall, a till leases and sells its seats, a second till sees it."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.conftest import BoxOffice, serve

HEAD = "section;row;seat;kind;category\n"


def test_from_a_table_to_a_seat_on_a_ticket(tmp_path: Path) -> None:
    with serve("--events", "8", "--orders", "20", "--seed", "4", "--plan", "plus") as store:
        tills = [BoxOffice(tmp_path / name) for name in ("one", "two")]
        for till in tills:
            till.one("connect", "--url", store.url, "--token-stdin", feed=store.token)
            till.one("sync")
        one, two = tills
        seated = [row for row in one.run("events", "list") if row["status"] == "PUBLISHED" and row["available"] > 40]
        event = next(row for row in seated if "parkett" in _categories(one, row["event_id"]))
        rows = [f"Parkett;{row};{seat};;parkett" for row in "AB" for seat in range(1, 11)]
        bad = tmp_path / "bad.csv"
        bad.write_text(HEAD + "\n".join([*rows, "Parkett;A;1;;parkett"]), encoding="utf-8")
        refused = one.one("seats", "import", str(bad), "--venue", event["venue"], code=1)
        assert "line 22" in refused["error"]["message"]
        good = tmp_path / "hall.csv"
        good.write_text(HEAD + "\n".join(rows), encoding="utf-8")
        tried = one.one("seats", "import", str(good), "--venue", event["venue"], "--dry-run")
        assert (tried["seats"], tried["version"]) == (20, 0)
        assert one.run("seats", "list") == []
        kept = one.one("seats", "import", str(good), "--venue", event["venue"])
        assert kept["categories"] == ["parkett"]
        assert one.run("seats", "check") == []
        for till in tills:
            till.one("sync")
        assert [row["seats"] for row in two.run("seats", "list")] == [20], "maps travel with a sync"

        ours = ("--seat", "Parkett/A/5", "--seat", "Parkett/A/6")
        one.one("seats", "lease", "--event", event["event_id"], *ours)
        gone = two.one("seats", "lease", "--event", event["event_id"], "--seat", "Parkett/A/6", code=1)
        assert gone["error"]["code"] == "seat_gone"
        two.one("seats", "block", "--event", event["event_id"], "--seat", "Parkett/B/1", "--reason", "camera")
        one.one("shift", "open", "--float", "100.00")
        one.run("allotment", "lease", "--event", event["event_id"], "--category", "parkett", "--quantity", "4")
        sold = one.one(
            "sell", "--event", event["event_id"], "--category", "parkett", "--quantity", "2", *ours, "--tender", "cash"
        )
        assert [ticket["seat"] for ticket in sold["tickets"]] == ["Parkett/A/5", "Parkett/A/6"]
        assert two.run("seats", "check", "--event", event["event_id"]) == []
        one.one("outbox", "push")
        two.run("seats", "check", "--event", event["event_id"])
        two.one("sync")
        states = {row["seat_id"]: row["state"] for row in two.run("seats", "list", "--event", event["event_id"])}
        assert [states.pop(seat) for seat in ("Parkett/A/5", "Parkett/A/6")] == ["sold", "sold"]
        assert states.pop("Parkett/B/1") == "blocked"
        assert set(states.values()) == {"elsewhere"}, "a lease of numbered places brings chairs for all of its units"
        seats = {row["seat"] for row in two.run("tickets", "list", "--event", event["event_id"])}
        assert {"Parkett/A/5", "Parkett/A/6"} <= seats, "the seat is on the tickets that the store sends back"
        two.one("outbox", "push")
        assert two.run("seats", "check", "--event", event["event_id"]) == []
        out = tmp_path / "out.csv"
        two.one("seats", "export", kept["map_id"], "-o", str(out))
        assert out.read_text(encoding="utf-8").count("Parkett") == 20


def _categories(till: BoxOffice, event_id: str) -> list[str]:
    return [row["category_id"] for row in till.one("events", "show", event_id)["categories"]]
