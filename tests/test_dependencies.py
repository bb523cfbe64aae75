"""Every direct dependency is used, and nothing is used that is not declared."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORT_NAMES = {
    "pyside6-essentials": "PySide6",
    "pyside6-addons": "PySide6",
    "python-barcode": "barcode",
    "pyserial": "serial",
    "zxing-cpp": "zxingcpp",
    "graphql-core": "graphql",
}


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]


def imported() -> set[str]:
    names = set()
    for path in (ROOT / "ticketforge_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add((node.module or "").split(".")[0])
    return names


def test_each_declared_dependency_is_imported_by_the_program() -> None:
    used = imported()
    unused = {name for name in declared() if IMPORT_NAMES.get(name, name) not in used}
    assert unused == set()


def test_the_program_imports_nothing_undeclared() -> None:
    known = {IMPORT_NAMES.get(name, name) for name in declared()} | {"ticketforge_desktop", "shiboken6"}
    assert {name for name in imported() if name not in known and name not in sys.stdlib_module_names} <= {"click"}


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        for block in re.split(r"\n(?=[a-zA-Z])", text.strip()):
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_every_direct_dependency_is_locked() -> None:
    locked = set(re.findall(r"^([A-Za-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    assert declared() <= {name.lower() for name in locked}
