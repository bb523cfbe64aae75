"""What SQLAlchemy has no words for: the search table of the mirror, and the triggers that guard the logs."""

from __future__ import annotations

from typing import Final

# Contentless: only the words are kept, the things themselves stand in their tables. Prefix indexes for every length
# a person types make a keystroke one look-up instead of a merge of thousands of words. `detail=none`, because nobody
# searches phrases here. Text comes folded (`domain.folding`), so the tokenizer only cuts.
SEARCH_TABLE: Final = """
CREATE VIRTUAL TABLE search USING fts5(
    words,
    content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6 7 8 9 10',
    tokenize='unicode61 remove_diacritics 0'
)
"""

# Commits never merge: a merge can take half a second. It is done in steps between them (`storage/search_upkeep.py`).
SEARCH_SETTINGS: Final = (
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 2000)",
)

# Rowids of `search`: the kind in the upper bits, the store's number below.
KIND_SHIFT: Final = 59
EVENT, PERSON, ORDER = range(1, 4)


def search_row(kind: int, number: int) -> int:
    """The rowid in `search` of a thing of a kind with the store's number."""
    return (kind << KIND_SHIFT) | number


MIRROR_EXTRAS: Final = (SEARCH_TABLE,)


def _two_lines(columns: tuple[str, ...]) -> str:
    middle = len(columns) // 2
    return f"{', '.join(columns[:middle])},\n    {', '.join(columns[middle:])}"


def _guard(table: str, event: str, columns: tuple[str, ...] = ()) -> str:
    of = f" OF\n    {_two_lines(columns)}" if columns else ""
    return f"""
CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event}{of} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""


# A person's name may be taken out of an old entry (privacy), nothing else of it.
ADMISSION_FACTS: Final = (
    "admission_id",
    "kind",
    "at",
    "nonce",
    "input_digest",
    "ticket_id",
    "event_id",
    "verdict",
    "reason",
    "gate",
    "direction",
    "station",
    "staff_id",
    "issue",
    "mirror_age_ms",
)

DOOR_EXTRAS: Final = (_guard("admissions", "UPDATE", ADMISSION_FACTS), _guard("admissions", "DELETE"))
BASE_EXTRAS: Final = (_guard("audit", "UPDATE"), _guard("audit", "DELETE"))


def _closed(table: str) -> str:
    return f"""
CREATE TRIGGER {table}_not_when_closed BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM shifts WHERE shift_id = NEW.shift_id AND closed_at <> '')
BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END
"""  # noqa: S608 - our own names


# Money is never edited, only compensated. What rounding came to is known when it is paid.
SALE_MONEY: Final = ("kind", "reverses", "currency", "total_minor", "tax_minor", "discount_minor", "fee_minor")
LINE_MONEY: Final = ("quantity", "price_minor", "discount_minor", "total_minor", "tax_rate", "tax_minor")
PAYMENT_MONEY: Final = ("sale_id", "shift_id", "tender", "amount_minor", "currency", "given_minor", "change_minor")
_CLOSED_SHIFT: Final = """
CREATE TRIGGER shifts_no_update BEFORE UPDATE ON shifts WHEN OLD.closed_at <> ''
BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END
"""

TILL_EXTRAS: Final = (
    _guard("shift_moves", "UPDATE"),
    _guard("shift_moves", "DELETE"),
    _guard("sales", "UPDATE", SALE_MONEY),
    _guard("sales", "DELETE"),
    _guard("sale_lines", "UPDATE", LINE_MONEY),
    _guard("sale_lines", "DELETE"),
    _guard("payments", "UPDATE", PAYMENT_MONEY),
    _guard("payments", "DELETE"),
    _guard("fiscal_bookings", "DELETE"),
    _guard("shifts", "DELETE"),
    _CLOSED_SHIFT,
    _closed("sales"),
    _closed("payments"),
    _closed("shift_moves"),
)
STATION_EXTRAS: Final = BASE_EXTRAS + DOOR_EXTRAS + TILL_EXTRAS
