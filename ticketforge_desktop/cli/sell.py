"""`sell`: a sale at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, note, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk
    from ticketforge_desktop.domain.basket import Basket, Discount
    from ticketforge_desktop.domain.tenders import Tendered
    from ticketforge_desktop.services.ports.till import Sale

Event = Annotated[str, typer.Option("--event", metavar="ID")]
Category = Annotated[str, typer.Option("--category", metavar="ID")]
Quantity = Annotated[int, typer.Option(min=1, max=250)]
Seats = Annotated[list[str] | None, typer.Option("--seat", metavar="NAME", help="A seat; repeat for several.")]
TenderName = Annotated[str, typer.Option(metavar="KIND", help="cash, card, invoice or voucher.")]
Given = Annotated[str, typer.Option(metavar="AMOUNT", help="Cash handed over; without it, just what is due.")]
Reference = Annotated[str, typer.Option(help="The terminal's receipt, the voucher's code, the invoice's number.")]
PriceClassName = Annotated[str, typer.Option("--class", metavar="CLASS", help="full, reduced, child or free.")]
Reason = Annotated[str, typer.Option(help="Of a free place or a discount.")]
DiscountText = Annotated[
    str, typer.Option("--discount", metavar="AMOUNT|N%", help="Off the whole sale; needs --reason.")
]
Ask = Annotated[bool, typer.Option("--ask", help="From open stock: ask the store now, and wait for it.")]
Printer = Annotated[str, typer.Option("--print", metavar="PRINTER", help="Print the tickets at once.")]
SaleId = Annotated[
    str, typer.Option("--id", metavar="UUID", help="Of the sale; the same one again sells nothing more.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("sell")(sell)


@speaks
def sell(
    context: typer.Context,
    event: Event,
    category: Category,
    quantity: Quantity = 1,
    seat: Seats = None,
    tender: TenderName = "cash",
    given: Given = "",
    reference: Reference = "",
    price_class: PriceClassName = "full",
    reason: Reason = "",
    discount: DiscountText = "",
    email: Annotated[str, typer.Option(help="The buyer's.")] = "",
    name: Annotated[str, typer.Option(help="The buyer's.")] = "",
    hold: Annotated[list[str] | None, typer.Option("--hold", metavar="ID", help="A hold this sale is for.")] = None,
    ask: Ask = False,
    printer: Printer = "",
    sale_id: SaleId = "",
    as_json: AsJson = False,
) -> None:
    """Sell tickets of one category, out of this station's lease (`allotment lease`), or with --ask from open stock."""
    from ticketforge_desktop.services.ports.till import Buyer, SaleState, StockWay
    from ticketforge_desktop.services.sell import SaleRequest, new_sale_id

    with open_desk(context) as desk:
        basket = _basket(desk, event, category, quantity, tuple(seat or ()), price_class, reason, discount)
        request = SaleRequest(
            sale_id or new_sale_id(),
            basket,
            (_tendered(basket, tender, given, reference),),
            Buyer(name=name.strip(), email=email.strip()),
            StockWay.SHELF if ask else StockWay.LEASE,
            holds=tuple(hold or ()),
        )
        sale = desk.till.ask(request) if ask else desk.till.selling.sell(request)
        emit(_told(desk, sale), as_json)
        if sale.state is SaleState.REFUSED:
            raise typer.Exit(1)
        if sale.sold and printer:
            for outcome in desk.till.print_tickets(sale, printer):
                note(f"{outcome.ticket_id}  {outcome.state}  {outcome.reason}")


def _basket(
    desk: Desk,
    event: str,
    category: str,
    quantity: int,
    seats: tuple[str, ...],
    price_class: str,
    reason: str,
    discount: str,
) -> Basket:
    from dataclasses import replace

    from ticketforge_desktop.domain.basket import PriceClass

    try:
        chosen = PriceClass(price_class)
    except ValueError:
        raise BadInput(f"{price_class!r} is no price class.", field="class", value=price_class) from None
    selling = desk.till.selling
    line = selling.line(event, category, len(seats) or quantity, chosen, seats, reason)
    basket = selling.empty().plus(line)
    return replace(basket, discount=_discount(discount, reason, basket.currency)) if discount else basket


def _discount(text: str, reason: str, currency: str) -> Discount:
    from ticketforge_desktop.domain.amounts import typed_percent
    from ticketforge_desktop.domain.basket import Discount, DiscountKind
    from ticketforge_desktop.domain.money import minor_units

    if text.endswith("%"):
        return Discount(DiscountKind.PERCENT, typed_percent(text, "en"), reason)
    return Discount(DiscountKind.AMOUNT, minor_units(text, currency), reason)


def _tendered(basket: Basket, tender: str, given: str, reference: str) -> Tendered:
    from ticketforge_desktop.domain.money import minor_units
    from ticketforge_desktop.domain.tenders import Tender, Tendered

    if tender not in {"cash", "card", "invoice", "voucher"}:
        raise BadInput(f"{tender!r} is no tender here.", field="tender", value=tender)
    return Tendered(Tender(tender), minor_units(given, basket.currency) if given else None, reference)


def _told(desk: Desk, sale: Sale) -> dict[str, object]:
    from ticketforge_desktop.domain.money import decimal_string
    from ticketforge_desktop.domain.ticket_numbers import number_of

    currency = sale.total.currency
    return {
        "sale_id": sale.sale_id,
        "receipt": sale.receipt,
        "state": str(sale.state),
        "total": sale.total.decimal,
        "currency": currency,
        "tax": decimal_string(sale.tax_minor, currency),
        "discount": decimal_string(sale.discount_minor, currency),
        "change": decimal_string(sale.change_minor, currency),
        "tickets": [
            {
                "ticket_id": ticket.ticket_id,
                "number": number_of(bytes.fromhex(ticket.ticket_id)),
                "ean": str(ticket.ean),
                "code": desk.codes().code_of(desk.queries.ticket(ticket.ticket_id)),
                "seat": ticket.seat,
            }
            for ticket in sale.tickets
        ],
        "pending": sale.pending,
        "order": sale.order,
    }
