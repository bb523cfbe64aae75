"""The first sync, and any full one: everything by bulk into a mirror beside the one in use, then swapped in.

Nothing moves before it is whole: the rows of each file are counted against what the store says it holds. What is
durable stays so: killed at any byte, the next sync goes on behind the last row that was written. A job that fails,
expires or delivers less than it counted is started anew, and what it had brought is dropped.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import ChangeSet
from ticketforge_desktop.domain.errors import BulkIncomplete, ScopeMissing, StoreBusy
from ticketforge_desktop.domain.records import PublicKeyRecord, ShopRecord
from ticketforge_desktop.services.ports.mirror import LoadProgress, MirrorWriter, ShadowMirror, Watermark
from ticketforge_desktop.services.ports.store import BulkJob, Store
from ticketforge_desktop.sync.deletions import FEED as DELETIONS
from ticketforge_desktop.sync.overlap import before
from ticketforge_desktop.sync.steps import Steps

# Small ones first: the store works on all of them at once, the orders' job takes longest.
FEEDS: Final = ("products", "customers", "orders")
_JOBS: Final = 3
_DOWNLOADS: Final = 3
_FIRST_POLL_S: Final = 0.25
_LONGEST_POLL_S: Final = 10.0


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for reference cycles: rows come by the million and none refers back.

    Looking through them again and again costs a fifth of a first sync; counting references frees them as it is.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class FirstSync:
    """One full sync of one shop."""

    def __init__(self, store: Store, mirror: MirrorWriter, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._store, self._mirror, self._sleep = store, mirror, sleep

    def run(self, shop: ShopRecord, keys: Sequence[PublicKeyRecord], steps: Steps) -> ChangeSet:
        """Fill the shadow and swap it in.

        Raises:
            BulkIncomplete: the store did not deliver a whole file in several attempts; the mirror in use is untouched.
            ScopeMissing: a job may not read what it must.
        """
        shadow = self._mirror.shadow()
        for feed in FEEDS:
            self._start_early(shadow, feed)
        self._small(shadow, shop, keys)
        with uncollected():
            for feed in FEEDS:
                self._load_feed(shadow, feed, steps)
            steps.at("finishing")
            return shadow.finish(shop, self._watermarks(shadow))

    def _start_early(self, shadow: ShadowMirror, feed: str) -> None:
        if shadow.progress(feed) is None:
            try:
                self._begin(shadow, feed)
            except StoreBusy:
                return  # all places are taken: this one is started when its turn comes

    def _begin(self, shadow: ShadowMirror, feed: str) -> LoadProgress:
        job = self._store.start_bulk(feed)
        progress = LoadProgress(feed, job.job_id, job.created_at, "", 0, 0, False)
        shadow.begin(progress)
        return progress

    def _small(self, shadow: ShadowMirror, shop: ShopRecord, keys: Sequence[PublicKeyRecord]) -> None:
        """Places and station keys: few, fetched whole each time."""
        cursor, more = "", True
        batch = StoreBatch()
        while more:
            page = self._store.changed("locations", "", cursor)
            batch = replace(batch, locations=batch.locations + page.batch.locations)
            cursor, more = page.cursor, page.more
        batch = replace(batch, keys=tuple(keys))
        start = LoadProgress("locations", "", "", "", 0, 0, False)
        shadow.begin(start)
        shadow.load((batch,), replace(start, rows_done=len(batch), complete=True))

    def _load_feed(self, shadow: ShadowMirror, feed: str, steps: Steps) -> None:
        trouble: BulkIncomplete | None = None
        for _ in range(_JOBS):
            progress = shadow.progress(feed) if trouble is None else None
            if progress is None:
                progress = self._begin(shadow, feed)
            if progress.complete:
                return
            try:
                job = self._finished(progress, steps)
                self._load_job(shadow, progress, job, steps)
                return
            except BulkIncomplete as incomplete:
                trouble = incomplete
        assert trouble is not None
        raise trouble

    def _finished(self, progress: LoadProgress, steps: Steps) -> BulkJob:
        """The job once it is completed."""
        pause = _FIRST_POLL_S
        while True:
            job = self._store.bulk(progress.job_id)
            if job.state == "COMPLETED":
                return job
            if job.state not in ("CREATED", "RUNNING", "CANCELING"):
                raise _lost(progress.feed, job)
            steps.at("preparing", progress.feed, job.object_count)
            self._sleep(pause)
            pause = min(pause * 1.5, _LONGEST_POLL_S)

    def _load_job(self, shadow: ShadowMirror, progress: LoadProgress, job: BulkJob, steps: Steps) -> None:
        """All rows of a job's file, from where we stand; a short download is tried again before the job is given up."""
        for attempt in range(1, _DOWNLOADS + 1):
            try:
                progress = self._download(shadow, progress, job, steps)
            except BulkIncomplete as torn:
                if torn.facts.get("gone") or attempt == _DOWNLOADS:
                    raise
                progress = shadow.progress(progress.feed) or progress
                continue
            if progress.rows_done == job.object_count:
                shadow.load((), replace(progress, complete=True))
                return
            if progress.rows_done > job.object_count:
                break
        raise BulkIncomplete(
            f"The store counted {job.object_count} rows of {progress.feed}, {progress.rows_done} arrived.",
            feed=progress.feed,
            counted=job.object_count,
            arrived=progress.rows_done,
        )

    def _download(self, shadow: ShadowMirror, progress: LoadProgress, job: BulkJob, steps: Steps) -> LoadProgress:
        steps.at("loading", progress.feed, progress.rows_done, job.object_count)
        if not job.url:  # the store gives no file for no rows
            return progress
        for chunk in self._store.bulk_rows(progress.feed, job.url, progress.bytes_done, progress.rows_done):
            progress = replace(progress, url=job.url, bytes_done=chunk.bytes_done, rows_done=chunk.rows_done)
            shadow.load(chunk.batches, progress)
            steps.at("loading", progress.feed, progress.rows_done, job.object_count)
        return progress

    def _watermarks(self, shadow: ShadowMirror) -> list[Watermark]:
        """Each feed is known up to its job's start less the overlap: what changed while it ran is read again."""
        found = []
        for feed in FEEDS:
            progress = shadow.progress(feed)
            assert progress is not None
            found.append(Watermark(feed, before(progress.started_at)))
            if feed == "products":
                found.append(Watermark("stock", before(progress.started_at)))
        found.append(Watermark(DELETIONS, min(mark.at for mark in found)))
        return found


def _lost(feed: str, job: BulkJob) -> BulkIncomplete | ScopeMissing:
    if job.error_code == "ACCESS_DENIED":
        return ScopeMissing(f"The store refuses to export {feed} for want of an access scope.", scopes=[], feed=feed)
    return BulkIncomplete(
        f"The store's job for {feed} ended as {job.state} {job.error_code}".rstrip() + ".",
        feed=feed,
        state=job.state,
        error_code=job.error_code,
    )
