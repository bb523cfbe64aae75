"""Tickets on paper: layouts, files, print runs and the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, speaks
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import BadInput

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf
    from ticketforge_desktop.services.ports.print_runs import NewItem
    from ticketforge_desktop.services.ports.printers import PrinterSetup
    from ticketforge_desktop.services.ports.printing import CopyKind

layouts_app = typer.Typer(help="Ticket layouts.", no_args_is_help=True)
print_app = typer.Typer(help="Print tickets, and look after the ledger.", invoke_without_command=True)

Tickets = Annotated[list[str] | None, typer.Option("--ticket", metavar="ID", help="A ticket; repeat for several.")]
Order = Annotated[str, typer.Option(metavar="NAME", help="All valid tickets of an order.")]
Event = Annotated[str, typer.Option(metavar="ID", help="All valid tickets of an event.")]
Layout = Annotated[str, typer.Option(metavar="NAME", help="The layout (`layouts list`).")]
Printer = Annotated[
    str, typer.Option(metavar="NAME", help="A printer (`printers list`), or an address: tcp://HOST:PORT.")
]
Unprinted = Annotated[bool, typer.Option("--unprinted", help="Only what is not on paper here yet.")]
Sort = Annotated[str, typer.Option(help="By order, category, seat or name.")]
Copy = Annotated[str, typer.Option(metavar="KIND", help="proof or consignment.")]
Dpi = Annotated[int, typer.Option(help="Dots an inch of the printer.")]
Language = Annotated[
    str, typer.Option(help="Of an address that is not set up: zpl, fgl, escpos, tspl or starprnt; pdf for a spooler.")
]
Options = Annotated[
    list[str] | None,
    typer.Option("--option", metavar="NAME=VALUE", help="Of such an address, as `printers add` has them: answers=no …"),
]
Words = Annotated[str, typer.Option(help="Language of the words on the ticket: de or en.")]
Post = Annotated[bool, typer.Option("--post", help="Order by order: its tickets, delivery note and address label.")]
NotePrinter = Annotated[str, typer.Option(metavar="NAME", help="With --post: the printer of the delivery notes.")]
LabelPrinter = Annotated[str, typer.Option(metavar="NAME", help="With --post: the printer of the address labels.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("render")(render)
    app.add_typer(layouts_app, name="layouts")
    app.add_typer(print_app, name="print")


@speaks
def render(
    context: typer.Context,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE")],
    language: Annotated[str, typer.Option(help="Printer language: pdf, zpl, fgl, escpos, tspl or starprnt.")] = "pdf",
    ticket: Tickets = None,
    order: Order = "",
    event: Event = "",
    layout: Layout = "",
    dpi: Dpi = 203,
    words: Words = "de",
    as_json: AsJson = False,
) -> None:
    """Write tickets to a file in a printer's language."""
    from ticketforge_desktop.services.render import default_layout

    with open_desk(context) as desk:
        chosen = _chosen(desk, ticket, order, event)
        language = language.lower()
        layout = layout or default_layout(language)
        emit(desk.printing.render(chosen, language, layout, output, dpi, words).as_json(), as_json)


