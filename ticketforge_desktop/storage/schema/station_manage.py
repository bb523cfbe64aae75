"""The manager's side and people's rights to their data: drafts, alerts, reports, consent, privacy cases."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, text

from ticketforge_desktop.storage.schema.columns import key, number, number_key, row_key, rows, word


def add_management(station: MetaData) -> None:
    """Tables of event management and privacy."""
    rows(
        "event_drafts",
        station,
        key("event_id"),
        number("product_id"),
        word("document"),
        word("base_digest"),  # of the store's state the edit began with
        word("state"),
        word("staff_id"),
        word("created_at"),
        word("changed_at"),
    )
    rows(
        "stock_alerts",
        station,
        row_key("alert_id"),
        word("event_id"),
        number("variant_id"),
        word("level"),
        number("available"),
        word("raised_at"),
        word("told_at"),
        word("cleared_at"),
        Index("ix_stock_alerts_variant_id", "variant_id"),
        Index("ix_stock_alerts_open", "variant_id", "level", unique=True, sqlite_where=text("cleared_at = ''")),
    )
    rows(
        "stock_adjustments",
        station,
        row_key("adjustment_id"),
        word("event_id"),
        number("variant_id"),
        number("change"),
        word("reason"),
        word("staff_id"),
        number("outbox_id"),
        word("at"),
        Index("ix_stock_adjustments_variant_id", "variant_id"),
    )
    rows(
        "report_schedules",
        station,
        row_key("schedule_id"),
        word("report"),
        word("chosen"),
        word("format"),
        word("rhythm"),
        word("recipient"),
        word("last_run_at"),
    )
    rows(
        "people",  # what the desk knows of a participant beyond the store
        station,
        number_key("customer_id"),
        word("segment"),
        word("born_on"),
        word("emergency_contact"),
        word("note"),
        number("merged_into"),
        word("changed_at"),
    )
    rows(
        "consent",
        station,
        row_key("consent_id"),
        word("address"),
        number("customer_id"),
        word("purpose"),
        number("given"),
        word("source"),
        word("wording"),
        word("staff_id"),
        word("at"),
        Index("ix_consent_address", "address"),
    )
    rows(
        "privacy_cases",
        station,
        row_key("case_id"),
        word("kind"),  # "export" | "erase" | "anonymise" | "redact_shop"
        word("address"),
        number("customer_id"),
        word("source"),
        word("state"),
        word("received_at"),
        word("due_at"),
        word("done_at"),
        word("staff_id"),
        word("report"),
    )
    # Who must not come back by sync, known by a keyed digest only.
    rows("erased_people", station, key("digest"), number("customer_id"), word("kept_until"), word("at"))
