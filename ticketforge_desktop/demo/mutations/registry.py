"""All mutations of a store, ready for the executor.

``Desk`` holds what mutations remember between calls: idempotency keys, edit sessions, drafts, the job queue. One desk
belongs to one store; ``close`` it with the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ticketforge_desktop.demo.calls import Handler, Mutation, MutationCall, Payload, Refused
from ticketforge_desktop.demo.mutations import (
    customers,
    holds,
    inventory,
    metafields,
    metaobjects,
    order_create,
    order_update,
    parcels,
    payments,
    products,
    refunds,
    subscriptions,
    tags,
)
from ticketforge_desktop.demo.mutations.cancel import cancel_mutations
from ticketforge_desktop.demo.mutations.drafts import Drafts
from ticketforge_desktop.demo.mutations.jobs import Jobs
from ticketforge_desktop.demo.mutations.once import Keys
from ticketforge_desktop.demo.mutations.order_edit import Editing
from ticketforge_desktop.demo.mutations.product_set import product_set_mutations
from ticketforge_desktop.demo.mutations.returns import return_mutations

LONGEST_LIST = 250
WHOLE_PRODUCT = "productSet"
PLAIN = (
    customers,
    holds,
    inventory,
    metafields,
    metaobjects,
    order_create,
    order_update,
    parcels,
    payments,
    products,
    refunds,
    subscriptions,
    tags,
)
ONCE: Mapping[str, tuple[str, ...]] = {**inventory.ONCE, **refunds.ONCE}


class Desk:
    """The write side of one store. ``job_delay`` is how long asynchronous work waits, in seconds."""

    def __init__(self, job_delay: float = 0.25) -> None:
        self.jobs = Jobs(job_delay)
        self.keys = Keys()
        self._drafts = Drafts()
        found: dict[str, Mutation] = {}
        for module in PLAIN:
            found |= module.MUTATIONS
        found |= cancel_mutations(self.jobs) | product_set_mutations(self.jobs) | return_mutations(self.jobs)
        found |= Editing().mutations() | self._drafts.mutations()
        for name, empty in ONCE.items():
            found[name] = self.keys.guard(found[name], empty)
        self.mutations = {name: replace(m, handler=self._guarded(m.handler)) for name, m in found.items()}

    def close(self) -> None:
        """Do what the job queue still holds, and stop it."""
        self.jobs.close()

    def _guarded(self, handler: Handler) -> Handler:
        def run(call: MutationCall) -> Payload:
            _check_lists(call)
            self._drafts.release_due(call.world)
            return handler(call)

        return run


def all_mutations(job_delay: float = 0.25) -> dict[str, Mutation]:
    """The mutations of a desk nobody needs to close (its timers are daemons)."""
    return Desk(job_delay).mutations


def _check_lists(call: MutationCall) -> None:
    """No list of an input is longer than 250; the variants of a whole product are the exception."""
    for path, length in _lists(call.args, (call.name,)):
        if length > LONGEST_LIST and not (call.name == WHOLE_PRODUCT and path[-1] == "variants"):
            message = f"The input array size of {length} is greater than the maximum allowed of {LONGEST_LIST}."
            raise Refused(message, "MAX_INPUT_SIZE_EXCEEDED")


def _lists(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _lists(inner, (*path, str(name)))
    elif isinstance(value, list):
        yield path, len(value)
        for inner in value:
            yield from _lists(inner, path)
