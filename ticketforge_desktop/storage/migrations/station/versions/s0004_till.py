"""Sales, payments, shifts, allotments, seats."""

from __future__ import annotations

from alembic import op

revision = "s0004"
down_revision = "s0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE allotments (
    allotment_id TEXT NOT NULL, event_id TEXT DEFAULT '' NOT NULL, category_id TEXT DEFAULT '' NOT NULL,
    variant_id INTEGER DEFAULT 0 NOT NULL, inventory_item_id INTEGER DEFAULT 0 NOT NULL,
    location_id INTEGER DEFAULT 0 NOT NULL, leased INTEGER DEFAULT 0 NOT NULL,
    used INTEGER DEFAULT 0 NOT NULL, returned INTEGER DEFAULT 0 NOT NULL, seats TEXT DEFAULT '' NOT NULL,
    ledger_document TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    shift_id TEXT DEFAULT '' NOT NULL, leased_at TEXT DEFAULT '' NOT NULL,
    changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (allotment_id)
) STRICT
""",
    "CREATE INDEX ix_allotments_variant_id ON allotments (variant_id)",
    """
CREATE TABLE fiscal_bookings (
    booking_id INTEGER NOT NULL, sale_id TEXT DEFAULT '' NOT NULL, device TEXT DEFAULT '' NOT NULL,
    counter INTEGER DEFAULT 0 NOT NULL, payload TEXT DEFAULT '' NOT NULL, signature TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (booking_id)
) STRICT
""",
    "CREATE INDEX ix_fiscal_bookings_sale_id ON fiscal_bookings (sale_id)",
    """
CREATE TABLE holds (
    hold_id TEXT NOT NULL, event_id TEXT DEFAULT '' NOT NULL, category_id TEXT DEFAULT '' NOT NULL,
    variant_id INTEGER DEFAULT 0 NOT NULL, quantity INTEGER DEFAULT 0 NOT NULL,
    seats TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL, reason TEXT DEFAULT '' NOT NULL,
    until TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    made_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (hold_id)
) STRICT
""",
    "CREATE INDEX ix_holds_event_id ON holds (event_id)",
    """
CREATE TABLE parked_baskets (
    basket_id TEXT NOT NULL, name TEXT DEFAULT '' NOT NULL, basket TEXT DEFAULT '' NOT NULL,
    staff_id TEXT DEFAULT '' NOT NULL, parked_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (basket_id)
) STRICT
""",
    """
CREATE TABLE sales (
    sale_id TEXT NOT NULL, receipt INTEGER DEFAULT 0 NOT NULL, kind TEXT DEFAULT '' NOT NULL,
    reverses TEXT DEFAULT '' NOT NULL, shift_id TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    second_staff_id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL, currency TEXT DEFAULT '' NOT NULL,
    total_minor INTEGER DEFAULT 0 NOT NULL, tax_minor INTEGER DEFAULT 0 NOT NULL,
    tax_included INTEGER DEFAULT 1 NOT NULL, discount_minor INTEGER DEFAULT 0 NOT NULL,
    discount_reason TEXT DEFAULT '' NOT NULL, rounding_minor INTEGER DEFAULT 0 NOT NULL,
    fee_minor INTEGER DEFAULT 0 NOT NULL, customer_id INTEGER DEFAULT 0 NOT NULL,
    holder TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL, phone TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    order_id INTEGER DEFAULT 0 NOT NULL, order_name TEXT DEFAULT '' NOT NULL,
    outbox_id INTEGER DEFAULT 0 NOT NULL, pay_link TEXT DEFAULT '' NOT NULL,
    fiscal_state TEXT DEFAULT '' NOT NULL, fiscal_signature TEXT DEFAULT '' NOT NULL, PRIMARY KEY (sale_id)
) STRICT
""",
    "CREATE INDEX ix_sales_at ON sales (at)",
    "CREATE INDEX ix_sales_order_id ON sales (order_id)",
    "CREATE INDEX ix_sales_shift_id ON sales (shift_id)",
    """
CREATE TABLE seat_maps (
    map_id TEXT NOT NULL, venue TEXT DEFAULT '' NOT NULL, version INTEGER DEFAULT 1 NOT NULL,
    document TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (map_id)
) STRICT
""",
    """
