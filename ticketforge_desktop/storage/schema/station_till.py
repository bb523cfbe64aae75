"""The till: sales, payments, shifts, allotments, seats and holds. Money is never edited, only compensated."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, MetaData

from ticketforge_desktop.storage.schema.columns import clustered, key, number, number_key, row_key, rows, word


def add_till(station: MetaData) -> None:
    """Tables of selling."""
    _add_sales(station)
    _add_shifts(station)
    _add_seats(station)


def _add_sales(station: MetaData) -> None:
    rows(
        "sales",
        station,
        key("sale_id"),  # a UUID: source identifier in the store and seed of its tickets
        number("receipt"),
        word("kind"),  # "sale" | "refund" | "exchange" | "void"
        word("reverses"),  # the sale it takes back
        word("shift_id"),
        word("staff_id"),
        word("second_staff_id"),
        word("at"),
        word("currency"),
        number("total_minor"),
        number("tax_minor"),
        number("tax_included", 1),
        number("discount_minor"),
        word("discount_reason"),
        number("rounding_minor"),
        number("fee_minor"),
        number("customer_id"),
        word("holder"),
        word("email"),
        word("phone"),
        word("address"),
        word("note"),
        word("state"),  # "open" | "paid" | "settled" | "attention"
        number("order_id"),
        word("order_name"),
        number("outbox_id"),
        word("pay_link"),
        word("fiscal_state"),
        word("fiscal_signature"),
        word("stock"),  # "lease" | "shelf" | "oversell": what its units were taken from
        word("words"),  # language of its papers
        Index("ix_sales_reverses", "reverses"),
        Index("ix_sales_shift_id", "shift_id"),
        Index("ix_sales_at", "at"),
        Index("ix_sales_order_id", "order_id"),
    )
    clustered(
        "sale_lines",
        station,
        key("sale_id", ForeignKey("sales.sale_id")),
        number_key("line"),
        word("event_id"),
        word("category_id"),
        number("variant_id"),
        word("sku"),
        word("title"),
        word("price_class"),
        number("quantity"),
        number("price_minor"),
        number("discount_minor"),
        number("total_minor"),
        word("currency"),
        number("tax_rate"),  # basis points
        number("tax_minor"),
        word("seats"),
        word("seed"),  # the signed property of the store's line
        word("allotment_id"),
        number("line_id"),  # the store's line once it is back
        word("tickets"),
        word("reason"),  # why it is free, or cheaper
    )
    clustered(
        "sold_tickets",
        station,
        key("ticket_id"),
        word("sale_id"),
        number("line"),
        number("unit"),
        number("units"),
        word("event_id"),
        word("category_id"),
        number("variant_id"),
        number("ean"),
        word("seat"),
        word("holder"),
        word("state"),  # "valid" | "asked": not the buyer's yet | "void" | "refunded" | "blocked"
        number("issue"),
        number("price_minor"),
        word("currency"),
        Index("ix_sold_tickets_ean", "ean"),
        Index("ix_sold_tickets_event_id", "event_id"),
        Index("ix_sold_tickets_sale_id", "sale_id"),
    )
    # What this till took back: dead at our doors at once, at the others once the store has told them.
    clustered(
        "ended_tickets",
        station,
        key("ticket_id"),
        word("state"),  # "refunded" | "void"
        word("event_id"),
        word("sale_id"),  # the refund, exchange or void
        word("reason"),
        word("at"),
        Index("ix_ended_tickets_sale_id", "sale_id"),
    )
    rows(
        "payments",
        station,
        row_key("payment_id"),
        word("sale_id", ForeignKey("sales.sale_id")),
        word("shift_id"),
        word("tender"),  # "cash" | "card" | "invoice" | "voucher" | "link"
        number("amount_minor"),
        word("currency"),
        number("given_minor"),
        number("change_minor"),
        word("reference"),
        word("state"),
        word("at"),
        Index("ix_payments_sale_id", "sale_id"),
        Index("ix_payments_shift_id", "shift_id"),
    )
    rows(
        "vouchers",
        station,
        key("code"),
        number("value_minor"),
        number("left_minor"),
        word("currency"),
        word("sale_id"),
        word("made_at"),
        word("ends_at"),
    )
    rows(
        "parked_baskets",
        station,
        key("basket_id"),
        word("name"),
        word("basket"),
        word("staff_id"),
        word("parked_at"),
    )


def _add_shifts(station: MetaData) -> None:
    rows(
        "shifts",
        station,
        key("shift_id"),
        number("number"),
        word("staff_id"),
        word("currency"),
        number("float_minor"),
        word("opened_at"),
        word("closed_at"),
        number("counted_minor"),
        word("count"),  # pieces by denomination
        number("expected_minor"),
        number("difference_minor"),
        word("report"),
        word("previous"),
        word("hash"),
        word("closed_by"),
        word("note"),  # what was said about the difference
        Index("ix_shifts_opened_at", "opened_at"),
    )
    rows(
        "shift_moves",
        station,
        row_key("move_id"),
        word("shift_id", ForeignKey("shifts.shift_id")),
        word("kind"),  # "in" | "out" | "drop"
        number("amount_minor"),
        word("currency"),
        word("reason"),
        word("staff_id"),
        word("at"),
        Index("ix_shift_moves_shift_id", "shift_id"),
    )
    rows(
        "fiscal_bookings",
        station,
        row_key("booking_id"),
        word("sale_id"),  # or what else is booked: `move:17`, `float:3`, `close:3`
        word("device"),  # its serial number
        number("counter"),
        word("payload"),
        word("signature"),
        word("state"),
        word("at"),
        word("kind"),  # `services.ports.fiscal.BookingKind`
        word("shift_id"),
        number("transaction_number"),
        word("started_at"),
        word("process_type"),
        word("process_data"),
        word("reason"),  # why it failed
        Index("ix_fiscal_bookings_sale_id", "sale_id"),
        Index("ix_fiscal_bookings_shift_id", "shift_id"),
    )


def _add_seats(station: MetaData) -> None:
    rows(
        "allotments",
        station,
        key("allotment_id"),
        word("event_id"),
        word("category_id"),
        number("variant_id"),
        number("inventory_item_id"),
        number("location_id"),
        number("leased"),
        number("used"),
        number("returned"),
        word("seats"),
        word("ledger_document"),
        word("state"),
        word("shift_id"),
        word("leased_at"),
        word("changed_at"),
        number("asked"),
        number("least"),
        number("outbox_id"),
        word("reason"),  # why the store leased nothing
        Index("ix_allotments_variant_id", "variant_id"),
        Index("ix_allotments_shift_id", "shift_id"),
        Index("ix_allotments_state_variant_id", "state", "variant_id"),
    )
    rows(
        "holds",
        station,
        key("hold_id"),
        word("event_id"),
        word("category_id"),
        number("variant_id"),
        number("quantity"),
        word("seats"),
        word("name"),
        word("reason"),
        word("until"),
        word("state"),
        word("staff_id"),
        word("made_at"),
        number("taken"),
        word("ended_at"),
        word("ended_how"),  # "time" | "person" | "sold"
        Index("ix_holds_event_id", "event_id"),
        Index("ix_holds_state_variant_id", "state", "variant_id"),
    )
    rows(
        "waiting_list",
        station,
        row_key("waiting_id"),
        word("event_id"),
        word("category_id"),
        number("quantity"),
        word("name"),
        word("email"),
        word("phone"),
        word("state"),
        word("added_at"),
        number("variant_id"),
        word("hold_id"),  # what is offered to them
        word("staff_id"),
        Index("ix_waiting_list_event_id", "event_id"),
    )
    rows("seat_maps", station, key("map_id"), word("venue"), number("version", 1), word("document"), word("changed_at"))
    clustered(
        "seats",
        station,
        key("event_id"),
        key("section"),
        key("seat"),
        word("state"),  # "leased" | "held" | "sold" | "blocked"
        word("owner"),  # allotment, hold or sale
        word("digest"),  # of the section's document as last read, in the row whose seat is ""
        word("changed_at"),
        word("token"),  # what the store's document names our claim by
    )
