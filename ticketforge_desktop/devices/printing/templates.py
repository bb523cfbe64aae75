"""Text with data in it: `Doors {doors_at:time}[, {venue}]`.

`{field}` or `{field:format}` is replaced, `[…]` vanishes when every field in it is empty, and the whole text is empty
when it has fields and all of them are. A sign is doubled to stand for itself: `{{`, `}}`, `[[`, `]]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ticketforge_desktop.domain.layout_faults import Unfit
from ticketforge_desktop.services.ports.printing import TicketFace

_TOKENS = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{[^{}]*\}|[{}\[\]]|[^{}\[\]]+")
_DOUBLED = ("{{", "}}", "[[", "]]")
Reader = Callable[[TicketFace], str]
FieldReader = Callable[[str, str], Reader]
"""Name and format in, the function that reads the field out. Raises `ValueError` with the reason."""


@dataclass(frozen=True, slots=True)
class Field:
    """A data field and its format ("" = the usual one)."""

    name: str
    format: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part that vanishes when all its fields are empty."""

    parts: tuple[str | Field, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with its fields."""

    parts: tuple[str | Field | Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, those in groups too."""
        found: list[Field] = []
        for part in self.parts:
            if isinstance(part, Field):
                found.append(part)
            elif isinstance(part, Group):
                found.extend(inner for inner in part.parts if isinstance(inner, Field))
        return tuple(found)

    def reader(self, field_reader: FieldReader) -> Reader:
        """The function that fills this text for a face."""
        if not self.fields:
            fixed = "".join(part for part in self.parts if isinstance(part, str))
            return lambda _face: fixed
        if len(self.parts) == 1 and isinstance(self.parts[0], Field):
            return field_reader(self.parts[0].name, self.parts[0].format)
        steps = [_group(part.parts, field_reader) if isinstance(part, Group) else _step(part, field_reader)
                 for part in self.parts]  # fmt: skip

        def fill(face: TicketFace) -> str:
            told = False
            pieces: list[str] = []
            for is_data, read in steps:
                piece = read(face)
                told = told or (is_data and bool(piece))
                pieces.append(piece)
            return "".join(pieces) if told else ""

        return fill


def _step(part: str | Field, field_reader: FieldReader) -> tuple[bool, Reader]:
    if isinstance(part, Field):
        return True, field_reader(part.name, part.format)
    return False, lambda _face: part


def _group(parts: tuple[str | Field, ...], field_reader: FieldReader) -> tuple[bool, Reader]:
    return True, Template(parts).reader(field_reader)


def parse(source: str) -> Template:
    """Raises `ValueError` with the reason in words."""
    parts: list[str | Field | Group] = []
    inner: list[str | Field] | None = None
    for piece in _TOKENS.findall(source):
        if piece == "[":
            if inner is not None:
                raise Unfit("group_inside")
            inner = []
        elif piece == "]":
            if inner is None:
                raise Unfit("group_end")
            parts.append(_closed(inner))
            inner = None
        else:
            (parts if inner is None else inner).append(_part(piece))
    if inner is not None:
        raise Unfit("group_open")
    return Template(tuple(parts))


def _part(piece: str) -> str | Field:
    if piece == "{":
        raise Unfit("field_open")
    if piece == "}":
        raise Unfit("field_end")
    if piece[0] == "{" and piece[-1] == "}" and piece[1:2] != "{":
        name, _, form = piece[1:-1].partition(":")
        return Field(name.strip(), form.strip())
    return piece[0] if piece in _DOUBLED else piece


def _closed(inner: list[str | Field]) -> Group:
    if not any(isinstance(part, Field) for part in inner):
        raise Unfit("group_empty")
    return Group(tuple(inner))