@layouts_app.command("list")
@speaks
def layouts_list(
    context: typer.Context,
    older: Annotated[bool, typer.Option("--older", help="With the versions that were in use before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Layouts of this station; those with faults say which."""
    emit_rows(_shelf(context).all(older=older), as_json, ("name", "version", "width", "height", "faults"))


@layouts_app.command("check")
@speaks
def layouts_check(
    file: str,
    scan: Annotated[
        bool,
        typer.Option("--scan", help="Draw it as each printer would, with the nastiest data, and read the codes back."),
    ] = False,
    dpi: Annotated[list[int] | None, typer.Option(help="Dots an inch for --scan; repeat for several.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a layout file can be printed; faults are told with their lines."""
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf

    emit(LayoutShelf().check(file), as_json)
    if scan and not _scanned(file, dpi or (203, 300), as_json):
        raise typer.Exit(1)


def _scanned(file: str, resolutions: Sequence[int], as_json: bool) -> bool:
    """A line for each language and resolution; whether all of them print and read."""
    from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf
    from ticketforge_desktop.devices.printing.nasty_faces import nasty_faces

    desk = LayoutDesk(LayoutShelf())
    draft, good = desk.open_file(file), True
    faces = [desk.sample(draft.document), *(face for _, face in nasty_faces(draft.document))]
    for language in draft.languages:
        for dpi in resolutions:
            verdict = desk.verdict(draft, faces, language, dpi, "de")
            reasons = [fault.reason for fault in verdict.faults]
            reasons += [f"{code.kind}: {code.reason}" for code in verdict.codes if not code.readable]
            codes = [{"kind": code.kind, "readable": code.readable, "dots": code.dots} for code in verdict.codes]
            read = ", ".join(f"{code.kind} {code.dots} dots" for code in verdict.codes if code.readable)
            cut = [draft.items[at].line for at in verdict.cut]
            found = {
                "language": language, "dpi": dpi, "good": verdict.good, "tickets": len(faces), "codes": codes,
                "faults": reasons, "cut_lines": cut,
            }  # fmt: skip
            told = [f"{'; '.join(reasons) or 'good'}", *([read] if read else [])]
            told += [f"text of line {', '.join(map(str, cut))} is cut short with the longest"] if cut else []
            emit(found, as_json, f"{language} {dpi} dpi: {'; '.join(told)}")
            good = good and verdict.good
    return good


@layouts_app.command("install")
@speaks
def layouts_install(context: typer.Context, file: str, as_json: AsJson = False) -> None:
    """Check a layout file and keep it in the profile as the newest version; older ones stay as NAME@VERSION."""
    done = _shelf(context).install(file)
    was = f", version {done.replaced} stays as {done.name}@{done.replaced}" if done.replaced else ""
    words = f"Layout {done.name}, version {done.version}, is installed{was}."
    emit(
        done.as_json(),
        as_json,
        f"Version {done.version} of {done.name} is installed already." if done.already else words,
    )


def _shelf(context: typer.Context) -> LayoutShelf:
    from ticketforge_desktop.devices.printing.layouts import LayoutShelf
    from ticketforge_desktop.host.folder import profile_folder

    return LayoutShelf(profile_folder(context.obj).path / "layouts")


@print_app.callback()
@speaks
def print_tickets(
    context: typer.Context,
    printer: Printer = "",
    ticket: Tickets = None,
    order: Order = "",
    event: Event = "",
    unprinted: Unprinted = False,
    sort: Sort = "order",
    copy: Copy = "",
    language: Language = "zpl",
    option: Options = None,
    layout: Annotated[str, typer.Option(metavar="NAME", help="Instead of the printer's layout.")] = "",
    dpi: Annotated[int, typer.Option(help="Dots an inch, instead of the printer's.")] = 0,
    words: Annotated[str, typer.Option(help="Words on the ticket: de or en.")] = "",
    post: Post = False,
    note_printer: NotePrinter = "",
    label_printer: LabelPrinter = "",
    as_json: AsJson = False,
) -> None:
    """Print tickets, a line each as it becomes known. Stops at the first doubt; nothing is resent by itself.

    With --post it is a run: each order's tickets, delivery note and address label.
    """
    if context.invoked_subcommand is not None:
        return
    if (note_printer or label_printer) and not post:
        raise typer.BadParameter("Printers of delivery notes and labels belong to --post.")
    if post:
        if layout or dpi or words:
            raise typer.BadParameter("With --post each printer prints in its own layout, resolution and language.")
        from ticketforge_desktop.cli.print_runs import run_start

        run_start(
            context, [printer], ticket, order, event, unprinted=unprinted, sort=sort, copy=copy, language=language,
            option=option, post=True, note_printer=note_printer, label_printer=label_printer, as_json=as_json,
        )  # fmt: skip
        return
    failed = False
    with open_desk(context) as desk:
        setup = named_or_address(desk, printer, language, layout, dpi, words, option)
        kind = copy_kind(copy)
        chosen = [item.ref for item in choose(desk, ticket, order, event, unprinted=unprinted, sort=sort, kind=kind)]
        for outcome in desk.printing.print_on(setup, chosen, kind):
            emit(outcome.as_json(), as_json, f"{outcome.ticket_id} {outcome.state} {outcome.reason}".rstrip())
            failed = failed or outcome.state != "printed"
    if failed:
        raise typer.Exit(1)


def named_or_address(
    desk: Desk,
    printer: str,
    language: str = "zpl",
    layout: str = "",
    dpi: int = 0,
    words: str = "",
    options: list[str] | None = None,
) -> PrinterSetup:
    """A printer by its name, or by its address as if it were set up. Raises `BadInput`, `NotFound`."""
    from ticketforge_desktop.services.ports.printers import PrinterSetup
    from ticketforge_desktop.services.render import default_layout

    if not printer:
        raise BadInput(
            "No printer was named.",
            field="printer",
            next_step="Name one: --printer NAME, or --printer tcp://HOST:9100.",
        )
    if ":" in printer and (known := desk.printing.room.printer_at(printer)) is not None:
        printer = known.name  # one printer, one ledger, one lock
    elif ":" in printer:
        told = given_options(options or [])
        language = language.lower()
        layout = layout or default_layout(language)
        setup = PrinterSetup(printer, language, printer, layout, dpi or 203, words or "de", told)
        return desk.printing.room.at_address(setup)
    setup = desk.printing.room.printer(printer)
    return replace(
        setup,
        layout=layout or setup.layout,
        dpi=dpi or setup.dpi,
        words=words or setup.words,
    )


def given_options(given: list[str]) -> dict[str, object]:
    """`--option NAME=VALUE` as they were given. Raises `BadInput`."""
    options: dict[str, object] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise BadInput(f"{one!r} is no option.", field="options", next_step="Write --option NAME=VALUE.")
        options[name.strip()] = value.strip()
    return options


def copy_kind(text: str) -> CopyKind:
    """Raises `BadInput` for a kind nobody may ask for."""
    from ticketforge_desktop.services.ports.printing import CopyKind

    if text not in ("", CopyKind.PROOF, CopyKind.CONSIGNMENT):
        raise BadInput(
            f"There are no copies of kind {text!r}.", field="copy", value=text, next_step="Use proof or consignment."
        )
    return CopyKind(text)


def choose(
    desk: Desk,
    tickets: list[str] | None,
    order: str,
    event: str,
    *,
    unprinted: bool = False,
    sort: str = "order",
    kind: CopyKind,
) -> Sequence[NewItem]:
    """The tickets that were named, or all of an order or an event that may be printed, in their order."""
    from ticketforge_desktop.services.run_choice import Choice, items_of

    room = desk.printing.room
    chosen = Choice(event, order, tuple(tickets or ()), sort=sort, unprinted=unprinted, copy_kind=kind)
    return items_of(chosen, desk.queries, room.ledger, room.current)


def _chosen(desk: Desk, tickets: list[str] | None, order: str, event: str) -> Sequence[str]:
    """The tickets that were named, or all valid ones of an order or an event."""
    if sum((bool(tickets), bool(order), bool(event))) != 1:
        raise BadInput("Name tickets, an order or an event.", field="ticket", next_step="Use one of the three.")
    if tickets:
        return tickets
    rows = desk.queries.tickets(event_id=event, order=order)
    chosen = [row.ticket_id for row in rows if row.state == "valid"]
    if not chosen:
        raise BadInput("There are no valid tickets to print.", field="ticket", next_step="Look at `tickets list`.")
    return chosen
