"""docs/ticket-code.md is the rule: its vectors hold, and a second implementation made from it agrees."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracles import ticket_code_by_the_book as book
from ticketforge_desktop.domain import codes, sale_seeds
from ticketforge_desktop.domain import ticket_numbers as names
from ticketforge_desktop.domain.units import dead_units
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationSigner

DOCUMENT = Path(__file__).parents[2] / "docs" / "ticket-code.md"
VECTORS: dict[str, list[dict[str, Any]]] = json.loads(DOCUMENT.read_text("utf-8").split("```json")[1].split("```")[0])

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
shops = st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}\.myshopify\.com", fullmatch=True)
privates = st.binary(min_size=32, max_size=32)
issues = st.integers(1, 0xFFFF)
tickets = st.binary(min_size=8, max_size=8)


def our_code(private: bytes, shop: str, event: str, category: str, ticket: bytes, issue: int) -> str:
    signer = StationSigner(private)
    key = codes.key_id_of(signer.public_key)
    facts = codes.Payload(key, codes.event_tag(shop, event), ticket, codes.category_tag(shop, event, category), issue)
    packed = codes.pack(facts)
    return codes.encode(packed, signer.sign(codes.message_of(packed)))


def our_reading(digits: str, public: bytes) -> str | tuple[str, int]:
    read = codes.decode(digits)
    if isinstance(read, codes.CodeFault):
        return "unreadable"
    known = read.payload.key_id == codes.key_id_of(public)
    if not known or not CachingVerifier().verify(public, read.message, read.signature):
        return "forged"
    return read.payload.ticket.hex(), read.payload.issue


def test_the_document_has_vectors_of_every_kind() -> None:
    assert {kind: len(rows) > 0 for kind, rows in VECTORS.items()} == dict.fromkeys(
        ("keys", "names", "codes", "sales", "units"), True
    )


@pytest.mark.parametrize("row", VECTORS["keys"])
def test_keys_of_the_document(row: dict[str, Any]) -> None:
    private = bytes.fromhex(row["private_key"])
    ours, theirs = StationSigner(private).public_key, book.public_key(private)
    assert ours.hex() == theirs.hex() == row["public_key"]
    assert codes.key_id_of(ours).hex() == book.key_id(theirs) == row["key_id"]


@pytest.mark.parametrize("row", VECTORS["names"])
def test_names_of_the_document(row: dict[str, Any]) -> None:
    ticket = names.ticket_id(row["shop"], row["seed"], row["unit"])
    assert ticket.hex() == row["ticket_id"] == book.ticket_id(row["shop"], row["seed"], row["unit"])
    assert names.number_of(ticket) == row["number"] == book.number(row["ticket_id"])
    ean = names.ean_of(bytes.fromhex(row["ean_key"]), ticket, row["issue"])
    assert ean == row["ean"] == book.ean(row["ean_key"], row["ticket_id"], row["issue"])


@pytest.mark.parametrize("row", VECTORS["codes"])
def test_codes_of_the_document(row: dict[str, Any]) -> None:
    private, ticket = bytes.fromhex(row["private_key"]), bytes.fromhex(row["ticket_id"])
    place = row["shop"], row["event_id"], row["category_id"]
    assert our_code(private, *place, ticket, row["issue"]) == row["code"]
    assert book.code(private, *place, row["ticket_id"], row["issue"]) == row["code"]
    read = codes.decode(row["code"])
    assert isinstance(read, codes.SignedCode)
    assert codes.pack(read.payload).hex() == row["payload"]
    assert read.signature.hex() == row["signature"]
    assert (read.payload.event_tag.hex(), read.payload.category_tag.hex()) == (row["event_tag"], row["category_tag"])


@pytest.mark.parametrize("row", VECTORS["sales"])
def test_sales_of_the_document(row: dict[str, Any]) -> None:
    sale = row["shop"], row["sale"], row["variant_id"], row["quantity"]
    message = sale_seeds.seed_message(*sale)
    assert message.hex() == row["message"]
    signer = StationSigner(bytes.fromhex(row["private_key"]))
    ours = sale_seeds.write_seed(*sale[1:], codes.key_id_of(signer.public_key).hex(), signer.sign(message))
    assert ours == row["property"] == book.sale_property(bytes.fromhex(row["private_key"]), *sale)


@pytest.mark.parametrize("row", VECTORS["units"])
def test_units_of_the_document(row: dict[str, Any]) -> None:
    ours = sorted(dead_units(row["quantity"], row["current_quantity"], row["named"]))
    assert ours == row["dead"] == book.dead(row["quantity"], row["current_quantity"], row["named"])


def test_the_checksum_is_the_named_crc() -> None:
    from binascii import crc_hqx

    assert crc_hqx(b"123456789", 0xFFFF) == 0x29B1 == book._crc("123456789")


@given(shops, texts, st.integers(1, 10_000), issues, st.binary(min_size=16, max_size=16))
def test_both_implementations_name_tickets_alike(shop: str, seed: str, unit: int, issue: int, key: bytes) -> None:
    ticket = names.ticket_id(shop, seed, unit)
    assert ticket.hex() == book.ticket_id(shop, seed, unit)
    assert names.number_of(ticket) == book.number(ticket.hex())
    assert names.ean_of(key, ticket, issue) == book.ean(key.hex(), ticket.hex(), issue)


@settings(max_examples=20, deadline=None)
@given(privates, shops, texts, texts, tickets, issues)
def test_both_implementations_sign_and_read_alike(
    private: bytes, shop: str, event: str, category: str, ticket: bytes, issue: int
) -> None:
    ours = our_code(private, shop, event, category, ticket, issue)
    assert ours == book.code(private, shop, event, category, ticket.hex(), issue)
    public = book.public_key(private)
    believed = (ticket.hex(), issue)
    assert our_reading(ours, public) == book.read(ours, {book.key_id(public): public}) == believed


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=88, max_size=88), st.booleans(), st.randoms(use_true_random=False))
def test_both_implementations_refuse_alike(whole: bytes, ours_version: bool, chance: random.Random) -> None:
    """Well-formed digits around any bytes, also with blocks that overflow and with torn checksums."""
    private = bytes(32)
    public = StationSigner(private).public_key
    if ours_version:
        whole = b"\x01" + codes.key_id_of(public) + whole[5:]
    digits = book.as_digits(whole)
    if chance.random() < 0.3:
        block = "9" * 41 + digits[46:218]
        digits = "84701" + block + str(book._crc("84701" + block)).zfill(5)
    if chance.random() < 0.3:
        place = chance.randrange(5, 223)
        digits = digits[:place] + str(chance.randrange(10)) + digits[place + 1 :]
    assert our_reading(digits, public) == book.read(digits, {book.key_id(public): public})


@given(st.integers(1, 12), st.data())
def test_both_implementations_count_the_dead_alike(quantity: int, data: st.DataObject) -> None:
    current = data.draw(st.integers(0, quantity))
    named = data.draw(st.lists(st.integers(-2, 15), max_size=15))
    assert sorted(dead_units(quantity, current, named)) == book.dead(quantity, current, named)
