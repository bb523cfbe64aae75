"""A second implementation of docs/ticket-code.md, written from that document and RFC 8032 alone.

It imports nothing of the program and goes other ways: polynomial arithmetic bit by bit, a CRC by its definition,
Ed25519 in plain integers. Slow, and meant to be read beside the document.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# --- Ed25519, RFC 8032 section 5.1 ---------------------------------------------------------------------------------
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int]  # affine


def _plus(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    product = _D * x1 * x2 * y1 * y2 % _P
    inverses = pow((1 + product) * (1 - product), -1, _P)
    x3 = (x1 * y2 + x2 * y1) * inverses * (1 - product) % _P
    y3 = (y1 * y2 + x1 * x2) * inverses * (1 + product) % _P
    return x3, y3


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1)
    while scalar:
        if scalar & 1:
            total = _plus(total, point)
        point = _plus(point, point)
        scalar >>= 1
    return total


def _x_of(y: int, odd: int) -> int | None:
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and odd):
        return None
    return x if x & 1 == odd else _P - x


_BASE_Y = 4 * pow(5, -1, _P) % _P
_BASE: Point = (_x_of(_BASE_Y, 0) or 0, _BASE_Y)


def _packed(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def _unpacked(raw: bytes) -> Point | None:
    whole = int.from_bytes(raw, "little")
    y = whole & (2**255 - 1)
    x = _x_of(y, whole >> 255) if y < _P else None
    return None if x is None else (x, y)


def _secret(private: bytes) -> tuple[int, bytes]:
    digest = hashlib.sha512(private).digest()
    scalar = int.from_bytes(digest[:32], "little")
    return scalar & (2**254 - 8) | 2**254, digest[32:]


def public_key(private: bytes) -> bytes:
    return _packed(_times(_secret(private)[0], _BASE))


def sign(private: bytes, message: bytes) -> bytes:
    scalar, prefix = _secret(private)
    once = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % _L
    commitment = _packed(_times(once, _BASE))
    challenge = hashlib.sha512(commitment + public_key(private) + message).digest()
    answer = (once + int.from_bytes(challenge, "little") * scalar) % _L
    return commitment + answer.to_bytes(32, "little")


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    key, commitment = _unpacked(public), _unpacked(signature[:32])
    answer = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or answer >= _L or len(signature) != 64:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    return _times(answer, _BASE) == _plus(commitment, _times(challenge, key))


# --- names ---------------------------------------------------------------------------------------------------------
def _h(count: int, person: str, data: bytes, key: bytes = b"") -> bytes:
    return hashlib.blake2b(data, digest_size=count, person=person.encode(), key=key).digest()


def _framed(text: str) -> bytes:
    raw = text.encode()
    return bytes(divmod(len(raw), 256)) + raw


def ticket_id(shop: str, seed: str, unit: int) -> str:
    return _h(8, "tf-ticket-v1", _framed(shop.lower()) + _framed(seed) + unit.to_bytes(4, "big")).hex()


def _gf_product(one: int, other: int) -> int:
    product = 0
    for bit in range(5):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << bit - 5
    return product


def _alpha_to(power: int) -> int:
    value = 1
    for _ in range(power):
        value = _gf_product(value, 2)
    return value


def number(ticket: str) -> str:
    bits = bin(int(ticket, 16))[2:].zfill(64)[:55]
    values = [int(bits[at : at + 5], 2) for at in range(0, 55, 5)]
    check = 0
    for place, value in enumerate(values):
        check ^= _gf_product(value, _alpha_to(11 - place))
    letters = "".join(CROCKFORD[value] for value in [*values, check])
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def ean(key: str, ticket: str, issue: int) -> str:
    digest = _h(8, "tf-ean-v1", bytes.fromhex(ticket) + issue.to_bytes(2, "big"), bytes.fromhex(key))
    twelve = "2" + str(int.from_bytes(digest, "big") % 100_000_000_000).zfill(11)
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return twelve + str((10 - weighted % 10) % 10)


# --- codes ---------------------------------------------------------------------------------------------------------
def key_id(public: bytes) -> str:
    return _h(4, "tf-key-v1", public).hex()


def event_tag(shop: str, event: str) -> str:
    return _h(5, "tf-event-v1", _framed(shop.lower()) + _framed(event)).hex()


def category_tag(shop: str, event: str, category: str) -> str:
    return _h(4, "tf-category-v1", _framed(shop.lower()) + _framed(event) + _framed(category)).hex()


def payload(public: bytes, shop: str, event: str, category: str, ticket: str, issue: int) -> bytes:
    fields = ["01", key_id(public), event_tag(shop, event), ticket, category_tag(shop, event, category), f"{issue:04x}"]
    return bytes.fromhex("".join(fields))


def _crc(text: str) -> int:
    register = 0xFFFF
    for letter in text:
        for bit in range(7, -1, -1):
            carry = (register >> 15) ^ (ord(letter) >> bit & 1)
            register = (register << 1 & 0xFFFF) ^ (0x1021 if carry else 0)
    return register


def as_digits(whole: bytes) -> str:
    text = "84701"
    for start in (0, 17, 34, 51, 68):
        text += str(int.from_bytes(whole[start : start + 17], "big")).zfill(41)
    text += str(int.from_bytes(whole[85:], "big")).zfill(8)
    return text + str(_crc(text)).zfill(5)


def code(private: bytes, shop: str, event: str, category: str, ticket: str, issue: int) -> str:
    packed = payload(public_key(private), shop, event, category, ticket, issue)
    return as_digits(packed + sign(private, b"TicketForge ticket code v1\x00" + packed))


def read(digits: str, enrolled: dict[str, bytes]) -> str | tuple[str, int]:
    """`"unreadable"`, `"forged"`, or ticket id and issue of a code that is to be believed."""
    if len(digits) != 223 or str(_crc(digits[:218])).zfill(5) != digits[218:]:
        return "unreadable"
    pieces = [digits[5 + 41 * block : 46 + 41 * block] for block in range(5)]
    values = [(int(piece), 17) for piece in pieces] + [(int(digits[210:218]), 3)]
    if any(value >= 256**size for value, size in values):
        return "unreadable"
    whole = b"".join(value.to_bytes(size, "big") for value, size in values)
    issue = int.from_bytes(whole[22:24], "big")
    if whole[0] != 1 or issue == 0:
        return "unreadable"
    public = enrolled.get(whole[1:5].hex())
    if public is None or not verify(public, b"TicketForge ticket code v1\x00" + whole[:24], whole[24:]):
        return "forged"
    return whole[10:18].hex(), issue


# --- sales and units -----------------------------------------------------------------------------------------------
def sale_property(private: bytes, shop: str, sale: str, variant: int, quantity: int) -> str:
    message = b"TicketForge sale v1\x00" + _framed(shop.lower()) + UUID(sale).bytes
    message += variant.to_bytes(8, "big") + quantity.to_bytes(4, "big")
    parts = ["tf1", sale, str(variant), str(quantity), key_id(public_key(private)), sign(private, message).hex()]
    return ".".join(parts)


def dead(quantity: int, current: int, named: list[int]) -> list[int]:
    queue: list[int] = []
    for unit in named + list(range(quantity, 0, -1)):
        if 1 <= unit <= quantity and unit not in queue:
            queue.append(unit)
    return sorted(queue[: quantity - current])
