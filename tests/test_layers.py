"""Who may import whom: the house's walls, as docs/architecture.md draws them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ticketforge_desktop"
ROOT_NAME = "ticketforge_desktop"
OUTER = {"storage", "shopify", "hub", "devices", "carriers", "outreach", "host"}
# room → what of ours it may import (its own modules always).
ALLOWED: dict[str, set[str]] = {
    "domain": set(),
    "services": {"domain"},
    **{room: {"domain", "services.ports", "services.views", "services.sync_views", "resources"} for room in OUTER},
    "sync": {"domain", "services"},
    "demo": {"domain", "resources"},
    "ui": {"services", "domain", "resources"},
    "resources": set(),
}
JOINERS = {"bootstrap", "cli", "__main__"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def top_level_imports(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def within(name: str, allowed: str) -> bool:
    target = f"{ROOT_NAME}.{allowed}"
    return name == target or name.startswith(f"{target}.")


def test_every_room_imports_only_what_it_may() -> None:
    strangers = []
    for path in modules():
        room = room_of(path)
        if room in JOINERS or room == "__init__":
            continue
        assert room in ALLOWED, f"{path.relative_to(PACKAGE)} is in no room of the house"
        for name, line in imports(path):
            if name.split(".")[0] != ROOT_NAME or name == f"{ROOT_NAME}.__version__" or within(name, room):
                continue
            if not any(within(name, allowed) for allowed in ALLOWED[room]):
                strangers.append(f"{path.relative_to(PACKAGE)}:{line} imports {name}")
    assert strangers == []


def test_nobody_but_the_doors_imports_the_composition_root() -> None:
    for path in modules():
        if room_of(path) in JOINERS:
            continue
        assert not [name for name, _ in imports(path) if any(within(name, joiner) for joiner in JOINERS)], path


def test_the_domain_knows_only_the_standard_library() -> None:
    for path in (PACKAGE / "domain").rglob("*.py"):
        for name, line in imports(path):
            top = name.split(".")[0]
            assert top == ROOT_NAME or top in sys.stdlib_module_names, f"{path}:{line} imports {name}"
            assert top not in {"sqlite3", "socket", "time", "threading", "subprocess", "urllib", "http"}, (
                f"{path}:{line}: the domain has no I/O, no clock and no threads"
            )


def test_the_domain_asks_nobody_for_the_time() -> None:
    for path in (PACKAGE / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                pytest.fail(f"{path}:{node.lineno} asks for the time")


def test_qt_is_imported_only_in_the_window() -> None:
    for path in modules():
        if room_of(path) == "ui" or room_of(path) == "__main__":
            continue
        assert not [name for name, _ in imports(path) if name.split(".")[0] == "PySide6"], path


@pytest.mark.parametrize("heavy", ["sqlalchemy", "httpx", "graphql", "reportlab", "cryptography", "keyring", "alembic"])
def test_heavy_libraries_stay_out_of_what_every_start_imports(heavy: str) -> None:
    for path in modules():
        if room_of(path) in {"domain", "services", "ui", "cli", "bootstrap", "__main__", "__init__"}:
            assert heavy not in {name.split(".")[0] for name in top_level_imports(path)}, path


def test_no_room_has_too_many_people() -> None:
    crowded = {
        str(path.relative_to(PACKAGE)): count
        for path in modules()
        if "migrations" not in path.parts and (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert crowded == {}
