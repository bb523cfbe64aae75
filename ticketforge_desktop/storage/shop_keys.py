"""The shop's keys as tickets are derived with them; other rooms keep them, they are asked when needed."""

from __future__ import annotations

from collections.abc import Callable

from ticketforge_desktop.domain.errors import KeyMissing


class ShopKeys:
    """Where the EAN key comes from, and who checks the signature of a till's sale.

    `ean_key` gives the shop's 16 bytes or None before the ring is known; `verify_sale` is a
    `domain.sale_seeds.VerifySale`. Both may be set after the profile is open, since the service of keys needs the
    station file first.
    """

    def __init__(
        self,
        ean_key: Callable[[], bytes | None] = lambda: None,
        verify_sale: Callable[[str, bytes, bytes], bool] = lambda _key, _message, _signature: False,
    ) -> None:
        self.ean_key = ean_key
        self.verify_sale = verify_sale

    def known_ean_key(self) -> bytes:
        """The EAN key. Raises `KeyMissing` when the ring has not been fetched yet: no ticket is derived without it."""
        key = self.ean_key()
        if key is None:
            raise KeyMissing(
                "The shop's key ring is not known yet, so tickets can't be derived.",
                next_step="Sync: the ring is fetched or made before the first ticket.",
            )
        return key
