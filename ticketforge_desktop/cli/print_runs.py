"""Long print runs: begun, shared by printers, paused, continued, cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ticketforge_desktop.cli.output import AsJson, emit, emit_rows, note, speaks
from ticketforge_desktop.cli.printing import (
    Copy,
    Event,
    LabelPrinter,
    Language,
    NotePrinter,
    Options,
    Order,
    Post,
    Sort,
    Tickets,
    Unprinted,
    copy_kind,
    named_or_address,
    print_app,
)
from ticketforge_desktop.cli.session import open_desk

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk
    from ticketforge_desktop.services.ports.print_runs import ItemKind
    from ticketforge_desktop.services.ports.printers import PrinterSetup

run_app = typer.Typer(help="Long runs: an event's tickets on one printer or several.", no_args_is_help=True)
Printers = Annotated[
    list[str] | None, typer.Option("--printer", metavar="NAME", help="A printer; repeat to share the run.")
]
Window = Annotated[
    int, typer.Option(min=1, max=20, help="Papers on their way at once, where the printer acknowledges each.")
]
COLUMNS = ("run", "state", "printed", "waiting", "in_doubt", "failed", "total", "left_s")


def add_to(_app: typer.Typer) -> None:
    """The commands of this module stand under `print`."""
    print_app.add_typer(run_app, name="run")


@run_app.command("start")
@speaks
def run_start(
    context: typer.Context,
    printer: Printers = None,
    ticket: Tickets = None,
    order: Order = "",
    event: Event = "",
    category: Annotated[str, typer.Option(metavar="ID", help="Of the event, only this category.")] = "",
    unprinted: Unprinted = False,
    sort: Sort = "order",
    copy: Copy = "",
    window: Window = 1,
    language: Language = "zpl",
    option: Options = None,
    post: Post = False,
    notes: Annotated[bool, typer.Option("--notes/--no-notes", help="With --post: delivery notes.")] = True,
    labels: Annotated[bool, typer.Option("--labels/--no-labels", help="With --post: address labels.")] = True,
    note_printer: NotePrinter = "",
    label_printer: LabelPrinter = "",
    later: Annotated[bool, typer.Option("--later", help="Plan it only; `print run continue` begins it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Plan a run and print it, a line a paper, then the run itself."""
    from ticketforge_desktop.services.ports.print_runs import POST_KINDS
    from ticketforge_desktop.services.run_choice import Choice

    takes = _takes(note_printer, label_printer)
    if takes and not post:
        raise typer.BadParameter("Printers of delivery notes and labels belong to --post.")
    names = [] if later else list(dict.fromkeys((*(printer or [""]), *takes)))
    leave_out = tuple(kind for kind, wanted in zip(POST_KINDS, (notes, labels), strict=True) if post and not wanted)
    with open_desk(context) as desk:
        setups = _setups(desk, names, language, option)  # before anything is planned
        kind, tickets = copy_kind(copy), tuple(ticket or ())
        choice = Choice(event, order, tickets, category, sort, unprinted, kind, post, leave_out)
        run = desk.printing.room.runs.plan(choice).run_id
        if later:
            emit(desk.printing.room.runs.progress(run).as_json(), as_json)
            return
        _work(desk, run, setups, window, as_json, takes)


