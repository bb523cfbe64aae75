"""The signed code of a ticket: 24 bytes of facts, a 64-byte signature, written as 223 digits.

Format, rules and test vectors: `docs/ticket-code.md`. Signing and verifying are left to the caller; this module
makes and reads the bytes. Decimal, because digits are the same on every keyboard layout a scanner may type on.
"""

from __future__ import annotations

import struct
from binascii import crc_hqx
from enum import Enum
from hashlib import blake2b
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.ticket_numbers import FIRST_ISSUE, LAST_ISSUE, framed

VERSION: Final = 1
HEAD: Final = "84701"
CODE_DIGITS: Final = 223
SIGNATURE_BYTES: Final = 64

_SIGNED_AS: Final = b"TicketForge ticket code v1\x00"
_PAYLOAD: Final = struct.Struct(">B4s5s8s4sH")
_BLOCK_BYTES: Final = 17
_BLOCK_DIGITS: Final = 41
_TAIL_DIGITS: Final = 8
_CRC_DIGITS: Final = 5
_CRC_START: Final = 0xFFFF
_BODY_END: Final = CODE_DIGITS - _CRC_DIGITS
_BLOCK_STARTS: Final = tuple(range(len(HEAD), _BODY_END - _TAIL_DIGITS, _BLOCK_DIGITS))
_TAIL_START: Final = _BODY_END - _TAIL_DIGITS


class Payload(NamedTuple):
    """What a code says of its ticket."""

    key_id: bytes  # 4 bytes: which station signed
    event_tag: bytes  # 5 bytes, `event_tag`
    ticket: bytes  # 8 bytes, the ticket's id
    category_tag: bytes  # 4 bytes, `category_tag`
    issue: int  # 1 … 65,535


class SignedCode(NamedTuple):
    """A code as it was read: its facts, and what must be verified before any of them is believed."""

    payload: Payload
    message: bytes
    signature: bytes


class CodeFault(Enum):
    """Why digits are not a code, though they begin like one."""

    LENGTH = "length"
    CHECKSUM = "checksum"
    FORMAT = "format"
    VERSION = "version"


def key_id_of(public_key: bytes) -> bytes:
    """The 4-byte id of a station's public key."""
    return blake2b(public_key, digest_size=4, person=b"tf-key-v1").digest()


def event_tag(shop_domain: str, event_id: str) -> bytes:
    """The 5 bytes that stand for an event in a code."""
    return blake2b(framed(shop_domain.lower()) + framed(event_id), digest_size=5, person=b"tf-event-v1").digest()


def category_tag(shop_domain: str, event_id: str, category_id: str) -> bytes:
    """The 4 bytes that stand for a category of an event in a code."""
    named = framed(shop_domain.lower()) + framed(event_id) + framed(category_id)
    return blake2b(named, digest_size=4, person=b"tf-category-v1").digest()


def pack(payload: Payload) -> bytes:
    """The 24 bytes of a payload.

    Raises:
        BadInput: a field has the wrong length, or the issue is out of range.
    """
    lengths = tuple(map(len, payload[:4]))
    if lengths != (4, 5, 8, 4) or not FIRST_ISSUE <= payload.issue <= LAST_ISSUE:
        raise BadInput("These facts do not fit into a ticket code.", field="payload")
    return _PAYLOAD.pack(VERSION, *payload)


def message_of(packed: bytes) -> bytes:
    """The bytes a station signs: a name for the purpose, then the packed payload."""
    return _SIGNED_AS + packed


def encode(packed: bytes, signature: bytes) -> str:
    """The 223 digits of a packed payload and its signature.

    Raises:
        BadInput: one of them has the wrong length.
    """
    if len(packed) != _PAYLOAD.size or len(signature) != SIGNATURE_BYTES:
        raise BadInput("A code is made of 24 bytes and a signature of 64.", field="payload")
    whole = packed + signature
    tail = len(_BLOCK_STARTS) * _BLOCK_BYTES
    blocks = (int.from_bytes(whole[at : at + _BLOCK_BYTES], "big") for at in range(0, tail, _BLOCK_BYTES))
    digits = HEAD + "".join(f"{block:0{_BLOCK_DIGITS}d}" for block in blocks)
    digits += f"{int.from_bytes(whole[tail:], 'big'):0{_TAIL_DIGITS}d}"
    return f"{digits}{crc_hqx(digits.encode('ascii'), _CRC_START):0{_CRC_DIGITS}d}"


def decode(digits: str) -> SignedCode | CodeFault:
    """Read the digits of a code. Nothing in it may be believed before its signature is verified.

    `digits` must be ASCII digits that begin with `HEAD` (`scan_input.recognise` sees to both).
    """
    if len(digits) != CODE_DIGITS:
        return CodeFault.LENGTH
    if crc_hqx(digits[:_BODY_END].encode("ascii"), _CRC_START) != int(digits[_BODY_END:]):
        return CodeFault.CHECKSUM
    try:
        parts = [int(digits[at : at + _BLOCK_DIGITS]).to_bytes(_BLOCK_BYTES, "big") for at in _BLOCK_STARTS]
        parts.append(int(digits[_TAIL_START:_BODY_END]).to_bytes(3, "big"))
    except OverflowError:
        return CodeFault.FORMAT
    whole = b"".join(parts)
    packed = whole[: _PAYLOAD.size]
    if packed[0] != VERSION:
        return CodeFault.VERSION
    payload = Payload._make(_PAYLOAD.unpack(packed)[1:])
    if payload.issue < FIRST_ISSUE:
        return CodeFault.FORMAT
    return SignedCode(payload, message_of(packed), whole[_PAYLOAD.size :])
