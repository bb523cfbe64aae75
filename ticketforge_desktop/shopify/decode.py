"""From the store's words to the trade's: one pure function a kind of thing.

Orders and lines come by the million, hence one plain loop each with next to no calls of our own, `tuple.__new__` in
place of the NamedTuples' own constructor (it saves a third of the time of a row) and dictionaries that remember amounts
and variants, which repeat a thousand times.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from ticketforge_desktop.domain.errors import BadInput, StoreRefused
from ticketforge_desktop.domain.money import exponent, minor_units
from ticketforge_desktop.domain.records import (
    LineRecord,
    OrderRecord,
    ParticipantRecord,
    RefundLineRecord,
    ShopRecord,
    TransactionRecord,
)
from ticketforge_desktop.domain.sale_seeds import PROPERTY as SALE_PROPERTY
from ticketforge_desktop.shopify.replies import ShopNode
from ticketforge_desktop.shopify.wire import (
    Address,
    Attribute,
    CustomerNode,
    LineNode,
    OrderNode,
    PriceSet,
    RefundLineNode,
    RefundNode,
    TransactionNode,
)

# The seat of a numbered line: ours first, then what seat-map apps and sellers call it.
SEAT_PROPERTIES: Final = ("_ticketforge_seat", "Seat", "seat", "Sitzplatz", "Platz")
_MOST_KEPT: Final = 16_384  # amounts of a currency, or variants
_NO_AMOUNT: Final = 1 << 62  # more than any file can keep
_NO_PROPERTIES: Final = ("", "")
_new = tuple.__new__


def number(gid: str) -> int:
    """The number at the end of a gid; 0 for "".

    Raises:
        StoreRefused: it ends in no number.
    """
    try:
        return int(gid[gid.rfind("/") + 1 :])
    except ValueError:
        return _odd_number(gid)


def _odd_number(gid: str) -> int:
    """The number of a gid with a query behind it (`InventoryLevel/5?inventory_item_id=9`); 0 for ""."""
    if not gid:
        return 0
    try:
        return int(gid.rpartition("/")[2].partition("?")[0])
    except ValueError:
        raise StoreRefused(f"The store named something {gid!r}; that is no id.", errors=[gid]) from None


def minor(amount: str, currency: str) -> int:
    """The store's amount in minor units. A unit price after discounts may have further digits: rounded half up.

    Raises:
        StoreRefused: not an amount.
    """
    try:
        units = minor_units(amount, currency)
    except BadInput:
        try:
            exact = Decimal(amount).scaleb(exponent(currency))
            units = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        except (ArithmeticError, ValueError):
            units = _NO_AMOUNT
    if abs(units) >= _NO_AMOUNT:
        raise StoreRefused(f"The store sent {amount!r} as an amount of {currency}.", errors=[amount])
    return units


class _Numbers(dict[str, int]):
    """The numbers of gids that are few and come again and again."""

    __slots__ = ()

    def __missing__(self, gid: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[gid] = number(gid)
        return found


class _Amounts(dict[str, int]):
    """Amounts of one currency in minor units, kept because they repeat; what is none raises as `minor` does."""

    __slots__ = ("_currency",)

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency

    def __missing__(self, amount: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        units = self[amount] = minor(amount, self._currency)
        return units


_VARIANTS: Final = _Numbers()
_amounts = lru_cache(maxsize=8)(_Amounts)


def shop_record(shop: ShopNode) -> ShopRecord:
    """The shop."""
    address = shop.shop_address or Address()
    return ShopRecord(
        shop_id=number(shop.id),
        domain=shop.myshopify_domain,
        name=shop.name,
        currency=shop.currency_code,
        zone=shop.iana_timezone,
        plan=shop.plan.public_display_name,
        country=address.country_code_v2 or "",
        taxes_included=shop.taxes_included,
    )


def order_records(nodes: Iterable[OrderNode]) -> tuple[list[OrderRecord], list[TransactionRecord]]:
    """Orders without their lines, and what was paid and given back for them.

    Amounts of an order are the shop's (`currencyCode` is its currency when it was placed); so are those of its
    transactions that name no other.
    """
    new, record = _new, OrderRecord
    orders: list[OrderRecord] = []
    paid: list[TransactionRecord] = []
    add, currency, amounts = orders.append, "", _amounts("")
    for node in nodes:
        if node.currency_code != currency:
            currency = node.currency_code
            amounts = _amounts(currency)
        gid = node.id
        try:
            order_id = int(gid[gid.rfind("/") + 1 :])
        except ValueError:
            order_id = _odd_number(gid)
        customer, billing = node.customer, node.billing_address
        holder, email, phone, customer_id = "", node.email or "", node.phone or "", 0
        if customer is not None:
            customer_id = number(customer.id)
            first, last = customer.first_name, customer.last_name
            holder = f"{first} {last}" if first and last else first or last or ""
            if not email and customer.default_email_address is not None:
                email = customer.default_email_address.email_address or ""
            if not phone and customer.default_phone_number is not None:
                phone = customer.default_phone_number.phone_number or ""
        if not holder and billing is not None:
            holder = billing.name or ""
        tags, void_units, issues = node.tags, node.void_units, node.issues
        fields = (
            order_id,
            node.name,
            node.created_at,
            node.updated_at,
            node.processed_at,
            node.cancelled_at or "",
            node.display_financial_status or "",
            node.display_fulfillment_status or "",
            currency,
            amounts[node.current_total_price_set.shop_money.amount],
            amounts[node.total_price_set.shop_money.amount],
            amounts[node.total_refunded_set.shop_money.amount],
            len(node.refunds),
            customer_id,
            holder,
            email,
            phone,
            node.source_name or "",
            node.source_identifier or "",
            ",".join(tags) if tags else "",
            node.note or "",
            void_units.value if void_units is not None else "",
            issues.value if issues is not None else "",
            1 if node.test else 0,  # the driver takes an integer as it is, but looks a bool up in its registry
        )
        add(new(record, fields))
        if node.transactions:
            _add_transactions(paid, node.transactions, order_id, currency)
    return orders, paid


def _add_transactions(
    paid: list[TransactionRecord], nodes: Iterable[TransactionNode], order_id: int, currency: str
) -> None:
    """Transactions of an order; `currency` is the order's, for an amount that names none."""
    for node in nodes:
        amount, parent = node.amount_set, node.parent_transaction
        used, units = currency, 0
        if amount is not None:
            money = amount.shop_money
            used = money.currency_code or currency
            units = _amounts(used)[money.amount]
        fields = (
            number(node.id),
            order_id,
            number(parent.id) if parent is not None else 0,
            node.kind,
            node.status,
            node.gateway or "",
            units,
            used,
            node.processed_at or "",
        )
        paid.append(_new(TransactionRecord, fields))


