"""What stations tell of their papers: read as it was written, small enough for the store, and nonsense harms nobody."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.printed_marks import (
    MOST_A_SHARD,
    SHARDS,
    Voice,
    digest_of,
    mark_of,
    part_key,
    read_index,
    read_part,
    write_index,
    write_part,
)

marks = st.binary(min_size=6, max_size=6).map(bytes.hex)


@given(st.lists(marks, max_size=30))
def test_marks_are_read_as_they_were_written(told: list[str]) -> None:
    assert list(read_part(write_part(told))) == sorted(set(told))
    assert write_part(reversed(told)) == write_part(told), "the same marks, the same text, the same digest"


@given(st.text(max_size=40))
def test_nonsense_names_no_ticket(text: str) -> None:
    assert read_part(text) == ()
    assert all(len(mark) == 12 for mark in read_part(json.dumps({"tickets": text})))
    assert read_index(text) == {}


@given(st.dictionaries(st.uuids().map(str), st.dictionaries(st.sampled_from(SHARDS), st.text(max_size=12)), max_size=4))
def test_the_index_is_read_as_it_was_written(told: dict[str, dict[str, str]]) -> None:
    voices = {station: Voice("Kasse 1", digests) for station, digests in told.items()}
    assert read_index(write_index(voices)) == voices


def test_a_full_shard_fits_into_a_document_of_the_store() -> None:
    text = write_part(f"{number:012x}" for number in range(MOST_A_SHARD + 10))
    assert len(text.encode()) < 128_000
    assert len(read_part(text)) == MOST_A_SHARD


def test_names_and_keys() -> None:
    assert mark_of("00112233aabbccdd") == "00112233aabb"
    assert part_key("a", "0") != part_key("b", "0") != part_key("b", "1")
    assert len(part_key("a" * 36, "f")) <= 64
    assert digest_of("a") != digest_of("b")
    half = '{"v":1,"tickets":"AAAAAAA="}'
    assert read_part(half) == (), "half a mark is none"
