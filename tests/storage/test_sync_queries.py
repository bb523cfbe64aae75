"""What the sync page reads: history, feeds, and what could not be taken over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ticketforge_desktop.services.sync_views import SyncRun, Used
from ticketforge_desktop.storage.cipher import MIRROR_FILE, Vault
from ticketforge_desktop.storage.profile import Profile
from ticketforge_desktop.storage.times import stamp

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def ran(profile: Profile, minutes: float, mode: str = "incremental", **facts: object) -> None:
    profile.mirror_writer.note_sync(mode, NOON + timedelta(minutes=minutes), {"seconds": 1.5, **facts})


def into(profile: Profile, sql: str, *values: object) -> None:
    """Write into the mirror past the program, as other parts of it do."""
    profile.sync_queries.feeds()  # the file is there
    connection = Vault(profile.mirror_path, MIRROR_FILE, bytes(range(32))).connect()
    connection.execute("BEGIN")
    connection.execute(sql, values)
    connection.execute("COMMIT")
    connection.close()


def test_a_profile_that_never_synced_has_nothing_to_tell(profile: Profile) -> None:
    asked = profile.sync_queries
    assert list(asked.history(10)) == []
    assert asked.last() is None
    assert asked.used(NOON) == Used(0, 0)
    assert asked.trouble_count() == 0
    assert [feed.feed for feed in asked.feeds()][:3] == ["orders", "stock", "products"]
    assert all(feed.watermark is None for feed in asked.feeds())


def test_the_history_is_newest_first_and_can_leave_out_what_found_nothing(profile: Profile) -> None:
    ran(profile, 0, "bulk", requests=40, cost=900, throttled=1, changed=312)
    ran(profile, 1, requests=4, cost=18, changed=0)
    ran(profile, 2, requests=5, cost=31, changed=2)
    ran(profile, 3, requests=1, cost=0, error="network_unavailable")
    ran(profile, 4, "drift", requests=6, cost=60, changed=0)
    asked = profile.sync_queries
    assert [run.mode for run in asked.history(10)] == ["drift", "incremental", "incremental", "incremental", "bulk"]
    eventful = asked.history(10, eventful=True)
    assert [(run.mode, run.changed, run.error) for run in eventful] == [
        ("drift", 0, ""),
        ("incremental", 0, "network_unavailable"),
        ("incremental", 2, ""),
        ("bulk", 312, ""),
    ]
    assert len(asked.history(2)) == 2
    first = asked.history(10)[-1]
    assert (first.seconds, first.requests, first.cost, first.throttled) == (1.5, 40, 900, 1)


def test_the_last_that_went_through_is_never_one_that_failed(profile: Profile) -> None:
    ran(profile, 0, "sweep")
    ran(profile, 5, "incremental", changed=1)
    ran(profile, 9, "incremental", error="store_busy")
    ran(profile, 10, "sweep", error="network_unavailable")
    asked = profile.sync_queries

    def ended(run: SyncRun | None) -> float:
        assert run is not None
        return (run.ended_at - NOON) / timedelta(minutes=1)

    assert ended(asked.last()) == 5
    assert ended(asked.last("sweep")) == 0
    assert ended(asked.last("sweep", "incremental")) == 5
    assert asked.last("drift") is None


def test_an_hour_of_requests_and_points_is_added_up(profile: Profile) -> None:
    ran(profile, -61, requests=1000, cost=90_000)
    ran(profile, -30, requests=4, cost=18)
    ran(profile, -1, requests=5, cost=31)
    ran(profile, 0)  # an older program told neither
    assert profile.sync_queries.used(NOON - timedelta(hours=1)) == Used(9, 49)


def test_watermarks_stand_beside_their_feed_and_an_unknown_feed_is_told_too(profile: Profile) -> None:
    for feed in ("orders", "gift_cards"):
        into(profile, "INSERT INTO sync_state (feed, at) VALUES (?,?)", feed, "2026-11-22T11:59:00Z")
    into(profile, "INSERT INTO counts (kind, number) VALUES ('orders', 2500) ON CONFLICT (kind) DO UPDATE"
         " SET number = 2500")  # fmt: skip
    feeds = {feed.feed: feed for feed in profile.sync_queries.feeds()}
    assert feeds["orders"].watermark == NOON - timedelta(minutes=1)
    assert feeds["orders"].objects == 2500
    assert feeds["customers"].watermark is None
    assert list(feeds)[-1] == "gift_cards"


def test_what_could_not_be_taken_over_is_listed_newest_first(profile: Profile) -> None:
    for number, minutes in ((7, 0), (8, 5)):
        into(
            profile,
            "INSERT INTO store_troubles (kind, object_id, name, code, reason, since, tries) VALUES (?,?,?,?,?,?,?)",
            "order", number, f"#10{number:02}", "bad_money", "A price has no currency.",
            stamp(NOON + timedelta(minutes=minutes)), number,
        )  # fmt: skip
    asked = profile.sync_queries
    assert asked.trouble_count() == 2
    assert [(row.name, row.tries, row.reason) for row in asked.troubles(9)] == [
        ("#1008", 8, "A price has no currency."),
        ("#1007", 7, "A price has no currency."),
    ]