def line_records(nodes: Iterable[LineNode], order_id: int = 0) -> list[LineRecord]:
    """Lines of one order, or of a bulk file: there `__parentId` names the order.

    `position` is 0: ids of lines ascend as they were added, and a bulk file has no other order.
    """
    new, record, variants = _new, LineRecord, _VARIANTS
    lines: list[LineRecord] = []
    add, parent, currency, amounts = lines.append, "", "", _amounts("")
    for node in nodes:
        if node.parent_id != parent:
            parent = node.parent_id
            order_id = number(parent)
        gid, variant = node.id, node.variant
        try:
            line_id = int(gid[gid.rfind("/") + 1 :])
        except ValueError:
            line_id = _odd_number(gid)
        money = node.discounted_unit_price_after_all_discounts_set.shop_money
        if money.currency_code != currency:
            currency = money.currency_code
            amounts = _amounts(currency)
        seed, seat = _properties(node.custom_attributes) if node.custom_attributes else _NO_PROPERTIES
        fields = (
            line_id,
            order_id,
            variants[variant.id] if variant is not None else 0,
            node.sku or "",
            node.title or "",
            node.vendor or "",
            node.quantity,
            node.current_quantity,
            amounts[money.amount],
            seed,
            seat,
            0,
        )
        add(new(record, fields))
    return lines


def refund_line_record(node: RefundLineNode, refund: RefundNode, order_id: int) -> RefundLineRecord:
    """A line of a refund."""
    amount = _shop_money(node.subtotal_set)
    return RefundLineRecord(
        number(refund.id),
        order_id,
        number(node.line_item.id),
        node.quantity,
        node.restock_type,
        amount,
        refund.created_at or "",
    )


def participant_record(node: CustomerNode) -> ParticipantRecord:
    """A customer; every personal field may be missing."""
    mail, phone, address = node.default_email_address, node.default_phone_number, node.default_address
    return ParticipantRecord(
        number(node.id),
        full_name(node.first_name, node.last_name),
        (mail.email_address or "") if mail is not None else "",
        (phone.phone_number or "") if phone is not None else "",
        (address.city or "") if address is not None else "",
        (address.country_code_v2 or "") if address is not None else "",
        mail is not None and mail.marketing_state == "SUBSCRIBED",
        node.created_at,
        node.updated_at,
    )


def full_name(first: str | None, last: str | None) -> str:
    """First and last name as one; "" when both are hidden."""
    if first and last:
        return f"{first} {last}"
    return first or last or ""


def _properties(attributes: list[Attribute]) -> tuple[str, str]:
    named = {attribute.key: attribute.value or "" for attribute in attributes}
    seat = next((named[key] for key in SEAT_PROPERTIES if named.get(key)), "")
    return named.get(SALE_PROPERTY, ""), seat


def _shop_money(price: PriceSet | None) -> int:
    return minor(price.shop_money.amount, price.shop_money.currency_code) if price is not None else 0
