"""How a mutation is written and registered: the contract between the executor and ``demo.mutations``.

``demo.mutations`` offers ``all_mutations() -> dict[str, Mutation]`` by root field name; the executor looks the root
field up there, checks its scopes, and calls ``handler(call)`` with the world's lock held and the index remembering.
The handler returns the payload as a dict in the schema's field names (entities, records, lists and money helpers of
``demo.money`` are fine as values; a list stands for a connection), e.g. ``{"order": order, "userErrors": []}``, or
raises ``Refused`` for an error at the top level (the field becomes null, ``errors[]`` gets message and extensions).
A handler that raises or returns user errors must leave the world unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticketforge_desktop.demo.context import RequestContext
    from ticketforge_desktop.demo.state import World

Payload = dict[str, object]


class Refused(Exception):
    """A top-level GraphQL error. ``code`` and ``extra`` go to ``extensions``."""

    def __init__(self, message: str, code: str | None = None, extra: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.extensions: dict[str, object] = {**({"code": code} if code else {}), **(extra or {})}


@dataclass(frozen=True, slots=True)
class MutationCall:
    """One root field of a mutation request.

    ``args``: the coerced arguments by their schema names (enums as strings, ids as strings, Decimal/Money/DateTime
    scalars as they were sent: text or numbers). ``idempotency_key``: what ``@idempotent`` on the field says, or None.
    ``base_url``: where the store listens (staged upload targets, invoice links).
    """

    name: str
    args: dict[str, object]
    context: RequestContext
    idempotency_key: str | None = None

    @property
    def world(self) -> World:
        """The store's state."""
        return self.context.world

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:port``."""
        return self.context.base_url


Handler = Callable[[MutationCall], Payload]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One registered mutation. ``scopes``: any one of them suffices; empty = none needed."""

    handler: Handler
    scopes: tuple[str, ...] = ()
    cost: int = 10
    extra: Mapping[str, object] = field(default_factory=dict)
