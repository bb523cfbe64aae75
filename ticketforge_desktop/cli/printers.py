"""Printers: set up, listed, tried, asked, removed; found in the system's spooler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, note, speaks
from ticketforge_desktop.cli.printing import given_options
from ticketforge_desktop.cli.session import open_desk
from ticketforge_desktop.domain.errors import NetworkUnavailable, PrinterUnreachable, TicketForgeError

if TYPE_CHECKING:
    from ticketforge_desktop.services.printers import PrinterReport

printers_app = typer.Typer(help="Printers of this station.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME")]
_COLUMNS = ("name", "language", "transport", "layout", "dpi")


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(printers_app, name="printers")
    app.command("rehearse")(rehearse)


@printers_app.command("add")
@speaks
def printers_add(
    context: typer.Context,
    name: Name,
    language: Annotated[str, typer.Option(help="zpl, fgl, escpos, tspl, starprnt or pdf.")],
    transport: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="tcp://HOST:PORT, serial:PATH, spool:QUEUE, ipp://…, file:PATH, sim:NAME."
        ),
    ],
    layout: Annotated[str, typer.Option(metavar="NAME", help="The layout it usually prints (`layouts list`).")] = "",
    dpi: Annotated[int, typer.Option(help="Dots an inch.")] = 203,
    words: Annotated[str, typer.Option(help="Language of the words on the ticket: de or en.")] = "de",
    option: Annotated[
        list[str] | None, typer.Option("--option", metavar="NAME=VALUE", help="darkness, turn, answers …; repeat.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Change the printer of that name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set a printer up. What can't work is refused with the reason; nothing is connected yet."""
    from ticketforge_desktop.services.ports.printers import PrinterSetup
    from ticketforge_desktop.services.printers import PrinterReport

    setup = PrinterSetup(name, language.lower(), transport, layout, dpi, words, given_options(option or []))
    with open_desk(context) as desk:
        printers = desk.printers.desk
        done = printers.change(setup) if replace else printers.add(setup)
    emit(PrinterReport(done).as_json(), as_json, f"Printer {done.name} is set up. Try it: printers test {done.name!r}.")


@printers_app.command("list")
@speaks
def printers_list(context: typer.Context, as_json: AsJson = False) -> None:
    """The printers of this station, by name."""
    from ticketforge_desktop.services.printers import PrinterReport

    with open_desk(context) as desk:
        rows = [PrinterReport(one).as_json() for one in desk.printers.desk.all()]
    emit_rows(rows, as_json, _COLUMNS)


