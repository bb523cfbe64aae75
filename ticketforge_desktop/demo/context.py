"""What one request carries through execution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketforge_desktop.demo.bulk import BulkJobs
    from ticketforge_desktop.demo.calls import Mutation
    from ticketforge_desktop.demo.search import Search
    from ticketforge_desktop.demo.state import World

ALL_SCOPES = (
    "read_all_orders",
    "read_analytics",
    "read_customers",
    "read_draft_orders",
    "read_fulfillments",
    "read_inventory",
    "read_locations",
    "read_merchant_managed_fulfillment_orders",
    "read_metaobject_definitions",
    "read_metaobjects",
    "read_orders",
    "read_products",
    "read_publications",
    "read_returns",
    "write_customer_data_erasure",
    "write_customers",
    "write_draft_orders",
    "write_fulfillments",
    "write_inventory",
    "write_merchant_managed_fulfillment_orders",
    "write_metaobject_definitions",
    "write_metaobjects",
    "write_order_edits",
    "write_orders",
    "write_products",
    "write_publications",
    "write_returns",
)


@dataclass(slots=True)
class RequestContext:
    """One request: the world, who asks, and what the reply must add.

    ``app_id`` resolves the reserved namespace ``$app`` to ``app--{app_id}``. ``search_notes`` collects
    ``extensions.search`` warnings by path.
    """

    world: World
    base_url: str = ""
    app_id: int = 158_400_129
    api_key: str = ""
    scopes: frozenset[str] = frozenset(ALL_SCOPES)
    version: str = "2026-10"
    mutations: dict[str, Mutation] = field(default_factory=dict)
    bulk: BulkJobs | None = None
    search_notes: list[dict[str, object]] = field(default_factory=list)
    run_document: Callable[[str, dict[str, object]], dict[str, object]] | None = None
    personal_data: bool = True

    def namespace(self, text: str) -> str:
        """A metafield namespace with ``$app`` resolved."""
        if text == "$app" or text.startswith("$app:"):
            rest = text.removeprefix("$app").removeprefix(":")
            return f"app--{self.app_id}--{rest}" if rest else f"app--{self.app_id}"
        return text

    def note_search(self, search: Search, query: str | None, path: list[str | int]) -> None:
        """Remember what a search warns of, for ``extensions.search``."""
        note = search.note(path, query or "")
        if note is not None and note not in self.search_notes:
            self.search_notes.append(note)
