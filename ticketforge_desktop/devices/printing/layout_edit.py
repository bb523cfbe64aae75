"""Changing a draft of a layout: pure functions from a draft to the next one.

Each works on the values of the file, has the change written into the text with everything else left as it was, and
reads the result as any layout is read. What can't be read is refused, and the old draft is still there.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ticketforge_desktop.devices.printing import item_defaults, png_header, toml_patch
from ticketforge_desktop.devices.printing.layout_draft import draft_of, values_of
from ticketforge_desktop.devices.printing.toml_reader import faults_of, safe_picture_name
from ticketforge_desktop.domain.errors import BadInput, LayoutFault
from ticketforge_desktop.domain.layout_faults import Reason, picture_bad, reason
from ticketforge_desktop.services.ports.layout_design import Draft, Place

_PAGE: Final = ("size", "turn", "continuous", "flip")
_TOP: Final = ("name", "title", "languages", "version", "dpi")
Patch = Callable[[str], str]


def move(draft: Draft, items: Sequence[int], dx: float, dy: float) -> Draft:
    """Shift items together, as far as the paper goes."""
    chosen = _chosen(draft, items)
    places = [draft.items[index].place for index in chosen]
    if not places:
        return draft
    dx = _within(dx, min(p.x for p in places), max(p.x + p.width for p in places), draft.width)
    dy = _within(dy, min(p.y for p in places), max(p.y + p.height for p in places), draft.height)
    changes = {index: _shifted(draft.items[index].values, dx, dy) for index in chosen}
    return _with_keys(draft, changes)


def resize(draft: Draft, item: int, place: Place) -> Draft:
    """Give an item a place. A QR code stays square, a line straight, a tear line from edge to edge."""
    view = draft.items[_checked(draft, item)]
    for name, length in place._asdict().items():
        _finite(name, length)
    x, y, width, height = (_mm(length) for length in place)
    values = view.values
    if view.kind == "qr":
        old = view.place
        size = width if abs(width - old.width) >= abs(height - old.height) else height
        return _with_keys(draft, {item: {"at": [x, y], "size": size}})
    if view.kind == "tear":
        return _with_keys(draft, {item: {"x": x} if "x" in values else {"y": y}})
    if view.kind == "line":
        middle = (_mm(y + height / 2), _mm(x + width / 2))
        ends = ([x, middle[0]], [_mm(x + width), middle[0]])
        if height > width:
            ends = ([middle[1], y], [middle[1], _mm(y + height)])
        return _with_keys(draft, {item: {"from": ends[0], "to": ends[1]}})
    return _with_keys(draft, {item: {"at": [x, y], "size": [width, height]}})


def set_key(draft: Draft, item: int, key: str, value: object) -> Draft:
    """Set a key of an item; None takes it away."""
    if key == "kind":
        raise BadInput("An item keeps its kind; add another one.", field="kind")
    return _with_keys(draft, {_checked(draft, item): {key: value}})


def set_layout(draft: Draft, key: str, value: object) -> Draft:
    """Set a key of the layout or its page; `sheet` is a table, None for none."""
    wanted = values_of(draft.source)
    if key == "sheet":
        return _sheet(draft, wanted, value)
    if key not in (*_PAGE, *_TOP):
        raise BadInput(f"A layout has no '{key}' to set.", field=key)
    value = _plain(key, value)
    table = "page" if key in _PAGE else ""
    _put(wanted[table] if table else wanted, key, value)
    return _next(draft, wanted, lambda source: toml_patch.set_key(source, table, 0, key, value), key)


def add(draft: Draft, kind: str, place: Place, values: Mapping[str, object] | None = None) -> Draft:
    """Add an item on top, as usual for its kind where `values` do not say otherwise."""
    for name, length in place._asdict().items():
        _finite(name, length)
    usual = item_defaults.new_item(kind, Place(*(_mm(length) for length in place)), draft.document)
    table = {name: _plain(name, value) for name, value in {**usual, **(values or {})}.items() if value is not None}
    return _added(draft, [table])


def add_picture(draft: Draft, file: str, png: bytes) -> Draft:
    """Lay a picture beside the layout. Raises `BadInput` with the reason, before anything of it is unpacked."""
    try:
        safe_picture_name(file)
        png_header.check(png)
    except ValueError as trouble:
        raise refusal([picture_bad(file, trouble)], "file") from trouble
    return replace(draft, pictures={**draft.pictures, file: png})


def remove(draft: Draft, items: Sequence[int]) -> Draft:
    """Take items away. A layout without any is refused."""
    chosen = _chosen(draft, items)
    if len(chosen) == len(draft.items):
        raise refusal([reason("last_item")], "items")
    wanted = values_of(draft.source)
    for index in reversed(chosen):
        del wanted["item"][index]

    def patch(source: str) -> str:
        for index in reversed(chosen):
            source = toml_patch.remove_table(source, "item", index)
        return source

    return _next(draft, wanted, patch, "items") if chosen else draft


def duplicate(draft: Draft, items: Sequence[int], dx: float = 2.0, dy: float = 2.0) -> Draft:
    """Copy items to the top, shifted a little."""
    chosen = _chosen(draft, items)
    added = _added(draft, [copy.deepcopy(dict(draft.items[index].values)) for index in chosen])
    return move(added, range(len(draft.items), len(added.items)), dx, dy)


def order(draft: Draft, item: int, to: int) -> Draft:
    """Draw an item at another place in the order."""
    _checked(draft, item)
    _checked(draft, to)
    wanted = values_of(draft.source)
    wanted["item"].insert(to, wanted["item"].pop(item))
    count = len(draft.items)
    return _next(draft, wanted, lambda source: toml_patch.move_table(source, "item", item, to, count), "items")


def _added(draft: Draft, tables: Sequence[dict[str, object]]) -> Draft:
    wanted = values_of(draft.source)
    wanted["item"].extend(tables)

    def patch(source: str) -> str:
        for table in tables:
            source = toml_patch.insert_table(source, "[[item]]", table, None)
        return source

    return _next(draft, wanted, patch, "items")


def _with_keys(draft: Draft, changes: Mapping[int, Mapping[str, object]]) -> Draft:
    """Keys of items set at once."""
    wanted = values_of(draft.source)
    plain = [
        (item, key, _plain(key, value)) for item, keys in changes.items() for key, value in keys.items()
    ]  # fmt: skip
    for item, key, value in plain:
        _put(wanted["item"][item], key, value)

    def patch(source: str) -> str:
        for item, key, value in plain:
            source = toml_patch.set_key(source, "item", item, key, value)
        return source

    return _next(draft, wanted, patch, plain[0][1] if plain else "items")


def _sheet(draft: Draft, wanted: dict[str, Any], value: object) -> Draft:
    if value is not None and not isinstance(value, Mapping):
        raise BadInput("A sheet is a table.", field="sheet")
    had = "sheet" in wanted
    table = {str(key): _plain(str(key), entry) for key, entry in value.items()} if value is not None else None
    _put(wanted, "sheet", table)

    def patch(source: str) -> str:
        if had:
            source = toml_patch.remove_table(source, "sheet", 0)
        return source if table is None else toml_patch.insert_table(source, "[sheet]", table, ("item", 0))

    return _next(draft, wanted, patch, "sheet")


def _next(draft: Draft, wanted: dict[str, Any], patch: Patch, field: str) -> Draft:
    """The draft of the changed file. Raises `BadInput` when nobody could read it."""
    if wanted == values_of(draft.source):
        return draft
    return refused_as_input(
        lambda: draft_of(toml_patch.patched(draft.source, wanted, patch), draft.pictures, draft.name), field
    )


def refused_as_input(make: Callable[[], Draft], field: str) -> Draft:
    """The draft. Raises `BadInput` at a field where nobody could read it."""
    try:
        return make()
    except LayoutFault as fault:
        raise refusal([why for _line, why in faults_of(fault)], field) from fault
    except ValueError as trouble:
        raise BadInput(f"'{field}' can't be written: {trouble}.", field=field) from trouble


def refusal(reasons: Sequence[Reason], field: str) -> BadInput:
    """The error of an edit no layout may have; `facts["reasons"]` are what the window says of it."""
    return BadInput(f"{'; '.join(map(str, reasons))}.", field=field, reasons=tuple(reasons))


def _shifted(values: Mapping[str, object], dx: float, dy: float) -> dict[str, object]:
    changed: dict[str, object] = {}
    for key in ("at", "from", "to"):
        point = values.get(key)
        if isinstance(point, list):
            changed[key] = [_mm(max(0.0, point[0] + dx)), _mm(max(0.0, point[1] + dy))]
    for key, by in (("x", dx), ("y", dy)):
        at = values.get(key)
        if isinstance(at, int | float):
            changed[key] = _mm(max(0.0, at + by))
    return changed


def _within(by: float, low: float, high: float, room: float) -> float:
    """How far something from `low` to `high` may go: to the edges, and from beyond them always back."""
    _finite("move", by)
    return min(max(by, min(0.0, -low)), max(0.0, room - high))


def _put(table: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value


def _plain(key: str, value: object) -> Any:
    """The value as reading the file gives it: lists for tuples, whole numbers where they are whole."""
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return _mm(_finite(key, value))
    if isinstance(value, Mapping):
        return {str(name): _plain(key, entry) for name, entry in value.items()}
    if isinstance(value, Sequence):
        return [_plain(key, entry) for entry in value]
    raise BadInput(f"'{key}' can't be a {type(value).__name__}.", field=key)


def _mm(length: float) -> float:
    """To a hundredth of a millimetre; a whole number where it is one."""
    rounded = round(length, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _finite(key: str, length: float) -> float:
    if not math.isfinite(length):
        raise BadInput(f"'{key}' must be a number.", field=key)
    return length


def _checked(draft: Draft, item: int) -> int:
    if not 0 <= item < len(draft.items):
        raise BadInput(f"There is no item {item}.", field="item")
    return item


def _chosen(draft: Draft, items: Sequence[int]) -> list[int]:
    return sorted({_checked(draft, item) for item in items})
