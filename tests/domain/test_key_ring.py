"""The key ring: however stations change it, no key is lost and no revocation taken back."""

from __future__ import annotations

import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.key_ring import EMPTY, KeyRing, merge, read_ring, ring_of, write_ring
from ticketforge_desktop.domain.records import PublicKeyRecord

times = st.sampled_from(["", "2026-11-01T10:00:00Z", "2026-11-02T10:00:00Z", "2026-11-03T10:00:00Z"])


def key(number: int, enrolled: str = "", revoked: str = "") -> PublicKeyRecord:
    public = number.to_bytes(32, "big")
    return PublicKeyRecord(key_id_of(public).hex(), f"till {number} ä", public.hex(), enrolled, revoked)


keys = st.builds(key, st.integers(1, 5), times, times)
rings = st.builds(ring_of, st.sampled_from(["", "0" * 32, "f" * 32]), st.lists(keys, max_size=6))


def believed_since(ring: KeyRing) -> dict[str, tuple[str, str]]:
    return {found.key_id: (found.enrolled_at, found.revoked_at) for found in ring.keys}


@given(rings, rings)
def test_a_merge_loses_no_key_and_takes_no_revocation_back(published: KeyRing, ours: KeyRing) -> None:
    merged = merge(published, ours)
    for ring in (published, ours):
        for key_id, (enrolled, revoked) in believed_since(ring).items():
            found = believed_since(merged)[key_id]
            assert not enrolled or "" < found[0] <= enrolled
            assert not revoked or "" < found[1] <= revoked
    assert set(believed_since(merged)) == set(believed_since(published)) | set(believed_since(ours))
    assert merged.ean_key == (published.ean_key or ours.ean_key)


@given(st.lists(rings, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_stations_that_merge_in_any_order_end_alike(told: list[KeyRing], chance: Any) -> None:
    shuffled = told.copy()
    chance.shuffle(shuffled)
    assert reduce(merge, told).keys == reduce(merge, shuffled).keys
    assert merge(told[0], told[0]) == told[0]


@given(rings)
def test_a_ring_is_read_as_it_was_written(ring: KeyRing) -> None:
    assert read_ring(write_ring(ring)) == ring


def test_two_keys_of_one_id_are_settled_alike_everywhere() -> None:
    one = key(1)
    other = one._replace(public_key="ff" * 32, enrolled_at="2026-11-01T10:00:00Z")
    assert ring_of("", [one, other]) == ring_of("", [other, one]) == KeyRing("", (other,))


def test_keys_are_found_by_their_id() -> None:
    ring = ring_of("", [key(1), key(2, "2026-11-01T10:00:00Z")])
    assert ring.find(key(2).key_id) == key(2, "2026-11-01T10:00:00Z")
    assert ring.find("00000000") is None
    assert ring.any_enrolled
    assert not EMPTY.any_enrolled


def document(**told: Any) -> str:
    entry = key(1)._asdict() | told.pop("key", {})
    return json.dumps({"version": 1, "ean_key": "", "keys": [entry]} | told)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "[" * 100_000,
        document(version=2),
        document(version=None),
        document(ean_key=5),
        document(ean_key="xyz"),
        document(keys={}),
        document(keys=["a"]),
        document(key={"public_key": "00" * 32}),  # not the key of this id
        document(key={"public_key": "xx"}),
        document(key={"station": None}),
        document(key={"revoked_at": "yesterday"}),
        document(key={"enrolled_at": "2026-11-01"}),
    ],
)
def test_a_damaged_or_newer_document_is_refused_as_it_is(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_ring(text)
    assert "codes" in refused.value.next_step


def test_fields_of_later_versions_are_tolerated() -> None:
    assert read_ring(document(key={"place": "foyer"}, more=1)).keys == (key(1),)
