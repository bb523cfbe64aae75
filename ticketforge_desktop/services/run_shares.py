"""Which printer of a run takes which papers: tickets here, address labels there, notes on the laser printer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.services.ports.print_runs import POST_KINDS, Documents, ItemKind, Share
from ticketforge_desktop.services.ports.printers import PrinterSetup

WORDS: Mapping[ItemKind, str] = {
    ItemKind.TICKET: "tickets",
    ItemKind.DELIVERY_NOTE: "delivery notes",
    ItemKind.LABEL: "address labels",
}


def shares_of(
    printers: Sequence[PrinterSetup],
    kinds: Iterable[ItemKind],
    documents: Documents,
    told: Mapping[str, Sequence[ItemKind]],
) -> Mapping[str, Share]:
    """What each printer takes.

    A printer that was named for something takes that; one whose own layout is an address label or a delivery note
    takes that; the others take tickets. What nobody has to himself goes with the tickets, where their printer can.

    Args:
        kinds: what the run has.
        told: what printers were named for.

    Raises:
        BadInput: a printer was named for what it can't print, or nobody prints one of the kinds.
    """
    wanted = set(kinds)
    taken = {setup.name: _alone(setup, documents, told) & wanted for setup in printers}
    for setup in printers:
        for kind in taken[setup.name].difference((ItemKind.TICKET,)):
            if not documents.prints(kind, setup):
                raise _nobody(kind, f"{setup.name} can't print {WORDS[kind]}.")
    if not any(ItemKind.TICKET in mine for mine in taken.values()):
        raise _nobody(ItemKind.TICKET, "No printer of this run prints tickets.")
    free = [kind for kind in POST_KINDS if kind in wanted and not any(kind in mine for mine in taken.values())]
    for kind in free:
        for setup in printers:
            if ItemKind.TICKET in taken[setup.name] and not documents.prints(kind, setup):
                raise _nobody(kind, f"No printer of this run has {WORDS[kind]}, and {setup.name} can't print them.")
    return {
        name: Share((*sorted(mine), *free), tuple(free)) if ItemKind.TICKET in mine else Share(tuple(sorted(mine)))
        for name, mine in taken.items()
    }


def _alone(setup: PrinterSetup, documents: Documents, told: Mapping[str, Sequence[ItemKind]]) -> set[ItemKind]:
    if setup.name in told:
        return set(told[setup.name])
    return {documents.own(setup) or ItemKind.TICKET}


def _nobody(kind: ItemKind, message: str) -> BadInput:
    step = "Name a printer for them: `--note-printer NAME`, `--label-printer NAME`; or leave them out."
    return BadInput(message, field="printer", kind=str(kind), next_step=step)
