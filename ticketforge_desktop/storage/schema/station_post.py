"""Fulfilment: parcels, carriers, mail."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, MetaData

from ticketforge_desktop.storage.schema.columns import clustered, key, number, number_key, row_key, rows, word


def add_post(station: MetaData) -> None:
    """Tables of posting and mailing."""
    _add_parcels(station)
    _add_mail(station)


def _add_parcels(station: MetaData) -> None:
    rows(
        "parcels",
        station,
        key("parcel_id"),  # by order and number, so that it is made once
        number("order_id"),
        word("order_name"),
        number("number", 1),
        word("event_id"),
        word("state"),  # HardticketState; packed_at stands between PRINTED and SHIPPED
        word("hold"),
        word("note"),
        word("deadline"),
        word("recipient"),
        word("street"),
        word("street2"),
        word("postcode"),
        word("city"),
        word("region"),
        word("country"),
        word("phone"),
        word("email"),
        word("sender"),
        number("pieces"),
        number("weight_g"),
        word("carrier"),
        word("service"),
        word("choice"),  # why this carrier
        number("cost_minor"),
        word("currency"),
        word("reference"),  # looked up at the carrier after a lost reply
        word("shipment"),
        word("tracking_number"),
        word("tracking_url"),
        word("label_file"),
        word("label_state"),
        word("customs"),
        number("fulfillment_id"),
        word("manifest"),
        word("printed_at"),
        word("printed_by"),
        word("packed_at"),
        word("packed_by"),
        word("shipped_at"),
        word("shipped_by"),
        word("delivered_at"),
        word("failed_at"),
        word("failure"),
        word("tracked_at"),
        word("created_at"),
        word("called_off"),  # why the store wants it no longer; "" = to be sent. Follows the order until it is packed
        Index("ix_parcels_order_id_number", "order_id", "number", unique=True),
        Index("ix_parcels_state_deadline", "state", "deadline"),
    )
    clustered(
        "parcel_tickets",
        station,
        key("parcel_id", ForeignKey("parcels.parcel_id")),
        key("ticket_id"),
        number("issue", 1),
        word("scanned_at"),
        word("staff_id"),
    )
    rows(
        "parcel_events",
        station,
        row_key("parcel_event_id"),
        word("parcel_id", ForeignKey("parcels.parcel_id")),
        word("at"),
        word("code"),
        word("text"),
        word("place"),
        Index("ix_parcel_events_parcel_id", "parcel_id"),
    )
    rows(
        "rate_cards",
        station,
        row_key("rate_id"),
        word("carrier"),
        word("service"),
        word("country"),
        number("up_to_g"),
        number("price_minor"),
        word("currency"),
        number("days"),
        number("tracked"),
        Index("ix_rate_cards_country", "country"),
    )
    rows("carrier_rules", station, row_key("rule_id"), number("position"), word("rule"))
    rows(
        "pickups",
        station,
        key("pickup_id"),
        word("carrier"),
        word("day"),
        word("reference"),
        word("state"),
        word("facts"),
        word("booked_at"),
    )
    rows(
        "will_call",
        station,
        number_key("order_id"),
        word("name"),
        word("state"),
        word("handed_at"),
        word("staff_id"),
        word("signature"),
    )


def _add_mail(station: MetaData) -> None:
    rows(
        "mail",
        station,
        row_key("mail_id"),
        word("effect", unique=True),  # object and occasion: never twice
        word("kind"),
        word("recipient"),
        word("language"),
        word("subject"),
        word("payload"),
        word("state"),
        number("attempts"),
        word("next_attempt_at"),
        word("last_error"),
        word("message_id"),
        word("created_at"),
        word("sent_at"),
        Index("ix_mail_state", "state"),
    )
    clustered("mail_templates", station, key("kind"), key("language"), word("document"), word("changed_at"))
