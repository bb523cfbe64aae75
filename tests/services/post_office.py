"""Papers for the post as texts: what a printer that takes anything is given."""

from __future__ import annotations

from collections.abc import Mapping

from ticketforge_desktop.services.ports.print_runs import ItemKind, MadePaper, PostOrder
from ticketforge_desktop.services.ports.printers import PrinterSetup


class Office:
    """`Documents`. Printers whose name begins with "Label" are there for labels alone."""

    def __init__(self, *, nowhere: tuple[str, ...] = (), no_notes: tuple[str, ...] = ()) -> None:
        self._nowhere, self._no_notes = nowhere, no_notes
        self.made: list[tuple[str, str, tuple[str, ...], int]] = []  # kind, order, address, tickets

    def recipients(self, orders: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
        return {order: ("Ada", f"Weg {number}") for order, number in orders.items() if order not in self._nowhere}

    def make(self, kind: ItemKind, order: PostOrder, setup: PrinterSetup) -> MadePaper:
        self.made.append((str(kind), order.order, order.lines, len(order.tickets)))
        return MadePaper("a6", f"^XA^FD{kind} {order.order}^FS^XZ".encode())

    def prints(self, kind: ItemKind, setup: PrinterSetup) -> bool:
        return kind is not ItemKind.DELIVERY_NOTE or setup.name not in self._no_notes

    def own(self, setup: PrinterSetup) -> ItemKind | None:
        return ItemKind.LABEL if setup.name.startswith("Label") else None
