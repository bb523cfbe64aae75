"""The file of a bulk job over HTTP: whole rows, taken up where it broke, torn ends noticed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shopify.scripted_store import SHOP, Answer, Asked, data, in_turn, scripted_store
from ticketforge_desktop.domain.errors import BulkIncomplete, NetworkUnavailable, StoreBusy, StoreRefused
from ticketforge_desktop.services.ports.store import StoreLogin
from ticketforge_desktop.shopify.auth import PastedToken
from ticketforge_desktop.shopify.bulk import download
from ticketforge_desktop.shopify.client import Client
from ticketforge_desktop.shopify.exchange import open_http
from ticketforge_desktop.shopify.opening import open_store
from ticketforge_desktop.shopify.throttle import Throttle

ROWS = [
    json.dumps({"id": f"gid://shopify/Order/{number}", "note": "ü" * (number % 9)}).encode() for number in range(40)
]
FILE = b"\n".join(ROWS) + b"\n"


def part(asked: Asked, file: bytes = FILE, cut: int | None = None) -> Answer:
    """The file as a server of files gives it, ranges understood."""
    wanted = asked.headers.get("Range", "")
    start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
    if start >= len(file):
        return Answer(status=416)
    headers = {"Content-Range": f"bytes {start}-{len(file) - 1}/{len(file)}"}
    return Answer(file[start:], status=206 if wanted else 200, headers=headers if wanted else {}, cut=cut)


def read(url: str, from_byte: int = 0, rows_a_chunk: int = 7) -> list[tuple[list[bytes], int]]:
    http = open_http(5)
    client = Client(http, url, PastedToken("shpat_1"), Throttle(), sleep=lambda _s: None)
    try:
        return list(download(client, f"{url}/file", from_byte, rows_a_chunk=rows_a_chunk))
    finally:
        client.close()


def rows_of(chunks: list[tuple[list[bytes], int]]) -> list[bytes]:
    return [row for rows, _ in chunks for row in rows]


def test_the_whole_file_comes_in_stretches_and_without_the_token() -> None:
    with scripted_store(part) as there:
        chunks = read(there.url)
    assert rows_of(chunks) == ROWS
    assert chunks[-1][1] == len(FILE)
    assert "X-Shopify-Access-Token" not in there.asked[0].headers


def test_every_stretch_ends_where_one_can_go_on() -> None:
    with scripted_store(part) as there:
        seen = 0
        for rows, byte in read(there.url):
            seen += len(rows)
            assert rows_of(read(there.url, byte)) == ROWS[seen:]


def test_a_dropped_connection_is_taken_up_behind_the_last_whole_row() -> None:
    def script(asked: Asked) -> Answer:
        return part(asked, cut=700 if len(there.asked) < 4 else None)

    with scripted_store(script) as there:
        assert rows_of(read(there.url)) == ROWS
        starts = [asked.headers.get("Range") for asked in there.asked]
    assert len(starts) == 4
    assert starts[0] is None
    assert len(set(starts)) == 4


def test_a_connection_that_brings_nothing_again_and_again_is_given_up() -> None:
    with scripted_store(lambda asked: part(asked, cut=10)) as there, pytest.raises(NetworkUnavailable):
        read(there.url)
    assert len(there.asked) == 5


def test_a_server_that_knows_no_ranges_is_read_from_the_start_and_skipped() -> None:
    with scripted_store(in_turn(Answer(FILE))) as there:
        assert rows_of(read(there.url, len(ROWS[0]) + 1)) == ROWS[1:]


def test_a_server_that_sends_another_part_is_not_believed() -> None:
    wrong = Answer(FILE[5:], status=206, headers={"Content-Range": f"bytes 5-{len(FILE) - 1}/{len(FILE)}"})
    with scripted_store(in_turn(wrong)) as there, pytest.raises(BulkIncomplete):
        read(there.url, 40)


def test_nothing_behind_the_end() -> None:
    with scripted_store(part) as there:
        assert read(there.url, len(FILE)) == []


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_file_that_is_gone_is_told_as_gone(status: int) -> None:
    with scripted_store(in_turn(Answer(status=status))) as there, pytest.raises(BulkIncomplete) as gone:
        read(there.url)
    assert gone.value.facts["gone"] is True


def test_a_file_server_out_of_order_is_no_network() -> None:
    with scripted_store(in_turn(Answer(status=503))) as there, pytest.raises(NetworkUnavailable):
        read(there.url)


def test_a_last_row_without_a_line_break_counts_if_it_is_whole() -> None:
    with scripted_store(lambda asked: part(asked, FILE[:-1])) as there:
        chunks = read(there.url)
    assert rows_of(chunks) == ROWS
    assert chunks[-1][1] == len(FILE) - 1


# Behind the brace of a row, and behind its line break.
ROW_ENDS = [at for at in range(1, len(FILE)) if FILE[:at].endswith((b"}", b"\n"))]


@settings(max_examples=25, deadline=None)
@given(st.integers(1, len(FILE) - 1) | st.sampled_from(ROW_ENDS))
def test_a_file_cut_anywhere_is_noticed_or_ends_with_a_whole_row(length: int) -> None:
    """A file that was cut and still claims to be whole: a torn row is told, rows that miss altogether are for the
    count to find."""
    torn = FILE[:length]
    with scripted_store(lambda asked: part(asked, torn)) as there:
        if torn.endswith(b"\n") or torn.endswith(b"}"):
            found = rows_of(read(there.url))
            assert found == ROWS[: len(found)]
            assert len(found) == torn.count(b"}")
        else:
            with pytest.raises(BulkIncomplete):
                read(there.url)


JOB = {
    "id": "gid://shopify/BulkOperation/1",
    "status": "COMPLETED",
    "errorCode": None,
    "createdAt": "2026-11-22T10:00:00Z",
    "objectCount": "12",
    "fileSize": "340",
    "url": None,
    "partialDataUrl": None,
}


class TestJobs:
    def test_counters_are_strings_on_the_wire_and_an_empty_job_has_no_address(self) -> None:
        with scripted_store(in_turn(data({"bulkOperation": JOB}))) as there:
            store = open_store(StoreLogin(there.url, token="shpat_1"))
            job = store.bulk(JOB["id"])
            store.close()
        assert (job.state, job.object_count, job.file_size, job.url) == ("COMPLETED", 12, 340, "")

    def test_a_job_nobody_knows_has_expired(self) -> None:
        with scripted_store(in_turn(data({"bulkOperation": None}))) as there:
            store = open_store(StoreLogin(there.url, token="shpat_1"))
            assert store.bulk("gid://shopify/BulkOperation/9").state == "EXPIRED"
            store.close()

    @pytest.mark.parametrize(
        ("code", "error"),
        [("LIMIT_REACHED", StoreBusy), ("OPERATION_IN_PROGRESS", StoreBusy), ("INVALID", StoreRefused)],
    )
    def test_a_job_the_store_does_not_start(self, code: str, error: type[Exception]) -> None:
        def script(asked: Asked) -> Answer:
            query = asked.json["query"]
            if "bulkOperationRunQuery" in query:
                refusal = [{"code": code, "field": None, "message": "no"}]
                return data({"bulkOperationRunQuery": {"bulkOperation": None, "userErrors": refusal}})
            return data({"bulkOperations": {"nodes": []}}) if "bulkOperations" in query else data(SHOP)

        with scripted_store(script) as there:
            store = open_store(StoreLogin(there.url, token="shpat_1"))
            with pytest.raises(error):
                store.start_bulk("orders")
            store.close()
