"""Papers for the post of one desk: addresses from the store, the sender from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ticketforge_desktop.services.post_papers import PostPapers, Sender
from ticketforge_desktop.services.settings import PRINT_SENDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.ports.documents import PrinterPapers


def post_papers(desk: Desk, papers: PrinterPapers) -> PostPapers:
    """Delivery notes and labels. Raises `NotFound` before the first sync."""

    def addresses(order_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        return desk.store().post_addresses(order_ids)

    return PostPapers(desk.queries, papers, addresses, sender_of(desk), desk.clock)


def sender_of(desk: Desk) -> Sender:
    """Whose post it is, and whose address stands on receipts."""
    return Sender(desk.settings.text(PRINT_SENDER), demo=desk.on_demo_store())
