"""Ed25519 as the stations use it, against RFC 8032's own example."""

from __future__ import annotations

import pytest

from ticketforge_desktop.domain.errors import BadInput, WrongKey
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationKeySmith

# RFC 8032, section 7.1, test 2.
PRIVATE = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_the_standards_example_is_signed_and_verified() -> None:
    signer = StationKeySmith().signer(PRIVATE)
    assert (signer.public_key, signer.sign(b"\x72")) == (PUBLIC, SIGNATURE)
    assert CachingVerifier().verify(PUBLIC, b"\x72", SIGNATURE)


def test_anything_else_is_refused_and_never_raises() -> None:
    verifier = CachingVerifier()
    flipped = bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:]
    for public, message, signature in [
        (PUBLIC, b"\x73", SIGNATURE),
        (PUBLIC, b"\x72", flipped),
        (PUBLIC, b"\x72", SIGNATURE[:-1]),
        (PUBLIC, b"\x72", b""),
        (PUBLIC[:-1], b"\x72", SIGNATURE),
        (b"\xff" * 32, b"\x72", SIGNATURE),
        (b"", b"", b""),
    ]:
        assert not verifier.verify(public, message, signature)
    assert verifier.verify(PUBLIC, b"\x72", SIGNATURE)


def test_more_keys_than_any_shop_has_do_not_fill_the_memory() -> None:
    verifier, smith = CachingVerifier(), StationKeySmith()
    for _ in range(300):
        verifier.verify(smith.signer(smith.forge()).public_key, b"", b"")
    assert len(verifier._loaded) <= 256
    assert verifier.verify(PUBLIC, b"\x72", SIGNATURE)


def test_keys_are_forged_anew_each_time_and_taken_up_again() -> None:
    smith = StationKeySmith()
    one, other = smith.forge(), smith.forge()
    assert one != other
    assert smith.signer(one).public_key == smith.signer(one).public_key != smith.signer(other).public_key
    assert len(smith.random(16)) == 16


@pytest.mark.parametrize("text", ["", "rust", "00", "zz" * 32])
def test_a_damaged_private_key_is_told(text: str) -> None:
    with pytest.raises(WrongKey):
        StationKeySmith().signer(text)


def test_no_random_bytes_is_a_mistake() -> None:
    with pytest.raises(BadInput):
        StationKeySmith().random(0)