@printers_app.command("status")
@speaks
def printers_status(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Ask the printer how it is; exit 1 when it can't print. One that can't be asked is `unknown`."""
    with open_desk(context) as desk:
        report = desk.printers.desk.state(name)
    emit(report.as_json(), as_json, _told(report))
    if report.state is not None and not report.state.prints:
        raise typer.Exit(1)


@printers_app.command("test")
@speaks
def printers_test(
    context: typer.Context,
    name: Name,
    answer: Annotated[
        str,
        typer.Option(
            metavar="SEEN",
            help="What the page shows: good, rotated, cut-left, cut-right, cut-top, cut-bottom, pale or dark.",
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Print the test page; with --answer, mend the set-up by what was seen on it instead."""
    from ticketforge_desktop.services.printers import PrinterReport

    with open_desk(context) as desk:
        if answer:
            mended = desk.printers.desk.answer(name, answer)
            again = "" if answer == "good" else f" Look again: printers test {mended.name!r}."
            emit(PrinterReport(mended).as_json(), as_json, f"Options of {mended.name}: {dict(mended.options)}.{again}")
            return
        tried = desk.printers.desk.test(name)
    told = tried.delivery
    ask = f"What is wrong with it? printers test {tried.name!r} --answer {'|'.join(tried.answers)}"
    state = str(told.state) + ("" if told.confirmed else ", not confirmed") * (told.state == "printed")
    emit(tried.as_json(), as_json, "\n".join(filter(None, (f"Test page: {state}.", told.reason, ask))))
    if told.state != "printed":
        raise typer.Exit(1)


@printers_app.command("remove")
@speaks
def printers_remove(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Forget a printer; refused while a paper of it is in doubt."""
    with open_desk(context) as desk:
        desk.printers.desk.remove(name)
    emit({"name": name, "removed": True}, as_json, f"Printer {name} is removed.")


@printers_app.command("find")
@speaks
def printers_find(
    seconds: Annotated[float, typer.Option(min=0, max=60, help="How long the network is asked; 0: not at all.")] = 2.0,
    interface: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Ask only in the network where this computer has that address.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Queues of this system's spooler and printers of this network, with the address to set each up."""
    from ticketforge_desktop.devices.printing.transports.finding import found_queues
    from ticketforge_desktop.devices.printing.transports.nearby import printers_nearby

    rows: list[dict[str, str]] = []
    troubles: list[TicketForgeError] = []
    try:
        rows += [
            {"name": queue, "transport": f"spool:{queue}", "model": "", "found": "spooler"} for queue in found_queues()
        ]
    except PrinterUnreachable as trouble:
        troubles.append(trouble)
    if seconds:
        try:
            for one in printers_nearby(seconds, interface):
                rows.append({"name": one.name, "transport": one.transport, "model": one.model, "found": "network"})
        except NetworkUnavailable as trouble:
            troubles.append(trouble)
    if len(troubles) == 1 + bool(seconds):
        raise troubles[0]  # nobody could be asked
    for silent in troubles:
        note(f"{silent.message} {silent.next_step}")
    emit_rows(rows, as_json, ("name", "transport", "model"))


def _told(report: PrinterReport) -> str:
    """A state for people: what it is, what the printer said, what to do."""
    from ticketforge_desktop.services.printer_words import advice

    state = report.state
    if state is None:
        return report.setup.name
    words = "; ".join(advice(condition).words for condition in state.conditions)
    steps = [advice(condition).next_step for condition in state.conditions]
    identity = f" [{state.identity}]" if state.identity else ""
    detail = f" ({state.detail})" if state.detail and not state.prints else ""
    return "\n".join([f"{report.setup.name}{identity}: {words}{detail}", *filter(None, steps)])


@speaks
def rehearse(
    context: typer.Context,
    faults: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="With commas between: none, jam, paper_out, paper_low, cover, cutter, silence, garbage, reset, swap, "
            "offline, killed. All unless told.",
        ),
    ] = "",
    language: Annotated[str, typer.Option(help="Printer language.")] = "fgl",
    layout: Annotated[str, typer.Option(metavar="NAME", help="A layout made for that language.")] = "",
    dpi: Annotated[int, typer.Option(help="Dots an inch.")] = 203,
    tickets: Annotated[int, typer.Option(help="Tickets for each fault.")] = 12,
    pictures: Annotated[str, typer.Option(metavar="DIR", help="Keep the papers as PNG there.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print practice tickets on a simulated printer that fails; a pass/fail line for each fault, exit 1 for a fail."""
    from pathlib import Path

    from ticketforge_desktop.bootstrap.rehearsing import fault_names, rehearsal
    from ticketforge_desktop.host.folder import profile_folder

    failed = False
    layouts = profile_folder(context.obj).path / "layouts"
    with rehearsal(layouts, language.lower(), layout, dpi, Path(pictures) if pictures else None) as one:
        for line in one.run(fault_names(faults), tickets):
            verdict = "pass" if line.passed else "FAIL"
            told = f"{line.papers} papers, {line.spoiled} spoiled, {line.doubts} doubt(s) asked"
            why = ", ".join(line.conditions) + (f" – {line.reason}" if line.reason else "")
            emit(line.as_json(), as_json, f"{verdict}  {line.fault:<10} {line.tickets} tickets, {told}  {why}".rstrip())
            failed = failed or not line.passed
    if failed:
        raise typer.Exit(1)
