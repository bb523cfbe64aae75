"""A layout file as a draft: read as far as it can be, with what stands in its way beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from ticketforge_desktop.devices.printing import layout_checks
from ticketforge_desktop.devices.printing.layout_file import parse_layout
from ticketforge_desktop.devices.printing.model import Layout, Placed, Sheet
from ticketforge_desktop.devices.printing.toml_reader import Faults
from ticketforge_desktop.services.ports.layout_design import Draft, DraftFault, ItemView, Place


def draft_of(source: str, pictures: Mapping[str, bytes], name: str = "") -> Draft:
    """The draft of a file's text.

    Raises:
        LayoutFault: it can't be read; things that only stand in each other's way are in `Draft.faults`.
    """
    faults = Faults()
    layout = parse_layout(name or "layout", source.encode("utf-8", "replace"), _from(pictures), faults)
    faults.raise_any(name or layout.name)
    layout_checks.check(layout, faults)
    tables = values_of(source)["item"]
    return Draft(
        name=layout.name,
        version=layout.version,
        title=layout.title,
        document=layout.document,
        languages=layout.languages,
        width=layout.width,
        height=layout.height,
        turn=layout.turn,
        continuous=layout.continuous,
        items=tuple(
            _view(index, placed, table)
            for index, (placed, table) in enumerate(zip(layout.items, tables, strict=True))
        ),
        faults=by_item(layout, faults),
        source=source,
        pictures=dict(pictures),
        flip=layout.flip,
        sheet=_sheet(layout.sheet),
        dpi=layout.dpi,
    )  # fmt: skip


def _sheet(sheet: Sheet | None) -> Mapping[str, tuple[float, float]] | None:
    if sheet is None:
        return None
    return {
        "size": (sheet.width, sheet.height), "tickets": (sheet.columns, sheet.rows), "at": (sheet.left, sheet.top),
        "gap": (sheet.gap_x, sheet.gap_y),
    }  # fmt: skip


def layout_of(draft: Draft) -> Layout:
    """The layout of a draft, whatever stands in its way."""
    return parse_layout(draft.name, draft.source.encode(), _from(draft.pictures), Faults())


def values_of(source: str) -> dict[str, Any]:
    """The file as tables and keys."""
    return tomllib.loads(source.removeprefix("\ufeff"))


def by_item(layout: Layout, faults: Faults) -> tuple[DraftFault, ...]:
    """Faults with the item they belong to."""
    index = {placed.line: at for at, placed in enumerate(layout.items)}
    return tuple(DraftFault(index.get(line, -1), line, why) for line, why in faults.ordered())


def _view(index: int, placed: Placed, table: Mapping[str, object]) -> ItemView:
    area = placed.item.area
    place = Place(*(round(length, 4) for length in (area.x, area.y, area.width, area.height)))
    return ItemView(
        index, str(table["kind"]), placed.line, place, "back" if placed.back else "front", dict(table)
    )  # fmt: skip


def _from(pictures: Mapping[str, bytes]) -> Any:
    def read(file: str) -> bytes:
        if file not in pictures:
            raise FileNotFoundError(file)
        return pictures[file]

    return read
