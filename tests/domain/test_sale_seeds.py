"""A till names its tickets before the order exists; nobody gains by copying the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.makers import SHOP, line
from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.records import LineRecord
from ticketforge_desktop.domain.sale_seeds import SaleSeed, accepted_seed, read_seed, seed_message, write_seed
from ticketforge_desktop.domain.units import MOST_UNITS
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationSigner

SALE = "6f1c2e0a-9b7d-4c55-8a31-0d2f4b6e8c90"
TILL = StationSigner(bytes(range(32)))
KEY = key_id_of(TILL.public_key).hex()
VERIFIER = CachingVerifier()


def signed(variant: int = 5, quantity: int = 2, shop: str = SHOP) -> str:
    return write_seed(SALE, variant, quantity, KEY, TILL.sign(seed_message(shop, SALE, variant, quantity)))


def believed(key_id: str, message: bytes, signature: bytes) -> bool:
    return key_id == KEY and VERIFIER.verify(TILL.public_key, message, signature)


def check(sold: LineRecord, first: int | None = None) -> tuple[str, int]:
    return accepted_seed(SHOP, believed, lambda _sale: first)(sold)


def test_the_tills_own_line_is_accepted() -> None:
    assert check(line(7, quantity=2, seed=signed())) == (SALE, 2)
    assert check(line(7, quantity=2, seed=signed()), first=7) == (SALE, 2)


def test_units_an_edit_added_are_not_covered_and_a_gone_variant_is_believed() -> None:
    assert check(line(7, quantity=5, seed=signed())) == (SALE, 2)
    assert check(line(7, quantity=2, variant_id=0, seed=signed())) == (SALE, 2)


@pytest.mark.parametrize(
    ("sold", "first"),
    [
        (line(9, quantity=2, seed=signed()), 7),  # copied into a later order
        (line(7, quantity=2, variant_id=6, seed=signed()), None),  # into another category
        (line(7, quantity=1, seed=signed()), None),  # into a smaller line
        (line(7, quantity=2, seed=signed(shop="other.myshopify.com")), None),  # from another shop
        (line(7, quantity=3, seed=signed().replace(".2.", ".3.")), None),  # with more units
        (line(7, quantity=2, seed=signed().replace(KEY, "00000000")), None),  # of a key nobody knows
        (line(7, quantity=2, seed=signed()[:-1] + ("0" if signed()[-1] != "0" else "1")), None),
        (line(7, quantity=2, seed=SALE), None),  # unsigned
        (line(7, quantity=2, seed=signed().replace(".5.", f".{1 << 63}.")), None),  # no id of the store
    ],
)
def test_nothing_else_is(sold: LineRecord, first: int | None) -> None:
    assert check(sold, first) == ("", 0)


@given(
    st.text(max_size=250) | st.from_regex(r"tf1\.[0-9a-f-]{36}\.[0-9]{1,25}\.[0-9]{1,9}\.[0-9a-f]{8}\.[0-9a-f]{128}")
)
def test_any_property_is_read_without_a_fault(text: str) -> None:
    assert check(line(7, quantity=2, seed=text)) == ("", 0)


@given(st.uuids(), st.integers(1, (1 << 63) - 1), st.integers(1, 1_000_000))
def test_what_is_written_is_read(sale: object, variant: int, quantity: int) -> None:
    seed = read_seed(write_seed(str(sale), variant, quantity, KEY, bytes(64)))
    assert seed is not None
    assert seed[:3] == (str(sale), variant, quantity)


@pytest.mark.parametrize("bad", [("no uuid", 1, 1), (SALE, 0, 1), (SALE, 1 << 63, 1), (SALE, 1, 0), (SALE, 1, 1 << 32)])
def test_a_till_signs_no_nonsense(bad: tuple[str, int, int]) -> None:
    with pytest.raises(BadInput):
        seed_message(SHOP, *bad)


def test_a_property_names_a_variant_and_a_number_that_can_be() -> None:
    def read(variant: int, quantity: int) -> SaleSeed | None:
        return read_seed(f"tf1.{SALE}.{variant}.{quantity}.{KEY}.{'ab' * 64}")

    most = read((1 << 63) - 1, MOST_UNITS)
    assert most is not None
    assert (most.variant_id, most.quantity) == ((1 << 63) - 1, MOST_UNITS)
    assert read(1 << 63, 1) is None
    assert read(1, MOST_UNITS + 1) is None
