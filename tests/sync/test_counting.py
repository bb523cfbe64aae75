"""Rows are counted before anything moves: a store that delivers less, or more, than it says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sync.rig import station
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.errors import BulkIncomplete, ScopeMissing, StoreBusy
from ticketforge_desktop.services.ports.store import BulkChunk, BulkJob


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoStore]:
    with DemoStore.start(orders=60, events=4, plan="plus") as store:
        yield store


class Between:
    """Stands between the engine and a real store; tests change what passes."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.started: list[str] = []
        self.downloads = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def start_bulk(self, feed: str) -> BulkJob:
        self.started.append(feed)
        return self._store.start_bulk(feed)


def between(kind: type[Between]) -> tuple[list[Between], Any]:
    made: list[Between] = []

    def wrap(store: Any) -> Any:
        made.append(kind(store))
        return made[-1]

    return made, wrap


@pytest.mark.parametrize("too_many", [1, -1])
def test_a_count_that_is_never_met_moves_nothing(tmp_path: Path, demo: DemoStore, too_many: int) -> None:
    class Miscounting(Between):
        def bulk(self, job_id: str) -> BulkJob:
            job = self._store.bulk(job_id)
            return replace(job, object_count=job.object_count + too_many)

    made, wrap = between(Miscounting)
    with station(tmp_path, demo, wrap=wrap) as rig:
        with pytest.raises(BulkIncomplete) as incomplete:
            rig.sync()
        assert incomplete.value.facts["arrived"] - incomplete.value.facts["counted"] == -too_many
        assert rig.profile.mirror_writer.shop() is None
        assert made[0].started.count("products") == 3, "a job that delivers the wrong number is started anew"


def test_a_download_that_ends_early_at_the_end_of_a_row_is_taken_up_again(tmp_path: Path, demo: DemoStore) -> None:
    """No torn row and no lost connection gives it away: only the count does."""

    class Short(Between):
        def bulk_rows(self, feed: str, url: str, from_byte: int, rows_done: int) -> Iterator[BulkChunk]:
            self.downloads += 1
            for place, chunk in enumerate(self._store.bulk_rows(feed, url, from_byte, rows_done)):
                if feed == "orders" and place == 1 and self.downloads < 5:
                    return
                yield chunk

    made, wrap = between(Short)
    with station(tmp_path, demo, wrap=wrap) as rig, pytest.MonkeyPatch.context() as patch:
        patch.setattr("ticketforge_desktop.shopify.store.ROWS_A_CHUNK", 40)
        assert rig.sync().orders == 60
        assert made[0].started.count("orders") == 1
        assert made[0].downloads >= 5


def test_a_file_that_is_torn_once_is_taken_up_behind_its_last_whole_row(tmp_path: Path, demo: DemoStore) -> None:
    class Torn(Between):
        def bulk_rows(self, feed: str, url: str, from_byte: int, rows_done: int) -> Iterator[BulkChunk]:
            for place, chunk in enumerate(self._store.bulk_rows(feed, url, from_byte, rows_done)):
                if feed == "orders" and place == 1 and not self.downloads:
                    self.downloads += 1
                    raise BulkIncomplete("The bulk file ends within a row.")
                yield chunk

    made, wrap = between(Torn)
    with station(tmp_path, demo, wrap=wrap) as rig, pytest.MonkeyPatch.context() as patch:
        patch.setattr("ticketforge_desktop.shopify.store.ROWS_A_CHUNK", 40)
        assert rig.sync().orders == 60
        assert made[0].downloads == 1
        assert made[0].started.count("orders") == 1


def test_a_store_with_no_free_place_for_a_job_is_asked_again_when_its_turn_comes(
    tmp_path: Path, demo: DemoStore
) -> None:
    class Crowded(Between):
        def start_bulk(self, feed: str) -> BulkJob:
            job = super().start_bulk(feed)
            if feed == "orders" and self.started.count("orders") == 1:
                raise StoreBusy("five jobs are running")
            return job

    made, wrap = between(Crowded)
    with station(tmp_path, demo, wrap=wrap) as rig:
        assert rig.sync().orders == 60
        assert made[0].started.count("orders") == 2


def test_a_job_that_may_not_read_what_it_must_is_a_missing_scope(tmp_path: Path, demo: DemoStore) -> None:
    class Forbidden(Between):
        def bulk(self, job_id: str) -> BulkJob:
            return replace(self._store.bulk(job_id), state="FAILED", error_code="ACCESS_DENIED")

    with station(tmp_path, demo, wrap=between(Forbidden)[1]) as rig, pytest.raises(ScopeMissing):
        rig.sync()


def test_a_job_that_expired_while_the_station_was_off_is_started_anew(tmp_path: Path, demo: DemoStore) -> None:
    class Expired(Between):
        def bulk(self, job_id: str) -> BulkJob:
            job = self._store.bulk(job_id)
            self.downloads += 1
            return replace(job, state="EXPIRED", url="") if self.downloads == 1 else job

    made, wrap = between(Expired)
    with station(tmp_path, demo, wrap=wrap) as rig:
        assert rig.sync().orders == 60
        assert made[0].started.count("products") == 2