CREATE TABLE seats (
    event_id TEXT NOT NULL, section TEXT NOT NULL, seat TEXT NOT NULL, state TEXT DEFAULT '' NOT NULL,
    owner TEXT DEFAULT '' NOT NULL, digest TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (event_id, section, seat)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE shifts (
    shift_id TEXT NOT NULL, number INTEGER DEFAULT 0 NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, float_minor INTEGER DEFAULT 0 NOT NULL,
    opened_at TEXT DEFAULT '' NOT NULL, closed_at TEXT DEFAULT '' NOT NULL,
    counted_minor INTEGER DEFAULT 0 NOT NULL, count TEXT DEFAULT '' NOT NULL,
    expected_minor INTEGER DEFAULT 0 NOT NULL, difference_minor INTEGER DEFAULT 0 NOT NULL,
    report TEXT DEFAULT '' NOT NULL, previous TEXT DEFAULT '' NOT NULL, hash TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (shift_id)
) STRICT
""",
    "CREATE INDEX ix_shifts_opened_at ON shifts (opened_at)",
    """
CREATE TABLE vouchers (
    code TEXT NOT NULL, value_minor INTEGER DEFAULT 0 NOT NULL, left_minor INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, sale_id TEXT DEFAULT '' NOT NULL, made_at TEXT DEFAULT '' NOT NULL,
    ends_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (code)
) STRICT
""",
    """
CREATE TABLE waiting_list (
    waiting_id INTEGER NOT NULL, event_id TEXT DEFAULT '' NOT NULL, category_id TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL, name TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, added_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (waiting_id)
) STRICT
""",
    "CREATE INDEX ix_waiting_list_event_id ON waiting_list (event_id)",
    """
CREATE TABLE payments (
    payment_id INTEGER NOT NULL, sale_id TEXT DEFAULT '' NOT NULL, shift_id TEXT DEFAULT '' NOT NULL,
    tender TEXT DEFAULT '' NOT NULL, amount_minor INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, given_minor INTEGER DEFAULT 0 NOT NULL,
    change_minor INTEGER DEFAULT 0 NOT NULL, reference TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (payment_id),
    FOREIGN KEY(sale_id) REFERENCES sales (sale_id)
) STRICT
""",
    "CREATE INDEX ix_payments_sale_id ON payments (sale_id)",
    "CREATE INDEX ix_payments_shift_id ON payments (shift_id)",
    """
CREATE TABLE sale_lines (
    sale_id TEXT NOT NULL, line INTEGER NOT NULL, event_id TEXT DEFAULT '' NOT NULL,
    category_id TEXT DEFAULT '' NOT NULL, variant_id INTEGER DEFAULT 0 NOT NULL,
    sku TEXT DEFAULT '' NOT NULL, title TEXT DEFAULT '' NOT NULL, price_class TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL, price_minor INTEGER DEFAULT 0 NOT NULL,
    discount_minor INTEGER DEFAULT 0 NOT NULL, total_minor INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, tax_rate INTEGER DEFAULT 0 NOT NULL,
    tax_minor INTEGER DEFAULT 0 NOT NULL, seats TEXT DEFAULT '' NOT NULL, seed TEXT DEFAULT '' NOT NULL,
    allotment_id TEXT DEFAULT '' NOT NULL, line_id INTEGER DEFAULT 0 NOT NULL,
    tickets TEXT DEFAULT '' NOT NULL, PRIMARY KEY (sale_id, line),
    FOREIGN KEY(sale_id) REFERENCES sales (sale_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE shift_moves (
    move_id INTEGER NOT NULL, shift_id TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL,
    amount_minor INTEGER DEFAULT 0 NOT NULL, currency TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (move_id), FOREIGN KEY(shift_id) REFERENCES shifts (shift_id)
) STRICT
""",
    "CREATE INDEX ix_shift_moves_shift_id ON shift_moves (shift_id)",
    """
CREATE TRIGGER shift_moves_no_update BEFORE UPDATE ON shift_moves
BEGIN SELECT RAISE(ABORT, 'shift_moves is append-only'); END
""",
    """
CREATE TRIGGER shift_moves_no_delete BEFORE DELETE ON shift_moves
BEGIN SELECT RAISE(ABORT, 'shift_moves is append-only'); END
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
