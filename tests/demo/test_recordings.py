"""The embedded store against 373 answers of real stores: which it gives too, and why it does not give the others.

The recordings lie beside the checkout (from an Apache-2.0 project that records development stores); without them these
stories are skipped, loudly. ``NOT_REPLAYED`` lists every exchange that is not replayed, with its reason; all others
must come out equal, so the number that does can't fall unnoticed.
"""

from __future__ import annotations

import pytest

from tests.demo.replay import RECORDINGS, Exchange, exchanges, replay
from tests.demo.stages import STAGES

pytestmark = pytest.mark.skipif(not RECORDINGS.is_file(), reason="the recordings are not beside this checkout")

NOT_REPLAYED: dict[str, tuple[int, ...]] = {
    "asks for a bulk job of that shop, or for its uploaded file; jobs are told in test_bulk_jobs": (
        *(0, 1, 2, 3, 5, 6),
        *(7, 8, 10, 11, 12, 13, 14, 15, 16),
        *(19, 22, 23, 27, 28),
        *(41, 42, 43, 44, 45, 48, 49),
    ),
    "our parser counts the column of an unexpected end one further": (17,),
    "is a question of the Storefront API or of a schema older than 2026-10": (50, 53, 64, 256),
    "reads a customer with consent, addresses and metafields of that shop; reading is told in test_reading": (
        *(51, 56, 59, 61, 71, 73),
    ),
    "needs delivery profiles, which a seller of tickets has none of": (78,),
    "needs companies (B2B), which are not emulated": (81, 85),
    "shows fulfillableQuantity 0 on held work; the field is deprecated and ours tells what is owed": (116, 117, 119),
    "reads fulfilment orders, stock, places or metaobjects that others had left in that shop": (
        *(121, 122, 133, 149, 150, 151, 186, 187, 188),
    ),
    "needs metafield definitions, which are not emulated": (157,),
    "shows the recorded app's own namespace": (158,),
    "asks product options, collections, combined listings or media, which are not emulated": (
        *(159, 264, 268, 269, 284, 292, 317),
    ),
    "needs measurements to be rewritten, a type that tickets never have": (161,),
    "needs online-store templates or display names that other definitions use": (179, 181, 183, 184),
    "reads things of types that are not emulated, or with handles that were made before": (
        *(190, 192, 193, 195, 196, 197, 198, 200),
    ),
    "reads an order that edits, returns and holds made before; their effects are told in test_edits_and_parcels": (
        *(201, 202, 203, 204, 205, 207, 208, 209, 210, 211, 212),
        *(247, 248, 249),
    ),
    "adds taxes on top of prices, of its own rates; the embedded store's prices include them": (230, 334),
    "needs Brazilian tax fields": (245,),
    "reads an order with a name of its own and with goods bought in the online store": (246,),
    "reads a product with gift cards, categories, previews or options of that shop": (
        *(251, 253, 254, 255, 257, 258, 259, 261),
    ),
    "answers without data and with the argument's path; ours has the field's path and null data": (291,),
    "reads a catalogue of thousands of products": (305, 307, 308, 309, 311, 312),
    "shows reverse logistics, or a second return that was declined; neither is emulated": (330, 331),
    "tells the recorded shop's limits, policies, publications, scopes or country": (332, 336, 337, 342, 343),
    "stages a video": (351,),
    "tags an article, which is not emulated": (354, 359, 367, 370),
}
WHY = {line: reason for reason, lines in NOT_REPLAYED.items() for line in lines}
REPLAYED = 253


@pytest.fixture(scope="module")
def recorded() -> list[Exchange]:
    return exchanges()


def test_every_recording_is_replayed_or_has_a_reason(recorded: list[Exchange]) -> None:
    assert len(recorded) == 373
    assert sum(len(lines) for lines in NOT_REPLAYED.values()) == len(WHY) == 373 - REPLAYED


@pytest.mark.parametrize("part", range(8))
def test_the_store_answers_as_real_ones_did(recorded: list[Exchange], part: int) -> None:
    wrong = []
    for exchange in recorded[part::8]:
        if exchange.line in WHY:
            continue
        expected, answered = replay(exchange, STAGES.get(exchange.operation))
        if expected != answered:
            wrong.append((exchange.line, exchange.operation, expected, answered))
    assert wrong == []


def test_a_wrong_word_would_be_noticed(recorded: list[Exchange]) -> None:
    """The comparison itself: a recorded refusal with one letter changed is not ours."""
    refusal = recorded[224]
    expected, answered = replay(refusal, STAGES["orderCancel"])
    assert expected == answered
    assert expected != replay(recorded[221], STAGES["orderCancel"])[1]
    message = answered["data"]["orderCancel"]["orderCancelUserErrors"][0]["message"]
    assert message == "Cannot cancel an order that has already been canceled"
