"""Writes the lines of a bulk query: a node a line, children with ``__parentId``."""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec

from ticketforge_desktop.demo.bulk_job import BulkJob
from ticketforge_desktop.demo.compiled import Branch, Selection
from ticketforge_desktop.demo.context import RequestContext


class BulkWriter:
    """One job's file. Grouped: children follow their parent. Ungrouped: every other chunk, children come first."""

    def __init__(self, out: BinaryIO, job: BulkJob, context: RequestContext) -> None:
        self._out = out
        self._job = job
        self._context = context
        self._encoder = msgspec.json.Encoder()
        self._chunks = 0

    def write(self, selection: Selection, things: list[Any]) -> None:
        """One chunk of root nodes with all below them."""
        roots: list[bytes] = []
        children: list[bytes] = []
        for thing in things:
            line, lines = self._lines(selection, thing)
            roots.append(line)
            if self._job.grouped:
                roots += lines
            else:
                children += lines
        early = self._chunks % 2 == 1
        self._chunks += 1
        for block in (children, roots) if early else (roots, children):
            if block:
                self._out.write(b"\n".join(block) + b"\n")
        self._job.roots += len(things)
        self._job.objects += len(roots) + len(children)
        self._job.has_file = self._job.objects > 0

    def _lines(self, selection: Selection, thing: Any) -> tuple[bytes, list[bytes]]:
        branches: list[Branch] = []
        found = selection.render(thing, self._context, branches)
        lines: list[bytes] = []
        self._below(branches, found.get("id"), lines)
        return self._encoder.encode(found), lines

    def _below(self, branches: list[Branch], parent: object, lines: list[bytes]) -> None:
        for step, nodes, _ in branches:
            assert step.nodes is not None
            for node in nodes:
                deeper: list[Branch] = []
                found = step.nodes.render(node, self._context, deeper)
                mine = found.get("id", parent)
                found["__parentId"] = parent
                lines.append(self._encoder.encode(found))
                if deeper:
                    self._below(deeper, mine, lines)
