"""Bulk jobs: started once, asked for, and their file read row by row (shopify.dev: "Perform bulk operations").

A job that a killed sync left running is taken over: it is known by its query, which the store gives back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from ticketforge_desktop.domain.errors import BulkIncomplete, NetworkUnavailable, StoreBusy
from ticketforge_desktop.services.ports.store import BulkJob
from ticketforge_desktop.shopify import replies
from ticketforge_desktop.shopify.client import BACKGROUND, Client
from ticketforge_desktop.shopify.documents import bulk_query, document
from ticketforge_desktop.shopify.exchange import unreachable
from ticketforge_desktop.shopify.faults import refused

if TYPE_CHECKING:
    import httpx

ROWS_A_CHUNK: Final = 8_000
_ATTEMPTS: Final = 5
_PAUSE_S: Final = 1.0
_STARTS: Final = 3
_UNDER_WAY: Final = frozenset({"CREATED", "RUNNING"})
_FULL: Final = frozenset({"LIMIT_REACHED", "OPERATION_IN_PROGRESS"})


class BulkJobs:
    """The bulk jobs of one store."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def start(self, feed: str) -> BulkJob:
        """Start the job of a feed, or take over the one that is under way.

        Raises:
            StoreBusy: all five places are taken by other jobs.
        """
        query = bulk_query(feed)
        before = self._jobs_of(query)
        under_way = next((job for job in before if job.status in _UNDER_WAY), None)
        if under_way is not None:
            return _job(under_way)
        known = {job.id for job in before}
        for attempt in range(1, _STARTS + 1):
            try:
                return self._start(query)
            except NetworkUnavailable:
                # It may have begun, or even ended, before the reply was lost. If it did not, starting is harmless.
                begun = next((job for job in self._jobs_of(query) if job.id not in known), None)
                if begun is not None:
                    return _job(begun)
                if attempt == _STARTS:
                    raise
        raise AssertionError("the last attempt returns or raises")

    def _start(self, query: str) -> BulkJob:
        reply = self._client.run(document("bulk_start"), replies.BulkStart, {"query": query}, BACKGROUND)
        started = reply.bulk_operation_run_query or replies.StartedJob()
        if started.bulk_operation is not None:
            return _job(started.bulk_operation)
        if any(error.code in _FULL for error in started.user_errors):
            raise StoreBusy("The store is running as many bulk jobs as it allows.")
        raise refused("start a bulk job", started.user_errors)

    def get(self, job_id: str) -> BulkJob:
        """A job as it is now; one the store does not know counts as EXPIRED."""
        reply = self._client.run(document("bulk_job"), replies.BulkJob, {"id": job_id})
        if reply.bulk_operation is None:
            return BulkJob(job_id, "EXPIRED", "", 0, "", "", "", 0)
        return _job(reply.bulk_operation)

    def _jobs_of(self, query: str) -> list[replies.Job]:
        """The newest jobs with this query, newest first."""
        reply = self._client.run(document("bulk_jobs"), replies.BulkJobs, {})
        return [job for job in reply.bulk_operations.nodes if job is not None and job.query.strip() == query]


def _job(job: replies.Job) -> BulkJob:
    return BulkJob(
        job_id=job.id,
        state=job.status,
        created_at=job.created_at,
        object_count=int(job.object_count or 0),
        url=job.url or "",
        partial_url=job.partial_data_url or "",
        error_code=job.error_code or "",
        file_size=int(job.file_size or 0),
    )


def download(
    client: Client, url: str, from_byte: int, *, rows_a_chunk: int = ROWS_A_CHUNK
) -> Iterator[tuple[list[bytes], int]]:
    """Whole rows of a file from a byte on, in stretches, each with the byte behind it.

    A dropped connection is taken up again behind the last whole row, as long as each attempt brings something.

    Raises:
        BulkIncomplete: the file ends within a row, or can't be had any more (`facts["gone"]`).
        NetworkUnavailable: it does not come through.
    """
    import httpx

    done, failed = from_byte, 0
    while True:
        started = done
        try:
            for rows, byte in _stretches(client, url, started, rows_a_chunk):
                done = byte
                if rows:
                    yield rows, byte
            return
        except httpx.RequestError as error:
            failed = 1 if done > started else failed + 1
            if failed >= _ATTEMPTS:
                raise unreachable(error) from error
            client.pause(_PAUSE_S * failed)


def _stretches(client: Client, url: str, start: int, most: int) -> Iterator[tuple[list[bytes], int]]:
    import httpx

    headers = {"Accept-Encoding": "identity"}  # bytes on the wire must be bytes of the file
    if start:
        headers["Range"] = f"bytes={start}-"
    with client.stream(url, headers) as answer:
        skip = _bytes_to_skip(answer, start)
        if skip is None:
            return
        rows: list[bytes] = []
        rest, done = b"", start
        try:
            for read in answer.iter_raw():
                whole, line_break, rest = (rest + read[skip:]).rpartition(b"\n")
                skip = max(0, skip - len(read))
                if line_break:
                    rows += [row for row in whole.split(b"\n") if row]
                    done += len(whole) + 1
                if len(rows) >= most:
                    yield rows, done
                    rows = []
        except httpx.RequestError:
            if rows:
                yield rows, done
            raise
        if rest:
            rows.append(_last_row(rest, done))
            done += len(rest)
        yield rows, done


def _bytes_to_skip(answer: httpx.Response, start: int) -> int | None:
    """How much of the answer we have already; None when the file ends where we stand."""
    if answer.status_code == 206:
        told = answer.headers.get("Content-Range", "")
        if not told.startswith(f"bytes {start}-"):
            raise BulkIncomplete("The store sent another part of the bulk file than was asked for.", told=told)
        return 0
    if answer.status_code == 200:
        return start
    if answer.status_code == 416 and start:
        return None
    if answer.status_code >= 500 or answer.status_code == 429:
        raise NetworkUnavailable(f"The bulk file can't be had now (HTTP {answer.status_code}).")
    raise BulkIncomplete(f"The bulk file can't be had any more (HTTP {answer.status_code}).", gone=True)


def _last_row(row: bytes, at: int) -> bytes:
    """The last row when no line break follows it: whole if it is JSON, for no beginning of an object is."""
    try:
        msgspec.json.decode(row)
    except msgspec.MsgspecError:
        raise BulkIncomplete("The bulk file ends within a row.", byte=at) from None
    return row
