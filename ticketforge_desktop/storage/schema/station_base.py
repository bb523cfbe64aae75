"""The station itself: identity, settings, people, keys, outbox, audit."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, MetaData, text

from ticketforge_desktop.storage.schema.columns import key, number, number_key, row_key, rows, word


def add_base(station: MetaData) -> None:
    """Tables that every part of the station writes."""
    rows(
        "identity",
        station,
        number_key("one"),  # always 1
        word("station_id"),
        word("name"),
        word("shop_domain"),  # the shop this profile is bound to; "" before it is connected
        word("locked"),  # why the profile is locked (app uninstalled, shop redacted)
        word("created_at"),
    )
    rows("settings", station, key("name"), word("value"), word("changed_at"), word("staff_id"))
    rows("roles", station, key("role"), word("rights"))  # own sets of rights, comma separated
    rows(
        "staff",
        station,
        key("staff_id"),
        word("name"),
        word("role"),
        word("rights"),  # comma separated; "" = those of the role
        word("pin_hash"),
        word("badge_hash"),
        number("failed_pins"),
        word("locked_until"),
        number("locked_seconds"),  # length of the lock: a clock set forward does not open it
        word("language"),
        word("created_at"),
        word("disabled_at"),
    )
    rows(
        "pins",
        station,
        key("subject"),  # what the PIN is for: "kiosk"
        word("pin_hash"),
        number("failed_pins"),  # wrong ones in a row
        word("changed_at"),
        word("staff_id"),
    )
    rows(
        "keys",
        station,
        key("key_id"),
        word("station"),
        word("public_key"),
        word("enrolled_at"),
        word("revoked_at"),
        word("source"),  # "own" | "store" | "pack"
    )
    rows(
        "outbox",
        station,
        row_key("outbox_id"),
        word("kind"),
        word("aggregate"),  # acts on one thing are sent in order
        word("payload"),
        word("idempotency_key", unique=True),
        word("source_identifier"),
        word("state"),  # "pending" | "sending" | "attention" | "done"
        number("priority", 5),
        number("attempts"),
        word("next_attempt_at"),
        word("error_code"),
        word("last_error"),
        word("result"),
        word("staff_id"),
        word("created_at"),
        word("sent_at"),
        word("done_at"),
        word("settled_by"),
        word("settled_how"),
        word("first_sent_at"),
        word("choices"),  # what a person may do with a parked act, comma separated
        number("maybe_done"),  # 1: an attempt may have reached the store
        word("progress"),  # how far an act of several steps got, JSON
        Index("ix_outbox_state", "state"),
        Index("ix_outbox_aggregate", "aggregate"),
        # The few that are not done yet, among the many of a season.
        Index("ix_outbox_open", "aggregate", "outbox_id", sqlite_where=text("state <> 'done'")),
        Index("ix_outbox_source_identifier", "source_identifier"),
    )
    rows(
        "audit",
        station,
        row_key("row"),
        word("at"),
        word("station_id"),
        word("staff_id"),
        word("action"),
        word("subject"),
        word("detail"),
        word("before"),
        word("after"),
        word("previous"),
        word("hash"),
    )
    # What a change in the store has caused here, by object and effect: doing it twice changes nothing.
    rows("effects", station, key("effect"), word("at"), word("facts"))
    rows(
        "webhook_receipts",
        station,
        key("webhook_id"),
        word("topic"),
        word("object"),
        word("received_at"),
        word("api_version"),
        word("triggered_at"),
    )
    rows(
        "backups",
        station,
        row_key("backup_id"),
        word("path"),
        word("at"),
        number("bytes"),
        word("digest"),
        word("verified_at"),
    )
    rows(
        "jobs",  # long work that is resumed after a crash: imports, cancelling an event, batches of labels
        station,
        key("job_id"),
        word("kind"),
        word("subject"),
        word("payload"),
        word("state"),
        number("done"),
        number("total"),
        word("last_error"),
        word("staff_id"),
        word("created_at"),
        word("ended_at"),
    )
    rows(
        "job_rows",
        station,
        row_key("job_row_id"),
        word("job_id", ForeignKey("jobs.job_id")),
        number("position"),
        word("payload"),
        word("state"),
        word("errors"),
        word("result"),
        Index("ix_job_rows_job_id_position", "job_id", "position", unique=True),
    )