@run_app.command("continue")
@speaks
def run_continue(
    context: typer.Context,
    run: str,
    printer: Printers = None,
    window: Window = 1,
    language: Language = "zpl",
    option: Options = None,
    note_printer: NotePrinter = "",
    label_printer: LabelPrinter = "",
    finish: Annotated[
        list[str] | None, typer.Option(metavar="ORDER", help="Print the rest of a torn order all the same; repeat.")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option(metavar="ORDER", help="Do not print the rest of a torn order; repeat.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Go on with a run, on the printers it was on or on others."""
    takes = _takes(note_printer, label_printer)
    with open_desk(context) as desk:
        runs = desk.printing.room.runs
        names = printer or list(runs.progress(run).run.printers) or [""]
        setups = _setups(desk, list(dict.fromkeys((*names, *takes))), language, option)
        desk.printing.room.recover()
        for order in finish or ():
            runs.release(run, order)
        for order in drop or ():
            runs.drop(run, order)
        _work(desk, run, setups, window, as_json, takes)


@run_app.command("torn")
@speaks
def run_torn(context: typer.Context, run: str, as_json: AsJson = False) -> None:
    """Orders of a run for the post whose rest waits for somebody's decision, and why."""
    with open_desk(context) as desk:
        desk.printing.room.recover()
        emit_rows(map(asdict, desk.printing.room.runs.torn(run)), as_json, ("bundle", "reason", "waiting"))


@run_app.command("pause")
@speaks
def run_pause(context: typer.Context, run: str, as_json: AsJson = False) -> None:
    """Printers finish the paper they have, wherever they are being driven from."""
    with open_desk(context) as desk:
        desk.printing.room.runs.pause(run)
        emit(desk.printing.room.runs.progress(run).as_json(), as_json)


@run_app.command("cancel")
@speaks
def run_cancel(context: typer.Context, run: str, as_json: AsJson = False) -> None:
    """What waits is not printed any more; doubts are still asked."""
    with open_desk(context) as desk:
        desk.printing.room.runs.cancel(run)
        emit(desk.printing.room.runs.progress(run).as_json(), as_json)


@run_app.command("list")
@speaks
def run_list(
    context: typer.Context,
    still_open: Annotated[bool, typer.Option("--open", help="Only those that are not over.")] = False,
    as_json: AsJson = False,
) -> None:
    """Runs with their figures, newest first."""
    with open_desk(context) as desk:
        desk.printing.room.recover()
        emit_rows((run.as_json() for run in desk.printing.room.runs.runs(still_open=still_open)), as_json, COLUMNS)


@run_app.command("show")
@speaks
def run_show(
    context: typer.Context,
    run: str,
    state: Annotated[list[str] | None, typer.Option(help="Only papers in this state; repeat for several.")] = None,
    limit: Annotated[int, typer.Option(min=1)] = 100_000,
    as_json: AsJson = False,
) -> None:
    """The papers of a run, in their order."""
    from ticketforge_desktop.services.ports.print_runs import ItemState

    known = [str(one) for one in ItemState]
    if unknown := [one for one in state or () if one not in known]:
        raise typer.BadParameter(f"{unknown[0]} is no state; use {', '.join(known)}.")
    with open_desk(context) as desk:
        items = desk.printing.room.runs.items(run, states=[ItemState(one) for one in state or ()], limit=limit)
        emit_rows(items, as_json, ("position", "kind", "ref", "state", "printer", "job_id", "reason"))


def _setups(desk: Desk, names: Sequence[str], language: str, options: list[str] | None) -> list[PrinterSetup]:
    return [named_or_address(desk, name, language, options=options) for name in names]


def _takes(note_printer: str, label_printer: str) -> dict[str, list[ItemKind]]:
    """What printers were named for; one may be named for both."""
    from ticketforge_desktop.services.ports.print_runs import ItemKind

    takes: dict[str, list[ItemKind]] = {}
    for name, kind in ((note_printer, ItemKind.DELIVERY_NOTE), (label_printer, ItemKind.LABEL)):
        if name:
            takes.setdefault(name, []).append(kind)
    return takes


def _work(
    desk: Desk,
    run: str,
    printers: Sequence[PrinterSetup],
    window: int,
    as_json: bool,
    takes: Mapping[str, Sequence[ItemKind]],
) -> None:
    failed = False
    for outcome in _outcomes(desk, run, printers, window, takes):
        emit(outcome, as_json, f"{outcome['ticket_id']} {outcome['state']} {outcome['reason']}".rstrip())
        failed = failed or outcome["state"] != "printed"
    told = desk.printing.room.runs.progress(run).as_json()
    emit(told, as_json, "  ".join(f"{name} {told[name]}" for name in COLUMNS))
    if failed or told["state"] != "done":
        raise typer.Exit(1)


def _outcomes(
    desk: Desk, run: str, printers: Sequence[PrinterSetup], window: int, takes: Mapping[str, Sequence[ItemKind]]
) -> Iterator[dict[str, object]]:
    for event in desk.printing.room.runs.work(run, printers, window=window, takes=takes):
        if event.outcome is not None:
            yield event.outcome.as_json()
        elif event.trouble is not None:
            note(f"{event.printer}: {event.trouble.message} {event.trouble.next_step}")
