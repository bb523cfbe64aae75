"""Products, stock, places and customers of the store (conventions: ``demo.entities``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

STOCK_STATES = ("available", "committed", "reserved", "damaged", "safety_stock", "quality_control", "incoming")
ON_HAND_STATES = ("available", "committed", "reserved", "damaged", "safety_stock", "quality_control")


@dataclass(slots=True, eq=False)
class Address:
    """A postal address; one object may be shared by a customer and her orders, so replace it, never change it."""

    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    zip: str | None = None
    province_code: str | None = None
    country_code: str | None = None
    phone: str | None = None
    id: int = 0
    TYPE: ClassVar[str] = "MailingAddress"


@dataclass(slots=True, eq=False)
class Metafield:
    """One metafield; ``compareDigest`` is computed from ``value`` (``views.metafields.digest``)."""

    id: int
    namespace: str
    key: str
    type: str
    value: str
    created_at: int
    updated_at: int
    owner: object = None  # the entity, or the Shop / AppInstallation record
    TYPE: ClassVar[str] = "Metafield"


MetafieldMap = dict[tuple[str, str], Metafield]
"""Metafields of one owner by (namespace, key); namespaces are stored resolved, never as ``$app:…``."""


@dataclass(slots=True, eq=False)
class Location:
    """A place that holds stock."""

    id: int
    name: str
    address: Address
    created_at: int
    updated_at: int
    active: bool = True
    fulfills_online_orders: bool = True
    ships_inventory: bool = True
    metafields: MetafieldMap | None = None
    TYPE: ClassVar[str] = "Location"


@dataclass(slots=True, eq=False)
class Level:
    """Stock of one item at one location. ``on_hand`` is the sum of ``ON_HAND_STATES``, never stored."""

    item: InventoryItem
    location: Location
    updated_at: int
    quantities: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STOCK_STATES, 0))
    stamps: dict[str, int] = field(default_factory=dict)  # state -> when it last changed
    active: bool = True
    created_at: int = 0
    drafted: int = 0  # of `reserved`: what open drafts hold
    TYPE: ClassVar[str] = "InventoryLevel"

    def quantity(self, name: str) -> int:
        """Units in one state, or ``on_hand``."""
        if name == "on_hand":
            return sum(self.quantities[state] for state in ON_HAND_STATES)
        return self.quantities[name]


@dataclass(slots=True, eq=False)
class InventoryItem:
    """What is counted: one per variant."""

    id: int
    variant: Variant | None
    created_at: int
    updated_at: int
    tracked: bool = True
    requires_shipping: bool = False
    cost: int | None = None
    levels: dict[int, Level] = field(default_factory=dict)  # location id -> level
    TYPE: ClassVar[str] = "InventoryItem"

    @property
    def sku(self) -> str | None:
        """The variant's SKU."""
        return self.variant.sku if self.variant else None


@dataclass(slots=True, eq=False)
class Variant:
    """A category of an event (or a size of a T-shirt)."""

    id: int
    product: Product
    item: InventoryItem
    sku: str
    title: str
    price: int
    created_at: int
    updated_at: int
    position: int = 1
    compare_at_price: int | None = None
    barcode: str | None = None
    taxable: bool = True
    policy: str = "DENY"  # or CONTINUE
    options: tuple[str, ...] = ()  # values, in the order of product.options
    snapshot: Snapshot | None = None
    metafields: MetafieldMap | None = None
    TYPE: ClassVar[str] = "ProductVariant"


@dataclass(slots=True, eq=False)
class Product:
    """An event, or anything else the shop sells."""

    id: int
    title: str
    handle: str
    vendor: str
    product_type: str
    status: str  # ACTIVE, DRAFT, ARCHIVED, UNLISTED
    created_at: int
    updated_at: int
    published_at: int | None = None
    description_html: str = ""
    tags: tuple[str, ...] = ()
    options: tuple[str, ...] = ("Title",)
    variants: tuple[Variant, ...] = ()
    publications: frozenset[int] = frozenset()  # Publication ids
    metafields: MetafieldMap | None = None
    template_suffix: str | None = None
    TYPE: ClassVar[str] = "Product"


@dataclass(slots=True, eq=False)
class Consent:
    """Marketing consent for e-mail or text messages."""

    state: str = "NOT_SUBSCRIBED"  # SUBSCRIBED, UNSUBSCRIBED, PENDING, NOT_SUBSCRIBED
    level: str | None = None  # SINGLE_OPT_IN, CONFIRMED_OPT_IN, UNKNOWN
    updated_at: int | None = None


@dataclass(slots=True, eq=False)
class Customer:
    """A buyer. All personal fields may be None (plan without personal data, or erased)."""

    id: int
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    created_at: int
    updated_at: int
    locale: str = "de"
    state: str = "DISABLED"
    note: str | None = None
    tags: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()  # the first is the default one
    email_consent: Consent | None = None
    sms_consent: Consent | None = None
    erasure_requested_at: int | None = None
    tax_exempt: bool = False
    metafields: MetafieldMap | None = None
    TYPE: ClassVar[str] = "Customer"


@dataclass(slots=True, eq=False)
class Snapshot:
    """What a line remembers of its variant; shared by all lines sold of it at the same words."""

    variant_id: int | None
    product_id: int | None
    title: str
    variant_title: str | None
    sku: str | None
    vendor: str | None
    requires_shipping: bool
    price: int
    taxable: bool = True
