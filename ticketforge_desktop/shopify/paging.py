"""Requests in pages: as large as the store allows, each nested connection followed to its end.

A page that costs more than one request may is halved, and the smaller size remembered for as long as the program runs.
Nested `first` limits truncate silently, so every connection's `pageInfo` is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import msgspec

from ticketforge_desktop.shopify import replies
from ticketforge_desktop.shopify.client import BACKGROUND, Client, Manner
from ticketforge_desktop.shopify.documents import Document, document
from ticketforge_desktop.shopify.faults import TooCostly
from ticketforge_desktop.shopify.wire import Connection

T = TypeVar("T")
IDS_A_REQUEST: Final = 15
EXISTING_A_REQUEST: Final = 250  # the most ids a store takes at once


class Paging:
    """Sends documents page by page, and remembers which sizes were too dear."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._sizes: dict[str, int] = {}

    def page(self, name: str, reply: type[T], variables: Mapping[str, object], manner: Manner = BACKGROUND) -> T:
        """One page, smaller if need be. Raises as `Client.run`."""
        asked: Document = document(name)
        return self._fitting(
            name, asked.page, lambda first: self._client.run(asked, reply, {**variables, "first": first}, manner)
        )

    def by_id(
        self,
        name: str,
        gids: Sequence[str],
        manner: Manner = BACKGROUND,
        variables: Callable[[], Mapping[str, object]] = dict,
    ) -> Iterator[list[msgspec.Raw]]:
        """Nodes by id, null for what is gone, in as many requests as their cost demands."""
        asked, done = document(name), 0
        while done < len(gids):
            some: Sequence[str] = ()

            def ask(size: int) -> replies.ById:
                nonlocal some
                some = gids[done : done + size]  # noqa: B023 - asked at once
                return self._client.run(asked, replies.ById, {**variables(), "ids": some}, manner)

            reply = self._fitting(name, IDS_A_REQUEST, ask)
            done += len(some)
            yield reply.nodes

    def rest(
        self,
        first: Connection[T] | None,
        name: str,
        reply: type[Any],
        owner: str,
        connection: Callable[[Any], Connection[T]],
        manner: Manner = BACKGROUND,
    ) -> list[T]:
        """A nested connection to its end. An owner that is gone meanwhile has no more."""
        if first is None:
            return []
        found, info = present(first), first.page_info
        while info.has_next_page and info.end_cursor:
            more = self.page(name, reply, {"id": owner, "after": info.end_cursor}, manner)
            node = getattr(more, "node", None)
            if node is None:
                break
            page = connection(node)
            found += present(page)
            info = page.page_info
        return found

    def _fitting(self, name: str, size: int, ask: Callable[[int], T]) -> T:
        while True:
            asked = self._sizes.get(name, size)
            try:
                return ask(asked)
            except TooCostly:
                if asked <= 1:
                    raise
                self._sizes[name] = asked // 2


def present(page: Connection[T]) -> list[T]:
    """The nodes of a page; the store puts null where one could not be read."""
    return [node for node in page.nodes if node is not None]
