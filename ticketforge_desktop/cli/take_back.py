"""`refund`, `exchange`: tickets taken back at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.domain.tenders import Tender
    from ticketforge_desktop.services.ports.till import Sale

Tickets = Annotated[list[str], typer.Option("--ticket", metavar="ID", help="A ticket; repeat for several.")]
Reason = Annotated[str, typer.Option(help="Why; it stands in the store and in the report.")]
TenderName = Annotated[str, typer.Option(metavar="KIND", help="How money goes back; as it came unless you say so.")]
Fee = Annotated[str, typer.Option(metavar="AMOUNT", help="Kept of what would go back.")]
NoRestock = Annotated[bool, typer.Option("--no-restock", help="The places are not for sale again.")]
Used = Annotated[bool, typer.Option("--used", help="Also tickets that were let in.")]
SaleId = Annotated[str, typer.Option("--id", metavar="UUID", help="The same one again takes nothing more back.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("refund")(refund)
    app.command("exchange")(exchange)


@speaks
def refund(
    context: typer.Context,
    ticket: Tickets,
    reason: Reason,
    tender: TenderName = "",
    fee: Fee = "0",
    no_restock: NoRestock = False,
    used: Used = False,
    sale_id: SaleId = "",
    as_json: AsJson = False,
) -> None:
    """Take tickets of one order back, and give the money back."""
    from ticketforge_desktop.domain.money import minor_units
    from ticketforge_desktop.services.sell import new_sale_id
    from ticketforge_desktop.services.take_back import TakenBack

    with open_desk(context) as desk:
        currency = desk.till.selling.empty().currency
        wanted = TakenBack(
            sale_id or new_sale_id(), tuple(ticket), reason, _tender(tender), minor_units(fee, currency),
            not no_restock, used,
        )  # fmt: skip
        emit(_told(desk.till.taking_back.refund(wanted)), as_json)


@speaks
def exchange(
    context: typer.Context,
    ticket: Tickets,
    category: Annotated[str, typer.Option(metavar="ID", help="The new category, of the same event.")],
    reason: Reason = "exchange",
    tender: TenderName = "",
    given: Annotated[str, typer.Option(metavar="AMOUNT", help="Cash handed over for the difference.")] = "",
    fee: Fee = "0",
    seat: Annotated[list[str] | None, typer.Option("--seat", metavar="NAME")] = None,
    sale_id: SaleId = "",
    as_json: AsJson = False,
) -> None:
    """Other tickets of the same event for these; only the difference is paid, or goes back."""
    from ticketforge_desktop.domain.money import minor_units
    from ticketforge_desktop.domain.tenders import Tender, Tendered
    from ticketforge_desktop.services.sell import new_sale_id
    from ticketforge_desktop.services.take_back import TakenBack

    with open_desk(context) as desk:
        currency = desk.till.selling.empty().currency
        chosen = _tender(tender)
        wanted = TakenBack(sale_id or new_sale_id(), tuple(ticket), reason, chosen, minor_units(fee, currency))
        paid = Tendered(chosen or Tender.CASH, minor_units(given, currency) if given else None)
        sale = desk.till.taking_back.exchange(wanted, category, (paid,), seats=tuple(seat or ()))
        emit(_told(sale), as_json)


def _tender(name: str) -> Tender | None:
    from ticketforge_desktop.domain.tenders import Tender

    if not name:
        return None
    if name not in ("cash", "card", "voucher"):
        raise BadInput(f"Money does not go back by {name!r}.", field="tender", value=name)
    return Tender(name)


def _told(sale: Sale) -> dict[str, object]:
    from ticketforge_desktop.domain.money import decimal_string
    from ticketforge_desktop.domain.ticket_numbers import number_of

    currency = sale.total.currency
    return {
        "sale_id": sale.sale_id,
        "kind": str(sale.kind),
        "receipt": sale.receipt,
        "total": sale.total.decimal,
        "fee": decimal_string(sale.fee_minor, currency),
        "currency": currency,
        "payments": [
            {"tender": str(paid.tender), "amount": decimal_string(paid.amount_minor, currency)}
            for paid in sale.payments
        ],
        "tickets": [
            {"ticket_id": one.ticket_id, "number": number_of(bytes.fromhex(one.ticket_id)), "seat": one.seat}
            for one in sale.tickets
        ],
        "pending": sale.pending,
        "outbox": sale.outbox_id,
    }
