"""The identity a till gives its sale: a signed UUID in the line's properties, so that printed tickets stay themselves.

Property `_ticketforge_sale` of a line (the leading underscore hides it at a checkout), ASCII, parts joined by dots:

    tf1.<uuid, lower case with hyphens>.<variant id>.<quantity>.<key id, 8 hex>.<Ed25519 signature, 128 hex>

The signature is over `b"TicketForge sale v1\\0"`, the shop's domain framed by its length in two bytes, the UUID's 16
bytes, the variant in eight bytes and the quantity in four. Whoever copies the property into another order gains
nothing: it names units 1 … quantity of **one** line, the lowest line id that carries it in the whole store, and only
for the variant that was sold. Every other line is named by its own id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple
from uuid import UUID

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.records import LineRecord
from ticketforge_desktop.domain.ticket_numbers import framed
from ticketforge_desktop.domain.units import MOST_UNITS

PROPERTY: Final = "_ticketforge_sale"
_SIGNED_AS: Final = b"TicketForge sale v1\x00"
_FORM: Final = re.compile(
    r"tf1\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"\.([1-9][0-9]{0,18})\.([1-9][0-9]{0,6})\.([0-9a-f]{8})\.([0-9a-f]{128})"
)

# (key id in hex, message, signature) → whether a key of this shop's ring made it. Revoked keys count: a name admits
# nobody, the order does; and a ticket must not change its name because a till was stolen.
VerifySale = Callable[[str, bytes, bytes], bool]
# The lowest id among all lines of the store whose property begins with `tf1.<UUID>.`; None when there is none yet.
FirstLine = Callable[[str], int | None]


class SaleSeed(NamedTuple):
    """A till's property, taken apart but not yet believed."""

    sale: str  # the UUID
    variant_id: int
    quantity: int
    key_id: str
    signature: bytes


def read_seed(text: str) -> SaleSeed | None:
    """Take a property apart; None when it has another form."""
    matched = _FORM.fullmatch(text)
    if matched is None:
        return None
    sale, variant, quantity, key_id, signature = matched.groups()
    if int(variant) >= 1 << 63 or int(quantity) > MOST_UNITS:
        return None
    return SaleSeed(sale, int(variant), int(quantity), key_id, bytes.fromhex(signature))


def seed_message(shop_domain: str, sale: str, variant_id: int, quantity: int) -> bytes:
    """The bytes a till signs for a sale.

    Raises:
        BadInput: not a UUID, or variant or quantity out of range.
    """
    try:
        uuid = UUID(sale)
    except ValueError:
        raise BadInput(f"{sale!r} is not a UUID.", field="sale", value=sale) from None
    if not 0 < variant_id < 1 << 63 or not 0 < quantity <= MOST_UNITS:
        raise BadInput("Variant or quantity of the sale is out of range.", field="quantity")
    numbers = variant_id.to_bytes(8, "big") + quantity.to_bytes(4, "big")
    return _SIGNED_AS + framed(shop_domain.lower()) + uuid.bytes + numbers


def write_seed(sale: str, variant_id: int, quantity: int, key_id: str, signature: bytes) -> str:
    """The property's text for a signed sale."""
    return f"tf1.{UUID(sale)}.{variant_id}.{quantity}.{key_id}.{signature.hex()}"


def accepted_seed(
    shop_domain: str, verify: VerifySale, first_line: FirstLine
) -> Callable[[LineRecord], tuple[str, int]]:
    """The check that `ticketing.TicketDeriver` asks for lines with a property: (UUID, units it names) or ("", 0).

    A line may have more units than were signed (an edit added some): those are named by the line. One with fewer
    was never this sale. A variant that is gone from the store (0) can't be compared and is believed as signed.
    """

    def check(line: LineRecord) -> tuple[str, int]:
        seed = read_seed(line.seed)
        if seed is None or line.quantity < seed.quantity or line.variant_id not in (0, seed.variant_id):
            return "", 0
        message = seed_message(shop_domain, seed.sale, seed.variant_id, seed.quantity)
        if not verify(seed.key_id, message, seed.signature):
            return "", 0
        first = first_line(seed.sale)
        if first is not None and first < line.line_id:
            return "", 0
        return seed.sale, seed.quantity

    return check
